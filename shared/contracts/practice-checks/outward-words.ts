import { revealingParts, revealingWords, sensitiveService } from "../../domain/lexicon/revealing-words.ts";
import type { PracticeConfig } from "../practice.ts";
import { type Check, listed, type Mistake, type Path } from "./mistake.ts";

/** Treatment, condition and clinic-type words on a surface that people outside the practice see (DESIGN §3, "Words"). */
export const outwardWordMistakes: Check = (config) => [
  ...gluedSurfaces(config).flatMap(({ text, path }) => revealed(revealingParts(text), path)),
  ...spokenSurfaces(config).flatMap(({ text, path }) => revealed(revealingWords(text), path)),
];

/** What a practice cannot always choose, and lines that nobody marked. */
export const outwardWordWarnings: Check = ({ postalAddress, serviceLines }) => [
  ...revealed(revealingWords(postalAddress), ["postalAddress"]),
  ...serviceLines.flatMap(({ key, label, sensitive }, index) =>
    !sensitive && (sensitiveService(key) || sensitiveService(label))
      ? [
          {
            path: ["serviceLines", index, "sensitive"],
            message: `"${label}" sounds like a sensitive line; set it to true unless it is none`,
          },
        ]
      : [],
  ),
];

interface Surface {
  readonly path: Path;
  readonly text: string;
}

/** Names and addresses, which glue words together. */
function gluedSurfaces({ practiceId, publicName, email, linkBaseUrl }: PracticeConfig): Surface[] {
  const addresses = (["from", "replyTo", "unsubscribe"] as const).map((field) => ({
    path: ["email", field],
    text: email[field],
  }));
  const host = linkBaseUrl === undefined ? [] : [{ path: ["linkBaseUrl"], text: linkBaseUrl }];
  // The address of an action link names the practice.
  const names = [
    { path: ["practiceId"], text: practiceId },
    { path: ["publicName"], text: publicName },
  ];
  return [...names, ...addresses, ...host];
}

/** What people read and hear. Hints of call tasks travel to the phones of staff. */
function spokenSurfaces({ staff, templates }: PracticeConfig): Surface[] {
  const names = staff.map(({ name }, index) => ({ path: ["staff", index, "name"], text: name }));
  const texts = Object.entries(templates).flatMap(([name, template]) =>
    Object.entries(template).flatMap(([language, text]) =>
      (["subject", "body"] as const).flatMap((part) => {
        const words = text?.[part];
        return words === undefined ? [] : [{ path: ["templates", name, language, part], text: words }];
      }),
    ),
  );
  return [...names, ...texts];
}

function revealed(words: readonly string[], path: Path): Mistake[] {
  if (words.length === 0) return [];
  const quoted = listed(words.map((word) => `"${word}"`));
  return [{ path, message: `says ${quoted}, which tells others what somebody asked about; choose neutral words` }];
}

import type { ConsentClass, StepChannel } from "../../domain/vocabulary.ts";
import type { PracticeConfig } from "../practice.ts";
import { type Check, listed, type Mistake } from "./mistake.ts";
import { type PlacedStep, stepsOf, waysOf } from "./steps.ts";

/** The consent class that each channel needs (the send gate's table). */
export const NEEDED: Readonly<Record<StepChannel, ConsentClass>> = {
  sms: "sms.marketing_written",
  call: "call.automated_written",
  email: "email",
  call_task: "call.live",
};

/** Classes that only a wording or a post gives, with the field of a source's wording; an inquiry itself gives the others. */
const WRITTEN: Partial<Record<ConsentClass, "sms" | "call">> = {
  "sms.marketing_written": "sms",
  "call.automated_written": "call",
};

/** Who can give a class: leads of some source by its wording, leads whose post says so, or nobody. */
export type Givers = "wording" | "post" | "inquiry" | "nobody";

/** Who can give a consent class to this practice. Every post may carry consent, but not against what its form says. */
export function giversOf({ sources }: PracticeConfig, wanted: ConsentClass): Givers {
  if (wanted === "sms.reply") return "nobody";
  const field = WRITTEN[wanted];
  if (field === undefined) return "inquiry";
  if (sources.some(({ consent }) => consent?.[field])) return "wording";
  return sources.length === 0 || sources.some(({ consent }) => consent === undefined) ? "post" : "nobody";
}

/** Steps on a channel whose consent class nobody gives, and conditions on such a class. */
export const consentMistakes: Check = (config) => [
  ...onUngiven(config, "nobody", (needed, channel) => {
    return `no consent class allows it: ${channel} needs ${needed}, and the wording of no source asks for it`;
  }),
  ...stepsOf(config).flatMap(({ step, path }) =>
    (step.when?.consent ?? []).flatMap((wanted, index): Mistake[] => {
      if (giversOf(config, wanted) !== "nobody") return [];
      const message = `never holds: the wording of no source asks for ${wanted}`;
      return [{ path: [...path, "when", "consent", index], message }];
    }),
  ),
];

/** Steps that only leads get whose post carries consent of its own. */
export const consentWarnings: Check = (config) =>
  onUngiven(config, "post", (needed) => {
    const silent = config.sources.filter(({ consent }) => consent === undefined).map(({ name }) => name);
    const where = silent.length === 0 ? "" : ` of ${listed(silent, "or")}`;
    return `is for leads only whose post${where} carries ${needed}: the wording of no source asks for it`;
  });

function onUngiven(
  config: PracticeConfig,
  givers: Givers,
  messageFor: (needed: ConsentClass, channel: StepChannel) => string,
): Mistake[] {
  return stepsOf(config).flatMap((placed: PlacedStep) =>
    waysOf(placed)
      .filter(({ channel }) => giversOf(config, NEEDED[channel]) === givers)
      .map(({ channel, path }) => ({ path: [...path, "channel"], message: messageFor(NEEDED[channel], channel) })),
  );
}

/** Wordings that ask for written consent and do not name who asks (47 CFR 64.1200(f)(9)(i)(A)). */
export const wordingWarnings: Check = ({ sources, publicName }) =>
  sources.flatMap(({ consent }, index) =>
    consent !== undefined && (consent.sms || consent.call) && !consent.text.includes(publicName)
      ? [
          {
            path: ["sources", index, "consent", "text"],
            message: `asks for written consent and does not name "${publicName}"`,
          },
        ]
      : [],
  );

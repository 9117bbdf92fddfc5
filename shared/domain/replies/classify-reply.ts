import type { ReplyClass } from "../vocabulary.ts";
import { isEmergency } from "./emergency.ts";
import { FILLERS, HELP_KEYWORDS, OPT_IN_COURTESIES, OPT_IN_KEYWORDS } from "./keywords.ts";
import { readOptOut } from "./opt-out.ts";
import { withoutQuotes } from "./quoted-text.ts";
import { readWords } from "./read-words.ts";
import { saysWrongNumber } from "./wrong-number.ts";

/**
 * What a text message of a person asks for. An opt-out is found in whatever words a reasonable person would read as one
 * (47 CFR 64.1200(a)(10)), in English and Spanish; wording that may be one is `ambiguous`. Total: answers for any string.
 */
export function classifyReply(text: string): ReplyClass {
  const unquoted = withoutQuotes(text);
  if (unquoted.kind === "reaction") return unquoted.dislikes ? "ambiguous" : "answer";
  const words = readWords(unquoted.text);
  const optOut = readOptOut(words);
  if (optOut === "yes") return "opt_out";
  if (isEmergency(words)) return "emergency";
  if (isOptIn(words.all)) return "opt_in";
  if (HELP_KEYWORDS.includes(withoutFillers(words.all))) return "help";
  if (saysWrongNumber(unquoted.text, words)) return "wrong_number";
  return optOut === "maybe" || isAngry(text) ? "ambiguous" : "answer";
}

/** Pictures that say nothing kind and nothing else. */
function isAngry(text: string): boolean {
  return /^[\s\p{P}]*(?:🖕|🤬|🚫|⛔|✋|🙅|👎)/u.test(text) && !/\p{L}/u.test(text);
}

/** "Start please", "START START": the keyword and politeness, nothing else. */
function isOptIn(words: string): boolean {
  const core = words.split(" ").filter((word) => !OPT_IN_COURTESIES.has(word));
  return (
    OPT_IN_KEYWORDS.includes(core.join(" ")) ||
    (core.length > 1 && core.every((word) => word === core[0] && OPT_IN_KEYWORDS.includes(word)))
  );
}

/** "Help please": fillers say nothing of their own, but "help me" is no keyword. */
function withoutFillers(words: string): string {
  return words
    .split(" ")
    .filter((word) => !FILLERS.has(word) || word === "me")
    .join(" ");
}

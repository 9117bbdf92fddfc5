import { COURTESIES, FILLERS, LEAD_INS, STRONG_KEYWORDS, WEAK_KEYWORDS } from "./keywords.ts";
import type { Words } from "./read-words.ts";

const STRONG = new Set(STRONG_KEYWORDS);
const WEAK = new Set(WEAK_KEYWORDS);
/** Long enough to be recognised with a space in the wrong place: "st op", "un sub scribe". */
const UNSPACED = new Set(["stop", "optout", "cancel", "unsubscribe", "basta", "alto"]);
/** What may stand before a keyword and still leave open what it is about: "yes, cancel" may concern an appointment. */
const GREETINGS = /^(?:yes|no|ok|hi|hello|hey|si|hola)$/;

/** The message is nothing but keywords, however often, and fillers. */
export function isWholeKeyword({ all, sentences }: Words): boolean {
  const core = withoutFillers(all);
  return areKeywords(all) || STRONG.has(core) || (WEAK.has(core) && !sentences.some(({ asks }) => asks));
}

/** Several keywords and nothing else, or one that fell apart: the words can be about nothing but messages. */
export function areKeywords(words: string): boolean {
  const core = withoutFillers(words);
  if (!core.includes(" ")) return false;
  if (UNSPACED.has(core.replaceAll(" ", ""))) return true;
  return core.split(" ").every((word) => STRONG.has(word) || WEAK.has(word));
}

/** The clause is a keyword that means nothing else, whatever leads up to it. */
export function isStrongKeyword(clause: string): boolean {
  const core = withoutLeadIns(clause);
  const readings = [clause, core].flatMap((words) => [words, withoutCourtesies(words), withoutFillers(words)]);
  return readings.some((words) => STRONG.has(words));
}

/** The clause is a keyword that may be about something else. */
export function isWeakKeyword(clause: string): boolean {
  return WEAK.has(trimmed(clause, (word) => FILLERS.has(word) || GREETINGS.test(word)));
}

/** Without what merely leads up to a keyword: "hi can you please". */
export function withoutLeadIns(words: string): string {
  const list = words.split(" ");
  const start = list.findIndex((word) => !FILLERS.has(word) && !LEAD_INS.has(word));
  return start < 0 ? words : list.slice(start).join(" ");
}

/** Without the "thank you" at the end. */
export function withoutCourtesies(words: string): string {
  const list = words.split(" ");
  const end = list.findLastIndex((word) => !COURTESIES.has(word));
  return end < 0 ? words : list.slice(0, end + 1).join(" ");
}

function withoutFillers(words: string): string {
  return trimmed(words, (word) => FILLERS.has(word));
}

function trimmed(words: string, isFiller: (word: string) => boolean): string {
  const list = words.split(" ");
  const start = list.findIndex((word) => !isFiller(word));
  const end = list.findLastIndex((word) => !isFiller(word));
  return start < 0 ? "" : list.slice(start, end + 1).join(" ");
}

import { isWithin } from "./edit-distance.ts";
import { FORGIVEN, JOINABLE, LEET, LEET_WORDS, REAL_WORDS, VARIANTS } from "./spelling-words.ts";

/** Shorter words have too many neighbours to be forgiven a slip. */
const MIN_FORGIVEN_LENGTH = 5;
/** Shorter words are not split into several. */
const MIN_JOINED_LENGTH = 6;
/** Words this long are known by their other letters. */
const LONG = 10;
const KNOWN = new Set(FORGIVEN.map(({ word }) => word));

/** "Stop" as it sounds: "stahp", "stawp", "stahhp". */
const STOP_BY_EAR = /^s+t+(?:[ao][hw]+|a+u+)p+$/;
/** Spanish by ear, such as "kiero" and "kitenme"; "kite" and "kitten" are no such words. */
const K_FOR_QU = /^k(?=ier[eo]|isier|it(?:en|ame|eme|ar|arme)(?:me|nos)?$|e$|ien$)/;

/** The word or words that a written word stands for: abbreviations, slips, words run together. */
export function correctWord(written: string): string {
  const variant = VARIANTS.get(written);
  if (variant !== undefined) return variant;
  if (KNOWN.has(written) || REAL_WORDS.has(written) || /\d/.test(written)) return written;
  if (isStopSlip(written) || STOP_BY_EAR.test(written)) return "stop";
  if (K_FOR_QU.test(written)) return written.replace(K_FOR_QU, "qu");
  if (written.length >= MIN_JOINED_LENGTH) {
    const parts = splitJoined(written);
    if (parts !== undefined) return parts.map((part) => VARIANTS.get(part) ?? part).join(" ");
  }
  if (written.length < MIN_FORGIVEN_LENGTH) return written;
  return FORGIVEN.find(({ word, slips }) => isSlipOf(written, word, slips))?.word ?? written;
}

/** Whether it is "stop" with one slip and no word of its own. */
function isStopSlip(written: string): boolean {
  return /^[a-z]{3,6}$/.test(written) && written !== "stops" && isWithin(written, "stop", 1);
}

/** Whether two words are "opt out" with one slip: "otp out", "opt uot". */
export function isOptOutSlip(first: string, second: string): boolean {
  return first.startsWith("o") && second.length > 1 && isWithin(first + second, "optout", 1);
}

/** First letters are seldom mistyped, and most other words differ there. */
function isSlipOf(written: string, word: string, slips: number): boolean {
  const swapped = written[1] === word[0] && written[0] === word[1];
  return (written[0] === word[0] || swapped || word.length >= LONG) && isWithin(written, word, slips);
}

/** The word behind digits and signs that stand for letters: "st0p", "$top". Anything else as it is, such as "3pm". */
export function withoutLeet(written: string): string {
  if (!/[a-z]/.test(written) || !/[^a-z]/.test(written)) return written;
  const plain = [...written].map((character) => LEET[character] ?? character).join("");
  return LEET_WORDS.has(plain) ? plain : written;
}

function splitJoined(word: string): string[] | undefined {
  // best[i]: the words that spell the first i letters, in as few as possible.
  const best: (string[] | undefined)[] = [[]];
  for (let end = 1; end <= word.length; end += 1) {
    for (const part of JOINABLE) {
      const before = word.endsWith(part, end) ? best[end - part.length] : undefined;
      if (before === undefined) continue;
      const shortest = best[end]?.length ?? Number.POSITIVE_INFINITY;
      if (before.length + 1 < shortest) best[end] = [...before, part];
    }
  }
  const parts = best[word.length];
  return parts !== undefined && parts.length > 1 ? parts : undefined;
}

import { singleWords, wordsFound, wordsOf } from "./matching.ts";
import { SENSITIVE_WORDS } from "./sensitive-words.ts";
import { TREATMENT_WORDS } from "./treatment-words.ts";

/** The treatment, condition and clinic-type words of a text, in lower case and without accents; they may appear on no outward surface. */
export function revealingWords(text: string): string[] {
  return [...new Set([SENSITIVE_WORDS, TREATMENT_WORDS].flatMap((list) => wordsFound(list, text)))];
}

/** Whether a posted service line names a sensitive line: HIV, abortion, addiction, psychiatry, fertility and their like. */
export function sensitiveService(text: string): boolean {
  return wordsFound(SENSITIVE_WORDS, text).length > 0;
}

/** Shorter words occur by chance inside others: "hiv" in "archive", "pain" in "spain". */
const SHORTEST_PART = 5;
/** Words that hold one of the list by chance. */
const CHANCE = ["accidental", "bluetooth", "comedic", "incidental", "occidental", "nursery"];

/** Like `revealingWords`, for addresses, hosts and names, which also glue words together ("brightdental.example.com"). */
export function revealingParts(text: string): string[] {
  const spoken = revealingWords(text);
  const parts = [SENSITIVE_WORDS, TREATMENT_WORDS].flatMap((list) => {
    const { whole, stems } = singleWords(list);
    return [...whole, ...stems];
  });
  const glued = wordsOf(text).flatMap((word) => {
    const rest = CHANCE.reduce((left, harmless) => left.replaceAll(harmless, " "), word);
    return parts.filter((part) => part.length >= SHORTEST_PART && rest.includes(part));
  });
  const news = glued.filter((part) => !spoken.some((word) => word.includes(part)));
  return [...new Set([...spoken, ...news])];
}

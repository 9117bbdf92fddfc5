/**
 * What to look for, in lower case and without accents. `whole`: words as they stand, or in the plural. `stems`: any word that
 * begins so. `phrases`: words that follow each other, the last one also in the plural. `harmless`: words and phrases that are
 * none of these in spite of looking so. Words have spaces between them, phrases commas.
 */
export interface WordList {
  readonly whole: string;
  readonly stems: string;
  readonly phrases: string;
  readonly harmless: string;
}

/** The words of a list that are looked for one by one, and what any of them may begin with. */
export function singleWords({ whole, stems }: WordList): { whole: string[]; stems: string[] } {
  return { whole: whole.trim().split(/\s+/), stems: stems.trim().split(/\s+/) };
}

const phrasesIn = (text: string): string[] => text.trim().split(/\s*,\s*/);

/** Endings of the plural in English and Spanish. */
const PLURALS = ["", "s", "es"] as const;

/** The words of a text in lower case, without accents; whatever is no letter and no digit parts them. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** What of the list occurs in a text, each once. */
export function wordsFound(list: WordList, text: string): string[] {
  const { whole, stems } = singleWords(list);
  let spoken = ` ${wordsOf(text).join(" ")} `;
  for (const phrase of phrasesIn(list.harmless)) spoken = spoken.replaceAll(` ${phrase} `, " ");
  const isWhole = (word: string) =>
    whole.some((base) => word.startsWith(base) && PLURALS.some((ending) => word === base + ending));
  const single = spoken
    .split(" ")
    .filter((word) => word !== "" && (stems.some((stem) => word.startsWith(stem)) || isWhole(word)));
  const joined = phrasesIn(list.phrases).filter((phrase) =>
    PLURALS.some((ending) => spoken.includes(` ${phrase}${ending} `)),
  );
  return [...new Set([...single, ...joined])];
}

/** Longer texts are read in pieces. */
const MAX_LENGTH = 2_000;

/** The words of a text in lower case, without accents, apostrophes and punctuation, one space between them. */
export function plainWords(text: string): string {
  return text
    .slice(0, MAX_LENGTH)
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}'’‘`´ʼ]/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}#]+/gu, " ")
    .trim();
}

/** A look-up of words: `lists` holds, by meaning, names with commas between them. */
export function wordTable<T extends string>(lists: Readonly<Record<T, string>>): ReadonlyMap<string, T> {
  const entries = (Object.keys(lists) as T[]).flatMap((meaning) =>
    lists[meaning].split(",").map((name): [string, T] => [plainWords(name), meaning]),
  );
  return new Map(entries);
}

/** Texts that stand for an empty cell. */
const BLANKS = new Set([
  "n a",
  "#n a",
  "null",
  "none",
  "nil",
  "undefined",
  "blank",
  "#value",
  "#ref",
  "#name",
  "#null",
]);
const DASHES = /^[\s\p{Pd}._,'"\p{Cf}\p{Cc}]*$/u;

/** Whether a cell of anything but names says nothing: "N/A", "-", "null", an error of a spreadsheet. */
export function saysNothing(cell: string): boolean {
  return DASHES.test(cell) || (cell.length < 20 && BLANKS.has(plainWords(cell)));
}

/** What a practice's own word means, by what it said of it. */
export function ownMeaning<T>(text: string, meanings: Readonly<Record<string, T>>): T | undefined {
  const words = plainWords(text);
  return Object.entries(meanings).find(([word]) => plainWords(word) === words)?.[1];
}

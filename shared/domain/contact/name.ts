import type { NameKeys } from "../entities/identity.ts";

/** Longer input is cut: no name is longer, and the work stays bounded. */
const MAX_LENGTH = 200;
/** Letters that have no decomposition and that people leave out on plain keyboards. */
const PLAIN: Readonly<Record<string, string>> = { ø: "o", ł: "l", đ: "d", æ: "ae", œ: "oe", ς: "σ" };

/**
 * The form under which two spellings of a name are one: without case, Latin accents, punctuation and spaces, so that
 * "O’Brien" is "OBRIEN" and "Mary-Ann" is "Mary Ann". Undefined when no letter or digit is left. Total.
 */
export function normalizeName(raw: string): string | undefined {
  const name = raw
    .slice(0, MAX_LENGTH)
    .normalize("NFKD")
    // By way of upper case, which unfolds letters such as ß; lower case leaves them alone.
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize("NFKD")
    // Marks of other scripts are vowels, not accents: they stay.
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[øłđæœς]/g, (letter) => PLAIN[letter] ?? letter)
    .replace(/[^\p{L}\p{M}\p{N}]/gu, "")
    .normalize("NFC");
  return /[\p{L}\p{N}]/u.test(name) ? name : undefined;
}

/** Whether two names cannot be one person's: both first or both last names are known and differ, and not just in their split. */
export function namesConflict(a: NameKeys, b: NameKeys): boolean {
  return !equal(a.full, b.full) && (differ(a.first, b.first) || differ(a.last, b.last));
}

/** Whether two names speak for one person: a part is known to be equal, and none conflicts. */
export function namesMatch(a: NameKeys, b: NameKeys): boolean {
  return !namesConflict(a, b) && (equal(a.full, b.full) || equal(a.first, b.first) || equal(a.last, b.last));
}

function equal(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && a === b;
}

function differ(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a !== b;
}

import { present } from "../present.ts";
import { normalizeName } from "./name.ts";
import { GENDERS, type Gender, NICKNAMES } from "./nicknames.ts";

/** A name in the form in which names are compared; no form to address anybody by. */
export interface ComparableName {
  readonly first?: string;
  /** The first of several family names: many people leave out the second. */
  readonly last?: string;
  /** First and last name in one: equal however the name is split over the two fields. */
  readonly full?: string;
}

/** Longer input is cut, as in `normalizeName`. */
const MAX_LENGTH = 200;
/** What stands before a name, English and Spanish, and of whom it is said. */
const TITLES: ReadonlyMap<string, Gender | "anybody"> = new Map([
  ...["mr", "mister", "sr", "senor"].map((title) => [title, "man"] as const),
  ...["mrs", "ms", "miss", "sra", "srta", "senora", "senorita"].map((title) => [title, "woman"] as const),
  ...["mx", "dr", "dra", "prof", "doctor", "doctora"].map((title) => [title, "anybody"] as const),
]);
/** Letters of a profession behind a name. Not those that are family names, too (Do, Ma, Mba), nor Jr, Sr and III: they tell father from son. */
const PROFESSIONS: ReadonlySet<string> = new Set(["md", "dds", "dmd", "dvm", "phd", "rn", "cpa", "esq"]);
/** Words that a family name begins with, and no given name. */
const PARTICLES: ReadonlySet<string> = new Set(
  "de del la las los da das dos di du van von der den le el san st".split(" "),
);
/** What a family name may begin with besides, where it has its own field. */
const BEGINS: ReadonlySet<string> = new Set([...PARTICLES, ..."mac mc al ben bin ibn abu".split(" ")]);
/** Tells father from son. */
const GENERATIONS: ReadonlySet<string> = new Set("jr sr ii iii iv v".split(" "));
const HYPHENS = /[-‐‑–]/g;
/** "O Brien" for O'Brien, which is no middle initial; D and L only where the family name has its own field. */
const ELIDED = /(?<=\s)(o)\s+(?=\p{L}{2})/giu;
const ELIDED_FAMILY = /^\s*([dlo])\s+(?=\p{L}{2})/iu;

/**
 * A person's name for comparison: spelled plainly (`normalizeName`), without title, middle initials and letters of a profession, and
 * with a nickname's long form, so that "Mr. Bob J." is "Robert". Total.
 */
export function comparableName(first = "", last = ""): ComparableName {
  const given = wordsOf(first, ELIDED);
  const family = wordsOf(last.replace(HYPHENS, " "), ELIDED_FAMILY);
  if (given.length === 0) {
    // One word in this field is a family name, whatever it is short for; several are a whole name.
    const name = joined(family.length > 1 ? givenForm(family, false) : family);
    return present<ComparableName>({ last: name, full: name });
  }
  const isSplit = family.length > 0;
  const [firstWords, lastWords] = [givenForm(given, isSplit), familyForm(family)];
  return present<ComparableName>({
    first: joined(firstWords),
    last: joined(firstFamilyName(lastWords)),
    full: joined([...firstWords, ...lastWords]),
  });
}

function wordsOf(raw: string, elided: RegExp): string[] {
  const tokens = raw
    .slice(0, MAX_LENGTH)
    .replace(elided, "$1")
    .split(/[\s,;]+/);
  const words = tokens.flatMap((token) => {
    const word = normalizeName(token);
    // "Dr.Robert" is two words, "M.D." is one.
    const parts = word !== undefined && PROFESSIONS.has(word) ? [token] : token.split(".");
    return parts.flatMap((part) => normalizeName(part) ?? []);
  });
  const end = words.findLastIndex((word) => !PROFESSIONS.has(word));
  return end < 0 ? words : words.slice(0, end + 1);
}

/** A given name, with what else is in its field: without a family name in its own, perhaps the whole name. */
function givenForm(words: readonly string[], isSplit: boolean): string[] {
  const [head = "", ...others] = withoutTitles(words, isSplit);
  const named = [NICKNAMES.get(head) ?? head, ...others];
  // The last letter of "Robert Reyes V" is no middle initial.
  const isLast = (index: number) => !isSplit && index > 1 && index === named.length - 1;
  return named.filter((word, index) => index === 0 || !isInitial(word) || isLast(index));
}

/** "J. Reyes" is "Reyes", as forms split names; "J." alone is all that is said of one. */
function familyForm(words: readonly string[]): string[] {
  return words.filter((word, index) => !isInitial(word) || index === words.length - 1);
}

/** "Ochoa" of "Ochoa Ruiz" and "Ochoa-Smith", "de la Cruz" of "de la Cruz Ruiz", and "Reyes Jr" as it is. */
function firstFamilyName(words: readonly string[]): string[] {
  const end = words.findIndex((word) => !BEGINS.has(word));
  const [last = ""] = words.slice(-1);
  const generation = words.length > 1 && GENERATIONS.has(last) ? [last] : [];
  const name = end < 0 ? words : words.slice(0, end + 1);
  return name.includes(last) ? [...name] : [...name, ...generation];
}

function withoutTitles(words: readonly string[], isSplit: boolean): readonly string[] {
  const [title = "", ...others] = words;
  const whose = TITLES.get(title);
  if (whose === undefined || others.length === 0) return words;
  const name = withoutTitles(others, isSplit);
  return isTitleOf(name, whose, isSplit) ? name : [title, ...name];
}

/** Whether a title adds nothing to a name. "Mrs. Robert Reyes" is not Robert, and "Mrs. Reyes" not Mr. Reyes: there it is all that tells them apart. */
function isTitleOf([head = "", ...others]: readonly string[], whose: Gender | "anybody", isSplit: boolean): boolean {
  if (whose === "anybody") return true;
  const gender = GENDERS.get(NICKNAMES.get(head) ?? head);
  if (gender !== undefined) return gender === whose;
  return isSplit || (others.length > 0 && !PARTICLES.has(head));
}

function isInitial(word: string): boolean {
  return /^[a-z]$/.test(word);
}

function joined(words: readonly string[]): string | undefined {
  return words.length === 0 ? undefined : words.join("").normalize("NFC");
}

/** Titles before a name and letters behind it. */
const TITLES = /^(?:(?:dr|mr|mrs|ms|miss|mx|prof|sr|sra|srta|don|doña)\.?\s+)+(?=\S)/iu;
const LETTERS = /^(?:md|dds|dmd|phd|rn|esq|np|pa)\.?$/i;
/** Tells father from son: part of the family name. */
const GENERATION = /^(?:jr|sr|ii|iii|iv)\.?$/i;

/** First and last name out of a whole one: "Reyes, Dana", "Dana Reyes", "Dr. Dana Reyes, DDS", "Reyes, Jr., Dana". */
export function splitName(name: string): { first?: string; last?: string } {
  const [beforeComma = "", ...rest] = name
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "" && !LETTERS.test(part));
  const generation = rest.filter((part) => GENERATION.test(part));
  const given = rest.find((part) => !GENERATION.test(part));
  if (given !== undefined) return { first: given.replace(TITLES, ""), last: [beforeComma, ...generation].join(" ") };
  const words = beforeComma
    .replace(TITLES, "")
    .split(/\s+/)
    .filter((word) => word !== "");
  const [first, ...last] = words.length > 1 ? words.filter((word, index) => index === 0 || !LETTERS.test(word)) : words;
  if (first === undefined) return {};
  const family = [...last, ...generation].join(" ");
  return family === "" ? { first } : { first, last: family };
}

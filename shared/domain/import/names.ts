/** Titles before a name and letters behind it. */
const TITLES = /^(?:(?:dr|mr|mrs|ms|miss|mx|prof|sr|sra|srta|don|doña)\.?\s+)+(?=\S)/iu;
const SUFFIX = /^(?:jr|sr|ii|iii|iv|md|dds|dmd|phd|rn|esq|np|pa)\.?$/i;

/** First and last name out of a whole one: "Reyes, Dana", "Dana Reyes", "Dr. Dana Reyes, DDS". */
export function splitName(name: string): { first?: string; last?: string } {
  const [beforeComma = "", ...rest] = name.split(",").map((part) => part.trim());
  const given = rest.find((part) => part !== "" && !SUFFIX.test(part));
  if (given !== undefined && beforeComma !== "") return { first: given.replace(TITLES, ""), last: beforeComma };
  const words = beforeComma
    .replace(TITLES, "")
    .split(/\s+/)
    .filter((word) => word !== "");
  const [first, ...last] = words.length > 1 ? words.filter((word, index) => index === 0 || !SUFFIX.test(word)) : words;
  if (first === undefined) return given === undefined ? {} : { first: given };
  return last.length === 0 ? { first } : { first, last: last.join(" ") };
}

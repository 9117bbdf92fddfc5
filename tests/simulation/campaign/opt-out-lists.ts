import { oddly } from "../../support/lead-file.ts";
import type { Random } from "../random.ts";
import type { ExpectedCounts } from "./lead-files.ts";
import { type Person, pointsOf } from "./person.ts";
import { shuffled } from "./roster.ts";
import { ODD_FORMS, oddAddress, type PersonRow } from "./rows.ts";

/** A list of people who opted out, and the numbers and addresses that it names. */
export interface OptOutList {
  readonly text: string;
  readonly expected: Pick<ExpectedCounts, "accepted" | "merged" | "unchanged" | "rejected">;
  readonly names: ReadonlySet<string>;
}

/** One entry: a number, an address, or both. */
interface Entry {
  readonly phone: string | undefined;
  readonly email: string | undefined;
}

/** Entries that stand for nobody. */
const UNREADABLE = ["not-a-number", "555", "none given"];

/** The first list, a table: those whom it names, some of them twice, and what of it the rows of the old list said already. */
export function firstList(people: readonly Person[], rows: readonly PersonRow[], random: Random): OptOutList {
  const entries = people.filter(({ listed }) => listed === 1).map((person) => entryOf(person, random));
  const before = new Set(rows.filter(({ says }) => says === "all").flatMap(({ names }) => names));
  const isNews = (entry: Entry) => pointsOf(entry).some((point) => !before.has(point));
  const repeated = entries.filter((entry) => isNews(entry) && random.chance(0.15));
  const all = shuffled([...entries, ...repeated], random);
  const lines = all.map(({ phone, email }) => [
    written(phone, random),
    oddAddress(email ?? "", true, random),
    "asked by phone",
  ]);
  const table = [["Number", "E-mail", "Reason"], ...lines, ...UNREADABLE.map((text) => [text, "", ""])];
  return {
    text: `${table.map((cells) => cells.map((cell) => `"${cell}"`).join(",")).join("\n")}\n`,
    expected: { ...countsOf(all, before), rejected: UNREADABLE.length },
    names: new Set(entries.flatMap(pointsOf)),
  };
}

/** The first list once more. */
export function listAgain(list: OptOutList): OptOutList {
  const { accepted, merged, unchanged, rejected } = list.expected;
  return { ...list, expected: { accepted: 0, merged: 0, unchanged: accepted + merged + unchanged, rejected } };
}

/** The second list, one number or address in each line and no header. */
export function secondList(people: readonly Person[], random: Random): OptOutList {
  const entries = people
    .filter(({ listed }) => listed === 2)
    .map((person): Entry => {
      const { phone, email } = entryOf(person, random);
      return phone === undefined ? { phone, email } : { phone, email: undefined };
    });
  const lines = entries.map(({ phone, email }) => (phone === undefined ? (email ?? "") : written(phone, random)));
  return {
    text: `${shuffled(lines, random).join("\r\n")}\r\n`,
    expected: { ...countsOf(entries, new Set()), rejected: 0 },
    names: new Set(entries.flatMap(pointsOf)),
  };
}

function entryOf({ phone, email }: Person, random: Random): Entry {
  if (phone === undefined || email === undefined) return { phone, email };
  return random.pick<Entry>([
    { phone, email },
    { phone, email: undefined },
    { phone: undefined, email },
  ]);
}

function written(phone: string | undefined, random: Random): string {
  return phone === undefined ? "" : oddly(phone, random.between(2, ODD_FORMS - 1));
}

/** An entry is accepted when it names something new, merged when that was new to this list before, else unchanged. */
function countsOf(entries: readonly Entry[], before: ReadonlySet<string>) {
  const counts = { accepted: 0, merged: 0, unchanged: 0 };
  const here = new Set<string>();
  for (const entry of entries) {
    const named = pointsOf(entry);
    const isNew = named.some((point) => !before.has(point) && !here.has(point));
    if (isNew) counts.accepted += 1;
    else if (named.some((point) => here.has(point))) counts.merged += 1;
    else counts.unchanged += 1;
    for (const point of named) if (!before.has(point)) here.add(point);
  }
  return counts;
}

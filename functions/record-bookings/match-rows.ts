import type { ContactPoint, Person } from "../../shared/domain/entities/identity.ts";
import type { PersonId, PointKey } from "../../shared/domain/ids.ts";
import { findPerson } from "../../shared/intake/find-person.ts";
import type { Practice } from "../../shared/intake/submission.ts";
import type { Store } from "../../shared/ports/store.ts";
import { atOnce } from "./at-once.ts";
import type { BookingRow } from "./read-row.ts";

/** Whose booking a row is. `ambiguous`: several people fit, or the name is not theirs, so that it is nobody's. */
export type RowMatch = { readonly is: "person"; readonly person: Person } | { readonly is: "unmatched" | "ambiguous" };

/** Rows that are matched side by side. */
const ROWS_AT_ONCE = 32;

type MatchStore = Pick<Store<"contactPoint" | "person">, "read" | "readMany">;

/** Finds whose bookings the rows are, by number, address and name, as intake does. Reads what is stored of all of them at once. */
export async function matchRows(
  store: MatchStore,
  practice: Practice,
  rows: readonly BookingRow[],
): Promise<RowMatch[]> {
  const { practiceId } = practice;
  const keys = [...new Set(rows.flatMap(keysOf))];
  const stored = await store.readMany(
    keys.map((pointKey) => ({ entity: "contactPoint", key: { practiceId, pointKey } }) as const),
  );
  const points = new Map(stored.flatMap((point) => (point === undefined ? [] : [[point.pointKey, point] as const])));
  return atOnce(rows, ROWS_AT_ONCE, (row) => matchRow(store, practice, row, points));
}

async function matchRow(
  store: MatchStore,
  practice: Practice,
  row: BookingRow,
  points: ReadonlyMap<PointKey, ContactPoint>,
): Promise<RowMatch> {
  // A number that nobody has any more, or never had, is as good as unknown: whoever asks must not learn that it once was.
  const known = keysOf(row)
    .flatMap((key) => points.get(key) ?? [])
    .filter(({ persons }) => persons.length > 0);
  if (known.length === 0) return { is: "unmatched" };
  const found = await findPerson(store, { practice, name: row.name }, known);
  if (found.kind === "known" && !found.conflict) return { is: "person", person: found.person };
  const holder = row.points.phone && row.points.email && onlyHolder(known);
  // Number and address are both one person's: the name is another form of theirs.
  const person = holder && (await store.read("person", { practiceId: practice.practiceId, personId: holder }));
  if (person?.erasure !== undefined) return { is: "unmatched" };
  // To settle the lead of somebody else is worse than to go on writing.
  return person === undefined ? { is: "ambiguous" } : { is: "person", person };
}

/** The one person that all of these contact points are known of: of a number and an address. */
function onlyHolder(known: readonly ContactPoint[]): PersonId | undefined {
  if (new Set(known.map(({ kind }) => kind)).size < 2) return undefined;
  const holders = new Set(known.flatMap(({ persons }) => persons.map(({ personId }) => personId)));
  return holders.size === 1 ? [...holders][0] : undefined;
}

function keysOf({ points }: BookingRow): readonly PointKey[] {
  return [...(points.phone?.keys ?? []), ...(points.email?.keys ?? [])];
}

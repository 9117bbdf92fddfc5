import type { ContactPoint, Person } from "../../shared/domain/entities/identity.ts";
import type { PointKey } from "../../shared/domain/ids.ts";
import { findPerson } from "../../shared/intake/find-person.ts";
import type { Practice } from "../../shared/intake/submission.ts";
import type { Store } from "../../shared/ports/store.ts";
import { atOnce } from "./at-once.ts";
import type { BookingRow } from "./read-row.ts";

/** Whose booking a row is. `ambiguous`: several people fit, so that it is nobody's. */
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
  const known = keysOf(row).flatMap((key) => points.get(key) ?? []);
  if (known.length === 0) return { is: "unmatched" };
  const found = await findPerson(store, { practice, name: row.name }, known);
  // To settle the lead of somebody else is worse than to go on writing.
  if (found.conflict) return { is: "ambiguous" };
  return found.kind === "known" ? { is: "person", person: found.person } : { is: "unmatched" };
}

function keysOf({ points }: BookingRow): readonly PointKey[] {
  return [...(points.phone?.keys ?? []), ...(points.email?.keys ?? [])];
}

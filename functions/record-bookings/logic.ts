import type { Actor } from "../../shared/contracts/events.ts";
import type { BookingsRecorded } from "../../shared/contracts/lifecycle-api.ts";
import type { Person } from "../../shared/domain/entities/identity.ts";
import type { PersonId } from "../../shared/domain/ids.ts";
import { choosePractice } from "../../shared/platform/choose-practice.ts";
import type { Access, KeyRings } from "../../shared/ports/index.ts";
import type { LifecycleDeps } from "../../shared/runs/told-by.ts";
import { atOnce } from "./at-once.ts";
import { matchRows, type RowMatch } from "./match-rows.ts";
import { readFeed } from "./read-feed.ts";
import { type BookingRow, readRow } from "./read-row.ts";
import { type RowContext, recordRow } from "./record-row.ts";

/** What recording bookings needs; the store is narrowed to the operational table. */
export interface RecordBookingsDeps extends LifecycleDeps {
  readonly keyRings: KeyRings;
}

/** A known caller's feed. */
export interface RecordBookingsInput {
  readonly access: Access;
  readonly body: string | undefined;
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

type Outcome = BookingsRecorded["rows"][number];

/** People whose bookings are worked side by side. */
const PEOPLE_AT_ONCE = 16;

/**
 * Takes the bookings of another system: whoever was booked there gets no more messages here. Nothing is stored of rows that fit nobody.
 * The same feed again changes nothing. Throws an `HttpProblem` (4xx) for what is no feed.
 */
export async function recordBookings(deps: RecordBookingsDeps, input: RecordBookingsInput): Promise<BookingsRecorded> {
  const { access, body, query, headers } = input;
  const feed = readFeed(body, headers["content-type"]);
  const [practice, ring] = await Promise.all([
    choosePractice(deps.configs, access, feed.practiceId ?? query.practiceId),
    deps.keyRings.load(),
  ]);
  const now = deps.clock.now();
  const read = feed.rows.map((posted, index) => ({ row: index + 1, ...readRow(posted, practice, ring, now) }));
  const usable = read.filter((one) => one.is === "booking");
  const matches = await matchRows(deps.store, practice, usable);
  const context: RowContext = { practiceId: practice.practiceId, ring, actor: actorOf(access) };
  const worked = await atOnce(byPerson(usable, matches), PEOPLE_AT_ONCE, async ({ person, rows }) => {
    const outcomes: Outcome[] = [];
    for (const one of rows) outcomes.push({ row: one.row, ...(await recordRow(deps, context, one, person)) });
    return outcomes;
  });
  return answerOf([
    ...read.flatMap((one): Outcome[] =>
      one.is === "invalid" ? [{ row: one.row, status: one.is, errors: one.errors }] : [],
    ),
    ...usable.flatMap(({ row }, index): Outcome[] => {
      const is = matches[index]?.is ?? "unmatched";
      return is === "person" ? [] : [{ row, status: is }];
    }),
    ...worked.flat(),
  ]);
}

type NumberedRow = BookingRow & { readonly row: number };

/** The rows of each person, in the order of their appointments: the newest has the last word. */
function byPerson(
  usable: readonly NumberedRow[],
  matches: readonly RowMatch[],
): { readonly person: Person; readonly rows: readonly NumberedRow[] }[] {
  const people = new Map<PersonId, { person: Person; rows: NumberedRow[] }>();
  for (const [index, one] of usable.entries()) {
    const match = matches[index];
    if (match?.is !== "person") continue;
    const known = people.get(match.person.personId);
    if (known === undefined) people.set(match.person.personId, { person: match.person, rows: [one] });
    else known.rows.push(one);
  }
  const inOrder = (a: NumberedRow, b: NumberedRow) => a.appointmentAt - b.appointmentAt;
  return [...people.values()].map(({ person, rows }) => ({ person, rows: rows.sort(inOrder) }));
}

function actorOf({ role, callerId }: Access): Actor {
  return role === "coordinator" ? { kind: "staff", id: callerId } : { kind: "source", id: callerId };
}

function answerOf(rows: Outcome[]): BookingsRecorded {
  const counts: BookingsRecorded["counts"] = {};
  for (const { status } of rows) counts[status] = (counts[status] ?? 0) + 1;
  return { counts, rows: rows.sort((a, b) => a.row - b.row) };
}

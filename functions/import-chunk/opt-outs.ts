import type { Actor } from "../../shared/contracts/events.ts";
import type { ContactPoint, Suppression } from "../../shared/domain/entities/identity.ts";
import type { SuppressedContact } from "../../shared/domain/entities/vault.ts";
import type { ImportedRow } from "../../shared/domain/import/imported-row.ts";
import { suppressionOf, withOptOut } from "../../shared/domain/suppression/suppression.ts";
import type { PointKind, PostedPoint } from "../../shared/intake/contact-points.ts";
import type { Put, Store } from "../../shared/ports/store.ts";
import { endPeople } from "../../shared/runs/end-people.ts";
import { namedPoints, readPoints, type StoredPoint } from "./named-points.ts";
import type { ImportChunkDeps, RowContext } from "./types.ts";

/** What a row that says so opts out, with its own words in the vault, when it was suppressed before. */
export interface ListedPoint extends StoredPoint {
  readonly listed: SuppressedContact | undefined;
}

/** Every usable number and address in a row, as it is stored. */
export async function readListedPoints(store: Store, row: ImportedRow, context: RowContext): Promise<ListedPoint[]> {
  const { practiceId } = context.practice;
  const points = await readPoints(store, namedPoints(row, context), context);
  return Promise.all(
    points.map(async (point) => {
      const listed = await store.readMany(
        point.keys.map((pointKey) => ({ entity: "suppressedContact", key: { practiceId, pointKey } }) as const),
      );
      return { ...point, listed: listed.find((one) => one !== undefined) };
    }),
  );
}

/**
 * Suppresses what a row names, and keeps it in the vault for exports. `changed` are points that the same commit writes for
 * another reason; the answer holds them as well. What is suppressed already is left as it is.
 */
export function optOutPuts(
  points: readonly ListedPoint[],
  scope: Suppression["scope"],
  { job: { createdAt }, practice: { practiceId } }: RowContext,
  changed: readonly Put<"contactPoint">[] = [],
): { puts: Put[]; isNew: boolean } {
  const optOut: Suppression = { scope, at: createdAt, reason: "import" };
  const puts = new Map(changed.map((put) => [put.value.pointKey, put]));
  let isNew = false;
  for (const { kind, keys, stored } of points.filter((point) => covers(scope, point))) {
    const known = stored.length > 0 ? stored : [unknownPoint(practiceId, kind, keys)];
    for (const point of known) {
      const put = puts.get(point.pointKey);
      const before = put?.value ?? point;
      const after = withOptOut(before, optOut);
      if (after === before || holds(before, scope)) continue;
      isNew = true;
      const version = put === undefined ? point.version + 1 : before.version;
      const expected = put?.expected ?? (point.version === 0 ? "absent" : point.version);
      puts.set(point.pointKey, { entity: "contactPoint", value: { ...after, version }, expected });
    }
  }
  return {
    puts: [
      ...puts.values(),
      ...points.filter((point) => covers(scope, point)).flatMap((point) => listingPuts(practiceId, point)),
    ],
    isNew,
  };
}

/** Ends what is under way for everybody behind what a row names, now that it is suppressed; without effect when it is done again. */
export async function endPeopleBehind(deps: ImportChunkDeps, row: ImportedRow, context: RowContext): Promise<void> {
  const actor: Actor = { kind: "staff", id: context.job.createdBy };
  for (const { stored } of await readPoints(deps.store, namedPoints(row, context), context))
    for (const point of stored) await endPeople(deps, point, actor);
}

/** An opt-out that covers as much is there: a list that says so again is no later one. */
function holds(point: ContactPoint, scope: Suppression["scope"]): boolean {
  const held = suppressionOf(point);
  return held === "all" || held === scope;
}

/** Who wants no email may still be called. */
function covers(scope: Suppression["scope"], { kind }: ListedPoint): boolean {
  return scope === "all" || kind === "email";
}

function listingPuts(practiceId: RowContext["practice"]["practiceId"], point: ListedPoint): Put[] {
  const { kind, value, keys, stored, listed } = point;
  const pointKey = listed?.pointKey ?? stored[0]?.pointKey ?? keys[0];
  if ((listed !== undefined && listed.erasedAt === undefined) || pointKey === undefined) return [];
  const listing: SuppressedContact = { practiceId, pointKey, version: (listed?.version ?? 0) + 1, kind, value };
  return [{ entity: "suppressedContact", value: listing, expected: listed?.version ?? "absent" }];
}

/** Under the newest key; nobody is known there yet. */
function unknownPoint(
  practiceId: RowContext["practice"]["practiceId"],
  kind: PointKind,
  [pointKey]: PostedPoint["keys"],
): ContactPoint {
  if (pointKey === undefined) throw new RangeError("expected at least one key per contact point; check the key ring");
  return { practiceId, pointKey, kind, version: 0, persons: [], ledger: [] };
}

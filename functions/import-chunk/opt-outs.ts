import type { Actor } from "../../shared/contracts/events.ts";
import { normalizeEmail } from "../../shared/domain/contact/email.ts";
import { normalizePhone } from "../../shared/domain/contact/phone.ts";
import type { ContactPoint, Suppression } from "../../shared/domain/entities/identity.ts";
import type { SuppressedContact } from "../../shared/domain/entities/vault.ts";
import type { ImportedRow } from "../../shared/domain/import/imported-row.ts";
import { suppressionOf, withOptOut } from "../../shared/domain/suppression/suppression.ts";
import type { PointKind, PostedPoint } from "../../shared/intake/contact-points.ts";
import type { PointPut } from "../../shared/intake/new-lead.ts";
import type { Put, Store } from "../../shared/ports/store.ts";
import { endPeople } from "../../shared/runs/end-people.ts";
import type { ImportChunkDeps, RowContext } from "./types.ts";

/** A number or address that a row names, with what is stored of it. */
export interface NamedPoint extends PostedPoint {
  readonly kind: PointKind;
  /** What it is stored as: more than one only around a key rotation. */
  readonly stored: readonly ContactPoint[];
  /** Its own words in the vault, when it was suppressed before. */
  readonly listed: SuppressedContact | undefined;
}

/** Every usable number and address in a row, each once, as it is stored. The practice's own count as well: nobody is to be called there. */
export async function readNamedPoints(
  store: Store,
  { contact }: ImportedRow,
  { practice: { practiceId }, ring }: RowContext,
): Promise<NamedPoint[]> {
  const phones = contact.phones.flatMap((text) => {
    const phone = normalizePhone(text);
    return phone.ok ? [{ kind: "phone" as const, value: phone.e164 }] : [];
  });
  const emails = contact.emails.flatMap((text) => {
    const email = normalizeEmail(text);
    return email.ok ? [{ kind: "email" as const, value: email.email }] : [];
  });
  const named = [...new Map([...phones, ...emails].map((point) => [point.value, point])).values()];
  return Promise.all(
    named.map(async ({ kind, value }) => {
      const keys = ring.pointKeys(practiceId, kind, value);
      const stored = await store.readMany(
        keys.map((pointKey) => ({ entity: "contactPoint", key: { practiceId, pointKey } }) as const),
      );
      const points = stored.filter((point) => point !== undefined);
      const listed = await store.readMany(
        keys.map((pointKey) => ({ entity: "suppressedContact", key: { practiceId, pointKey } }) as const),
      );
      return { kind, value, keys, stored: points, listed: listed.find((one) => one !== undefined) };
    }),
  );
}

/**
 * Suppresses what a row names, and keeps it in the vault for exports. `changed` are points that the same commit writes for
 * another reason; the answer holds them as well. What is suppressed already is left as it is.
 */
export function optOutPuts(
  points: readonly NamedPoint[],
  scope: Suppression["scope"],
  { job: { createdAt }, practice: { practiceId } }: RowContext,
  changed: readonly PointPut[] = [],
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
      puts.set(point.pointKey, { value: { ...after, version }, expected });
    }
  }
  return {
    puts: [
      ...[...puts.values()].map(pointPut),
      ...points.filter((point) => covers(scope, point)).flatMap((point) => listingPuts(practiceId, point)),
    ],
    isNew,
  };
}

/** Ends what is under way for everybody behind what a row names, now that it is suppressed; without effect when it is done again. */
export async function endPeopleBehind(deps: ImportChunkDeps, row: ImportedRow, context: RowContext): Promise<void> {
  const actor: Actor = { kind: "staff", id: context.job.createdBy };
  for (const { stored } of await readNamedPoints(deps.store, row, context))
    for (const point of stored) await endPeople(deps, point, actor);
}

/** An opt-out that covers as much is there: a list that says so again is no later one. */
function holds(point: ContactPoint, scope: Suppression["scope"]): boolean {
  const held = suppressionOf(point);
  return held === "all" || held === scope;
}

/** Who wants no email may still be called. */
function covers(scope: Suppression["scope"], { kind }: NamedPoint): boolean {
  return scope === "all" || kind === "email";
}

function pointPut({ value, expected }: PointPut): Put {
  return { entity: "contactPoint", value, expected };
}

function listingPuts(practiceId: RowContext["practice"]["practiceId"], point: NamedPoint): Put[] {
  const { kind, value, keys, stored, listed } = point;
  const pointKey = stored[0]?.pointKey ?? keys[0];
  if (listed !== undefined || pointKey === undefined) return [];
  const listing: SuppressedContact = { practiceId, pointKey, version: 1, kind, value };
  return [{ entity: "suppressedContact", value: listing, expected: "absent" }];
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

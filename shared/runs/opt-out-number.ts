import type { ContactPoint } from "../domain/entities/identity.ts";
import type { SuppressedContact } from "../domain/entities/vault.ts";
import type { PointKey, PracticeId } from "../domain/ids.ts";
import type { Put } from "../ports/store.ts";

/** A number that nobody is known under: its opt-out holds for whoever inquires with it later. `pointKeys`: the newest first. */
export function unknownNumber(practiceId: PracticeId, [pointKey]: readonly PointKey[]): ContactPoint {
  if (pointKey === undefined) throw new RangeError("expected at least one key per contact point; check the key ring");
  return { practiceId, pointKey, kind: "phone", version: 0, persons: [], ledger: [] };
}

/** Writes a contact point back, or for the first time. */
export function pointPut(point: ContactPoint): Put<"contactPoint"> {
  const value = { ...point, version: point.version + 1 };
  return { entity: "contactPoint", value, expected: point.version === 0 ? "absent" : point.version };
}

/**
 * Keeps the number of an opt-out, once, and again after it was erased: by its key alone it could not be told to anybody who must not contact it
 * either.
 */
export function keptNumber(
  value: string,
  points: readonly ContactPoint[],
  kept: readonly SuppressedContact[],
): Put<"suppressedContact">[] {
  return points.flatMap(({ practiceId, pointKey, kind }): Put<"suppressedContact">[] => {
    const known = kept.find((contact) => contact.pointKey === pointKey);
    if (known !== undefined && known.erasedAt === undefined) return [];
    const contact = { practiceId, pointKey, version: (known?.version ?? 0) + 1, kind, value };
    return [{ entity: "suppressedContact", value: contact, expected: known?.version ?? "absent" }];
  });
}

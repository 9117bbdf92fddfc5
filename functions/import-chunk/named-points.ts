import { normalizeEmail } from "../../shared/domain/contact/email.ts";
import { normalizePhone } from "../../shared/domain/contact/phone.ts";
import type { ContactPoint } from "../../shared/domain/entities/identity.ts";
import type { ImportedRow } from "../../shared/domain/import/imported-row.ts";
import {
  ownAddresses,
  ownNumbers,
  type PointKind,
  type PostedPoint,
  type PostedPoints,
} from "../../shared/intake/contact-points.ts";
import type { Store } from "../../shared/ports/store.ts";
import type { RowContext } from "./types.ts";

/** A number or address that a row names. */
export interface NamedPoint extends PostedPoint {
  readonly kind: PointKind;
}

/** One with what is stored of it: more than one only around a key rotation. */
export interface StoredPoint extends NamedPoint {
  readonly stored: readonly ContactPoint[];
}

type Naming = Pick<RowContext, "practice" | "ring">;

/** Every usable number and address in a row, each once. The practice's own count as well: nobody is to be called there. */
export function namedPoints({ contact }: ImportedRow, { practice: { practiceId }, ring }: Naming): NamedPoint[] {
  const phones = contact.phones.flatMap((text) => {
    const phone = normalizePhone(text);
    return phone.ok ? [{ kind: "phone" as const, value: phone.e164 }] : [];
  });
  const emails = contact.emails.flatMap((text) => {
    const email = normalizeEmail(text);
    return email.ok ? [{ kind: "email" as const, value: email.email }] : [];
  });
  const named = [...new Map([...phones, ...emails].map((point) => [point.value, point])).values()];
  return named.map(({ kind, value }) => ({ kind, value, keys: ring.pointKeys(practiceId, kind, value) }));
}

/**
 * The numbers and addresses of a person beside those that they are contacted at: nothing is sent there, but who opts out on one of
 * them is known by it.
 */
export function furtherPoints(row: ImportedRow, { phone, email }: PostedPoints, naming: Naming): NamedPoint[] {
  const { phones, emails } = row.contact;
  if (phones.length < 2 && emails.length < 2) return [];
  const { config } = naming.practice;
  const known = new Set([phone?.value, email?.value, ...ownNumbers(config), ...ownAddresses(config)]);
  return namedPoints(row, naming).filter(({ value }) => !known.has(value));
}

/** What is stored under each of them. */
export function readPoints(
  store: Pick<Store<"contactPoint">, "readMany">,
  points: readonly NamedPoint[],
  { practice: { practiceId } }: Naming,
): Promise<StoredPoint[]> {
  return Promise.all(
    points.map(async (point) => {
      const stored = await store.readMany(
        point.keys.map((pointKey) => ({ entity: "contactPoint", key: { practiceId, pointKey } }) as const),
      );
      return { ...point, stored: stored.filter((one) => one !== undefined) };
    }),
  );
}

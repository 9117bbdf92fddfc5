import type { Warning } from "../contracts/lead-api.ts";
import type { PracticeConfig } from "../contracts/practice.ts";
import { normalizeEmail } from "../domain/contact/email.ts";
import { normalizePhone } from "../domain/contact/phone.ts";
import type { PointKey, PracticeId } from "../domain/ids.ts";
import type { KeyRing } from "../ports/index.ts";
import type { ParsedPost } from "./parsed-post.ts";

/** What a contact point is made of. */
export type PointKind = "phone" | "email";

/** A usable phone number or address of a post. */
export interface PostedPoint {
  /** E.164, or the address in its normal form. */
  readonly value: string;
  /** The keys that it may be stored under, newest first. */
  readonly keys: readonly PointKey[];
}

/** The usable contact points of a post; what cannot be used becomes a warning. */
export type PostedPoints = { readonly [K in PointKind]?: PostedPoint };

/** Reads phone and email. The practice's own and its staff's identify nobody: they are what people type to get past a form. */
export function readContactPoints(
  contact: ParsedPost["contact"],
  practice: { practiceId: PracticeId; config: PracticeConfig },
  ring: KeyRing,
): { points: PostedPoints; warnings: Warning[] } {
  const points: { [K in PointKind]?: PostedPoint } = {};
  const warnings: Warning[] = [];
  const { practiceId, config } = practice;

  if (contact.phone !== undefined) {
    const phone = normalizePhone(contact.phone);
    const code = phone.ok ? (ownNumbers(config).has(phone.e164) ? "practice_own_number" : undefined) : phone.code;
    if (code !== undefined) warnings.push({ code, path: "contact.phone" });
    else if (phone.ok) points.phone = { value: phone.e164, keys: ring.pointKeys(practiceId, "phone", phone.e164) };
  }
  if (contact.email !== undefined) {
    const email = normalizeEmail(contact.email);
    const code = email.ok ? (ownAddresses(config).has(email.email) ? "practice_own_email" : undefined) : email.code;
    if (code !== undefined) warnings.push({ code, path: "contact.email" });
    else if (email.ok) points.email = { value: email.email, keys: ring.pointKeys(practiceId, "email", email.email) };
  }
  return { points, warnings };
}

/** Numbers of the practice and its staff. */
export function ownNumbers({ phone, sms, call, staff }: PracticeConfig): Set<string | undefined> {
  const { originationIdentity, inboundNumbers } = sms;
  return new Set([
    phone,
    originationIdentity,
    ...inboundNumbers,
    call.sourcePhoneNumber,
    ...staff.map(({ alert }) => alert.sms),
  ]);
}

/** Addresses of the practice and its staff. */
export function ownAddresses({ email, staff }: PracticeConfig): Set<string | undefined> {
  const addresses = [email.from, email.replyTo, email.unsubscribe, ...staff.map(({ alert }) => alert.email)];
  return new Set(addresses.map(normalAddress));
}

function normalAddress(address: string | undefined): string | undefined {
  const normal = address === undefined ? undefined : normalizeEmail(address);
  return normal?.ok ? normal.email : address?.toLowerCase();
}

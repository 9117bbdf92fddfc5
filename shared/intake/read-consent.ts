import type { Warning } from "../contracts/lead-api.ts";
import { CLOCK_TOLERANCE_MS, deriveConsents } from "../domain/consent/derive-consents.ts";
import type { ConsentGrant } from "../domain/entities/lead.ts";
import { beginsWithDay } from "./calendar-date.ts";
import type { Classified } from "./classify.ts";
import type { PostedPoints } from "./contact-points.ts";
import type { ParsedPost } from "./parsed-post.ts";

/** A date, or a date and time with its offset from UTC: anything else could mean another day. */
const ISO_MOMENT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2}))?$/i;

/** Derives the consent classes that an inquiry gives, and says what of the posted consent does not count. */
export function readConsent(
  posted: ParsedPost["consent"],
  wording: Classified["wording"],
  points: PostedPoints,
  receivedAt: number,
): { consents: ConsentGrant[]; warnings: Warning[] } {
  const { sms, call, email, at } = posted;
  const atMs = at === undefined ? undefined : momentOf(at);
  const consents = deriveConsents({
    posted: { sms, call, email, atMs },
    sourceWording: wording,
    hasPhone: points.phone !== undefined,
    hasEmail: points.email !== undefined,
    receivedAt,
  });
  const warnings: Warning[] = [];
  if (at !== undefined && atMs === undefined) warnings.push({ code: "field_ignored", path: "consent.at" });
  // deriveConsents does not count it, for the same reason.
  if (atMs !== undefined && atMs > receivedAt + CLOCK_TOLERANCE_MS)
    warnings.push({ code: "consent_date_in_future", path: "consent.at" });
  return { consents, warnings };
}

function momentOf(text: string): number | undefined {
  const ms = ISO_MOMENT.test(text) && beginsWithDay(text) ? Date.parse(text) : Number.NaN;
  return ms >= 0 ? ms : undefined;
}

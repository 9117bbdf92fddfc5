import * as z from "zod";
import { type LeadId, LeadIdSchema, type PracticeId, PracticeIdSchema, StaffIdSchema } from "../domain/ids.ts";
import type { KeyRing } from "../ports/index.ts";
import { signedLink } from "./signed-link.ts";

/** How long a link in an alert opens its page, ms: over a weekend, and no longer. */
export const ACTION_LINK_LIFETIME_MS = 72 * 3_600_000;

/** What a link in an alert says: one lead, one person, and until when, ms, whole seconds. */
export interface ActionLinkIds {
  readonly practiceId: PracticeId;
  readonly leadId: LeadId;
  readonly staffId: string;
  readonly expiresAt: number;
}

const TokenSchema = z.tuple([PracticeIdSchema, LeadIdSchema, StaffIdSchema, z.string().regex(/^[0-9a-z]{1,9}$/)]);
const RADIX = 36;

/**
 * Opens the page of a lead for one person of staff. It travels by SMS, so it is written as short as can be: ids as they are, seconds
 * in base 36, and every letter one that GSM-7 and a path take as it is. Reading one says nothing of whether it has expired.
 */
export const actionLink = signedLink<ActionLinkIds>("action", "a", {
  write: ({ practiceId, leadId, staffId, expiresAt }) =>
    [practiceId, leadId, staffId, Math.ceil(expiresAt / 1_000).toString(RADIX)].join("."),
  read: (payload) => {
    const read = TokenSchema.safeParse(payload.split("."));
    if (!read.success) return undefined;
    const [practiceId, leadId, staffId, seconds] = read.data;
    return { practiceId, leadId, staffId, expiresAt: Number.parseInt(seconds, RADIX) * 1_000 };
  },
});

/** The address of a lead's page for one person, from now on until it expires. `baseUrl` has no slash at its end. */
export function actionUrl(ring: KeyRing, baseUrl: string, ids: Omit<ActionLinkIds, "expiresAt">, now: number): string {
  return actionLink.url(ring, baseUrl, { ...ids, expiresAt: now + ACTION_LINK_LIFETIME_MS });
}

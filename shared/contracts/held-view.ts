import type { Lead } from "../domain/entities/lead.ts";
import type { LeadView } from "./lead-api.ts";

/** Who has a lead, as callers see it. */
export function heldView(held: Lead["owner"]): LeadView["owner"] {
  return held === undefined ? null : { staffId: held.staffId, at: new Date(held.at).toISOString() };
}

import type { LeadId } from "../ids.ts";

/** The place of a member: the best score first, then by lead. Texts that sort as the turns come. */
export function memberOrder(score: number, leadId: LeadId): string {
  return `${String(100 - score).padStart(3, "0")}#${leadId}`;
}

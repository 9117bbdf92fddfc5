import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { ToldDisposition } from "../../shared/domain/lifecycle/told.ts";
import type { LeadStatus } from "../../shared/domain/vocabulary.ts";
import type { EntityKeys, EntityName } from "../../shared/ports/store.ts";
import { type DispositionOutcome, recordDisposition } from "../../shared/runs/record-disposition.ts";
import type { LeadRef, ToldBy } from "../../shared/runs/told-by.ts";
import type { ActOnLeadDeps } from "./types.ts";

/** Where a nurtured lead stands; without a cadence for it, it rests. */
const NURTURED: readonly LeadStatus[] = ["nurturing", "stalled"];

/**
 * Records a disposition of a lead that still stands as its page showed it. `moved`: somebody else, or the person, was faster, and nothing
 * was done. The lead is looked at in each try, so that of two people at the same moment the second does not override the first.
 */
export async function recordIfAsShown(
  deps: ActOnLeadDeps,
  ref: LeadRef,
  told: ToldDisposition,
  by: ToldBy,
  shown: string | undefined,
): Promise<DispositionOutcome | { readonly is: "moved" }> {
  let isMoved = false;
  async function read<K extends EntityName>(entity: K, key: EntityKeys[K]) {
    const value = await deps.store.read(entity, key);
    if (entity !== "lead" || value === undefined) return value;
    const lead = value as Lead;
    isMoved = lead.status !== shown && !standsSo(lead, told);
    return isMoved ? undefined : value;
  }
  const result = await recordDisposition({ ...deps, store: { ...deps.store, read } }, ref, told, by);
  return isMoved ? { is: "moved" } : result;
}

/** Whether the lead stands already where the disposition leads: saying it again overrides nobody. */
function standsSo({ status, appointmentAt, lostReason }: Lead, told: ToldDisposition): boolean {
  switch (told.disposition) {
    case "booked":
      return status === "booked" && appointmentAt === told.appointmentAt;
    case "lost":
      return status === "lost" && lostReason === told.lostReason;
    case "nurture":
      return NURTURED.includes(status);
    default:
      return status === told.disposition;
  }
}

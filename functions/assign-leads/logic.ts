import type { LeadEvent } from "../../shared/contracts/events.ts";
import { drainWaiting } from "../../shared/desk/drain-waiting.ts";
import { type DeskDeps, settleOwner } from "../../shared/desk/settle-owner.ts";
import { OWNED } from "../../shared/domain/lifecycle/stages.ts";

/**
 * Gives a lead that came in, or came back, to who should have it, lets go of one that is settled, and hands it to who claimed it. What
 * is stored decides, so events may come again and in any order.
 */
export async function assignLeads(deps: DeskDeps, event: LeadEvent): Promise<void> {
  // A test of our own is nobody's work.
  if (event.mystery === true || !mayChangeOwner(event)) return;
  const { practiceId, leadId } = event;
  // Who came before has their turn before.
  if (!isEnding(event)) await drainWaiting(deps, practiceId, { onlyIfDue: true });
  const { is, roster } = await settleOwner(deps, { practiceId, leadId });
  const hasRoom = is === "released" || is === "moved";
  if (hasRoom && roster !== undefined && roster.waiting.length > 0) await drainWaiting(deps, practiceId);
}

/** Most moves of a lead leave it with who has it; then nothing is read. */
function mayChangeOwner(event: LeadEvent): boolean {
  if (event.type === "lead.status_changed.v1") return OWNED.includes(event.data.from) !== OWNED.includes(event.data.to);
  return ["lead.received.v1", "lead.claimed.v1", "lead.erased.v1"].includes(event.type);
}

function isEnding(event: LeadEvent): boolean {
  if (event.type === "lead.erased.v1") return true;
  return event.type === "lead.status_changed.v1" && !OWNED.includes(event.data.to);
}

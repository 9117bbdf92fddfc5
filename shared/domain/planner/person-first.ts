import { escalationChain } from "../desk/escalation-chain.ts";
import { isStaffed } from "../practice-hours/staffed-hours.ts";
import { isMissedCall } from "./answering.ts";
import type { PlanFacts } from "./facts.ts";
import { openAlert, type PlannedStep } from "./planned-step.ts";

/**
 * Where people answer first, one of them is told of an inquiry at once, and the automated first response is held back for a while; who
 * was connected until then needs none. With nobody there, or nobody to tell, the pipeline answers at once.
 */
export function withPersonFirst(facts: PlanFacts, open: readonly PlannedStep[]): readonly PlannedStep[] {
  const { lead, run, calendar, sla, desk } = facts;
  const { startedAt } = lead.clocks;
  const isHeld = sla.mode === "person-first" && open.some(({ firstResponse }) => firstResponse);
  if (!isHeld || !isStaffed(calendar, startedAt)) return open;
  if (escalationChain(desk, lead.owner?.staffId, startedAt).length === 0) return open;
  const heldUntil = startedAt + sla.autoAfterSeconds * 1_000;
  const held = open.map((step) =>
    step.firstResponse ? { ...step, heldUntil, worthFrom: Math.max(heldUntil, step.worthFrom ?? heldUntil) } : step,
  );
  // Of a later inquiry staff hear as of one, and of a missed call as of that.
  if (lead.inquiries > 1 || isMissedCall(facts)) return held;
  // Who has the lead is decided while this is planned: the alert itself finds its owner, else who is there.
  return [openAlert(run, { key: "sla-1-new", reason: "new_lead", at: startedAt }) ?? [], held].flat();
}

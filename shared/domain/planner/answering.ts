import type { Lead } from "../entities/lead.ts";
import type { PlanFacts } from "./facts.ts";
import { openAlert, type PlannedStep } from "./planned-step.ts";
import { isSettled } from "./settled.ts";

/** Revived this often without getting on, an unanswered lead goes to a person; about seven minutes. */
export const STUCK_AFTER_REVIVALS = 2;

/**
 * The lead has had its first response since its clock started, as far as is known (in shadow mode: would have had it). Only the
 * run of an inquiry answers it.
 */
export function isAnswered({ lead, run }: PlanFacts): boolean {
  if (run.purpose !== "new-lead") return true;
  const { startedAt, firstResponseAt, firstResponseFailedAt } = lead.clocks;
  const arrived = firstResponseAt !== undefined && firstResponseFailedAt === undefined;
  return (
    arrived ||
    Object.values(run.steps).some(
      ({ state, channel, at }) => state === "shadowed" && channel !== "call_task" && at >= startedAt,
    )
  );
}

/** A later inquiry is acknowledged on one channel and alerts staff, within the same run (DESIGN §4). */
export function acknowledgements(facts: PlanFacts, answered: boolean): PlannedStep[] {
  const { lead, run, cadence } = facts;
  if (lead.inquiries < 2 || run.purpose !== "new-lead") return [];
  const { startedAt } = lead.clocks;
  const message = (channel: "sms" | "email"): PlannedStep[] => {
    const key = `inquiry-${lead.inquiries}-${channel}`;
    const template = cadence.acknowledgement[channel];
    const progress = run.steps[key];
    if (template === undefined || answered || isSettled(progress, startedAt)) return [];
    return [{ key, does: { kind: "send", channel, template }, dueAt: startedAt, firstResponse: true, progress }];
  };
  return [...message("sms"), ...message("email"), ...inquiryAlert(facts)];
}

/** Whether the newest inquiry is a call that nobody took: staff are told of it as such. */
export function isMissedCall({ lead, run }: Pick<PlanFacts, "lead" | "run">): boolean {
  return run.alerts?.some(({ reason, at }) => reason === "missed_call" && at >= lead.clocks.startedAt) ?? false;
}

/** Staff who were told that it could not be answered know that it is there. */
function inquiryAlert({ lead, run }: PlanFacts): PlannedStep[] {
  if (isMissedCall({ lead, run })) return [];
  const told = run.steps[`unanswered-${lead.inquiries}`] ?? run.steps[unansweredKey(lead)];
  if (told !== undefined) return [];
  const key = `inquiry-${lead.inquiries}-alert`;
  return [openAlert(run, { key, reason: "inquired_again", at: lead.clocks.startedAt }) ?? []].flat();
}

/** Tells a person of an inquiry that the pipeline cannot answer, with what it may still do otherwise. */
export function withUnansweredAlert(
  facts: PlanFacts,
  open: readonly PlannedStep[],
  answered: boolean,
): readonly PlannedStep[] {
  const { lead, run } = facts;
  const stuck = run.revivals >= STUCK_AFTER_REVIVALS;
  const answerable = answered || (!stuck && open.some((step) => step.firstResponse));
  if (lead.status !== "unanswered" || answerable) return open;
  const tried = Object.values(run.steps).some(
    ({ state, delivery }) => state === "failed" || state === "ambiguous" || delivery === "failed",
  );
  const reason = tried || stuck ? "first_response_failed" : "no_automated_channel";
  const alert = openAlert(run, { key: unansweredKey(lead), reason, at: lead.clocks.startedAt });
  return alert === undefined ? open : [alert, ...open];
}

/** The step that tells staff of it: one for each inquiry, and one for each first response of it that did not arrive. */
function unansweredKey({ inquiries, clocks: { firstResponseFailedAt } }: Lead): string {
  const failed = firstResponseFailedAt === undefined ? "" : `-${firstResponseFailedAt.toString(36)}`;
  return `unanswered-${inquiries}${failed}`;
}

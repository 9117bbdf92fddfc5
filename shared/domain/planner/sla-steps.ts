import { escalationChain } from "../desk/escalation-chain.ts";
import type { Run } from "../entities/run.ts";
import { currentClaim } from "../lifecycle/current-claim.ts";
import { addStaffedTime } from "../practice-hours/staffed-hours.ts";
import type { LeadStatus } from "../vocabulary.ts";
import type { PlanFacts } from "./facts.ts";
import { handOverReason } from "./hand-over.ts";
import { openAlert, type PlannedStep } from "./planned-step.ts";

const MINUTE_MS = 60_000;
/** Where people still owe the person a conversation. */
const OWED: readonly LeadStatus[] = ["unanswered", "following_up", "replied"];

/** What a chain of alerts counts from, and how its steps are called. */
interface Chain {
  readonly since: number;
  /** Its steps are `<prefix><level>`. */
  readonly prefix: string;
}

/**
 * What the clock for human contact asks for (DESIGN §6): a breach to note, whoever has the lead, and alerts along a chain of people
 * until one of them claims it. Only contact, or what people say came of it, stops the clock.
 */
export function slaSteps(facts: PlanFacts, now: number): PlannedStep[] {
  const { lead, run } = facts;
  if (run.purpose !== "new-lead" || !isOwed(facts)) return [];
  const { startedAt } = lead.clocks;
  const chain = { since: startedAt, prefix: `sla-${lead.inquiries}-` };
  // Of a person who replied, a chain of its own tells.
  const alerts = lead.status === "replied" ? [] : chainSteps(facts, chain, now);
  return [...breachStep(facts), ...alerts];
}

/** The alerts about a person who replied at this moment, ms: the hottest leads keep their timer. */
export function replyChain(facts: PlanFacts, since: number, now: number): PlannedStep[] {
  if (facts.lead.status !== "replied") return [];
  return chainSteps(facts, { since, prefix: `sla-r${since.toString(36)}-` }, now);
}

function isOwed({ lead }: PlanFacts): boolean {
  const { startedAt, humanContactAt = -1 } = lead.clocks;
  if (humanContactAt >= startedAt) return false;
  return OWED.includes(lead.status) || (lead.status === "with_staff" && handOverReason(lead) !== undefined);
}

/** Once for each inquiry, the target having passed. */
function breachStep({ lead, run, calendar, humanContactMinutes }: PlanFacts): PlannedStep[] {
  const { inquiries: inquiry, clocks } = lead;
  const key = `sla-${inquiry}-breach`;
  if (run.steps[key] !== undefined) return [];
  const dueAt = addStaffedTime(calendar, clocks.startedAt, humanContactMinutes * MINUTE_MS);
  if (dueAt === undefined) return [];
  return [{ key, does: { kind: "noteBreach", inquiry }, dueAt, firstResponse: false, progress: undefined }];
}

/** The alert that is due and the one that comes next. Those that were missed meanwhile are not given all at once. */
function chainSteps(facts: PlanFacts, { since, prefix }: Chain, now: number): PlannedStep[] {
  const { lead, run, calendar, sla, desk, humanContactMinutes } = facts;
  const { escalation } = sla;
  if (escalation === undefined || currentClaim(lead) !== undefined) return [];
  const { atRiskMinutes, nextAfterMinutes } = escalation;
  const timeOf = (level: number) => {
    const minutes = humanContactMinutes + (level === 0 ? -atRiskMinutes : (level - 1) * nextAfterMinutes);
    return addStaffedTime(calendar, since, minutes * MINUTE_MS) ?? Number.POSITIVE_INFINITY;
  };
  // Each person once, so there are no more levels than people.
  const last = desk.staff.length - 1;
  const told = toldBy(run, prefix);
  const isDone = [...told.keys()].some((level) => level >= Math.min(1, last));
  if (isDone && timeOf(last + 1) <= now) return [];

  let current = -1;
  while (current < last && timeOf(current + 1) <= now) current += 1;
  const passed = new Set([...told.values()].flat());
  return [current, current + 1].flatMap((level) => {
    if (level < 0 || level > last || told.has(level)) return [];
    const at = timeOf(level);
    if (!Number.isFinite(at)) return [];
    // The moment itself may be the one at which the day's last shift ends.
    const chain = escalationChain(desk, lead.owner?.staffId, at - 1);
    const staffId = chain.find((one) => !passed.has(one));
    if (staffId === undefined) return [];
    passed.add(staffId);
    const reason = level === 0 ? "sla_at_risk" : "sla_breached";
    return openAlert(run, { key: `${prefix}${level}`, reason, at, staffId }) ?? [];
  });
}

/** Who was told on which level. */
function toldBy({ steps }: Run, prefix: string): Map<number, readonly string[]> {
  const told = new Map<number, readonly string[]>();
  for (const [key, progress] of Object.entries(steps)) {
    const level = key.startsWith(prefix) ? Number(key.slice(prefix.length)) : Number.NaN;
    if (Number.isInteger(level) && progress.told !== undefined) told.set(level, progress.told);
  }
  return told;
}

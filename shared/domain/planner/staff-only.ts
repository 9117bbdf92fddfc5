import { addStaffedTime, nextDaysOpening } from "../practice-hours/staffed-hours.ts";
import { acknowledgements, withUnansweredAlert } from "./answering.ts";
import type { PlanFacts } from "./facts.ts";
import { handOverReason } from "./hand-over.ts";
import { withPersonFirst } from "./person-first.ts";
import { openAlert, type PlannedStep } from "./planned-step.ts";
import { replyChain, slaSteps } from "./sla-steps.ts";

const MINUTE_MS = 60_000;
/** Staff are reminded of a person who waits for them when they should have called, and on so many mornings after that. */
const MORNINGS = 4;
const REMINDER = "staff-waiting-";

/** What remains to be done since the person replied: telling staff, and answering an inquiry that came after that. No touches. */
export function staffOnlySteps(facts: PlanFacts, since: number, now: number, answered: boolean): PlannedStep[] {
  const { lead } = facts;
  const isNewer = lead.clocks.startedAt > since;
  const open = isNewer && handOverReason(lead) === undefined ? acknowledgements(facts, answered) : [];
  return [
    ...withUnansweredAlert(facts, withPersonFirst(facts, open), answered),
    ...slaSteps(facts, now),
    ...replyChain(facts, since, now),
    ...reminders(facts, since, now),
  ];
}

/** The reminder that is due and the one that comes next. Those that were missed meanwhile are not given all at once. */
function reminders(facts: PlanFacts, since: number, now: number): PlannedStep[] {
  const { run, calendar, humanContactMinutes } = facts;
  const first = isEscalated(facts, since) ? 1 : 0;
  const earlier = Object.entries(run.steps).filter(([key, { at }]) => key.startsWith(REMINDER) && at < since).length;
  const times = reminderTimes(calendar, since, humanContactMinutes);
  const next = times.findIndex((at) => at > now);
  const current = (next < 0 ? times.length : next) - 1;
  return [current, current + 1].flatMap((index) => {
    const at = times[index];
    if (at === undefined || index < first) return [];
    return openAlert(run, { key: `${REMINDER}${earlier + index + 1}`, reason: "reply_waiting", at }) ?? [];
  });
}

/** The chain of alerts takes the place of the first reminder, unless the lead was claimed before the person wrote. */
function isEscalated({ lead, sla }: PlanFacts, since: number): boolean {
  return sla.escalation !== undefined && lead.status === "replied" && (lead.claim?.at ?? since) >= since;
}

function reminderTimes(calendar: PlanFacts["calendar"], since: number, minutes: number): number[] {
  // Where nobody will be there for weeks, they hear of it anyway.
  const times = [addStaffedTime(calendar, since, minutes * MINUTE_MS) ?? since + minutes * MINUTE_MS];
  while (times.length <= MORNINGS) {
    const next = nextDaysOpening(calendar, times.at(-1) ?? since);
    if (next === undefined) break;
    times.push(next);
  }
  return times;
}

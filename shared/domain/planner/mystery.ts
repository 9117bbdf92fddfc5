import { cadenceSteps } from "./cadence-steps.ts";
import type { PlanFacts } from "./facts.ts";
import type { PlannedStep } from "./planned-step.ts";

/**
 * How long after its post a test is worth answering, ms. Its sender is gone after a minute and a half; what a pause or a closed
 * window held back must not come out with the next opening, before people.
 */
const MYSTERY_WORTH_MS = 10 * 60_000;

/** All that a test of our own gets: its first response. Nobody is told, asked or reminded, and nothing follows. */
export function mysterySteps(facts: PlanFacts, answered: boolean): PlannedStep[] {
  if (answered) return [];
  const pointlessFrom = facts.lead.clocks.startedAt + MYSTERY_WORTH_MS;
  return cadenceSteps(facts, answered)
    .filter(({ firstResponse }) => firstResponse)
    .map((step) => ({ ...step, pointlessFrom }));
}

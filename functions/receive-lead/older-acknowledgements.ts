import { cadenceOf, type PracticeConfig } from "../../shared/contracts/practice.ts";
import type { Run } from "../../shared/domain/entities/run.ts";

/** Steps that the planner makes for the inquiry of this number. */
const OF_INQUIRY = /^(?:inquiry-(\d+)-.+|unanswered-(\d+)(?:-.+)?)$/;

/**
 * The run without the progress of what was made for inquiries before the last: nothing asks for it again, and a person may
 * ask any number of times. The last one stays, for a touch that is still under way.
 */
export function withoutOlderAcknowledgements(run: Run, config: PracticeConfig, inquiries: number): Run {
  const ownSteps = new Set(cadenceOf(config, run).steps.map(({ key }) => key));
  const isOlder = (key: string) => {
    const [, acknowledged, unanswered] = OF_INQUIRY.exec(key) ?? [];
    return Number(acknowledged ?? unanswered ?? inquiries) < inquiries - 1 && !ownSteps.has(key);
  };
  return { ...run, steps: Object.fromEntries(Object.entries(run.steps).filter(([key]) => !isOlder(key))) };
}

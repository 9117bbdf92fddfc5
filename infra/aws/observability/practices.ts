import type { PracticeConfig } from "../../../shared/contracts/practice.ts";

/** What dashboards and alarms must know of a practice before any of its metrics exists. */
export interface MonitoredPractice {
  readonly practiceId: string;
  /** Its configured sources, and `other`. */
  readonly sources: readonly string[];
  /** Its targets, ms; of staffed time the second. */
  readonly firstResponseMs: number;
  readonly humanContactMs: number;
}

/** Where the values of a dimension end that no configuration names. */
const OTHER = "other";

/** What a practice's configuration says of it. A practice of another deployment file is in every total, and has no section and no alarm of its own. */
export function monitoredPractice({ practiceId, sources, sla }: PracticeConfig): MonitoredPractice {
  return {
    practiceId,
    sources: [...sources.map(({ name }) => name), OTHER],
    firstResponseMs: sla.firstResponseSeconds * 1000,
    humanContactMs: sla.humanContactMinutes * 60_000,
  };
}

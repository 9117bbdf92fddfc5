import { Duration } from "aws-cdk-lib";
import { MetricName } from "../../../shared/contracts/names.ts";
import { type Alarms, expression } from "./alarms.ts";
import type { MonitoredPractice } from "./practices.ts";
import type { ProductMetrics } from "./product-metrics.ts";

const QUARTER = Duration.minutes(15);
const HOUR = Duration.hours(1);
const DAY = Duration.days(1);

/** Alarms on what comes in and what people of the practice are told. */
export function addBusinessAlarms(
  alarms: Alarms,
  metrics: ProductMetrics,
  practices: readonly MonitoredPractice[],
): void {
  for (const { practiceId } of practices) {
    alarms.add({
      id: "NoLeads",
      of: practiceId,
      board: "business",
      means: `Not one lead has come in for ${practiceId} for 24 hours: a form, a key or an ad may be broken.`,
      metric: metrics.of(MetricName.LeadReceived, { practice: practiceId }),
      threshold: 1,
      when: "below",
      periods: 24,
      // A metric that counts is silent exactly when nothing is counted.
      silenceIs: "wrong",
    });
  }
  alarms.add({
    id: "LeadsQuarantined",
    board: "business",
    means: "A post named nobody who could be reached; it is kept in the quarantine, and was answered with 422.",
    metric: metrics.of(MetricName.LeadQuarantined),
    threshold: 1,
    silenceIs: "well",
  });
  alarms.add({
    id: "OptOutsHigh",
    board: "business",
    means: "At least 5 people opted out within a day, and more than 5 % of the touches sent.",
    metric: expression(
      "IF(optOuts >= 5, 100 * optOuts / FILL(touches, 1), 0)",
      {
        optOuts: metrics.of(MetricName.OptedOut, { period: DAY }),
        touches: metrics.of(MetricName.TouchSent, { period: DAY }),
      },
      "opt-outs, % of touches",
      DAY,
    ),
    threshold: 5,
    when: "above",
    silenceIs: "well",
  });
  alarms.add({
    id: "ImportFailed",
    board: "business",
    means: "An import of a file failed as a whole.",
    metric: metrics.of(MetricName.ImportFailed),
    threshold: 1,
    silenceIs: "well",
  });
  alarms.add({
    id: "DigestFailed",
    board: "business",
    means: "A morning digest could not be sent: somebody does not know what is due today.",
    metric: metrics.of(MetricName.DigestFailed, { period: HOUR }),
    threshold: 1,
    silenceIs: "well",
  });
  alarms.add({
    id: "ActionLinksRefused",
    board: "business",
    means: "At least 20 openings of action links within 15 minutes were refused: somebody may be trying links or PINs.",
    metric: metrics.of(MetricName.ActionLinkRefused, { period: QUARTER }),
    threshold: 20,
    silenceIs: "well",
  });
}

import { Duration } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import { MetricName } from "../../../shared/contracts/names.ts";
import { type Alarms, expression } from "./alarms.ts";
import type { MonitoredPractice } from "./practices.ts";
import type { ProductMetrics } from "./product-metrics.ts";
import { EXPECTED_ATTAINMENT } from "./sla-dashboard.ts";

const MINUTE = Duration.minutes(1);
const HALF_HOUR = Duration.minutes(30);
const HOUR = Duration.hours(1);
const { Stats } = cloudwatch;

/** Alarms on response times and on leads that nobody answers; answers those that say by themselves that people wait. */
export function addResponseAlarms(
  alarms: Alarms,
  metrics: ProductMetrics,
  practices: readonly MonitoredPractice[],
): cloudwatch.IAlarm[] {
  const unanswered = alarms.add({
    id: "LeadsUnanswered",
    board: "sla",
    means: "A lead that no quiet hours hold back has waited for its first response for more than 5 minutes.",
    metric: metrics.of(MetricName.OldestUnansweredMs, { statistic: "Maximum", period: MINUTE }),
    threshold: 300_000,
    when: "above",
    periods: 3,
    // revive-runs emits it every minute.
    silenceIs: "wrong",
  });
  const none = alarms.add({
    id: "NoFirstResponses",
    board: "sla",
    means: "At least 5 leads came in within half an hour, and not one got a first response.",
    metric: expression(
      "IF(FILL(leads, 0) >= 5 AND FILL(responses, 0) == 0, FILL(leads, 0), 0)",
      {
        leads: metrics.of(MetricName.LeadReceived, { period: HALF_HOUR }),
        responses: metrics.of(MetricName.FirstResponseMs, { statistic: "SampleCount", period: HALF_HOUR }),
      },
      "leads without any first response",
      HALF_HOUR,
    ),
    threshold: 1,
    silenceIs: "well",
  });
  addSpeedAlarms(alarms, metrics, practices);
  const mystery = addMysteryAlarms(alarms, metrics);
  return [unanswered, none, mystery];
}

function addSpeedAlarms(alarms: Alarms, metrics: ProductMetrics, practices: readonly MonitoredPractice[]): void {
  const staffed = MetricName.StaffedFirstResponseMs;
  alarms.add({
    id: "FirstResponsesSlow",
    board: "sla",
    means:
      "In two of three hours the slowest first responses to inquiries of staffed hours (p99) took more than 5 seconds.",
    metric: metrics.of(staffed, { statistic: Stats.p(99) }),
    threshold: 5_000,
    when: "above",
    periods: 3,
    datapoints: 2,
    silenceIs: "well",
  });
  for (const { practiceId, firstResponseMs } of practices) {
    alarms.add({
      id: "SlaMissed",
      of: practiceId,
      board: "sla",
      means: `Fewer than ${EXPECTED_ATTAINMENT} % of a day's inquiries of staffed hours to ${practiceId} were answered within its target of ${firstResponseMs / 1000} s.`,
      metric: metrics.of(staffed, {
        statistic: Stats.pr(firstResponseMs),
        practice: practiceId,
        period: Duration.days(1),
      }),
      threshold: EXPECTED_ATTAINMENT,
      when: "below",
      silenceIs: "well",
    });
  }
  alarms.add({
    id: "FirstResponsesFail",
    board: "sla",
    means: "At least 3 first responses of an hour, and more than 10 %, turned out not to have arrived.",
    metric: expression(
      "IF(failed >= 3, 100 * failed / FILL(responses, 1), 0)",
      {
        failed: metrics.of(MetricName.FirstResponseFailed),
        responses: metrics.of(MetricName.FirstResponseMs, { statistic: "SampleCount" }),
      },
      "% of first responses that failed",
      HOUR,
    ),
    threshold: 10,
    when: "above",
    silenceIs: "well",
  });
  alarms.add({
    id: "SlaBreachesHigh",
    board: "sla",
    means: "More than 5 leads of an hour ran past a target, most likely that for a person to call.",
    metric: metrics.of(MetricName.SlaBreached),
    threshold: 5,
    when: "above",
    silenceIs: "well",
  });
}

function addMysteryAlarms(alarms: Alarms, metrics: ProductMetrics): cloudwatch.Alarm {
  alarms.add({
    id: "MysterySlow",
    board: "sla",
    means: "A test inquiry that we posted ourselves took more than 60 seconds to be answered.",
    metric: metrics.of(MetricName.MysteryFirstResponseMs, { statistic: "Maximum", period: Duration.minutes(15) }),
    threshold: 60_000,
    when: "above",
    silenceIs: "well",
  });
  return alarms.add({
    id: "MysteryFailed",
    board: "sla",
    means: "A test inquiry that we posted ourselves was refused, or was not answered at all.",
    metric: metrics.of(MetricName.MysteryFailed, { period: Duration.minutes(15) }),
    threshold: 1,
    silenceIs: "well",
  });
}

/** Alarms when the tests stop coming, where any were asked for; then nothing would notice that the way in is closed. */
export function addMysterySilence(alarms: Alarms, metrics: ProductMetrics, everyMinutes: number): void {
  const period = HOUR;
  alarms.add({
    id: "MysterySilent",
    board: "sla",
    means: "The mystery shopper has reported nothing, neither an answer nor a failure, for three of its rounds.",
    metric: expression(
      "FILL(answered, 0) + FILL(failed, 0)",
      {
        answered: metrics.of(MetricName.MysteryFirstResponseMs, { statistic: "SampleCount", period }),
        failed: metrics.of(MetricName.MysteryFailed, { period }),
      },
      "mystery posts",
      period,
    ),
    threshold: 1,
    when: "below",
    periods: Math.ceil((3 * everyMinutes) / 60),
    silenceIs: "wrong",
  });
}

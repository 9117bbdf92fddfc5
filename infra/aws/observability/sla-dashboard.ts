import { Duration } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import { MetricName } from "../../../shared/contracts/names.ts";
import type { MonitoredPractice } from "./practices.ts";
import { eachWord, inUnit, type ProductMetrics } from "./product-metrics.ts";
import { alarmStatus, Color, figure, graph, heading, limit } from "./widgets.ts";
import { SLA_CLOCKS, TOUCH_CHANNELS } from "./words.ts";

/** Attainment that an alarm expects, %. */
export const EXPECTED_ATTAINMENT = 95;
/** The design's target for a first response, ms; each practice may set its own. */
const TARGET_MS = 60_000;
/** Long enough to hold more than a few first responses, of which a share would say little. */
const period = Duration.hours(6);
const SECOND = 1_000;
const MINUTE = 60_000;
const p = (percent: number) => cloudwatch.Stats.p(percent);
const pr = (from: number, to?: number) => cloudwatch.Stats.pr(from, to);

/** Response times: how many are within target, how they are spread, where the slow ones come from. */
export function slaWidgets(
  metrics: ProductMetrics,
  practices: readonly MonitoredPractice[],
  alarms: readonly cloudwatch.IAlarm[],
): cloudwatch.IWidget[][] {
  return [
    [alarmStatus("Response-time alarms", alarms)],
    overview(metrics),
    ...allPractices(metrics, practices),
    ...practices.flatMap((practice) => ofPractice(metrics, practice)),
  ];
}

function overview(metrics: ProductMetrics): cloudwatch.IWidget[] {
  const first = MetricName.FirstResponseMs;
  const staffed = MetricName.StaffedFirstResponseMs;
  const inTime = { statistic: pr(TARGET_MS), label: "% within 60 s" };
  return [
    figure("Within 60 s, staffed hours (%)", metrics.of(staffed, inTime)),
    figure("Within 60 s, all hours (%)", metrics.of(first, inTime)),
    figure("Median first response (ms)", metrics.of(first, { statistic: p(50), label: "p50" })),
    figure("p99 in staffed hours (ms)", metrics.of(staffed, { statistic: p(99), label: "p99" })),
    figure("First responses", metrics.of(first, { statistic: "SampleCount", label: "first responses" })),
    figure("Targets missed", metrics.of(MetricName.SlaBreached, { label: "breaches" })),
  ];
}

function allPractices(metrics: ProductMetrics, practices: readonly MonitoredPractice[]): cloudwatch.IWidget[][] {
  const staffed = MetricName.StaffedFirstResponseMs;
  const contact = MetricName.HumanContactMs;
  const within = (name: MetricName, target: (practice: MonitoredPractice) => number) =>
    practices.map((practice) => {
      const { practiceId } = practice;
      return metrics.of(name, {
        statistic: pr(target(practice)),
        practice: practiceId,
        period: Duration.days(1),
        label: practiceId,
      });
    });
  const spread = (name: MetricName) => [
    metrics.of(name, { statistic: p(50), label: "p50", color: Color.good }),
    metrics.of(name, { statistic: p(90), label: "p90", color: Color.late }),
    metrics.of(name, { statistic: p(99), label: "p99", color: Color.bad }),
  ];
  return [
    [
      graph({
        title: "First response within the practice's target, staffed hours",
        metrics: within(staffed, ({ firstResponseMs }) => firstResponseMs),
        axis: "% of first responses",
        max: 100,
        lines: [limit(EXPECTED_ATTAINMENT, "alarm below 95 %")],
      }),
      graph({
        title: "First response, staffed hours: p50, p90, p99",
        metrics: inUnit(SECOND, spread(staffed)),
        axis: "seconds",
        lines: [limit(5, "alarm on p99 over 5 s")],
      }),
      graph({
        title: "How first responses are spread, all hours",
        metrics: bands(metrics),
        axis: "% of first responses",
        max: 100,
        stacked: true,
      }),
    ],
    [
      graph({
        title: "A person connected within the practice's target, staffed time",
        metrics: within(contact, ({ humanContactMs }) => humanContactMs),
        axis: "% of first contacts",
        max: 100,
      }),
      graph({
        title: "A person connected: p50, p90, p99, staffed time",
        metrics: inUnit(MINUTE, spread(contact)),
        axis: "staffed minutes",
      }),
      graph({
        title: "Parts of a first response: intake, and handing over to the provider",
        metrics: [
          metrics.of(MetricName.IntakeMs, { statistic: p(50), label: "intake p50", color: Color.third }),
          metrics.of(MetricName.IntakeMs, { statistic: p(99), label: "intake p99", color: Color.main }),
          metrics.of(MetricName.SendMs, { statistic: p(50), label: "send p50", color: Color.fair }),
          metrics.of(MetricName.SendMs, { statistic: p(99), label: "send p99", color: Color.good }),
        ],
        axis: "ms",
      }),
    ],
    [
      graph({
        title: "Longest unanswered lead that no quiet hours hold back",
        metrics: inUnit(MINUTE, [
          metrics.of(MetricName.OldestUnansweredMs, { statistic: "Maximum", label: "waits for", color: Color.bad }),
        ]),
        axis: "minutes",
        lines: [limit(5, "alarm over 5 min")],
      }),
      graph({
        title: "First responses that did not arrive",
        metrics: [metrics.of(MetricName.FirstResponseFailed, { label: "failed", color: Color.bad })],
        axis: "first responses an hour",
      }),
      graph({
        title: "Mystery shopper: post to provider",
        metrics: inUnit(SECOND, [
          metrics.of(MetricName.MysteryFirstResponseMs, { statistic: p(50), label: "p50", color: Color.good }),
          metrics.of(MetricName.MysteryFirstResponseMs, { statistic: "Maximum", label: "slowest", color: Color.bad }),
        ]),
        axis: "seconds",
        lines: [limit(TARGET_MS / SECOND, "alarm over 60 s")],
      }),
    ],
  ];
}

/** How first responses divide over four spans of time; together they are 100 %. */
function bands(metrics: ProductMetrics): cloudwatch.Metric[] {
  const band = (statistic: string, label: string, color: string) =>
    metrics.of(MetricName.FirstResponseMs, { statistic, label, color, period });
  return [
    band(pr(5_000), "up to 5 s", Color.good),
    band(pr(5_000, 60_000), "5 to 60 s", Color.fair),
    band(pr(60_000, 300_000), "1 to 5 min", Color.late),
    band("PR(300000:)", "over 5 min", Color.bad),
  ];
}

function ofPractice(metrics: ProductMetrics, practice: MonitoredPractice): cloudwatch.IWidget[][] {
  const { practiceId, sources, firstResponseMs, humanContactMs } = practice;
  const first = MetricName.FirstResponseMs;
  const by = (dimension: "Source" | "Channel", values: readonly string[], statistic: string) =>
    values.map((value) =>
      metrics.of(first, { statistic, practice: practiceId, by: { [dimension]: value }, label: value, period }),
    );
  const targets = `Targets: first response within ${firstResponseMs / 1000} s, a person connected within ${humanContactMs / 60_000} staffed minutes.`;
  return [
    [
      heading(
        practiceId,
        `${targets} By source and channel at all hours: an inquiry at night may wait for the morning.`,
      ),
    ],
    [
      graph({
        title: `${practiceId}: within target by source`,
        metrics: by("Source", sources, pr(firstResponseMs)),
        axis: "% of first responses",
        max: 100,
        perRow: 4,
      }),
      graph({
        title: `${practiceId}: p90 by source`,
        metrics: inUnit(SECOND, by("Source", sources, p(90))),
        axis: "seconds",
        perRow: 4,
      }),
      graph({
        title: `${practiceId}: p90 by channel`,
        metrics: inUnit(SECOND, by("Channel", TOUCH_CHANNELS, p(90))),
        axis: "seconds",
        perRow: 4,
      }),
      graph({
        title: `${practiceId}: targets missed, by clock`,
        metrics: eachWord(metrics, MetricName.SlaBreached, practiceId, "Reason", SLA_CLOCKS),
        axis: "breaches an hour",
        perRow: 4,
        stacked: true,
      }),
    ],
  ];
}

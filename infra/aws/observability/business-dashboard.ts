import type * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import { MetricName } from "../../../shared/contracts/names.ts";
import type { MonitoredPractice } from "./practices.ts";
import { eachWord, type ProductMetrics } from "./product-metrics.ts";
import { alarmStatus, Color, figure, graph, heading } from "./widgets.ts";
import {
  ALERT_REASONS,
  CALL_OUTCOMES,
  FUNNEL_STEPS,
  LEAKS,
  MEMBER_GROUPS,
  OPT_OUT_WAYS,
  REPLY_CLASSES,
  STAFF_CHANNELS,
  STEP_CHANNELS,
} from "./words.ts";

/** What comes of leads: how many there are, how far they come, what people of the practice do. Dollars are in the reports. */
export function businessWidgets(
  metrics: ProductMetrics,
  practices: readonly MonitoredPractice[],
  alarms: readonly cloudwatch.IAlarm[],
): cloudwatch.IWidget[][] {
  const totals: readonly (readonly [string, MetricName])[] = [
    ["Leads", MetricName.LeadReceived],
    ["Replies", MetricName.ReplyReceived],
    ["Calls missed", MetricName.CallMissed],
    ["Calls tried by staff", MetricName.CallAttempted],
    ["Opt-outs", MetricName.OptedOut],
    ["Posts nobody could be reached by", MetricName.LeadQuarantined],
  ];
  return [
    [alarmStatus("Business alarms", alarms)],
    totals.map(([title, name]) => figure(title, metrics.of(name, { label: title.toLowerCase() }))),
    ...practices.flatMap((practice) => ofPractice(metrics, practice)),
  ];
}

function ofPractice(metrics: ProductMetrics, { practiceId, sources }: MonitoredPractice): cloudwatch.IWidget[][] {
  const practice = practiceId;
  const byReason = (name: MetricName, words: readonly string[]) => eachWord(metrics, name, practice, "Reason", words);
  const one = (name: MetricName, label: string, color: string) => metrics.of(name, { practice, label, color });
  const leads = sources.map((source) =>
    metrics.of(MetricName.LeadReceived, { practice, by: { Source: source }, label: source }),
  );
  return [
    [heading(practice, "Counted from events, at least once each: the reports (`GET /v1/reports/…`) are exact.")],
    [
      graph({ title: `${practice}: leads by source`, metrics: leads, axis: "leads an hour", stacked: true }),
      graph({
        title: `${practice}: the funnel, steps reached`,
        metrics: [
          metrics.of(MetricName.LeadReceived, { practice, label: "leads" }),
          ...byReason(MetricName.FunnelStepReached, FUNNEL_STEPS),
        ],
        axis: "leads",
        bars: true,
      }),
      graph({
        title: `${practice}: where leads leave it`,
        metrics: byReason(MetricName.FunnelStepReached, LEAKS),
        axis: "leads an hour",
        stacked: true,
      }),
    ],
    [
      graph({
        title: `${practice}: touches sent, by channel`,
        metrics: eachWord(metrics, MetricName.TouchSent, practice, "Channel", STEP_CHANNELS),
        axis: "touches an hour",
        stacked: true,
      }),
      graph({
        title: `${practice}: replies, by what they ask for`,
        metrics: byReason(MetricName.ReplyReceived, REPLY_CLASSES),
        axis: "texts an hour",
        stacked: true,
      }),
      graph({
        title: `${practice}: opt-outs, by how they came`,
        metrics: byReason(MetricName.OptedOut, OPT_OUT_WAYS),
        axis: "opt-outs an hour",
        stacked: true,
      }),
    ],
    [
      graph({
        title: `${practice}: alerts to staff, by why`,
        metrics: byReason(MetricName.StaffAlerted, ALERT_REASONS),
        axis: "alerts an hour",
        stacked: true,
      }),
      graph({
        title: `${practice}: calls tried by staff, by outcome`,
        metrics: byReason(MetricName.CallAttempted, CALL_OUTCOMES),
        axis: "calls an hour",
        stacked: true,
      }),
      graph({
        title: `${practice}: calls that nobody took`,
        metrics: [one(MetricName.CallMissed, "missed calls", Color.bad)],
        axis: "calls an hour",
      }),
    ],
    [
      graph({
        title: `${practice}: leads given to somebody, and those that wait for somebody`,
        metrics: [
          one(MetricName.LeadAssigned, "assigned", Color.good),
          one(MetricName.LeadWaitedForOwner, "waited", Color.late),
        ],
        axis: "leads an hour",
      }),
      graph({
        title: `${practice}: leads claimed, by how`,
        metrics: byReason(MetricName.LeadClaimed, STAFF_CHANNELS),
        axis: "claims an hour",
        stacked: true,
      }),
      graph({
        title: `${practice}: reactivation, members whose turn came`,
        metrics: byReason(MetricName.MemberTurnCame, MEMBER_GROUPS),
        axis: "members an hour",
        stacked: true,
      }),
    ],
  ];
}

import type * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import { MetricName } from "../../../shared/contracts/names.ts";
import * as aws from "./aws-metrics.ts";
import type { Monitored } from "./monitored.ts";
import type { MonitoredPractice } from "./practices.ts";
import { eachWord, type ProductMetrics } from "./product-metrics.ts";
import { alarmStatus, Color, figure, graph, heading } from "./widgets.ts";
import { DEFER_REASONS, SKIP_REASONS } from "./words.ts";

/** Whether the machinery works, what providers refuse, and what it costs. */
export function operationsWidgets(
  metrics: ProductMetrics,
  monitored: Monitored,
  practices: readonly MonitoredPractice[],
  alarms: readonly cloudwatch.IAlarm[],
): cloudwatch.IWidget[][] {
  return [
    [alarmStatus("Operations alarms", alarms)],
    overview(metrics, monitored),
    [heading("Functions and the API", "Errors of functions behind the API are answered as 5xx and counted there.")],
    ...functionGraphs(monitored),
    [
      heading(
        "Runs, events and queues",
        "A late run is revived within a minute; what fails for good waits 14 days in a queue.",
      ),
    ],
    ...flowGraphs(metrics, monitored),
    ...practices.flatMap((practice) => providerGraphs(metrics, practice)),
    [
      heading(
        "Tables and cost drivers",
        "State transitions and throttles of functions are those of the whole account.",
      ),
    ],
    ...costGraphs(metrics, monitored),
  ];
}

function overview(metrics: ProductMetrics, monitored: Monitored): cloudwatch.IWidget[] {
  return [
    figure("Errors of functions", aws.allErrors(monitored.functions)),
    figure("5xx answers", aws.serverErrors(monitored.api)),
    figure("Runs revived", metrics.of(MetricName.RunRevived, { label: "revived" })),
    figure("Touches failed", metrics.of(MetricName.TouchFailed, { label: "failed" })),
    figure("Text message parts", metrics.of(MetricName.SmsPartsSent, { label: "parts" })),
    figure("Texts this month (USD)", aws.textSpend()),
  ];
}

function functionGraphs({ functions, workflows, api }: Monitored): cloudwatch.IWidget[][] {
  const followUp = workflows.filter(({ node }) => node.id === aws.FOLLOW_UP);
  const first = functions.filter(({ name }) => ["receive-lead", ...aws.taskNames(followUp)].includes(name));
  return [
    [
      graph({
        title: "Errors, by function",
        metrics: functions.map(aws.errors),
        axis: "errors in 5 min",
        stacked: true,
      }),
      graph({ title: "Duration p99 on the way to a touch", metrics: first.map(aws.slowest), axis: "ms" }),
      graph({
        title: "Concurrency and throttles of the account",
        metrics: [aws.concurrency(), aws.throttles()],
        axis: "executions, throttles",
      }),
    ],
    [
      graph({ title: "API: requests and refusals", metrics: aws.requests(api), axis: "requests in 5 min" }),
      graph({ title: "API: latency p50, p99", metrics: aws.latency(api), axis: "ms" }),
      graph({ title: "Events on their way to the bus", metrics: aws.eventAge(functions), axis: "age, ms" }),
    ],
  ];
}

function flowGraphs(metrics: ProductMetrics, { workflows, queues }: Monitored): cloudwatch.IWidget[][] {
  const total = (name: MetricName, label: string, color: string) => metrics.of(name, { label, color });
  return [
    [
      graph({ title: "Executions that failed", metrics: workflows.flatMap(aws.failures), axis: "executions in 5 min" }),
      graph({ title: "Executions started", metrics: workflows.map(aws.starts), axis: "executions in 5 min" }),
      graph({
        title: "Late runs: revived, and revived in vain",
        metrics: [
          total(MetricName.RunRevived, "revived", Color.late),
          total(MetricName.RunRevivalExhausted, "five times in vain", Color.bad),
        ],
        axis: "runs an hour",
      }),
    ],
    [
      graph({
        title: "What failed and waits in queues",
        metrics: queues.map(aws.waiting),
        axis: "messages",
        stacked: true,
      }),
      graph({
        title: "Odd ones: what should be rare",
        metrics: [
          total(MetricName.UnknownDeliveryEvent, "unknown reports", Color.second),
          total(MetricName.ActionLinkRefused, "refused action links", Color.late),
          total(MetricName.DigestFailed, "failed digests", Color.bad),
          total(MetricName.LeadQuarantined, "quarantined posts", Color.main),
        ],
        axis: "an hour",
      }),
      graph({
        title: "Mystery posts that failed; imports that failed",
        metrics: [
          total(MetricName.MysteryFailed, "mystery posts", Color.bad),
          total(MetricName.ImportFailed, "imports", Color.late),
        ],
        axis: "an hour",
      }),
    ],
  ];
}

function providerGraphs(metrics: ProductMetrics, { practiceId: practice }: MonitoredPractice): cloudwatch.IWidget[][] {
  const byReason = (name: MetricName, words: readonly string[]) => eachWord(metrics, name, practice, "Reason", words);
  const byCode = (name: MetricName, title: string) =>
    graph({
      title: `${practice}: ${title}`,
      metrics: [metrics.each(name, practice, "Reason")],
      axis: "touches an hour",
    });
  return [
    [
      heading(
        `Providers and the send gate: ${practice}`,
        "Codes are the providers' own; `other` are those that are on no list, and are in the logs.",
      ),
    ],
    [
      byCode(MetricName.TouchFailed, "refused by providers, by code"),
      byCode(MetricName.TouchUndelivered, "taken and not delivered, by code"),
      byCode(MetricName.TouchAmbiguous, "nobody can tell, by code"),
    ],
    [
      graph({
        title: `${practice}: touches that wait (pacing, caps, quiet hours)`,
        metrics: byReason(MetricName.TouchDeferred, DEFER_REASONS),
        axis: "touches an hour",
        stacked: true,
      }),
      graph({
        title: `${practice}: touches not sent, by reason`,
        metrics: byReason(MetricName.TouchSkipped, SKIP_REASONS),
        axis: "touches an hour",
        stacked: true,
      }),
      graph({
        title: `${practice}: rows of imported files`,
        metrics: byReason(MetricName.RowsImported, ["accepted", "merged", "unchanged", "rejected"]),
        axis: "rows an hour",
        stacked: true,
      }),
    ],
  ];
}

function costGraphs(metrics: ProductMetrics, { tables, functions }: Monitored): cloudwatch.IWidget[][] {
  return [
    [
      graph({ title: "Units of the tables", metrics: tables.flatMap(aws.units), axis: "units in 5 min" }),
      graph({
        title: "Throttles and conflicts of the tables",
        metrics: tables.flatMap(aws.tableTrouble),
        axis: "requests in 5 min",
      }),
      graph({ title: "Run time of functions", metrics: [aws.gigabyteSeconds(functions)], axis: "GB-s in 5 min" }),
    ],
    [
      graph({ title: "State transitions", metrics: [aws.transitions()], axis: "transitions in 5 min", perRow: 2 }),
      graph({
        title: "Text messages, by billed part",
        metrics: [metrics.of(MetricName.SmsPartsSent, { label: "parts", color: Color.main })],
        axis: "parts an hour",
        perRow: 2,
      }),
    ],
  ];
}

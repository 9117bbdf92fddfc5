import { Duration } from "aws-cdk-lib";
import type * as apigateway from "aws-cdk-lib/aws-apigateway";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import type { NodeFunction } from "../constructs/node-function.ts";
import type { WebFirewall } from "../constructs/web-firewall.ts";
import type { Workflow } from "../constructs/workflow.ts";
import { FUNCTION_SIZES, type FunctionName } from "../stacks/function-sizes.ts";
import type { Monitored, MonitoredQueue } from "./monitored.ts";
import { Color } from "./widgets.ts";

type MonitoredTable = Monitored["tables"][number];

/** The state machine behind first responses. */
export const FOLLOW_UP = "FollowUp";
const FIVE_MINUTES = Duration.minutes(5);
const p99 = cloudwatch.Stats.p(99);

/** Failed invocations of one function. */
export const errors = ({ name, function: fn }: NodeFunction): cloudwatch.Metric =>
  fn.metricErrors({ label: name, period: FIVE_MINUTES });

/** How long its slowest invocations take. */
export const slowest = ({ name, function: fn }: NodeFunction): cloudwatch.Metric =>
  fn.metricDuration({ label: name, statistic: p99, period: FIVE_MINUTES });

/** Failed invocations of several functions, added up. */
export function allErrors(functions: readonly NodeFunction[], label = "errors"): cloudwatch.MathExpression {
  return sum(functions.map(errors), label);
}

/** Several metrics, added up; a point that one of them lacks is left out. */
export function sum(
  metrics: readonly cloudwatch.IMetric[],
  label: string,
  period = FIVE_MINUTES,
): cloudwatch.MathExpression {
  const usingMetrics = Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric]));
  return new cloudwatch.MathExpression({
    expression: `SUM([${Object.keys(usingMetrics).join(", ")}])`,
    usingMetrics,
    label,
    period,
  });
}

/** What functions are billed by: their durations times their memory. */
export function gigabyteSeconds(functions: readonly NodeFunction[]): cloudwatch.MathExpression {
  const usingMetrics: Record<string, cloudwatch.IMetric> = {};
  const terms = functions.map(({ name, function: fn }, index) => {
    usingMetrics[`d${index}`] = fn.metricDuration({ statistic: "Sum", period: FIVE_MINUTES });
    const gigabytes = FUNCTION_SIZES[name as FunctionName].memoryMb / 1024;
    return `FILL(d${index}, 0) * ${gigabytes}`;
  });
  return new cloudwatch.MathExpression({
    expression: `(${terms.join(" + ")}) / 1000`,
    usingMetrics,
    label: "GB-s",
    period: FIVE_MINUTES,
  });
}

/** Functions that tasks of state machines call. */
export function taskNames(workflows: readonly Workflow[]): string[] {
  return workflows.flatMap(({ tasks }) => tasks.map(({ name }) => name));
}

/** Of all functions of the account, which share one limit. */
export const concurrency = (): cloudwatch.Metric =>
  ofLambda("ConcurrentExecutions", "Maximum", "running at once", Color.main);
export const throttles = (): cloudwatch.Metric => ofLambda("Throttles", "Sum", "throttled", Color.bad);

function ofLambda(metricName: string, statistic: string, label: string, color: string): cloudwatch.Metric {
  return new cloudwatch.Metric({ namespace: "AWS/Lambda", metricName, statistic, label, color, period: FIVE_MINUTES });
}

/** How old the events are that are about to be published; without them metrics, reports and campaigns stand still. */
export function eventAge(functions: readonly NodeFunction[]): cloudwatch.Metric[] {
  const publishers = functions.filter(({ name }) => name === "publish-events");
  return publishers.map(({ name, function: fn }) =>
    fn.metric("IteratorAge", { statistic: "Maximum", label: name, period: FIVE_MINUTES }),
  );
}

/** Requests, and those that the caller or we got wrong. */
export function requests(api: apigateway.Stage): cloudwatch.Metric[] {
  return [
    api.metricCount({ label: "requests", period: FIVE_MINUTES, color: Color.main }),
    api.metricClientError({ label: "4xx", statistic: "Sum", period: FIVE_MINUTES, color: Color.late }),
    serverErrors(api),
  ];
}

/** Answers of 500 and above: a post that got one may be lost. */
export const serverErrors = (api: apigateway.Stage): cloudwatch.Metric =>
  api.metricServerError({ label: "5xx", statistic: "Sum", period: FIVE_MINUTES, color: Color.bad });

/** How long callers wait. */
export function latency(api: apigateway.Stage): cloudwatch.Metric[] {
  const of = (statistic: string, label: string, color: string) =>
    api.metricLatency({ statistic, label, color, period: FIVE_MINUTES });
  return [of("p50", "p50", Color.good), of(p99, "p99", Color.bad)];
}

/** Requests that the firewall turned away. */
export const blocked = ({ metricName, stack }: WebFirewall): cloudwatch.Metric =>
  new cloudwatch.Metric({
    namespace: "AWS/WAFV2",
    metricName: "BlockedRequests",
    dimensionsMap: { WebACL: metricName, Region: stack.region, Rule: "ALL" },
    statistic: "Sum",
    label: "turned away",
    color: Color.bad,
    period: FIVE_MINUTES,
  });

/** Executions of a state machine that ended as they should not. */
export function failures({ node, stateMachineArn }: Workflow): cloudwatch.Metric[] {
  const endings = { ExecutionsFailed: "failed", ExecutionsTimedOut: "timed out", ExecutionsAborted: "aborted" };
  return Object.entries(endings).map(([name, ending]) => ofStates(name, `${node.id} ${ending}`, stateMachineArn));
}

/** Executions of a state machine. */
export const starts = ({ node, stateMachineArn }: Workflow): cloudwatch.Metric =>
  ofStates("ExecutionsStarted", node.id, stateMachineArn);

function ofStates(metricName: string, label: string, StateMachineArn: string): cloudwatch.Metric {
  const namespace = "AWS/States";
  const dimensionsMap = { StateMachineArn };
  return new cloudwatch.Metric({ namespace, metricName, dimensionsMap, statistic: "Sum", label, period: FIVE_MINUTES });
}

/** What state machines are billed by. */
export const transitions = (): cloudwatch.Metric =>
  new cloudwatch.Metric({
    namespace: "AWS/States",
    metricName: "ConsumedCapacity",
    dimensionsMap: { ServiceMetric: "StateTransition" },
    statistic: "Sum",
    label: "transitions",
    color: Color.second,
    period: FIVE_MINUTES,
  });

/** Messages that wait in a queue. */
export const waiting = ({ name, queue }: MonitoredQueue): cloudwatch.Metric =>
  queue.metricApproximateNumberOfMessagesVisible({ label: name, period: FIVE_MINUTES });

/** What a table is billed by. */
export function units({ name, table }: MonitoredTable): cloudwatch.Metric[] {
  return [
    table.metricConsumedReadCapacityUnits({ statistic: "Sum", label: `${name} read`, period: FIVE_MINUTES }),
    table.metricConsumedWriteCapacityUnits({ statistic: "Sum", label: `${name} written`, period: FIVE_MINUTES }),
  ];
}

/** Requests that a table was too busy for. */
export function tableThrottles({ name, table }: MonitoredTable): cloudwatch.Metric[] {
  return [
    table.metric("ReadThrottleEvents", { statistic: "Sum", label: `${name} reads throttled`, period: FIVE_MINUTES }),
    table.metric("WriteThrottleEvents", { statistic: "Sum", label: `${name} writes throttled`, period: FIVE_MINUTES }),
  ];
}

/** The same, and transactions that met each other, which are tried again. */
export function tableTrouble(monitored: MonitoredTable): cloudwatch.Metric[] {
  const label = `${monitored.name} conflicts`;
  const conflicts = monitored.table.metric("TransactionConflict", { statistic: "Sum", label, period: FIVE_MINUTES });
  return [...tableThrottles(monitored), conflicts];
}

/** What End User Messaging has charged for texts this month, USD; it stops sending at the account's limit. */
export const textSpend = (): cloudwatch.Metric =>
  new cloudwatch.Metric({
    namespace: "AWS/SMSVoice",
    metricName: "TextMessageMonthlySpend",
    statistic: "Maximum",
    label: "spent",
    period: Duration.hours(1),
  });

import { Duration } from "aws-cdk-lib";
import type * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import { MetricName } from "../../../shared/contracts/names.ts";
import { ROUTES } from "../../../shared/contracts/routes.ts";
import type { NodeFunction } from "../constructs/node-function.ts";
import { type Alarms, expression } from "./alarms.ts";
import * as aws from "./aws-metrics.ts";
import type { Monitored } from "./monitored.ts";
import type { ProductMetrics } from "./product-metrics.ts";

const QUARTER = Duration.minutes(15);
const HOUR = Duration.hours(1);
/** Metrics that one alarm may look at (CloudWatch, "Limits that apply to alarms based on metric math expressions"). */
const MOST_METRICS = 10;

/** Nothing brings an opt-out by phone again: there is no queue behind it, but somebody who waits on the line. */
const CALLED_BY_FLOWS = "record-call-opt-out";

/** Alarms on the machinery; answers those that say that leads are not being answered. */
export function addOperationsAlarms(
  alarms: Alarms,
  metrics: ProductMetrics,
  monitored: Monitored,
): cloudwatch.IAlarm[] {
  addWorkflowAlarms(alarms, monitored);
  addRunAlarms(alarms, metrics);
  const answering = addFunctionAlarms(alarms, monitored);
  addQueueAlarms(alarms, monitored);
  addProviderAlarms(alarms, metrics);
  return answering;
}

function addWorkflowAlarms(alarms: Alarms, { workflows }: Monitored): void {
  for (const workflow of workflows) {
    const name = workflow.node.id;
    const [failed, timedOut] = aws.failures(workflow);
    if (failed === undefined || timedOut === undefined) continue;
    alarms.add({
      id: `${name}ExecutionsFailed`,
      board: "operations",
      means: `An execution of the state machine ${name} failed or timed out.`,
      metric: aws.sum([failed, timedOut], "executions that failed"),
      threshold: 1,
      silenceIs: "well",
    });
  }
}

function addRunAlarms(alarms: Alarms, metrics: ProductMetrics): void {
  alarms.add({
    id: "RunRevivalExhausted",
    board: "operations",
    means: "A run was revived five times without getting on: it is tried less and less often from now on.",
    metric: metrics.of(MetricName.RunRevivalExhausted, { period: QUARTER }),
    threshold: 1,
    silenceIs: "well",
  });
  alarms.add({
    id: "RunsRevived",
    board: "operations",
    means: "More than 10 runs within 15 minutes were late and had to be revived.",
    metric: metrics.of(MetricName.RunRevived, { period: QUARTER }),
    threshold: 10,
    when: "above",
    silenceIs: "well",
  });
}

/** Answers the alarms on what every lead needs. */
function addFunctionAlarms(
  alarms: Alarms,
  { functions, workflows, api, firewall, tables }: Monitored,
): cloudwatch.IAlarm[] {
  const tasks = aws.taskNames(workflows);
  const routed = ROUTES.map(({ functionName }) => functionName);
  const others = functions.filter(({ name }) => !routed.includes(name));
  const taskFunctions = others.filter(({ name }) => tasks.includes(name));
  const calledByFlows = others.filter(({ name }) => name === CALLED_BY_FLOWS);
  const background = others.filter(({ name }) => !tasks.includes(name) && name !== CALLED_BY_FLOWS);
  addErrors(
    alarms,
    "TaskErrors",
    "Functions of state machines failed at least 5 times in each of two periods of 5 minutes.",
    {
      functions: taskFunctions,
      threshold: 5,
      periods: 2,
    },
  );
  addErrors(
    alarms,
    "BackgroundErrors",
    "Functions that events or schedules call failed in two periods of 5 minutes of three.",
    {
      functions: background,
      threshold: 1,
      periods: 3,
      datapoints: 2,
    },
  );
  addErrors(alarms, "PhoneOptOutErrors", "Somebody pressed 9 on the phone, and it may not have been noted.", {
    functions: calledByFlows,
    threshold: 1,
    periods: 1,
  });
  alarms.add({
    id: "ApiServerErrors",
    board: "operations",
    means: "The API answered with 5xx: a lead that was posted may be lost.",
    metric: aws.serverErrors(api),
    threshold: 1,
    silenceIs: "well",
  });
  const postsFail = alarms.add({
    id: "ApiDown",
    board: "operations",
    means: "The API answered at least 5 times with 5xx in each of two periods of 5 minutes: leads do not get in.",
    metric: aws.serverErrors(api),
    threshold: 5,
    periods: 2,
    silenceIs: "well",
  });
  alarms.add({
    id: "RequestsBlocked",
    board: "operations",
    means:
      "The firewall turned away at least 100 requests in each of two periods of 5 minutes: somebody tries, or a caller is kept out.",
    metric: aws.blocked(firewall),
    threshold: 100,
    periods: 2,
    silenceIs: "well",
  });
  const throttled = alarms.add({
    id: "FunctionsThrottled",
    board: "operations",
    means:
      "Lambda refused to start functions of this account for want of concurrency, in two periods of 5 minutes of three.",
    metric: aws.throttles(),
    threshold: 1,
    periods: 3,
    datapoints: 2,
    silenceIs: "well",
  });
  const [age] = aws.eventAge(functions);
  if (age === undefined) throw new Error("the pipeline has no publish-events; expected one to watch");
  alarms.add({
    id: "EventsLate",
    board: "operations",
    means: "Events of leads reach the bus more than 5 minutes late: metrics, reports and campaigns lag behind.",
    metric: age,
    threshold: 300_000,
    when: "above",
    periods: 2,
    silenceIs: "well",
  });
  alarms.add({
    id: "TablesThrottled",
    board: "operations",
    means: "DynamoDB refused at least 10 requests within 5 minutes.",
    metric: aws.sum(tables.flatMap(aws.tableThrottles), "throttled requests"),
    threshold: 10,
    silenceIs: "well",
  });
  return [postsFail, throttled];
}

interface ErrorAlarm {
  readonly functions: readonly NodeFunction[];
  readonly threshold: number;
  readonly periods: number;
  readonly datapoints?: number;
}

/** As many alarms of one heading as it takes for functions that one alarm cannot all look at. */
function addErrors(alarms: Alarms, id: string, means: string, { functions, ...limits }: ErrorAlarm): void {
  for (let start = 0; start < functions.length; start += MOST_METRICS) {
    const watched = functions.slice(start, start + MOST_METRICS);
    alarms.add({
      id,
      ...(start === 0 ? {} : { of: String(start / MOST_METRICS + 1) }),
      board: "operations",
      means: `${means} It watches ${watched.map(({ name }) => name).join(", ")}.`,
      metric: aws.allErrors(watched),
      ...limits,
      silenceIs: "well",
    });
  }
}

function addQueueAlarms(alarms: Alarms, { queues }: Monitored): void {
  for (const queue of queues) {
    alarms.add({
      id: `${queue.name}NotEmpty`,
      board: "operations",
      means: `Something failed for good and waits in the queue ${queue.name}, for 14 days.`,
      metric: aws.waiting(queue),
      threshold: 1,
      silenceIs: "well",
    });
  }
}

function addProviderAlarms(alarms: Alarms, metrics: ProductMetrics): void {
  alarms.add({
    id: "TouchesFail",
    board: "operations",
    means: "At least 5 touches within 15 minutes, and more than 20 %, were refused by providers.",
    metric: expression(
      "IF(failed >= 5, 100 * failed / (failed + FILL(sent, 0)), 0)",
      {
        failed: metrics.of(MetricName.TouchFailed, { period: QUARTER }),
        sent: metrics.of(MetricName.TouchSent, { period: QUARTER }),
      },
      "% of touches that failed",
      QUARTER,
    ),
    threshold: 20,
    when: "above",
    silenceIs: "well",
  });
  alarms.add({
    id: "DeliveryReportsUnknown",
    board: "operations",
    means:
      "At least 10 reports of providers within an hour were of no kind that this release knows, or of no message of ours.",
    metric: metrics.of(MetricName.UnknownDeliveryEvent, { period: HOUR }),
    threshold: 10,
    silenceIs: "well",
  });
}

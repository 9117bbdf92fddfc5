import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
  paginateDescribeLogGroups,
} from "@aws-sdk/client-cloudwatch-logs";
import { GetExecutionHistoryCommand, ListExecutionsCommand, SFNClient } from "@aws-sdk/client-sfn";
import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { clientConfig, type Outputs } from "./cloud.ts";

/** What MiniStack and Node write around what a function writes. */
const AROUND = /^(?:START|END|REPORT) RequestId|^\(node:|^\(Use `node/;

/** What can be seen of the deployment from outside its API. */
export function observe(url: string, { pipeline }: Outputs) {
  const logs = new CloudWatchLogsClient(clientConfig(url));
  const workflows = new SFNClient(clientConfig(url));
  const queues = new SQSClient(clientConfig(url));

  /** What the functions whose log groups have this in their name wrote. */
  async function logLines(part: string): Promise<{ readonly group: string; readonly line: string }[]> {
    const lines: { group: string; line: string }[] = [];
    for await (const { logGroups = [] } of paginateDescribeLogGroups({ client: logs }, {})) {
      for (const { logGroupName = "" } of logGroups.filter((group) => group.logGroupName?.includes(part))) {
        const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
        lines.push(...events.map(({ message = "" }) => ({ group: logGroupName, line: message.trim() })));
      }
    }
    return lines;
  }

  return {
    /** What functions complained of, and in which log: errors that they logged, and the names of those that they ended with. */
    async complaints(): Promise<string[]> {
      const lines = await logLines("Log");
      return lines
        .filter(({ line }) => (line.startsWith("{") ? line.includes('"level":"ERROR"') : !AROUND.test(line)))
        .map(({ group, line }) => `${group}: ${line}`);
    },
    /** The metrics (EMF) that record-metrics wrote into its log. */
    async metrics(): Promise<Record<string, unknown>[]> {
      const lines = await logLines("RecordMetrics");
      return lines
        .filter(({ line }) => line.startsWith('{"_aws"'))
        .map(({ line }) => JSON.parse(line) as Record<string, unknown>);
    },
    /** The executions of a run's follow-up: their names and states, the newest first. */
    async executionsOf(runId: string): Promise<string[]> {
      const stateMachineArn = pipeline.FollowUpStateMachineArn;
      const { executions = [] } = await workflows.send(new ListExecutionsCommand({ stateMachineArn }));
      return executions.filter(({ name }) => name?.startsWith(runId)).map(({ name, status }) => `${name} ${status}`);
    },
    /** Whether every follow-up that has not ended is in a Wait state: nothing is under way that a jump of the clock would make late. */
    async isQuiet(): Promise<boolean> {
      const stateMachineArn = pipeline.FollowUpStateMachineArn;
      const running = new ListExecutionsCommand({ stateMachineArn, statusFilter: "RUNNING" });
      const { executions = [] } = await workflows.send(running);
      const lastEvents = executions.map(async ({ executionArn }) => {
        const newest = new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 1 });
        return (await workflows.send(newest)).events?.[0]?.type;
      });
      return (await Promise.all(lastEvents)).every((type) => type === "WaitStateEntered");
    },
    /** How many messages lie in each failure queue that has any. */
    async failures(): Promise<Record<string, number>> {
      const { QueueUrls = [] } = await queues.send(new ListQueuesCommand({ MaxResults: 1000 }));
      const counted = QueueUrls.map(async (QueueUrl): Promise<[string, number]> => {
        const AttributeNames = ["ApproximateNumberOfMessages" as const];
        const { Attributes } = await queues.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
        return [QueueUrl.split("/").at(-1) ?? "", Number(Attributes?.ApproximateNumberOfMessages)];
      });
      return Object.fromEntries((await Promise.all(counted)).filter(([, count]) => count > 0));
    },
  };
}

import { randomUUID } from "node:crypto";
import { type StateMachineName, stateMachineOf } from "../environment.ts";
import type { Faults } from "../faults.ts";
import type { AwsAnswer, AwsOperation } from "./wire.ts";

/** What the fakes of Step Functions, EventBridge and Secrets Manager hand on to. */
export interface ServiceDeps {
  readonly faults: Faults;
  startExecution(stateMachine: StateMachineName, name: string, input: unknown): "started" | "exists";
  deliver(event: BusEvent): void;
  /** The text of a secret, by its id. */
  secret(id: string): string;
  now(): number;
}

/** An event as EventBridge delivers it. */
export interface BusEvent {
  readonly version: "0";
  readonly id: string;
  readonly source: string;
  readonly "detail-type": string;
  readonly account: string;
  readonly region: string;
  readonly time: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

interface PutEventsEntry {
  Source: string;
  DetailType: string;
  Detail: string;
}

/** Makes the fakes of the services that the pipeline itself uses. */
export function serviceOperations(deps: ServiceDeps): Record<string, AwsOperation> {
  return {
    "AWSStepFunctions.StartExecution": async ({ stateMachineArn, name, input }) =>
      (await strike(deps.faults, "sfn")) ?? start(deps, String(stateMachineArn), String(name), String(input)),
    "AWSEvents.PutEvents": async ({ Entries }) =>
      (await strike(deps.faults, "events")) ?? putEvents(deps, Entries as PutEventsEntry[]),
    "secretsmanager.GetSecretValue": ({ SecretId }) => ({
      body: { ARN: SecretId, Name: SecretId, VersionId: "local", SecretString: deps.secret(String(SecretId)) },
    }),
  };
}

function start(deps: ServiceDeps, stateMachineArn: string, name: string, input: string): AwsAnswer {
  const stateMachine = stateMachineOf(stateMachineArn);
  if (stateMachine === undefined)
    return { error: "StateMachineDoesNotExist", message: `State Machine Does Not Exist: '${stateMachineArn}'` };
  if (deps.startExecution(stateMachine, name, JSON.parse(input)) === "exists")
    return { error: "ExecutionAlreadyExists", message: `Execution Already Exists: '${name}'` };
  const executionArn = `${stateMachineArn.replace(":stateMachine:", ":execution:")}:${name}`;
  return { body: { executionArn, startDate: deps.now() / 1000 } };
}

function putEvents(deps: ServiceDeps, entries: PutEventsEntry[]): AwsAnswer {
  const results = entries.map((entry) => {
    const id = randomUUID();
    deps.deliver({
      version: "0",
      id,
      source: entry.Source,
      "detail-type": entry.DetailType,
      account: "000000000000",
      region: "us-east-1",
      time: new Date(deps.now()).toISOString(),
      resources: [],
      detail: JSON.parse(entry.Detail),
    });
    return { EventId: id };
  });
  return { body: { FailedEntryCount: 0, Entries: results } };
}

async function strike(faults: Faults, target: "sfn" | "events"): Promise<AwsAnswer | undefined> {
  const fault = faults.strike(target);
  switch (fault?.kind) {
    case "timeout":
      return "none";
    case "reset":
      return "reset";
    case "throttle":
      return { error: "ThrottlingException", message: "Rate exceeded" };
    case "reject":
      return { error: "ValidationException", message: "rejected on request" };
    case "error500":
      return { error: "InternalFailure", message: "failed on request", status: 500 };
    case "delay":
      await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
      return undefined;
    default:
      return undefined;
  }
}

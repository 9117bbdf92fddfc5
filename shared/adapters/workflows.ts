import type { SFNClient } from "@aws-sdk/client-sfn";
import { FirstTouchError } from "../domain/errors.ts";
import type { Workflows } from "../ports/index.ts";
import { createStepFunctionsClient, startExecution } from "./start-execution.ts";

/** The state machines to start; a function names those that it was granted, and starting another throws. */
export interface WorkflowsConfig {
  readonly leadImportArn?: string | undefined;
  readonly reactivationArn?: string | undefined;
  /** @default a client of its own */
  readonly client?: SFNClient;
}

/** Starts executions of imports and campaign days on AWS Step Functions. */
export function createWorkflows(config: WorkflowsConfig): Workflows {
  const { leadImportArn, reactivationArn, client = createStepFunctionsClient() } = config;

  async function start(stateMachineArn: string | undefined, name: string, input: object) {
    if (stateMachineArn !== undefined) return startExecution(client, { stateMachineArn, name, input });
    throw new FirstTouchError("StateMachineMissing", "got no state machine for this workflow; name and grant it", {
      code: "state_machine_missing",
      retryable: false,
    });
  }

  return {
    startImport: (name, input) => start(leadImportArn, name, input),
    startCampaignDay: (name, input) => start(reactivationArn, name, input),
  };
}

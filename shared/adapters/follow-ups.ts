import type { SFNClient } from "@aws-sdk/client-sfn";
import { executionNameOf } from "../domain/ids.ts";
import type { FollowUps } from "../ports/index.ts";
import { createStepFunctionsClient, startExecution } from "./start-execution.ts";

/** Starts executions of the follow-up state machine on AWS Step Functions. */
export function createFollowUps(config: { stateMachineArn: string; client?: SFNClient }): FollowUps {
  const { stateMachineArn, client = createStepFunctionsClient() } = config;
  return {
    start: (input) =>
      startExecution(client, { stateMachineArn, name: executionNameOf(input.runId, input.generation), input }),
  };
}

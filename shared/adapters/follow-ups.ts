import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { WorkflowUnavailable } from "../domain/errors.ts";
import { executionNameOf } from "../domain/ids.ts";
import type { FollowUps } from "../ports/index.ts";

const CONNECTION_TIMEOUT_MS = 1_000;
const REQUEST_TIMEOUT_MS = 3_000;
/** Starting is idempotent by name, so one repeat is safe: at worst the answer is `exists`. */
const MAX_ATTEMPTS = 2;

/** The provider's error name when it is a plain word; its message may quote the input and is never used. */
function codeOf(error: unknown): string {
  return error instanceof Error && /^[A-Za-z.]{1,60}$/.test(error.name) ? error.name : "unknown";
}

/** Starts executions of the follow-up state machine on AWS Step Functions. */
export function createFollowUps(config: { stateMachineArn: string; client?: SFNClient }): FollowUps {
  const client =
    config.client ??
    new SFNClient({
      maxAttempts: MAX_ATTEMPTS,
      requestHandler: {
        connectionTimeout: CONNECTION_TIMEOUT_MS,
        requestTimeout: REQUEST_TIMEOUT_MS,
        // Without this the SDK only warns.
        throwOnRequestTimeout: true,
      },
    });
  return {
    async start(input) {
      const command = new StartExecutionCommand({
        stateMachineArn: config.stateMachineArn,
        name: executionNameOf(input.runId, input.generation),
        input: JSON.stringify(input),
      });
      try {
        await client.send(command);
        return "started";
      } catch (error) {
        if (error instanceof ExecutionAlreadyExists) return "exists";
        throw new WorkflowUnavailable(codeOf(error));
      }
    },
  };
}

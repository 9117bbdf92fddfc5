import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { WorkflowUnavailable } from "../domain/errors.ts";
import { errorName } from "./error-name.ts";

const CONNECTION_TIMEOUT_MS = 1_000;
const REQUEST_TIMEOUT_MS = 3_000;
/** Starting is idempotent by name, so one repeat is safe: at worst the answer is `exists`. */
const MAX_ATTEMPTS = 2;

/** An execution to start. */
export interface Execution {
  readonly stateMachineArn: string;
  /** A name starts once. */
  readonly name: string;
  readonly input: object;
}

/** Makes a client of AWS Step Functions that gives up early. */
export function createStepFunctionsClient(): SFNClient {
  return new SFNClient({
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      // Without this the SDK only warns.
      throwOnRequestTimeout: true,
    },
  });
}

/** Starts an execution on AWS Step Functions, or finds that it was started before. Throws `WorkflowUnavailable`. */
export async function startExecution(
  client: SFNClient,
  { stateMachineArn, name, input }: Execution,
): Promise<"started" | "exists"> {
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
    return "started";
  } catch (error) {
    if (error instanceof ExecutionAlreadyExists) return "exists";
    throw new WorkflowUnavailable(errorName(error));
  }
}

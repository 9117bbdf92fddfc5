import type { Context } from "aws-lambda";
import type * as z from "zod";
import { readTolerant } from "../contracts/tolerant-read.ts";
import { FirstTouchError } from "../domain/errors.ts";
import { asHandler, redactErrors, startStack } from "./stack.ts";

/** A task was called with a payload that its contract does not allow. */
export class InvalidTask extends FirstTouchError {
  constructor() {
    super("InvalidTask", "the payload does not match the contract of this task; see shared/contracts", {
      code: "invalid_task",
      retryable: false,
    });
  }
}

/**
 * The task stack, for functions that a state machine, a schedule or a rule of the default bus calls: parses the payload, runs, and lets nothing of an
 * error out but its name, which `ErrorEquals` matches, and its code.
 */
export function taskHandler<S extends z.ZodType, Result>(
  schema: S,
  run: (task: z.output<S>) => Promise<Result>,
): (event: unknown, context?: Context) => Promise<Result> {
  const stack = startStack(async (event: unknown): Promise<Result> => {
    // An execution outlives deployments: its payload may come from a newer release.
    const parsed = readTolerant(schema, event);
    if (!parsed.success) throw new InvalidTask();
    return run(parsed.data);
  });
  return asHandler(stack.use(redactErrors<unknown, Result>()));
}

import middy from "@middy/core";
import type { Context } from "aws-lambda";
import { redactError } from "./redact.ts";

/**
 * Starts a middy stack. middy's early timeout is off: it would answer while the handler goes on, and what it still had to do
 * could run in a later invocation; Lambda's own timeout ends the environment.
 */
export function startStack<Event, Result>(
  handler: (event: Event) => Promise<Result>,
): middy.MiddyfiedHandler<Event, Result> {
  return middy<Event, Result>((event: Event) => handler(event), { timeoutEarlyInMillis: 0 });
}

/** Replaces whatever was thrown by its name and code. Assigns instead of throwing: middy would attach the original as cause. */
export function redactErrors<Event, Result>(): middy.MiddlewareObj<Event, Result> {
  return {
    onError: (request) => {
      request.error = redactError(request.error);
    },
  };
}

/** Makes a stack callable without a context, as the local engine and tests do. */
export function asHandler<Event, Result>(
  stack: middy.MiddyfiedHandler<Event, Result>,
): (event: Event, context?: Context) => Promise<Result> {
  return (event, context) => stack(event, context as Context);
}

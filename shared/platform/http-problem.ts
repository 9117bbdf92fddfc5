import type { Problem } from "../contracts/lead-api.ts";
import { FirstTouchError } from "../domain/errors.ts";

/** What a problem may say beyond its code; literals and field paths only, never what was posted. */
export interface ProblemDetails {
  readonly detail?: string;
  readonly errors?: Problem["errors"];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown by logic or handlers to answer a request with an RFC 9457 problem. */
export class HttpProblem extends FirstTouchError {
  readonly problem: Omit<Problem, "requestId">;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, title: string, details: ProblemDetails = {}) {
    super("HttpProblem", title, { code, retryable: status === 503 });
    this.problem = {
      type: `urn:first-touch:problem:${code}`,
      title,
      status,
      code,
      ...(details.detail === undefined ? {} : { detail: details.detail }),
      ...(details.errors === undefined ? {} : { errors: details.errors }),
    };
    this.headers = details.headers ?? {};
  }
}

/** The problem that a caller sees for any error: its own, "try again" for what may pass, or "internal error" and no more. */
export function problemOf(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof FirstTouchError && error.retryable) {
    return new HttpProblem(503, "try_again", "The request could not be completed just now; try again.", {
      headers: { "retry-after": "2" },
    });
  }
  return new HttpProblem(500, "internal_error", "The request could not be completed.");
}

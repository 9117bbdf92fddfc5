import { HttpProblem } from "../../shared/platform/http-problem.ts";

/** What a body is refused as that is JSON, but no spend. */
export const INVALID_SPEND = { code: "invalid_spend", title: "The body is no spend; see its errors." };

/** 422: sources or campaigns that the practice has not configured. */
export function unknownSources(paths: readonly string[]): HttpProblem {
  return new HttpProblem(422, "unknown_source", "The practice has no such source, or the source no such campaign.", {
    errors: paths.map((path) => ({ path, code: "unknown" })),
  });
}

/** 422: one request is for one practice. */
export function severalPractices(): HttpProblem {
  return new HttpProblem(422, INVALID_SPEND.code, "The entries are for several practices; send one request for each.", {
    errors: [{ path: "practiceId", code: "several" }],
  });
}

/** 422: months so far away that they must be a mistake. */
export function monthsOutOfRange(paths: readonly string[], first: string, last: string): HttpProblem {
  return new HttpProblem(422, INVALID_SPEND.code, `Spend is kept for months from ${first} to ${last}.`, {
    errors: paths.map((path) => ({ path, code: "out_of_range" })),
  });
}

/** 422: more months than one transaction takes. */
export function tooManyMonths(most: number): HttpProblem {
  return new HttpProblem(422, INVALID_SPEND.code, `The entries are for more than ${most} months; send them in parts.`, {
    errors: [{ path: "month", code: "too_many" }],
  });
}

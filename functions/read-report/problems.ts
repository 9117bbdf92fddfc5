import { HttpProblem } from "../../shared/platform/http-problem.ts";

/** 404: there is no report of this name. */
export function unknownReport(): HttpProblem {
  return new HttpProblem(404, "unknown_report", "There is no report of this name.");
}

/** 403: what single people of the staff did is for those who work with them. */
export function aboutStaff(): HttpProblem {
  return new HttpProblem(403, "role_not_allowed", "The caller may not see figures of members of staff.");
}

/** 403: what small counts could be worked out from by comparing answers of one period. */
export function notForMarketing(): HttpProblem {
  return new HttpProblem(
    403,
    "role_not_allowed",
    "The caller may see no filtered reports, none by channel, and lost reasons as a whole only.",
  );
}

/** 422: a day, a period, a grouping, a filter or a format that cannot be, or a parameter or name that there is not. */
export function invalidQuery(paths: readonly string[]): HttpProblem {
  return new HttpProblem(422, "invalid_query", "The query is not one of this report; see its errors.", {
    errors: paths.map((path) => ({ path, code: "invalid" })),
  });
}

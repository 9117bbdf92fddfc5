import type { Problem } from "../../shared/contracts/lead-api.ts";
import type { Disposition, LeadStatus } from "../../shared/domain/vocabulary.ts";
import { HttpProblem } from "../../shared/platform/http-problem.ts";

/** What a body is refused as that is JSON, but no disposition. */
export const INVALID_DISPOSITION = {
  code: "invalid_disposition",
  title: "The body is no disposition; see its errors.",
};

/** 422: a disposition that cannot be. */
export function invalidDisposition(errors: NonNullable<Problem["errors"]>): HttpProblem {
  return new HttpProblem(422, INVALID_DISPOSITION.code, INVALID_DISPOSITION.title, { errors });
}

/** 409: a lead that stands like this does not come that far. */
export function illegalMove(from: LeadStatus, disposition: Disposition): HttpProblem {
  return new HttpProblem(409, "illegal_move", "The lead does not stand where this can be said of it.", {
    detail: `a lead that is ${from} cannot be recorded as ${disposition}`,
  });
}

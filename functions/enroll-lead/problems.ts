import type { Problem } from "../../shared/contracts/lead-api.ts";
import { HttpProblem } from "../../shared/platform/http-problem.ts";

/** What a body is refused as that is JSON, but no enrollment. */
export const INVALID_ENROLLMENT = { code: "invalid_enrollment", title: "The body is no enrollment; see its errors." };

/** 422: an enrollment that cannot be. */
export function invalidEnrollment(errors: NonNullable<Problem["errors"]>): HttpProblem {
  return new HttpProblem(422, INVALID_ENROLLMENT.code, INVALID_ENROLLMENT.title, { errors });
}

/** 422: a step of the cadence counts from a moment that was not given. */
export function anchorMissing(path: string): HttpProblem {
  return new HttpProblem(422, "missing_anchor", "A step of the cadence counts from a moment that the body lacks.", {
    errors: [{ path, code: "required" }],
  });
}

/** 409: the practice has no cadence of this name. */
export function cadenceNotConfigured(): HttpProblem {
  return new HttpProblem(409, "cadence_not_configured", "The practice has no such cadence.");
}

/** 409: the person opted out. */
export function optedOut(): HttpProblem {
  return new HttpProblem(409, "opted_out", "The person opted out of automated messages.");
}

/** 409: the lead is still in the cadence of its inquiry. */
export function followUpUnderWay(): HttpProblem {
  return new HttpProblem(409, "follow_up_under_way", "The lead's first follow-up is still under way.");
}

/** 409: an existing patient, a minor, a sensitive service line or a person who opted out once. */
export function staffOnlyLead(): HttpProblem {
  return new HttpProblem(409, "staff_only_lead", "The lead is for people only.");
}

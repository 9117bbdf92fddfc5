import type { Problem } from "../../shared/contracts/lead-api.ts";
import { HttpProblem } from "../../shared/platform/http-problem.ts";

/** 400: the body could not be read as JSON. */
export function invalidJson(): HttpProblem {
  return new HttpProblem(400, "invalid_json", "The body is not valid JSON.");
}

/** 400: JSON, but no object. */
export function invalidBody(): HttpProblem {
  return new HttpProblem(400, "invalid_body", "The body is not a JSON object.");
}

/** 400: the Idempotency-Key header cannot be used. */
export function invalidIdempotencyKey(): HttpProblem {
  return new HttpProblem(400, "invalid_idempotency_key", "The Idempotency-Key is too long or has control characters.");
}

/** 422: the key was used for another body. */
export function idempotencyKeyReused(): HttpProblem {
  return new HttpProblem(422, "idempotency_key_reused", "The Idempotency-Key was used for another body before.");
}

/** 422: nobody could be reached with what was posted. */
export function noUsableContactPoint(errors: NonNullable<Problem["errors"]>): HttpProblem {
  return new HttpProblem(422, "no_usable_contact_point", "The lead needs a usable phone number or email address.", {
    errors,
  });
}

/** 422: a test may go to a provider's simulator only; it passes over caps and opt-outs. */
export function notASimulator(errors: NonNullable<Problem["errors"]>): HttpProblem {
  return new HttpProblem(422, "not_a_simulator", "A test may name only numbers and addresses of simulators.", {
    errors,
  });
}

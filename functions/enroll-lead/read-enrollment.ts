import { type PostEnrollment, PostEnrollmentSchema } from "../../shared/contracts/lead-api.ts";
import type { Run } from "../../shared/domain/entities/run.ts";
import { readJson } from "../../shared/platform/json-body.ts";
import { INVALID_ENROLLMENT, invalidEnrollment } from "./problems.ts";

/** An enrollment that a coordinator asks for. */
export interface Wanted {
  readonly cadence: PostEnrollment["cadence"];
  /** What its offsets count from besides the moment of the enrollment, ms. */
  readonly anchors: NonNullable<Run["anchors"]>;
}

/** Reads the body of `POST /v1/leads/{leadId}/enrollments`; throws a 400 or 422 problem for what is none. */
export function readEnrollment(body: string | undefined): Wanted {
  const { cadence, appointmentAt, treatmentCompletedAt } = readJson(body, PostEnrollmentSchema, INVALID_ENROLLMENT);
  const moments = Object.entries({ appointmentAt, treatmentCompletedAt }).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, Date.parse(text)] as const],
  );
  const before1970 = moments.filter(([, ms]) => ms < 0).map(([path]) => ({ path, code: "too_small" }));
  if (before1970.length > 0) throw invalidEnrollment(before1970);
  return { cadence, anchors: Object.fromEntries(moments) };
}

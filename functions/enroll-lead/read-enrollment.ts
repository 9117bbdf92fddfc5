import { type PostEnrollment, PostEnrollmentSchema } from "../../shared/contracts/lead-api.ts";
import type { Run } from "../../shared/domain/entities/run.ts";
import { invalidEnrollment, invalidJson } from "./problems.ts";

/** An enrollment that a coordinator asks for. */
export interface Wanted {
  readonly cadence: PostEnrollment["cadence"];
  /** What its offsets count from besides the moment of the enrollment, ms. */
  readonly anchors: NonNullable<Run["anchors"]>;
}

/** Reads the body of `POST /v1/leads/{leadId}/enrollments`; throws a 400 or 422 problem for what is none. */
export function readEnrollment(body: string | undefined): Wanted {
  const parsed = PostEnrollmentSchema.safeParse(jsonOf(body));
  if (!parsed.success)
    throw invalidEnrollment(parsed.error.issues.map(({ path, code }) => ({ path: path.join("."), code })));
  const { cadence, appointmentAt, treatmentCompletedAt } = parsed.data;
  const moments = Object.entries({ appointmentAt, treatmentCompletedAt }).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, Date.parse(text)] as const],
  );
  const before1970 = moments.filter(([, ms]) => ms < 0).map(([path]) => ({ path, code: "too_small" }));
  if (before1970.length > 0) throw invalidEnrollment(before1970);
  return { cadence, anchors: Object.fromEntries(moments) };
}

function jsonOf(body: string | undefined): unknown {
  try {
    return JSON.parse(body ?? "");
  } catch {
    // Its message may quote the body.
    throw invalidJson();
  }
}

import { type PostDisposition, PostDispositionSchema } from "../../shared/contracts/lifecycle-api.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { ToldDisposition } from "../../shared/domain/lifecycle/told.ts";
import type { Disposition } from "../../shared/domain/vocabulary.ts";
import { readJson } from "../../shared/platform/json-body.ts";
import { momentProblem } from "../../shared/platform/work-lead.ts";
import { INVALID_DISPOSITION, invalidDisposition } from "./problems.ts";

type Detail = "appointmentAt" | "value" | "reason";

/** What each disposition must say, and what it may say besides; of the others it may say nothing. */
const DETAILS: Readonly<Partial<Record<Disposition, { readonly must: readonly Detail[]; readonly may?: Detail }>>> = {
  booked: { must: ["appointmentAt"], may: "value" },
  won: { must: ["value"] },
  lost: { must: ["reason"] },
};
/** How far an appointment may be from now, ms: two years. */
const FARTHEST_MS = 2 * 366 * 86_400_000;

/** Reads the body of `POST /v1/leads/{leadId}/dispositions`; throws a 400 or 422 problem for what is none. */
export function readDisposition(body: string | undefined): ToldDisposition & { readonly staffId: string | undefined } {
  const posted = readJson(body, PostDispositionSchema, INVALID_DISPOSITION);
  const errors = (["appointmentAt", "value", "reason"] as const).flatMap((path) => problemOf(posted, path) ?? []);
  if (errors.length > 0) throw invalidDisposition(errors);
  const { disposition, value, reason, staffId } = posted;
  const moment = (text: string | undefined) => (text === undefined ? undefined : Date.parse(text));
  const [at, appointmentAt] = [moment(posted.at), moment(posted.appointmentAt)];
  return { disposition, at, appointmentAt, value, lostReason: reason, staffId };
}

function problemOf(posted: PostDisposition, path: Detail): { path: Detail; code: string } | undefined {
  const { must, may } = DETAILS[posted.disposition] ?? { must: [] };
  const isGiven = posted[path] !== undefined;
  if (must.includes(path)) return isGiven ? undefined : { path, code: "required" };
  return isGiven && may !== path ? { path, code: "not_of_this_disposition" } : undefined;
}

/** Throws a 422 problem for moments that cannot be: of what is still to come, or of before the inquiry. */
export function checkMoments({ at, appointmentAt }: ToldDisposition, lead: Lead, now: number): void {
  const code = momentProblem(at, lead, now);
  const isFar = appointmentAt !== undefined && !(Math.abs(appointmentAt - now) <= FARTHEST_MS && appointmentAt >= 0);
  const errors = [
    ...(code === undefined ? [] : [{ path: "at", code }]),
    ...(isFar ? [{ path: "appointmentAt", code: "out_of_range" }] : []),
  ];
  if (errors.length > 0) throw invalidDisposition(errors);
}

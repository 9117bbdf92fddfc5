import { speaksFor } from "../../shared/domain/identity/learned-name.ts";
import type { Submission } from "../../shared/intake/submission.ts";
import type { KnownLead, Match } from "./identify.ts";

/**
 * What a later post may change of a lead (ADR 6). `full`: whatever it says · `restricting`: another delivery of an old
 * submission, which may only take away · `none`: knows a number or address of the person and not their name.
 */
export type PostWeight = "full" | "restricting" | "none";

/** How much a later post about a known lead counts. */
export function weightOf({ name }: Submission, match: KnownLead & Match): PostWeight {
  if (match.kind === "join" && match.why === "external_id") return "restricting";
  return speaksFor(name, match.person.name) ? "full" : "none";
}

import type { Cadence } from "../../shared/contracts/practice.ts";
import type { ContactPoint } from "../../shared/domain/entities/identity.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { Run } from "../../shared/domain/entities/run.ts";
import { forbidsCadence, missingAnchor } from "../../shared/domain/lifecycle/may-enter.ts";
import { anchorMissing, cadenceNotConfigured, followUpUnderWay, optedOut, staffOnlyLead } from "./problems.ts";
import type { Wanted } from "./read-enrollment.ts";

/** What decides whether a lead may be enrolled. */
export interface EnrollmentFacts {
  readonly lead: Lead;
  /** The run that the lead is in now. */
  readonly run: Run;
  /** Of the person, all of them. */
  readonly points: readonly ContactPoint[];
  readonly cadence: Cadence | undefined;
}

/** Throws a 409 or 422 problem that says why the lead may not be taken through the cadence. */
export function checkEnrollment({ lead, run, points, cadence }: EnrollmentFacts, { anchors }: Wanted): void {
  const forbidden = forbidsCadence(lead, points);
  if (forbidden !== undefined) throw forbidden === "opted_out" ? optedOut() : staffOnlyLead();
  if (isFirstFollowUp(run)) throw followUpUnderWay();
  if (cadence === undefined) throw cadenceNotConfigured();
  const missing = missingAnchor(cadence, anchors);
  if (missing !== undefined) throw anchorMissing(missing);
}

/** A run whose person replied is in the hands of staff: they may take the lead on. */
function isFirstFollowUp({ purpose, outcome, staffOnlySince }: Run): boolean {
  return purpose === "new-lead" && outcome === undefined && staffOnlySince === undefined;
}

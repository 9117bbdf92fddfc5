import type { ContactPoint } from "../entities/identity.ts";
import type { Lead } from "../entities/lead.ts";
import type { Run } from "../entities/run.ts";
import { isForStaffOnly } from "../planner/hand-over.ts";
import { suppressionOf } from "../suppression/suppression.ts";
import type { Anchor } from "../vocabulary.ts";

/** Why no cadence may be started for a lead; undefined when one may. `points`: of the person, all of them. */
export function forbidsCadence(lead: Lead, points: readonly ContactPoint[]): "opted_out" | "staff_only" | undefined {
  if (lead.status === "opted_out" || points.some((point) => suppressionOf(point) === "all")) return "opted_out";
  return isForStaffOnly(lead) ? "staff_only" : undefined;
}

/** The first moment that steps of the cadence count from and that is not known. */
export function missingAnchor(
  { steps }: { readonly steps: readonly { readonly anchor: Anchor }[] },
  anchors: NonNullable<Run["anchors"]>,
): keyof NonNullable<Run["anchors"]> | undefined {
  return (["appointmentAt", "treatmentCompletedAt"] as const).find(
    (anchor) => anchors[anchor] === undefined && steps.some((step) => step.anchor === anchor),
  );
}

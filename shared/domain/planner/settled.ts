import type { Step } from "../../contracts/practice.ts";
import type { StepProgress } from "../entities/run.ts";
import { formOf } from "./fallback.ts";

/**
 * Nothing more is to be done. Better twice than never holds for first responses and for what goes to staff, and for no later
 * touch (DESIGN §3): one unknown outcome of theirs since `repeatableSince`, ms, is tried again.
 */
export function isSettled(progress: StepProgress | undefined, repeatableSince?: number): boolean {
  switch (progress?.state) {
    case undefined:
    case "claimed":
    case "deferred":
    case "retry":
      return false;
    case "ambiguous":
      // Something was reported of it: it did go out.
      if (progress.delivery !== undefined) return true;
      return repeatableSince === undefined || progress.ambiguous > 1 || progress.at < repeatableSince;
    default:
      return true;
  }
}

/** The same of a step of a cadence, which may still have its fallback to do. */
export function isStepSettled(step: Step, progress: StepProgress | undefined, repeatableSince?: number): boolean {
  return isSettled(progress, repeatableSince) && !formOf(step, progress).turning;
}

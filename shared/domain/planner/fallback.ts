import type { Step } from "../../contracts/practice.ts";
import type { StepProgress } from "../entities/run.ts";
import type { SkipReason } from "../vocabulary.ts";

/** Refusals that say that the person cannot be reached on the channel, not that the message is unwanted. */
const UNREACHABLE: readonly (SkipReason | undefined)[] = [
  "no_consent",
  "no_contact_point",
  "unknown_zone",
  "wrong_number",
  "landline",
  "number_invalid",
  "carrier_blocked",
  "bounced",
];

/** The step did not reach the person on the channel that it last tried, and will not. */
export function didNotReach({ state, reason, delivery }: StepProgress): boolean {
  if (state === "skipped") return UNREACHABLE.some((unreachable) => unreachable === reason);
  return state === "failed" || delivery === "failed";
}

/** How a step is done now. `turning`: its fallback is what remains to be done, as a new attempt. */
export interface StepForm extends Pick<Step, "channel" | "template"> {
  readonly turning: boolean;
}

/** The step's own channel and template, or those of its fallback once it has turned, or must turn, to that. */
export function formOf(step: Step, progress: StepProgress | undefined): StepForm {
  const { channel, template, fallback } = step;
  const own = { channel, template, turning: false };
  if (progress === undefined || fallback === undefined || fallback.channel === channel) return own;
  if (progress.channel === fallback.channel) return { ...fallback, turning: false };
  return didNotReach(progress) ? { ...fallback, turning: true } : own;
}

import type { Run } from "../../shared/domain/entities/run.ts";

/** How long one message with the way to opt out speaks for those after it, ms. */
const REMINDED_FOR_MS = 30 * 86_400_000;

/** Whether a text must say how to opt out: no other text of the run has, in the last 30 days, as far as is known. */
export function optOutDue({ steps }: Pick<Run, "steps">, now: number): boolean {
  return !Object.values(steps).some(
    ({ channel, state, delivery, at }) =>
      channel === "sms" && state === "sent" && delivery !== "failed" && at > now - REMINDED_FOR_MS,
  );
}

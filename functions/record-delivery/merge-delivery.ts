import type { Run, StepProgress } from "../../shared/domain/entities/run.ts";
import type { Touch } from "../../shared/domain/entities/touch.ts";
import type { DeliveryStatus } from "../../shared/domain/vocabulary.ts";

/** What is known of a touch's delivery. */
export type Delivery = NonNullable<Touch["delivery"]>;

/** Reports come late and out of order: whichever is further on counts. A message that arrived after all has arrived. */
const RANK: Record<DeliveryStatus, number> = { pending: 0, sent: 1, failed: 2, delivered: 3 };

/** The furthest of what is known and what was reported, the same in whatever order they came; `known` itself when it stays. */
export function mergeDelivery(known: Delivery | undefined, reported: Delivery): Delivery {
  if (known === undefined) return reported;
  const order = RANK[reported.status] - RANK[known.status] || reported.at - known.at;
  return order > 0 || (order === 0 && reported.code > known.code) ? reported : known;
}

/** The run with the outcome noted on its step; the run itself when the step is at a newer attempt, or nothing changes. */
export function withDelivery(run: Run, touch: Touch, { status }: Delivery): Run {
  const progress = run.steps[touch.stepKey];
  if (progress === undefined || progress.attempt !== touch.attempt || !wentOut(progress)) return run;
  if ((status !== "failed" && status !== "delivered") || progress.delivery === status) return run;
  return { ...run, steps: { ...run.steps, [touch.stepKey]: { ...progress, delivery: status } } };
}

/** A touch whose claim is still open is noted with its record. */
function wentOut({ state }: StepProgress): boolean {
  return state === "sent" || state === "ambiguous";
}

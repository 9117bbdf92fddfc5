import type { PaceShare } from "../domain/pacing/cells.ts";
import { REVIVE_GRACE_MS } from "../domain/timing.ts";
import type { Attempt, DeliveryDeps, DeliveryState, Obtained, Prepared } from "./types.ts";

/** A place this soon is taken at once, ms: going back to sleep would take longer. */
const SOON_MS = 1_000;

/** When a paced message has its place in the practice's number pool, ms; undefined when it may go at once. */
export async function placeLater(
  deps: DeliveryDeps,
  attempt: Attempt,
  state: DeliveryState,
  { parts }: Prepared,
  obtained: Obtained,
): Promise<number | undefined> {
  if (parts === undefined) return undefined;
  const now = deps.clock.now();
  obtained.slotAt ??= ownPlace(attempt, state, now) ?? (await reserve(deps, attempt, state, parts, now));
  return obtained.slotAt === undefined || obtained.slotAt <= now + SOON_MS ? undefined : obtained.slotAt;
}

/** The place that an earlier delivery of this step kept. One missed by so much that the run was revived, perhaps with many others, is gone. */
function ownPlace({ stepKey }: Attempt, { run }: DeliveryState, now: number): number | undefined {
  const slotAt = run.steps[stepKey]?.slotAt;
  return slotAt !== undefined && now <= slotAt + REVIVE_GRACE_MS ? slotAt : undefined;
}

async function reserve(
  { pacer }: DeliveryDeps,
  attempt: Attempt,
  state: DeliveryState,
  parts: number,
  now: number,
): Promise<number | undefined> {
  const { sms, zone } = state.config;
  const { partsPerSecond, partsPerDay } = sms;
  const place = await pacer?.reserve({
    practiceId: attempt.practiceId,
    pool: sms.originationIdentity,
    capacity: { partsPerSecond, partsPerDay },
    parts,
    share: shareOf(attempt, state),
    from: now,
    zone,
  });
  return place?.slotAt;
}

/** Who waits for an answer goes before who waited for the morning; what nobody waits for comes last. */
function shareOf({ stepKey }: Attempt, { lead, run }: DeliveryState): PaceShare {
  if (lead.status === "unanswered") return run.steps[stepKey]?.worthFrom === undefined ? "first_response" : "backlog";
  return run.purpose === "nurture" || run.purpose === "reactivation" ? "campaign" : "follow_up";
}

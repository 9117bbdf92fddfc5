import { HAND_OVER_WITHIN_MS } from "../domain/timing.ts";
import type { ProviderResult } from "../ports/index.ts";
import { untilCommitted } from "../ports/until-committed.ts";
import type { Claimed } from "./claim.ts";
import { loadState } from "./load.ts";
import type { Verdict } from "./settle.ts";
import type { Attempt, DeliveryDeps, DeliveryState, Prepared } from "./types.ts";

/** The verdict on a claimed attempt, when it fell, and the state that it rests on. */
export interface HandedOver {
  readonly state: DeliveryState;
  readonly verdict: Verdict;
  readonly at: number;
}

/**
 * Reads and decides once more, now that the attempt is ours, and only then calls the provider: no call starts after this read
 * shows a suppression, a settled lead or a stopped deployment. Undefined when the claim was lost meanwhile.
 */
export async function handOver(
  deps: DeliveryDeps,
  attempt: Attempt,
  { prepared, pointKey }: Claimed,
): Promise<HandedOver | undefined> {
  // A failure to read would cost the attempt, which is claimed, so a few are outlasted.
  const state = await untilCommitted({ pause: deps.pause, failures: 2 }, () => loadState(deps, attempt));
  const { touch } = state;
  if (touch?.state !== "claimed" || touch.claimToken !== attempt.token) return undefined;

  const now = deps.clock.now();
  // Whatever it is, and whoever it is for.
  if (state.isErased) return { state, at: now, verdict: { is: "skipped", reason: "erased" } };
  // What the gate says of a new number says nothing of the one that the message is addressed to.
  if (attempt.kind.point(state)?.pointKey !== pointKey)
    return { state, at: now, verdict: { is: "throttled", code: "contact_point_changed" } };
  const decision = attempt.kind.decide(state, now);
  if (decision.decision === "refuse") return { state, at: now, verdict: { is: "skipped", reason: decision.reason } };
  if (decision.decision === "defer") return { state, at: now, verdict: { ...decision, is: "deferred" } };
  if (decision.shadow)
    return { state, at: now, verdict: { is: "shadowed", effect: (current) => prepared.whenOut(current, now) } };
  // Cut off in the middle of its call, the attempt would be ambiguous; nothing has been sent yet, so let a new one do it.
  if (now - touch.claimedAt > HAND_OVER_WITHIN_MS)
    return { state, at: now, verdict: { is: "throttled", code: "claim_too_old" } };

  const { practiceId, leadId, runId, touchId, kind } = attempt;
  const result = await prepared.handOver({ practiceId, leadId, runId, touchId, kind: kind.tag }, decision.ttlSeconds);
  const at = deps.clock.now();
  return { state, at, verdict: verdictOn(result, prepared, at) };
}

function verdictOn(result: ProviderResult, { whenOut }: Prepared, at: number): Verdict {
  switch (result.outcome) {
    case "accepted": {
      const { providerId } = result;
      return { is: "sent", providerId, effect: (current) => whenOut(current, at, providerId) };
    }
    case "throttled":
      return { is: "throttled", code: result.code };
    case "rejected":
      return { is: "failed", code: result.code };
    case "ambiguous":
      return { is: "ambiguous", code: result.code };
  }
}

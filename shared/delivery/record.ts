import { untilCommitted } from "../ports/until-committed.ts";
import type { HandedOver } from "./hand-over.ts";
import { loadState } from "./load.ts";
import { settle, settlementOf, type Verdict } from "./settle.ts";
import type { Attempt, DeliveryDeps, DeliveryOutcome, DeliveryState } from "./types.ts";

/** This must not get lost while the store is away for a moment. */
const OUTLASTED_FAILURES = 5;

/**
 * Records the verdict, for the holder of the claim only. If it cannot be written, `StoreUnavailable` is thrown, the lease runs
 * out and the attempt becomes ambiguous.
 */
export async function record(deps: DeliveryDeps, attempt: Attempt, handed: HandedOver): Promise<DeliveryOutcome> {
  const { verdict, at } = handed;
  let known: DeliveryState | undefined = handed.state;
  return untilCommitted({ pause: deps.pause, failures: OUTLASTED_FAILURES }, async () => {
    const state = known ?? (await loadState(deps, attempt));
    known = undefined;
    switch (standing(state, attempt, verdict)) {
      case "open":
        return settle(deps, state, attempt, verdict, at);
      case "recorded":
        return settlementOf(state, attempt, verdict, at).outcome;
      case "lost":
        return { outcome: "settled" };
    }
  });
}

/**
 * `recorded`: an earlier try of ours was committed although its answer was lost. A claim of ours that was taken for dead when its
 * lease ran out is still open: we know better what became of it.
 */
function standing({ touch }: DeliveryState, { token }: Attempt, verdict: Verdict): "open" | "recorded" | "lost" {
  if (touch === undefined || touch.claimToken !== token) return "lost";
  if (touch.state === "claimed") return "open";
  return touch.state === "ambiguous" && verdict.is !== "ambiguous" ? "open" : "recorded";
}

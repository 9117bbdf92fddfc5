import { touchIdOf } from "../domain/ids.ts";
import { untilCommitted } from "../ports/until-committed.ts";
import { type Claimed, tryClaim } from "./claim.ts";
import { handOver } from "./hand-over.ts";
import { record } from "./record.ts";
import type { Attempt, DeliveryDeps, DeliveryKind, DeliveryOutcome, DeliveryTask, Obtained } from "./types.ts";

/**
 * Delivers one attempt of one step: claim → read again → provider, once → record (DESIGN §3). However often and however
 * concurrently it is asked for, one touch id reaches the provider at most once:
 *
 * - a crash before the claim leaves nothing: the next delivery starts afresh;
 * - a crash after it leaves a claim whose lease runs out: the next delivery records `ambiguous`, since the provider may have been
 *   called, and the planner decides whether another attempt is worth a second message;
 * - a crash after the record leaves it settled: the next delivery does nothing.
 */
export async function deliver(deps: DeliveryDeps, task: DeliveryTask, kind: DeliveryKind): Promise<DeliveryOutcome> {
  const attempt = attemptOf(deps, task, kind);
  const startedAt = deps.clock.now();
  const obtained: Obtained = {};
  const claim = await untilCommitted({ pause: deps.pause, failures: 1 }, () => tryClaim(deps, attempt, obtained));
  const outcome = claim.outcome === "claimed" ? await complete(deps, attempt, claim) : claim;
  logOutcome(deps, attempt, outcome, deps.clock.now() - startedAt);
  return outcome;
}

async function complete(deps: DeliveryDeps, attempt: Attempt, claim: Claimed): Promise<DeliveryOutcome> {
  const handed = await handOver(deps, attempt, claim);
  return handed === undefined ? { outcome: "settled" } : record(deps, attempt, handed);
}

function attemptOf({ ids }: DeliveryDeps, task: DeliveryTask, kind: DeliveryKind): Attempt {
  const { practiceId, leadId, runId, generation, action } = task;
  const { stepKey, attempt } = action;
  const touchId = touchIdOf(runId, stepKey, attempt);
  return { practiceId, leadId, runId, generation, stepKey, attempt, touchId, token: ids.token(), kind };
}

function logOutcome({ logger }: DeliveryDeps, attempt: Attempt, outcome: DeliveryOutcome, durationMs: number): void {
  const { practiceId, leadId, runId, touchId } = attempt;
  const code = "code" in outcome ? { code: outcome.code } : "reason" in outcome ? { code: outcome.reason } : {};
  const fields = { practiceId, leadId, runId, touchId, stage: outcome.outcome, durationMs, ...code };
  if ("code" in outcome) logger.warn("delivery did not go as planned", fields);
  else logger.info("delivery done", fields);
}

import type { ContactPoint } from "../domain/entities/identity.ts";
import type { PointKey } from "../domain/ids.ts";
import { CLAIM_LEASE_MS } from "../domain/timing.ts";
import type { Commit, Put } from "../ports/store.ts";
import { stepCommit, touchOf, touchRef } from "./changes.ts";
import { loadState } from "./load.ts";
import { settle } from "./settle.ts";
import type { Attempt, DeliveryDeps, DeliveryOutcome, DeliveryState, Prepared } from "./types.ts";

/** How long the ledger of a contact point remembers, ms: the longest period that a frequency cap may look back. */
const LEDGER_MS = 7 * 86_400_000;

/** The attempt is ours: nobody else will call the provider for it. */
export interface Claimed {
  readonly outcome: "claimed";
  readonly prepared: Prepared;
  /** The contact point that the message was prepared for. */
  readonly pointKey: PointKey | undefined;
}

/** Decides on the attempt and claims it, or records why not. `conflict`: something changed meanwhile; read and decide again. */
export async function tryClaim(deps: DeliveryDeps, attempt: Attempt): Promise<Claimed | DeliveryOutcome | "conflict"> {
  const state = await loadState(deps, attempt);
  const now = deps.clock.now();
  const { run, touch } = state;
  if (run.generation !== attempt.generation || run.outcome !== undefined) return { outcome: "superseded" };

  if (touch?.state === "claimed") {
    // An earlier try of ours may have been committed although its answer was lost.
    if (touch.claimToken === attempt.token) return prepare(attempt, state);
    if (touch.leaseUntil > now) return { outcome: "in_flight" };
    // Its holder is gone: whether the provider was called is unknown, and stays so.
    return settle(deps, state, attempt, { is: "ambiguous", code: "claim_expired" }, now);
  }
  if (touch !== undefined || !isOpen(state, attempt)) return { outcome: "settled" };

  const decision = attempt.kind.decide(state, now);
  if (decision.decision === "refuse")
    return settle(deps, state, attempt, { is: "skipped", reason: decision.reason }, now);
  if (decision.decision === "defer") return settle(deps, state, attempt, { ...decision, is: "deferred" }, now);

  const ready = await prepare(attempt, state);
  if (ready.outcome === "failed") return settle(deps, state, attempt, { is: "failed", code: ready.code }, now);
  const result = await deps.store.commit(claimCommit(state, attempt, ready.prepared, now));
  return result === "conflict" ? result : ready;
}

async function prepare(
  { kind }: Attempt,
  state: DeliveryState,
): Promise<Claimed | { outcome: "failed"; code: string }> {
  const prepared = await kind.prepare(state);
  if ("code" in prepared) return { outcome: "failed", code: prepared.code };
  return { outcome: "claimed", prepared, pointKey: kind.point(state)?.pointKey };
}

/** Only what is open may be tried; whoever asks for a settled step again acts on an old plan. */
function isOpen({ run }: DeliveryState, { stepKey, attempt }: Attempt): boolean {
  const progress = run.steps[stepKey];
  switch (progress?.state) {
    case undefined:
    case "deferred":
    case "retry":
      return true;
    case "ambiguous":
      return progress.ambiguous === 1 && attempt === progress.attempt + 1;
    default:
      return false;
  }
}

/**
 * One transaction: nothing that the decision rested on has changed, the step is under way, and by whom. The put of the contact
 * point names its version, so a suppression recorded on it since makes the claim conflict.
 */
function claimCommit(state: DeliveryState, attempt: Attempt, { evidence }: Prepared, now: number): Commit {
  const { practiceId, leadId, touchId, kind } = attempt;
  const leaseUntil = now + CLAIM_LEASE_MS;
  const more: Put[] = [];
  const point = kind.point(state);
  if (point !== undefined) more.push(ledgerPut(point, touchId, now));
  if (evidence !== undefined) {
    const value = { practiceId, leadId, touchId, version: 1, at: now, ...evidence };
    more.push({ entity: "message", value, expected: "absent" });
  }
  return stepCommit(state, attempt, {
    now,
    progress: { state: "claimed", leaseUntil },
    touch: { ...touchOf(state, attempt, now), leaseUntil },
    drafts: [{ type: "touch.claimed.v1", reason: "step_due", data: { ...touchRef(attempt), template: kind.template } }],
    more,
  });
}

function ledgerPut(point: ContactPoint, touchId: string, now: number): Put {
  const recent = point.ledger.filter(({ at }) => at > now - LEDGER_MS);
  const value = { ...point, version: point.version + 1, ledger: [...recent, { at: now, touchId }] };
  return { entity: "contactPoint", value, expected: point.version };
}

import { cadenceOf } from "../contracts/practice.ts";
import type { StepProgress } from "../domain/entities/run.ts";
import type { Touch } from "../domain/entities/touch.ts";
import type { PointKey } from "../domain/ids.ts";
import { formOf } from "../domain/planner/fallback.ts";
import { CLAIM_LEASE_MS } from "../domain/timing.ts";
import type { Commit, Put } from "../ports/store.ts";
import { stepCommit, touchOf, touchRef } from "./changes.ts";
import { countedPut } from "./ledger.ts";
import { noteLineType } from "./line-type.ts";
import { loadState } from "./load.ts";
import { placeLater } from "./pacing.ts";
import { settle } from "./settle.ts";
import type { Attempt, DeliveryDeps, DeliveryOutcome, DeliveryState, Obtained, Prepared } from "./types.ts";

/** The attempt is ours: nobody else will call the provider for it. */
export interface Claimed {
  readonly outcome: "claimed";
  readonly prepared: Prepared;
  /** The contact point that the message was prepared for. */
  readonly pointKey: PointKey | undefined;
}

/** Decides on the attempt and claims it, or records why not. `conflict`: something changed meanwhile; read and decide again. */
export async function tryClaim(
  deps: DeliveryDeps,
  attempt: Attempt,
  obtained: Obtained,
): Promise<Claimed | DeliveryOutcome | "conflict"> {
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
  if (touch !== undefined) return noteSettled(deps, state, attempt, touch, now);
  if (!isOpen(state, attempt)) return { outcome: "settled" };

  const decision = attempt.kind.decide(state, now);
  if (decision.decision === "refuse")
    return settle(deps, state, attempt, { is: "skipped", reason: decision.reason }, now);
  if (decision.decision === "defer") return settle(deps, state, attempt, { ...decision, is: "deferred" }, now);

  const ready = await prepare(attempt, state);
  if (ready.outcome === "failed") return settle(deps, state, attempt, { is: "failed", code: ready.code }, now);
  const { prepared } = ready;
  // Shadow mode sends nothing, so it pays for no look-up and keeps no place.
  if (!decision.shadow) {
    const learned = await noteLineType(deps, attempt, state, prepared, obtained);
    if (learned === "conflict") return learned;
    if (learned === "noted") return tryClaim(deps, attempt, obtained);
    const slotAt = await placeLater(deps, attempt, state, prepared, obtained);
    if (slotAt !== undefined) {
      const verdict = { is: "deferred", reason: "pacing", notBefore: slotAt, slotAt } as const;
      return settle(deps, state, attempt, verdict, deps.clock.now());
    }
  }
  const result = await deps.store.commit(claimCommit(state, attempt, prepared, deps.clock.now()));
  return result === "conflict" ? result : ready;
}

/**
 * The attempt is settled. Touch and step are written together, so the run knows; but of a restored table one may be older than the other, and a run
 * that did not learn of it would ask for ever.
 */
async function noteSettled(
  { store }: DeliveryDeps,
  state: DeliveryState,
  attempt: Attempt,
  { state: settled, code: reason }: Touch,
  now: number,
): Promise<DeliveryOutcome | "conflict"> {
  const known = state.run.steps[attempt.stepKey]?.attempt ?? 0;
  if (known < attempt.attempt) {
    const progress = { state: settled, ...(reason === undefined ? {} : { reason }) };
    const change = { now, progress, unclear: settled === "ambiguous", drafts: [] };
    if ((await store.commit(stepCommit(state, attempt, change))) === "conflict") return "conflict";
  }
  return { outcome: "settled" };
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
function isOpen(state: DeliveryState, attempt: Attempt): boolean {
  const progress = state.run.steps[attempt.stepKey];
  if (progress !== undefined && isFallback(state, attempt, progress)) return true;
  switch (progress?.state) {
    case undefined:
    case "deferred":
    case "retry":
      return true;
    case "ambiguous":
      // Something was reported of it: it did go out.
      if (progress.delivery !== undefined) return false;
      return progress.ambiguous === 1 && attempt.attempt === progress.attempt + 1;
    default:
      return false;
  }
}

/** A step that did not reach the person is open once more on its fallback channel, as the cadence of the run says. */
function isFallback({ run, config }: DeliveryState, attempt: Attempt, progress: StepProgress): boolean {
  const { stepKey, kind } = attempt;
  const step = cadenceOf(config, run).steps.find(({ key }) => key === stepKey);
  if (step === undefined || attempt.attempt !== progress.attempt + 1) return false;
  const { turning, channel, template } = formOf(step, progress);
  return turning && kind.channel === channel && kind.template === template;
}

/** One transaction: nothing that the decision rested on has changed, the step is under way, and by whom. */
function claimCommit(state: DeliveryState, attempt: Attempt, { evidence }: Prepared, now: number): Commit {
  const { practiceId, leadId, touchId, kind } = attempt;
  const leaseUntil = now + CLAIM_LEASE_MS;
  const more: Put[] = [];
  const point = kind.point(state);
  if (point !== undefined) more.push(countedPut(point, touchId, now));
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

import { cadenceOf } from "../contracts/practice.ts";
import type { DeferReason, SkipReason } from "../domain/vocabulary.ts";
import { NO_PROVIDER_ID } from "../ports/index.ts";
import type { Put } from "../ports/store.ts";
import { type StepChange, stepCommit, touchOf, touchRef } from "./changes.ts";
import { uncountedPuts } from "./ledger.ts";
import type { Attempt, DeliveryDeps, DeliveryOutcome, DeliveryState, Effect } from "./types.ts";

/** What became of an attempt. */
export type Verdict =
  | { readonly is: "sent"; readonly providerId: string; readonly effect: (state: DeliveryState) => Effect }
  | { readonly is: "shadowed"; readonly effect: (state: DeliveryState) => Effect }
  | { readonly is: "skipped"; readonly reason: SkipReason }
  | { readonly is: "deferred"; readonly reason: DeferReason; readonly notBefore: number; readonly slotAt?: number }
  /** Certainly not sent, and worth another attempt later. */
  | { readonly is: "throttled"; readonly code: string }
  /** Certainly not sent, and never will be. */
  | { readonly is: "failed"; readonly code: string }
  /** Nobody can tell whether it was sent. */
  | { readonly is: "ambiguous"; readonly code: string };

/** Attempts that a provider may refuse for its rate before the step counts as failed. */
export const MAX_ATTEMPTS = 5;
/** The pause before the second attempt, ms; it doubles with each further one, up to the longest. */
export const FIRST_RETRY_MS = 30_000;
export const LONGEST_RETRY_MS = 60 * 60_000;
/** How long a provider's id leads to its touch, ms: final reports may take three days, and late events come later still. */
const PROVIDER_REF_MS = 30 * 86_400_000;

/** Records the verdict on an attempt, as of `at`: touch, progress, lead and events in one transaction. */
export async function settle(
  deps: Pick<DeliveryDeps, "store">,
  state: DeliveryState,
  attempt: Attempt,
  verdict: Verdict,
  at: number,
): Promise<DeliveryOutcome | "conflict"> {
  const { outcome, change } = settlementOf(state, attempt, verdict, at);
  const more = [...(change.more ?? []), ...(mayBeOut(verdict) ? [] : uncountedPuts(state.points, attempt.touchId))];
  const result = await deps.store.commit(stepCommit(state, attempt, { ...change, more, now: at }));
  return result === "conflict" ? result : outcome;
}

/** Shadowed counts as out, so that shadow mode shows what the caps would hold back. */
function mayBeOut({ is }: Verdict): boolean {
  return is === "sent" || is === "shadowed" || is === "ambiguous";
}

interface Settlement {
  readonly outcome: DeliveryOutcome;
  readonly change: Omit<StepChange, "now">;
}

/** What a verdict writes and what the caller is told. */
export function settlementOf(state: DeliveryState, attempt: Attempt, verdict: Verdict, now: number): Settlement {
  // Whatever went wrong, what is never given up is tried again.
  if (attempt.kind.persistent === true && "code" in verdict) return tryLater(state, attempt, verdict.code, now);
  const ref = touchRef(attempt);
  const touch = { ...touchOf(state, attempt, now), settledAt: now };
  switch (verdict.is) {
    case "sent": {
      const { is, providerId, effect } = verdict;
      const change = {
        touch: { ...touch, state: is, providerId },
        more: providerRefPuts(attempt, providerId, now),
        ...outChange(is, effect(state)),
      };
      return { outcome: { outcome: is }, change };
    }
    case "shadowed": {
      const { is, effect } = verdict;
      return { outcome: { outcome: is }, change: { touch: { ...touch, state: is }, ...outChange(is, effect(state)) } };
    }
    case "skipped": {
      const { is, reason } = verdict;
      return {
        outcome: { outcome: is, reason },
        change: {
          progress: { state: is, reason },
          touch: { ...touch, state: is, code: reason },
          drafts: [{ type: "touch.skipped.v1", reason, data: { ...ref, reason } }],
        },
      };
    }
    case "deferred":
      return deferral(state, attempt, verdict, now);
    case "throttled":
      return throttling(state, attempt, verdict.code, now);
    case "failed": {
      const { is, code } = verdict;
      return {
        outcome: { outcome: is, code },
        change: {
          progress: { state: is, reason: code },
          touch: { ...touch, state: is, code },
          drafts: [{ type: "touch.failed.v1", reason: "gave_up", data: { ...ref, code, final: true } }],
        },
      };
    }
    case "ambiguous": {
      const { is, code } = verdict;
      return {
        outcome: { outcome: is, code },
        change: {
          progress: { state: is, reason: code },
          unclear: true,
          touch: { ...touch, state: is, code },
          drafts: [{ type: "touch.ambiguous.v1", reason: "outcome_unknown", data: { ...ref, code } }],
        },
      };
    }
  }
}

/** What it changes that a touch is out. */
function outChange(state: "sent" | "shadowed", { told, ...effect }: Effect): Omit<StepChange, "now"> {
  return { progress: { state, ...(told === undefined ? {} : { told: [...told] }) }, ...effect };
}

/** Reports of texts and calls may name nothing but the provider's own id. */
function providerRefPuts(
  { practiceId, leadId, runId, touchId, kind }: Attempt,
  providerId: string,
  now: number,
): Put[] {
  if (providerId === NO_PROVIDER_ID || (kind.channel !== "sms" && kind.channel !== "call")) return [];
  const ids = { practiceId, leadId, runId, touchId };
  const value = { ...ids, providerId, version: 1, expiresAt: now + PROVIDER_REF_MS };
  return [{ entity: "providerRef", value, expected: "absent" }];
}

/** A refusal for rate passes, but not for ever: the step has failed after the last attempt. */
function throttling(state: DeliveryState, attempt: Attempt, code: string, now: number): Settlement {
  if (attempt.attempt >= attemptsOf(state, attempt)) return settlementOf(state, attempt, { is: "failed", code }, now);
  return tryLater(state, attempt, code, now);
}

/** A fallback has as many of its own: attempts are counted on across both channels. */
function attemptsOf({ run, config }: DeliveryState, { stepKey, kind }: Attempt): number {
  const step = cadenceOf(config, run).steps.find(({ key }) => key === stepKey);
  return step !== undefined && step.channel !== kind.channel ? 2 * MAX_ATTEMPTS : MAX_ATTEMPTS;
}

/** Each attempt is a touch of its own; the step goes on with the next one, later and later. */
function tryLater(state: DeliveryState, attempt: Attempt, code: string, now: number): Settlement {
  const notBefore = now + Math.min(FIRST_RETRY_MS * 2 ** (attempt.attempt - 1), LONGEST_RETRY_MS);
  const data = { ...touchRef(attempt), code, final: false };
  return {
    outcome: { outcome: "retry", code, notBefore },
    change: {
      progress: { state: "retry", reason: code, notBefore },
      touch: { ...touchOf(state, attempt, now), settledAt: now, state: "failed", code },
      drafts: [{ type: "touch.failed.v1", reason: "try_again", data }],
    },
  };
}

/**
 * A touch that must wait. Not claimed yet, the same attempt is made later. Claimed, the attempt is used up, because its touch id
 * may not be claimed again: a new one is made. A wait that goes on for the same reason is no news.
 */
function deferral(
  state: DeliveryState,
  attempt: Attempt,
  { reason, notBefore, slotAt }: Extract<Verdict, { is: "deferred" }>,
  now: number,
): Settlement {
  const outcome = { outcome: "deferred", reason, notBefore } as const;
  const news = [{ type: "touch.deferred.v1", reason, data: { ...touchRef(attempt), reason, notBefore } }] as const;
  if (state.touch !== undefined) {
    const touch = { ...state.touch, state: "skipped", settledAt: now, code: reason } as const;
    return { outcome, change: { progress: { state: "retry", reason, notBefore }, touch, drafts: news } };
  }
  const before = state.run.steps[attempt.stepKey];
  const goesOn = before?.state === "deferred" && before.reason === reason;
  const progress = { state: "deferred", reason, notBefore, ...(slotAt === undefined ? {} : { slotAt }) } as const;
  return { outcome, change: { progress, drafts: goesOn ? [] : news } };
}

import { appendEvents, type EventDraft } from "../contracts/append-events.ts";
import type { Actor } from "../contracts/events.ts";
import type { Lead } from "../domain/entities/lead.ts";
import type { StepProgress } from "../domain/entities/run.ts";
import type { Touch } from "../domain/entities/touch.ts";
import type { Commit, Put } from "../ports/store.ts";
import type { Attempt, DeliveryState } from "./types.ts";

const ACTOR: Actor = { kind: "system", id: "delivery" };

/** One change of a step: its progress, its touch if it has one, and the events that say so, in one transaction. */
export interface StepChange {
  readonly now: number;
  readonly progress: Pick<StepProgress, "state"> &
    Partial<Pick<StepProgress, "leaseUntil" | "notBefore" | "reason" | "slotAt" | "told">>;
  /** Raises the count of attempts whose outcome is unknown. */
  readonly unclear?: boolean;
  readonly touch?: Touch;
  /** The lead as it becomes; unchanged unless given. */
  readonly lead?: Lead;
  /** None when the lead has nothing new to tell; then only the run is written. */
  readonly drafts: readonly EventDraft[];
  readonly more?: readonly Put[];
}

/** The commit of a step's change; it conflicts when lead, run or touch have changed since they were read. */
export function stepCommit(state: DeliveryState, attempt: Attempt, change: StepChange): Commit {
  const { lead, run, touch: stored } = state;
  const { version, events } = appendEvents(lead, change.now, ACTOR, change.drafts);
  const puts: Put[] = [
    {
      entity: "run",
      value: { ...run, version: run.version + 1, steps: nextSteps(state, attempt, change) },
      expected: run.version,
    },
  ];
  if (events.length > 0)
    puts.push({ entity: "lead", value: { ...(change.lead ?? lead), version }, expected: lead.version });
  if (change.touch !== undefined) {
    const value = { ...change.touch, version: (stored?.version ?? 0) + 1 };
    puts.push({ entity: "touch", value, expected: stored?.version ?? "absent" });
  }
  return { puts: [...puts, ...(change.more ?? [])], events };
}

function nextSteps({ run }: DeliveryState, { kind, stepKey, attempt }: Attempt, change: StepChange) {
  const before = run.steps[stepKey];
  // A late word about an older attempt concerns its touch only; the step is at a newer attempt by then.
  if (before !== undefined && before.attempt > attempt) return run.steps;
  const ambiguous = (before?.ambiguous ?? 0) + (change.unclear === true ? 1 : 0);
  const { notBefore, reason } = change.progress;
  const worthFrom = reason === "quiet_hours" ? notBefore : before?.worthFrom;
  const delivery = reportedOf(change.touch);
  const progress: StepProgress = {
    ...change.progress,
    ...(worthFrom === undefined ? {} : { worthFrom }),
    ...(delivery === undefined ? {} : { delivery }),
    channel: kind.channel,
    attempt,
    at: change.now,
    ambiguous,
  };
  return { ...run.steps, [stepKey]: progress };
}

/** What the provider reported of a touch before it was recorded that the touch is out. */
function reportedOf(touch: Touch | undefined): StepProgress["delivery"] {
  if (touch?.state !== "sent" && touch?.state !== "ambiguous") return undefined;
  const status = touch.delivery?.status;
  return status === "delivered" || status === "failed" ? status : undefined;
}

/** The stored touch of this attempt, or a new one that nobody has claimed yet. */
export function touchOf({ touch }: DeliveryState, attempt: Attempt, now: number): Touch {
  if (touch !== undefined) return touch;
  const { practiceId, leadId, runId, touchId, stepKey, kind, token } = attempt;
  const { channel, template } = kind;
  const ids = { practiceId, leadId, runId, touchId, stepKey, attempt: attempt.attempt };
  return {
    ...ids,
    version: 1,
    channel,
    template,
    state: "claimed",
    claimToken: token,
    leaseUntil: now,
    claimedAt: now,
  };
}

/** What every event of a touch says of it. */
export function touchRef({ runId, touchId, stepKey, attempt, kind }: Attempt) {
  return { runId, touchId, stepKey, attempt, channel: kind.channel };
}

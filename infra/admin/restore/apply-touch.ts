import type { LeadEvent } from "../../../shared/contracts/events.ts";
import type { StepProgress } from "../../../shared/domain/entities/run.ts";
import type { Touch } from "../../../shared/domain/entities/touch.ts";
import type { TouchId } from "../../../shared/domain/ids.ts";
import { CLAIM_LEASE_MS } from "../../../shared/domain/timing.ts";
import { NO_PROVIDER_ID } from "../../../shared/ports/index.ts";
import { type RestoredLead, withPoints, withRun } from "./restored-lead.ts";

/** The events of one attempt. */
export type TouchEvent = Extract<LeadEvent, { type: `touch.${string}` | "staff.alerted.v1" }>;
type Of<T extends TouchEvent["type"]> = Extract<TouchEvent, { type: T }>;

/** Nobody holds this claim: nobody can record another outcome of it. */
const NO_HOLDER = "restored";
/** A step that is to be tried again waits at least so long, ms; the events do not say how long. */
const RETRY_MS = 30 * 60_000;
/** How long a provider's id leads to its touch, ms. */
const PROVIDER_REF_MS = 30 * 86_400_000;

/** What an event says of its attempt, put back: touch, step of its run, ledger of the contact point, clocks of the lead. */
export function applyTouch(state: RestoredLead, event: TouchEvent): RestoredLead {
  switch (event.type) {
    case "touch.claimed.v1":
      return counted(touched(state, event, { state: "claimed" }, { state: "claimed" }), event);
    case "touch.sent.v1":
      return answered(counted(sent(state, event), event), event);
    case "staff.alerted.v1":
      return touched(state, event, { state: "sent" }, { state: "sent", told: [event.data.staffId] });
    case "touch.shadowed.v1":
      return counted(touched(state, event, { state: "shadowed" }, { state: "shadowed" }), event);
    case "touch.skipped.v1": {
      const { reason } = event.data;
      return uncounted(touched(state, event, { state: "skipped", code: reason }, { state: "skipped", reason }), event);
    }
    case "touch.deferred.v1":
      return deferred(state, event);
    case "touch.failed.v1": {
      const { code, final } = event.data;
      const step = final
        ? ({ state: "failed", reason: code } as const)
        : ({ state: "retry", reason: code, notBefore: event.occurredAt + RETRY_MS } as const);
      return uncounted(touched(state, event, { state: "failed", code }, step), event);
    }
    case "touch.ambiguous.v1": {
      const { code } = event.data;
      return touched(state, event, { state: "ambiguous", code }, { state: "ambiguous", reason: code });
    }
    case "touch.delivery_updated.v1":
      return delivered(state, event);
  }
}

/** Of alerts the event names the touch alone; its id says the rest. */
function refOf({ data }: TouchEvent): Pick<Touch, "runId" | "touchId" | "stepKey" | "attempt" | "channel"> {
  const { runId, touchId } = data;
  if ("stepKey" in data) return data;
  const [, stepKey = "", attempt = "1"] = touchId.split("#");
  return { runId, touchId, stepKey, attempt: Number(attempt), channel: "call_task" };
}

function touchOf(state: RestoredLead, event: TouchEvent): Touch {
  const { practiceId, leadId, occurredAt: at, data } = event;
  const { runId, touchId, stepKey, attempt, channel } = refOf(event);
  const template = "template" in data ? data.template : stepKey;
  const known = state.touches[touchId];
  if (known !== undefined) return known;
  const ids = { practiceId, leadId, runId, touchId, stepKey, attempt, channel, template };
  return {
    ...ids,
    version: 0,
    state: "claimed",
    claimToken: NO_HOLDER,
    leaseUntil: at + CLAIM_LEASE_MS,
    claimedAt: at,
  };
}

function touched(
  state: RestoredLead,
  event: TouchEvent,
  change: Partial<Touch>,
  step: Pick<StepProgress, "state"> & Partial<StepProgress>,
): RestoredLead {
  const { runId, touchId, stepKey, attempt, channel } = refOf(event);
  const at = event.occurredAt;
  const isSettled = change.state !== "claimed";
  const touch: Touch = { ...touchOf(state, event), ...change, ...(isSettled ? { settledAt: at } : {}) };
  const next = { ...state, touches: { ...state.touches, [touchId]: touch } };
  return withRun(next, runId, (run) => {
    const before = run.steps[stepKey];
    // The step is at a newer attempt by now.
    if (before !== undefined && before.attempt > attempt) return run;
    const ambiguous = (before?.ambiguous ?? 0) + (step.state === "ambiguous" && before?.state !== "ambiguous" ? 1 : 0);
    const worthFrom = step.reason === "quiet_hours" ? step.notBefore : before?.worthFrom;
    const progress: StepProgress = {
      ...step,
      ...(step.state === "claimed" ? { leaseUntil: touch.leaseUntil } : {}),
      ...(worthFrom === undefined ? {} : { worthFrom }),
      channel,
      attempt,
      at,
      ambiguous,
    };
    return { ...run, steps: { ...run.steps, [stepKey]: progress } };
  });
}

function sent(state: RestoredLead, event: Of<"touch.sent.v1">): RestoredLead {
  const { runId, touchId, channel, providerId } = event.data;
  const next = touched(state, event, { state: "sent", providerId }, { state: "sent" });
  if (providerId === NO_PROVIDER_ID || (channel !== "sms" && channel !== "call")) return next;
  const { practiceId, leadId, occurredAt } = event;
  const ids = { practiceId, leadId, runId, touchId, providerId };
  const known = state.providerRefs[providerId];
  const ref = known ?? { ...ids, version: 0, expiresAt: occurredAt + PROVIDER_REF_MS };
  return { ...next, providerRefs: { ...state.providerRefs, [providerId]: ref } };
}

/** The first response stops its clock. */
function answered(state: RestoredLead, { data }: Of<"touch.sent.v1">): RestoredLead {
  const { firstResponseFailedAt, ...clocks } = state.lead.clocks;
  const { firstResponseMs, replacesFailed } = data;
  const failed = replacesFailed === true || firstResponseFailedAt === undefined ? {} : { firstResponseFailedAt };
  const first = firstResponseMs === undefined ? {} : { firstResponseAt: clocks.startedAt + firstResponseMs };
  return { ...state, lead: { ...state.lead, clocks: { ...clocks, ...failed, ...first } } };
}

/** Not claimed yet, the same attempt is made later; claimed, it is used up. */
function deferred(state: RestoredLead, event: Of<"touch.deferred.v1">): RestoredLead {
  const { touchId, reason, notBefore } = event.data;
  if (state.touches[touchId] !== undefined) {
    const step = { state: "retry", reason, notBefore } as const;
    return uncounted(touched(state, event, { state: "skipped", code: reason }, step), event);
  }
  const { touches } = state;
  return { ...touched(state, event, {}, { state: "deferred", reason, notBefore }), touches };
}

function delivered(state: RestoredLead, event: Of<"touch.delivery_updated.v1">): RestoredLead {
  const { runId, touchId, stepKey, attempt, status, code, at, firstResponseFailed } = event.data;
  const touch = state.touches[touchId];
  if (touch === undefined) return state;
  const touches = { ...state.touches, [touchId]: { ...touch, delivery: { status, code, at } } };
  const failed = firstResponseFailed === true ? { firstResponseFailedAt: at } : {};
  const lead = { ...state.lead, clocks: { ...state.lead.clocks, ...failed } };
  return withRun({ ...state, touches, lead }, runId, (run) => {
    const step = run.steps[stepKey];
    if (step?.attempt !== attempt || (status !== "delivered" && status !== "failed")) return run;
    return { ...run, steps: { ...run.steps, [stepKey]: { ...step, delivery: status } } };
  });
}

/** Caps count what went to the person: of a call task the call that it asks for, of other alerts nothing. */
function pointKeyOf({ lead }: RestoredLead, event: TouchEvent): string | undefined {
  const { channel } = refOf(event);
  if (channel === "email") return lead.reach.email;
  return channel !== "call_task" || event.type === "touch.sent.v1" ? lead.reach.phone : undefined;
}

function counted(state: RestoredLead, event: TouchEvent): RestoredLead {
  const { touchId } = refOf(event);
  return withPoints(state, [pointKeyOf(state, event)], (point) =>
    point.ledger.some((entry) => entry.touchId === touchId)
      ? point
      : { ...point, ledger: [...point.ledger, { at: event.occurredAt, touchId }] },
  );
}

function uncounted(state: RestoredLead, event: TouchEvent): RestoredLead {
  const { touchId }: { touchId: TouchId } = refOf(event);
  return withPoints(state, Object.keys(state.points), (point) => ({
    ...point,
    ledger: point.ledger.filter((entry) => entry.touchId !== touchId),
  }));
}

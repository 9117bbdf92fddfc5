import type { EventDraft } from "../../shared/contracts/append-events.ts";
import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import type { AlertTask } from "../../shared/contracts/workflow.ts";
import { actionUrl } from "../../shared/delivery/action-link.ts";
import { deliver } from "../../shared/delivery/deliver.ts";
import { leaveUnanswered } from "../../shared/delivery/effects.ts";
import { pointOf, sendFacts } from "../../shared/delivery/send-facts.ts";
import type { DeliveryDeps, DeliveryOutcome, DeliveryState, Effect, Prepared } from "../../shared/delivery/types.ts";
import { touchIdOf } from "../../shared/domain/ids.ts";
import { decideAlert, decideSend } from "../../shared/domain/send-gate/send-gate.ts";
import type { AlertReason, LeadStatus } from "../../shared/domain/vocabulary.ts";
import type { KeyRings } from "../../shared/ports/index.ts";
import { alertText } from "./alert-text.ts";
import { noteAlerted } from "./note-alerted.ts";
import { type StaffText, type TellDeps, tellStaff } from "./tell-staff.ts";

/** What alerting staff needs; the store need not reach the vault. */
export interface AlertStaffDeps extends DeliveryDeps, TellDeps {
  /** Sign the link to the lead's page; without them an alert has none. */
  readonly keyRings?: KeyRings | undefined;
  /** Where links lead that a practice gave no address of its own for. */
  readonly publicUrl?: string | undefined;
}

/**
 * Where an alert leaves a lead that still waits for its first response. With the reason recorded and a person told, it is no
 * longer silent; where the pipeline may not work it at all, it is with people.
 */
const STATUS_AFTER: Record<AlertReason, LeadStatus | undefined> = {
  call_task: undefined,
  inquired_again: undefined,
  no_automated_channel: "following_up",
  // Whoever called is called back.
  missed_call: "following_up",
  first_response_failed: "following_up",
  existing_patient: "with_staff",
  suppressed_person: "with_staff",
  minor: "with_staff",
  // Its run has moved it on already, or goes on itself.
  replied: undefined,
  ambiguous_reply: undefined,
  reply_waiting: undefined,
  reply_after_opt_out: undefined,
  wrong_number: undefined,
  emergency: undefined,
  renewed_interest: undefined,
  interest_after_opt_out: undefined,
  // Others wait for the same lead.
  new_lead: undefined,
  sla_at_risk: undefined,
  sla_breached: undefined,
};

/** Gives a person a call task, or tells them that the pipeline must not go on alone: a delivery like a touch, once per touch id. */
export async function alertStaff(deps: AlertStaffDeps, task: AlertTask): Promise<DeliveryOutcome> {
  const { action } = task;
  const decide = deps.decide ?? decideSend;
  const told: { staffId?: string } = {};
  const outcome = await deliver(deps, task, {
    channel: "call_task",
    template: templateOf(task),
    tag: "alert",
    // A call task that reaches nobody has others after it; an alert is all that stands between a lead and silence.
    persistent: action.type === "alertStaff",
    decide: (state, now) =>
      action.type === "callTask"
        ? decide(sendFacts(state, { ...action, channel: "call_task" }), now)
        : decideAlert(state.mode, now),
    // Caps count what reaches the person: the call that is asked for does, any other alert does not.
    point: (state) => (action.type === "callTask" ? pointOf(state, "call_task") : undefined),
    prepare: (state) => prepare(deps, task, state, told),
  });
  if (outcome.outcome === "sent" && told.staffId !== undefined) await noteAlerted(deps, task, told.staffId);
  if (outcome.outcome === "failed" || outcome.outcome === "retry") {
    const { practiceId, leadId, runId } = task;
    deps.logger.error("nobody could be alerted", { practiceId, leadId, runId, code: outcome.code });
  }
  return outcome;
}

/** Staff come and go: who is told follows the current configuration, not the one that the run started with. */
async function prepare(
  deps: AlertStaffDeps,
  task: AlertTask,
  { config, lead }: DeliveryState,
  told: { staffId?: string },
): Promise<Prepared> {
  const current = (await deps.configs.current(task.practiceId))?.config ?? config;
  const textFor = await alertTexts(deps, current, task);
  const meantFor = { staffId: namedIn(task), ownerId: lead.owner?.staffId };
  return {
    handOver: async (tag, ttlSeconds) => {
      const { result, staffId } = await tellStaff(
        deps,
        current,
        { textFor, meantFor, tag, ttlSeconds },
        task.action.attempt,
      );
      if (staffId !== undefined) told.staffId = staffId;
      return result;
    },
    whenOut: (state, _at, providerId) => whenOut(state, task, told.staffId ?? "", providerId),
  };
}

/** What each person would be told, with the link that is theirs alone. */
async function alertTexts(
  { keyRings, publicUrl, clock }: AlertStaffDeps,
  config: PracticeConfig,
  task: AlertTask,
): Promise<(staffId: string) => StaffText> {
  const baseUrl = config.linkBaseUrl ?? publicUrl;
  const ring = baseUrl === undefined ? undefined : await keyRings?.load();
  if (baseUrl === undefined || ring === undefined) return () => ({ text: alertText(config, task) });
  const { practiceId, leadId } = task;
  return (staffId) => {
    const url = actionUrl(ring, baseUrl, { practiceId, leadId, staffId }, clock.now());
    return { text: alertText(config, task, url), url };
  };
}

function whenOut({ lead }: DeliveryState, task: AlertTask, staffId: string, providerId: string | undefined): Effect {
  const { runId, action } = task;
  const { stepKey, attempt } = action;
  const touchId = touchIdOf(runId, stepKey, attempt);
  const touch = { runId, touchId, stepKey, attempt, channel: "call_task", template: templateOf(task) } as const;
  const status = action.type === "alertStaff" ? STATUS_AFTER[action.reason] : undefined;
  const reason = action.type === "alertStaff" ? action.reason : "call_task";
  const moved = status === undefined ? { lead, drafts: [] } : leaveUnanswered(lead, status, reason);
  const out = (): EventDraft => {
    if (providerId === undefined) return { type: "touch.shadowed.v1", reason: "shadow_mode", data: touch };
    return action.type === "callTask"
      ? { type: "touch.sent.v1", reason: "provider_accepted", data: { ...touch, providerId } }
      : { type: "staff.alerted.v1", reason: action.reason, data: { runId, touchId, reason: action.reason, staffId } };
  };
  const told = [namedIn(task), staffId].filter((one) => one !== undefined && one !== "");
  return { lead: moved.lead, drafts: [out(), ...moved.drafts], told: [...new Set(told)] as string[] };
}

/** Whom the planner wants told first. */
function namedIn({ action }: AlertTask): string | undefined {
  return action.type === "alertStaff" ? action.staffId : undefined;
}

function templateOf({ action }: AlertTask): string {
  return action.type === "callTask" ? action.template : action.reason;
}

import type { LeadEvent } from "../../../shared/contracts/events.ts";
import type { Person } from "../../../shared/domain/entities/identity.ts";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import { afterDisposition } from "../../../shared/domain/lifecycle/after-disposition.ts";
import { moveOf } from "../../../shared/domain/lifecycle/moves.ts";
import { withOptIn, withOptOut } from "../../../shared/domain/suppression/suppression.ts";
import {
  type AlertReason,
  type ConsentClass,
  HoldReasonSchema,
  type ReplyClass,
} from "../../../shared/domain/vocabulary.ts";
import { endedRun, withAlert } from "../../../shared/runs/change-run.ts";
import { newRun } from "../../../shared/runs/new-run.ts";
import { notTheirs } from "../../../shared/runs/wrong-number.ts";
import { applyTouch, type TouchEvent } from "./apply-touch.ts";
import { type RestoredLead, withPoints, withRun } from "./restored-lead.ts";

type Of<T extends LeadEvent["type"]> = Extract<LeadEvent, { type: T }>;

/** The state after an event, as far as the event tells. What consumers derive (facts, members, rosters) they derive again. */
export function applyEvent(state: RestoredLead, event: LeadEvent): RestoredLead {
  if (isTouchEvent(event)) return applyTouch(state, event);
  const { lead } = state;
  const withLead = (change: Partial<Lead>): RestoredLead => ({ ...state, lead: { ...lead, ...change } });
  switch (event.type) {
    case "lead.status_changed.v1":
      return withLead({ status: event.data.to });
    case "lead.inquired_again.v1": {
      const { repliedAt } = lead.clocks;
      const clocks = { startedAt: event.occurredAt, ...(repliedAt === undefined ? {} : { repliedAt }) };
      return { ...state, lead: { ...learned(lead, event), clocks, inquiries: event.data.inquiry } };
    }
    case "lead.inquiry_joined.v1":
    case "lead.import_merged.v1":
      return { ...state, lead: learned(lead, event) };
    case "lead.claimed.v1":
      return withLead({ claim: { staffId: event.data.staffId, at: event.occurredAt } });
    case "human.contacted.v1": {
      const { at, humanContactMs } = event.data;
      const clocks = humanContactMs === undefined ? lead.clocks : { ...lead.clocks, humanContactAt: at };
      const contactedAt = Math.min(at, lead.milestones?.contactedAt ?? at);
      return withLead({ clocks, milestones: { ...lead.milestones, contactedAt } });
    }
    case "disposition.recorded.v1": {
      const { disposition } = event.data;
      return { ...state, lead: afterDisposition(lead, event.data, moveOf(lead.status, disposition) ?? lead.status) };
    }
    case "campaign.turn_came.v1":
      return { ...state, campaignId: event.data.campaignId };
    case "run.started.v1":
      return started(state, event);
    case "run.restarted.v1":
      return restarted(state, event);
    case "run.finished.v1":
      return finished(state, event);
    case "reply.received.v1":
      return replied(state, event);
    case "contact.opted_out.v1":
      return optedOut(state, event);
    case "contact.opted_in.v1":
      // By text: it opens numbers, and no address that was unsubscribed.
      return withPoints(state, Object.keys(state.points), (point) =>
        point.kind === "phone" ? withOptIn(point, event.data.at) : point,
      );
    case "contact.wrong_number.v1":
      return withPoints(state, [lead.reach.phone], (point) => notTheirs(point, event.data.at));
    case "contact.unusable.v1": {
      const { channel, code } = event.data;
      const key = channel === "email" ? lead.reach.email : lead.reach.phone;
      const trouble = { [channel]: { code, at: event.occurredAt } };
      return withPoints(state, [key], (point) => ({ ...point, trouble: { ...point.trouble, ...trouble } }));
    }
    case "person.hold_placed.v1": {
      const reason = HoldReasonSchema.catch("other").parse(event.reason);
      return withPerson(state, (person) => ({
        ...person,
        legalHold: { reason, by: event.data.by, at: event.occurredAt },
      }));
    }
    case "person.hold_lifted.v1":
      return withPerson(state, ({ legalHold: _lifted, ...person }) => person);
    case "lead.erased.v1":
      return withPerson(state, (person) => toBeErasedAgain(person, event));
    default:
      return state;
  }
}

/** The restored table holds again what was erased since: whoever looks after erasures (tend-persons) finds it begun, and goes on. */
function toBeErasedAgain(person: Person, { data, actor, occurredAt }: Of<"lead.erased.v1">): Person {
  if (person.erasure !== undefined) return person;
  const { activeRunId: _ended, legalHold: _lifted, ...rest } = person;
  const erasure = { because: data.because, by: actor.id, requestedAt: occurredAt, nextLeadId: person.leadId };
  return { ...rest, name: {}, erasure };
}

function withPerson(state: RestoredLead, change: (person: Person) => Person): RestoredLead {
  return state.person === undefined ? state : { ...state, person: change(state.person) };
}

function isTouchEvent(event: LeadEvent): event is TouchEvent {
  return event.type.startsWith("touch.") || event.type === "staff.alerted.v1";
}

/** The lead after a further inquiry, which said which consents hold from then on, where that changed. */
function learned(
  lead: Lead,
  { data, occurredAt }: Of<"lead.inquired_again.v1" | "lead.inquiry_joined.v1" | "lead.import_merged.v1">,
): Lead {
  const { consents, relationship, flags } = data;
  return {
    ...lead,
    ...(consents === undefined ? {} : { consents: consents.map((name) => grantOf(lead, name, occurredAt)) }),
    ...(relationship === undefined ? {} : { relationship }),
    ...(flags === undefined ? {} : { flags: flags as Lead["flags"] }),
  };
}

function grantOf(lead: Pick<Lead, "consents">, name: ConsentClass, at: number): Lead["consents"][number] {
  return lead.consents.find((grant) => grant.class === name) ?? { class: name, at, basis: "post" };
}

function started(state: RestoredLead, { data, occurredAt: now }: Of<"run.started.v1">): RestoredLead {
  const { runId, purpose, cadence, configVersion } = data;
  const { lead, person, campaignId } = state;
  const run = state.runs[runId] ?? {
    ...newRun({ lead, purpose, runId, configVersion, now }),
    version: 0,
    cadence,
    // Which of a campaign's messages it was to get is not told: it gets those of the cadence itself.
    ...(purpose === "reactivation" && campaignId !== undefined ? { campaignId } : {}),
  };
  const isFirst = purpose === "new-lead" && person !== undefined;
  return {
    ...state,
    lead: { ...lead, runId },
    runs: { ...state.runs, [runId]: run },
    ...(isFirst ? { person: { ...person, activeRunId: runId } } : {}),
  };
}

function restarted(state: RestoredLead, { data, occurredAt }: Of<"run.restarted.v1">): RestoredLead {
  const { runId, generation, why } = data;
  const { repliedAt = occurredAt } = state.lead.clocks;
  const isForPeople = why === "replied" || why === "interested";
  return withRun(state, runId, ({ outcome: _ended, ...run }) => ({
    ...run,
    generation: Math.max(run.generation, generation),
    generationStartedAt: occurredAt,
    wakeAt: occurredAt,
    waitingFor: "start",
    ...(isForPeople ? { staffOnlySince: run.staffOnlySince ?? repliedAt } : {}),
  }));
}

function finished(state: RestoredLead, { data }: Of<"run.finished.v1">): RestoredLead {
  const next = withRun(state, data.runId, (run) => endedRun(run, data.outcome));
  if (next.person?.activeRunId !== data.runId) return next;
  const { activeRunId: _ended, ...person } = next.person;
  return { ...next, person };
}

/** What staff are told of a message; the rest needs no telling. */
const TOLD_AS: Readonly<Partial<Record<ReplyClass, AlertReason>>> = {
  answer: "replied",
  opt_in: "replied",
  ambiguous: "ambiguous_reply",
  emergency: "emergency",
  wrong_number: "wrong_number",
};

function replied(state: RestoredLead, event: Of<"reply.received.v1">): RestoredLead {
  const { class: asks, messageId, sentAt } = event.data;
  const { lead } = state;
  const { practiceId, leadId, reach } = lead;
  if (state.inbound[messageId] !== undefined) return state;
  const mayBeAnswered = asks !== "opt_out" && asks !== "wrong_number";
  const others = lead.consents.filter((grant) => grant.class !== "sms.reply");
  const consents: Lead["consents"] = mayBeAnswered
    ? [...others, { class: "sms.reply", at: sentAt, basis: "text_message" }]
    : lead.consents;
  const repliedAt = Math.max(lead.clocks.repliedAt ?? 0, sentAt);
  const heard = { ...state, lead: { ...lead, consents, clocks: { ...lead.clocks, repliedAt } } };
  const noted =
    reach.phone === undefined
      ? heard
      : {
          ...heard,
          inbound: {
            ...state.inbound,
            [messageId]: { practiceId, messageId, version: 0, pointKey: reach.phone, sentAt, class: asks, leadId },
          },
        };
  const told = TOLD_AS[asks];
  return withPoints(
    told === undefined ? noted : withRun(noted, lead.runId, (run) => withAlert(run, told, sentAt)),
    [reach.phone],
    (point) => ({ ...point, inboundAt: Math.max(point.inboundAt ?? 0, sentAt) }),
  );
}

/**
 * Which of several numbers or addresses an opt-out came from is not told: all of that kind are closed, since it covers the person anyway. What
 * staff or a list say closes everything.
 */
function optedOut(state: RestoredLead, { data }: Of<"contact.opted_out.v1">): RestoredLead {
  const { scope, via, at } = data;
  const points = Object.values(state.points);
  const kind = scope === "email" ? "email" : via === "sms" || via === "provider" ? "phone" : undefined;
  const meant = points.filter((point) => kind === undefined || point.kind === kind);
  const keys = (meant.length === 0 ? points : meant).map(({ pointKey }) => pointKey);
  return withPoints(state, keys, (point) => withOptOut(point, { scope, at, reason: via }));
}

import type { EventDraft } from "../../shared/contracts/append-events.ts";
import type { DeliveryReport } from "../../shared/contracts/delivery-report.ts";
import type { EventData } from "../../shared/contracts/events.ts";
import { cadenceOf, type PracticeConfig } from "../../shared/contracts/practice.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { Run } from "../../shared/domain/entities/run.ts";
import type { Touch } from "../../shared/domain/entities/touch.ts";
import type { DeliveryStatus } from "../../shared/domain/vocabulary.ts";
import { statusDrafts } from "../../shared/runs/change-run.ts";
import { contacted } from "../../shared/runs/human-contact.ts";
import { answersAfterAll, isFollowedUp, leavesUnanswered } from "./first-response.ts";
import { mergeDelivery, withDelivery } from "./merge-delivery.ts";
import type { ReportState } from "./read-state.ts";

/** What a report makes of a touch, its run and its lead. */
export interface TouchChange {
  readonly lead: Lead;
  readonly run: Run;
  readonly touch: Touch;
  readonly drafts: readonly EventDraft[];
  /** Why the run that the lead is in must plan again at once, if it must. */
  readonly restart: EventData<"run.restarted.v1">["why"] | undefined;
}

/** Works out what a report changes; undefined when it tells nothing that is not known. Pure. */
export function planChange(
  state: ReportState,
  report: DeliveryReport,
  config: PracticeConfig,
): TouchChange | undefined {
  const { lead, touch } = state;
  if (touch === undefined) return undefined;
  const delivery = mergeDelivery(touch.delivery, { status: statusOf(report), code: report.code, at: report.at });
  if (delivery === touch.delivery) return undefined;
  const run = withDelivery(state.run, touch, delivery);
  const updated = { lead, run, touch: { ...touch, delivery }, drafts: [draftOf(touch, delivery)], restart: undefined };

  if (report.kind === "connected_to_agent") return withContact(state, updated, report.at, config);
  // Whoever opted out gets nothing in its place.
  if (report.kind === "opted_out") return updated;
  if (delivery.status === "failed") return withFailure(state, updated, config);
  if (delivery.status === "delivered" && answersAfterAll(lead, touch)) return withArrival(lead, updated);
  return updated;
}

/** How far the message or call has come by what the report says. */
function statusOf(report: DeliveryReport): DeliveryStatus {
  switch (report.kind) {
    case "status":
      return report.status;
    case "opted_out":
      return "failed";
    case "complaint":
    case "connected_to_agent":
      return "delivered";
  }
}

function draftOf(
  { runId, touchId, stepKey, attempt, channel }: Touch,
  delivery: NonNullable<Touch["delivery"]>,
  more: { firstResponseFailed?: true } = {},
): EventDraft {
  const data = { runId, touchId, stepKey, attempt, channel, ...delivery, ...more };
  return { type: "touch.delivery_updated.v1", reason: "provider_reported", data };
}

/** A person has taken over: the run ends as soon as it has planned. */
function withContact(
  { lead, current }: ReportState,
  updated: TouchChange,
  at: number,
  config: PracticeConfig,
): TouchChange {
  const contact = contacted(lead, { via: "automated_call", at }, config);
  const ends = contact.lead.status !== lead.status && current.outcome === undefined;
  return {
    ...updated,
    lead: contact.lead,
    drafts: [...updated.drafts, ...contact.drafts],
    restart: ends ? "contacted" : undefined,
  };
}

/** Nobody got the first response: it is given on another channel at once. Any other step may have a fallback. */
function withFailure({ lead, run }: ReportState, updated: TouchChange, config: PracticeConfig): TouchChange {
  const { touch } = updated;
  if (touch.delivery !== undefined && leavesUnanswered(lead, updated.run, touch)) {
    const failed = draftOf(touch, touch.delivery, { firstResponseFailed: true });
    const why = "first_response_failed";
    const clocks = { ...lead.clocks, firstResponseFailedAt: touch.delivery.at };
    return {
      ...updated,
      lead: { ...lead, status: "unanswered", clocks },
      drafts: [failed, ...statusDrafts(lead, "unanswered", why)],
      restart: why,
    };
  }
  const isOpen = updated.run !== run && isFollowedUp(lead, run);
  return isOpen && hasFallback(config, updated) ? { ...updated, restart: "delivery_failed" } : updated;
}

function hasFallback(config: PracticeConfig, { run, touch }: TouchChange): boolean {
  const fallback = cadenceOf(config, run).steps.find(({ key }) => key === touch.stepKey)?.fallback;
  return fallback !== undefined && fallback.channel !== touch.channel;
}

/** It arrived after all, so nothing need stand in for it any more. */
function withArrival(lead: Lead, updated: TouchChange): TouchChange {
  const { firstResponseFailedAt: _arrived, ...clocks } = lead.clocks;
  const status = lead.status === "unanswered" ? "following_up" : lead.status;
  return {
    ...updated,
    lead: { ...lead, status, clocks },
    drafts: [...updated.drafts, ...statusDrafts(lead, status, "first_response_arrived")],
  };
}

import type { LeadStatus, StepChannel } from "../vocabulary.ts";
import { SHORTEST_TTL_MS } from "./answer-window.ts";
import { defer, type Objection, type Rule, refuse } from "./facts.ts";

/** How long a touch waits while sending is paused before it asks again, ms. */
export const PAUSED_RETRY_MS = 5 * 60_000;
/** The same while its campaign is paused, ms: that may take days, and thousands of touches ask. */
export const CAMPAIGN_RETRY_MS = 60 * 60_000;

/** The opt-outs that stop each channel: an email unsubscribe stops email alone. */
const STOPPED_BY: Record<StepChannel, readonly ("all" | "email")[]> = {
  sms: ["all"],
  call: ["all"],
  email: ["all", "email"],
  call_task: ["all"],
};
/** A task for a person is still of use when the pipeline itself has nothing more to say. */
const STATUSES_FOR_TOUCHES: readonly LeadStatus[] = [
  "unanswered",
  "following_up",
  "nurturing",
  "reactivating",
  "no_show",
];
const STATUSES_FOR_TASKS: readonly LeadStatus[] = [...STATUSES_FOR_TOUCHES, "replied", "with_staff"];

/** The kill switch comes first, so that stopping a deployment needs no other fact to be right. */
export const sendingSwitch: Rule = ({ mode, onTestList, channel }, now) => {
  if (mode === "paused") return pausedUntil(now);
  if (mode === "test-only" && channel !== "call_task" && !onTestList) return refuse("not_on_test_list");
  return undefined;
};

/** What a paused deployment answers to everything. */
export function pausedUntil(now: number): Objection {
  return defer("sending_paused", now + PAUSED_RETRY_MS);
}

/** What a paused campaign has to say waits, calls by people too; a cancelled one has nothing more to say. */
export const campaign: Rule = ({ campaign: standing }, now) => {
  if (standing === "cancelled") return refuse("campaign_cancelled");
  return standing === "paused" ? defer("campaign_paused", now + CAMPAIGN_RETRY_MS) : undefined;
};

/** An opt-out on any contact point of the person stops what it covers (DESIGN §3, "Opt-outs"). */
export const suppression: Rule = ({ suppressions, flags, channel }) => {
  const stopped = suppressions.some((scope) => STOPPED_BY[channel].includes(scope));
  return stopped || flags.includes("suppressed_person") ? refuse("suppressed") : undefined;
};

/** Existing patients and minors are for people; a cadence is for adults who are new. */
export const relationship: Rule = ({ relationship, flags, channel }) => {
  if (channel === "call_task") return undefined;
  if (relationship === "existing") return refuse("existing_patient");
  return flags.includes("minor") ? refuse("minor") : undefined;
};

/**
 * A lead that replied, booked, was lost or is with people asks for no more touches. While people owe the person an answer, the
 * pipeline acknowledges a newer inquiry and says nothing else.
 */
export const leadState: Rule = ({ status, channel, staffOnly, isAcknowledgement }) => {
  if (channel === "call_task") return STATUSES_FOR_TASKS.includes(status) ? undefined : refuse("lead_settled");
  if (!STATUSES_FOR_TOUCHES.includes(status)) return refuse("lead_settled");
  return staffOnly && !(isAcknowledgement && status === "unanswered") ? refuse("lead_settled") : undefined;
};

/** Some messages are only worth sending soon after they were due. */
export const staleness: Rule = ({ staleAt }, now) =>
  staleAt !== undefined && staleAt - now < SHORTEST_TTL_MS ? refuse("stale") : undefined;

/** What concerns a sensitive service line is said by people only (FACTS, "PHI": neutral call-back, no voicemail). */
export const practicePolicy: Rule = ({ flags, channel }) =>
  flags.includes("sensitive") && channel !== "call_task" ? refuse("sensitive_service_line") : undefined;

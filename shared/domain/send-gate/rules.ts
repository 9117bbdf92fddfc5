import { sendingWindow } from "../quiet-hours/sending-window.ts";
import type { ConsentClass, LeadStatus, SkipReason, StepChannel } from "../vocabulary.ts";
import type { Objection, Rule } from "./facts.ts";

/** How long a touch waits while sending is paused before it asks again, ms. */
export const PAUSED_RETRY_MS = 5 * 60_000;
/** Nothing is handed over this close to the end of a window, ms: carriers and queues may hold it back past the end. */
export const WINDOW_MARGIN_MS = 5 * 60_000;
/** The shortest `TimeToLive` that AWS End User Messaging takes, ms; a touch with less left counts as stale. */
export const SHORTEST_TTL_MS = 5_000;

/** What each channel needs. Only `all` suppressions concern phones; an email unsubscribe stops email alone. */
const NEEDS: Record<StepChannel, { consent: ConsentClass; stoppedBy: readonly string[]; hours: boolean }> = {
  sms: { consent: "sms.marketing_written", stoppedBy: ["all"], hours: true },
  call: { consent: "call.automated_written", stoppedBy: ["all"], hours: true },
  email: { consent: "email", stoppedBy: ["all", "email"], hours: false },
  // A person calls, in staffed hours.
  call_task: { consent: "call.live", stoppedBy: ["all"], hours: false },
};

/** A task for a person is still of use when the pipeline itself has nothing more to say. */
const STATUSES_FOR_TOUCHES: readonly LeadStatus[] = ["unanswered", "following_up"];
const STATUSES_FOR_TASKS: readonly LeadStatus[] = [...STATUSES_FOR_TOUCHES, "replied", "with_staff"];

const refuse = (reason: SkipReason): Objection => ({ decision: "refuse", reason });

/** The kill switch comes first, so that stopping a deployment needs no other fact to be right. */
export const sendingSwitch: Rule = ({ mode, onTestList, channel }, now) => {
  if (mode === "paused") return pausedUntil(now);
  if (mode === "test-only" && channel !== "call_task" && !onTestList) return refuse("not_on_test_list");
  return undefined;
};

/** What a paused deployment answers to everything. */
export function pausedUntil(now: number): Objection {
  return { decision: "defer", reason: "sending_paused", notBefore: now + PAUSED_RETRY_MS };
}

/** An opt-out on any contact point of the person stops what it covers (DESIGN §3, "Opt-outs"). */
export const suppression: Rule = ({ suppressions, flags, channel }) => {
  const stopped = suppressions.some((scope) => NEEDS[channel].stoppedBy.includes(scope));
  return stopped || flags.includes("suppressed_person") ? refuse("suppressed") : undefined;
};

/** There must be somewhere to send to, and the consent class that this channel needs. */
export const consentForChannel: Rule = ({ hasContactPoint, consents, channel }) => {
  if (!hasContactPoint) return refuse("no_contact_point");
  return consents.includes(NEEDS[channel].consent) ? undefined : refuse("no_consent");
};

/** An existing patient's message is for people; a cadence is for new ones. */
export const relationship: Rule = ({ relationship, channel }) =>
  relationship === "existing" && channel !== "call_task" ? refuse("existing_patient") : undefined;

/** A lead that replied, booked, was lost or is with people asks for no more touches. */
export const leadState: Rule = ({ status, channel }) => {
  const allowed = channel === "call_task" ? STATUSES_FOR_TASKS : STATUSES_FOR_TOUCHES;
  return allowed.includes(status) ? undefined : refuse("lead_settled");
};

/** Some messages are only worth sending soon after they were due. */
export const staleness: Rule = ({ staleAt }, now) =>
  staleAt !== undefined && staleAt - now < SHORTEST_TTL_MS ? refuse("stale") : undefined;

/** SMS and calls go out only while every implied zone allows them, and not in the last minutes of the window. */
export const quietHours: Rule = ({ channel, zones }, now) => {
  if (!NEEDS[channel].hours) return undefined;
  const window = sendingWindow(zones, now);
  if (window.state === "unknown") return refuse("unknown_zone");
  if (window.state === "closed") return waitUntil(window.opensAt);
  if (window.closesAt - now >= WINDOW_MARGIN_MS) return undefined;
  const next = sendingWindow(zones, window.closesAt);
  return waitUntil(next.state === "closed" ? next.opensAt : window.closesAt);
};

const waitUntil = (notBefore: number): Objection => ({ decision: "defer", reason: "quiet_hours", notBefore });

/** When the window that is open now closes, ms; Infinity for channels without hours. */
export function windowEnd({ channel, zones }: Parameters<Rule>[0], now: number): number {
  const window = NEEDS[channel].hours ? sendingWindow(zones, now) : undefined;
  return window?.state === "open" ? window.closesAt : Number.POSITIVE_INFINITY;
}

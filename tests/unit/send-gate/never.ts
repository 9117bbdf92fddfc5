import type { SendFacts } from "../../../shared/domain/send-gate/send-gate.ts";
import type { ConsentClass, LeadStatus, StepChannel } from "../../../shared/domain/vocabulary.ts";
import { DAY, MINUTE } from "./send-facts.ts";

const NEEDED: Record<StepChannel, ConsentClass> = {
  sms: "sms.marketing_written",
  call: "call.automated_written",
  email: "email",
  call_task: "call.live",
};
const isAutomated = ({ channel }: SendFacts) => channel !== "call_task";
const hasHours = ({ channel }: SendFacts) => channel === "sms" || channel === "call";
const usesPhone = ({ channel }: SendFacts) => channel !== "email";
/** It answers the person's own text message. */
export const answers = ({ channel, status, inboundAt }: SendFacts, now: number) =>
  channel === "sms" && status === "unanswered" && inboundAt !== undefined && now - inboundAt < 15 * MINUTE;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Written otherwise than the product's: by the platform's own calendar, without its rules of states. */
function hourIn(timeZone: string, at: number): number {
  const format =
    formats.get(timeZone) ?? new Intl.DateTimeFormat("en-US", { timeZone, hour: "numeric", hourCycle: "h23" });
  formats.set(timeZone, format);
  return Number(format.format(at));
}

/** Whether it is before 08:00 or after 20:00 there. */
export const isNight = (zone: string, at: number) => hourIn(zone, at) < 8 || hourIn(zone, at) >= 20;
const within = (touches: readonly number[], now: number, period: number) =>
  touches.filter((at) => at > now - period).length;

/** What forbids a touch whatever else is true; each by itself is enough. One or more for every rule. */
export const NEVER: Record<string, (facts: SendFacts, now: number) => boolean> = {
  "sending is paused": ({ mode }) => mode === "paused",
  "the point is not on the test list": (facts) => facts.mode === "test-only" && isAutomated(facts) && !facts.onTestList,
  "its campaign is paused": ({ campaign }) => campaign === "paused",
  "its campaign was cancelled": ({ campaign }) => campaign === "cancelled",
  "the person opted out": ({ suppressions }) => suppressions.includes("all"),
  "the person unsubscribed from email": ({ suppressions, channel }) =>
    channel === "email" && suppressions.includes("email"),
  "the person had opted out when they asked": ({ flags }) => flags.includes("suppressed_person"),
  "there is nowhere to send to": ({ hasContactPoint }) => !hasContactPoint,
  "the class was not given": (facts, now) =>
    !facts.consents.some((grant) => grant.class === NEEDED[facts.channel]) && !answers(facts, now),
  "nothing was agreed to": ({ consents }) => consents.length === 0,
  "the number is another's": (facts) =>
    usesPhone(facts) &&
    facts.wrongNumberAt !== undefined &&
    facts.consents.every(({ at }) => at <= (facts.wrongNumberAt ?? 0)),
  "the person is a patient": (facts) => isAutomated(facts) && facts.relationship === "existing",
  "the person is a minor": (facts) => isAutomated(facts) && facts.flags.includes("minor"),
  "the lead is settled": ({ status }) =>
    (["booked", "lost", "opted_out", "contacted", "stalled"] as LeadStatus[]).includes(status),
  "people are at work on it": (facts) => isAutomated(facts) && ["replied", "with_staff"].includes(facts.status),
  "the person replied": (facts) => isAutomated(facts) && facts.staffOnly && !facts.isAcknowledgement,
  "the person replied and was answered": (facts) =>
    isAutomated(facts) && facts.staffOnly && facts.status !== "unanswered",
  "it is too late": ({ staleAt }, now) => staleAt !== undefined && staleAt <= now,
  "nobody knows where the person is": (facts) =>
    hasHours(facts) && (facts.zones.length === 0 || facts.zones.includes("Mars/Olympus")),
  "it is night": (facts, now) =>
    hasHours(facts) &&
    !answers(facts, now) &&
    !(facts.afterHoursAck && now - facts.startedAt < 5 * MINUTE) &&
    facts.zones.some((zone) => zone !== "Mars/Olympus" && isNight(zone, now)),
  "the contact point has had enough for a day": ({ caps, pointTouches }, now) =>
    within(pointTouches, now, DAY) >= caps.perContactPoint.day,
  "the contact point has had enough for a week": ({ caps, pointTouches }, now) =>
    within(pointTouches, now, 7 * DAY) >= caps.perContactPoint.week,
  "the person has had enough for a day": ({ caps, personTouches }, now) =>
    within(personTouches, now, DAY) >= caps.perPerson.day,
  "the person has had enough for a week": ({ caps, personTouches }, now) =>
    within(personTouches, now, 7 * DAY) >= caps.perPerson.week,
  "a landline gets no texts": ({ channel, line }) => channel === "sms" && line === "landline",
  "the number does not exist": (facts) => usesPhone(facts) && facts.line === "invalid",
  "the provider cannot reach it": (facts) => isAutomated(facts) && facts.trouble !== undefined,
  "a registry may list the number": (facts, now) =>
    facts.channel === "call_task" &&
    now - facts.startedAt > 90 * DAY &&
    facts.registry !== "clean" &&
    !facts.consents.some((grant) => grant.class === "call.automated_written"),
  "the service line is sensitive": (facts) => isAutomated(facts) && facts.flags.includes("sensitive"),
};

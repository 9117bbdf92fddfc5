import type { Handed } from "../oracle/book.ts";
import { mayReach } from "../oracle/hours.ts";
import type { Ledger } from "./ledger.ts";
import { type Person, pointsOf, reasonAgainst } from "./person.ts";

const MINUTE = 60_000;
/** Longest that a text message may be on its way, and how close to the end of a window none goes out any more (DESIGN §3). */
const LONGEST_TTL_MS = 30 * MINUTE;
const MARGIN_MS = 5 * MINUTE;
/** A function that read the campaign just before it was paused or cancelled may still be handing over. */
const STEERING_GRACE_MS = 15_000;
/** What only the offer for those who found it too expensive says. */
const PRICE_OFFER = "month by month";

/** One invariant at the moment of a hand-over; answers what is wrong. */
interface MessageRule {
  readonly name: string;
  /** Holds for the messages of the campaign only, and not for those that answer a new inquiry. */
  readonly ofCampaign?: true;
  readonly check: (ledger: Ledger, person: Person, handed: Handed) => string | undefined;
}

/** Whether a message belongs to a run of a campaign. */
export function isOfCampaign({ runId }: Pick<Handed, "runId">): boolean {
  return runId.includes("-reactivation-");
}

/** What must hold whenever something is handed over for a person. */
export const MESSAGE_RULES: readonly MessageRule[] = [
  {
    name: "only to the person, and by their name",
    check: (_ledger, person, { to, text }) => {
      if (!pointsOf(person).includes(to)) return "it is somebody else's number or address";
      const strange = text.match(/Zavqux[a-z]*/g)?.find((name) => name !== person.firstName);
      return strange === undefined ? undefined : "it names somebody else";
    },
  },
  {
    name: "nobody who opted out",
    check: (ledger, person, { at }) => (ledger.isStopped(person, at) ? "the person had opted out" : undefined),
  },
  {
    name: "no email after an unsubscribe",
    check: (ledger, _person, { at, channel, to }) =>
      channel === "email" && (ledger.emailStoppedAt.get(to) ?? at) < at ? "the address was unsubscribed" : undefined,
  },
  {
    name: "no phone contact after wrong number",
    ofCampaign: true,
    check: (ledger, _person, { at, channel, to }) =>
      channel !== "email" && (ledger.wrongNumberAt.get(to) ?? at) < at ? "the number is not theirs" : undefined,
  },
  {
    name: "no touches after an answer, a click or an inquiry",
    ofCampaign: true,
    check: (ledger, person, { at }) => (ledger.hadSign(person, at) ? "people owed them a word" : undefined),
  },
  {
    name: "consent for the channel",
    ofCampaign: true,
    check: (ledger, person, { channel, at }) =>
      ledger.mayUse(person, channel, at) ? undefined : `nobody agreed to ${channel}`,
  },
  {
    name: "only whom a campaign may bring back",
    ofCampaign: true,
    check: (_ledger, person) => reasonAgainst(person),
  },
  {
    name: "no touch before the turn",
    ofCampaign: true,
    check: (ledger, person, { at, leadId }) => {
      const run = ledger.runs.get(person)?.find((one) => one.leadId === leadId);
      if (run === undefined) return "their turn never came";
      return run.slotAt <= at ? undefined : `${run.slotAt - at} ms too early`;
    },
  },
  {
    name: "control members are left alone",
    ofCampaign: true,
    check: (ledger, person) => (ledger.control.has(person) ? "one of them got a message" : undefined),
  },
  {
    name: "nobody twice",
    ofCampaign: true,
    check: (ledger, person, { leadId, to }) => {
      const others = ledger.usersOf(to).flatMap((user) => ledger.handed.get(user) ?? []);
      if (others.some((other) => isOfCampaign(other) && other.to === to && other.leadId !== leadId))
        return "another lead of the number or address had a message";
      return (ledger.handed.get(person) ?? []).some((other) => isOfCampaign(other) && other.leadId !== leadId)
        ? "another lead of the person had a message"
        : undefined;
    },
  },
  {
    name: "a touch id once",
    check: (ledger, person, handed) =>
      (ledger.handed.get(person) ?? []).some((one) => one !== handed && one.touchId === handed.touchId)
        ? "the same touch was handed over again"
        : undefined,
  },
  {
    name: "nothing while the campaign is paused",
    ofCampaign: true,
    check: (ledger, _person, { at }) =>
      ledger.pauses.some(({ from, to }) => at > from + STEERING_GRACE_MS && at < to) ? "sent all the same" : undefined,
  },
  {
    name: "nothing after the campaign was cancelled",
    ofCampaign: true,
    check: ({ cancelledAt = Number.POSITIVE_INFINITY }, _person, { at }) =>
      at > cancelledAt + STEERING_GRACE_MS ? "sent all the same" : undefined,
  },
  {
    name: "allowed hours",
    check: (_ledger, { place }, { channel, at, ttlMs }) => {
      if (channel === "email") return undefined;
      if (channel === "sms" && ttlMs > LONGEST_TTL_MS) return `may be on its way for ${ttlMs / MINUTE} minutes`;
      const last = channel === "sms" ? at + ttlMs - 1 : at;
      const isAllowed = [at, at + MARGIN_MS - 1, last].every((moment) => mayReach([place], moment));
      return isAllowed ? undefined : `outside hours in ${place.state}`;
    },
  },
  {
    name: "the offer for the reason",
    ofCampaign: true,
    check: (_ledger, { lostReason }, { stepKey, text }) => {
      if (stepKey !== "back-email") return undefined;
      const isOffered = text.includes(PRICE_OFFER);
      return isOffered === (lostReason?.means === "price") ? undefined : `offered: ${isOffered}`;
    },
  },
];

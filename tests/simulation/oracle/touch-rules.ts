import { CANARY } from "../population/post.ts";
import { addressesOf, type Book, type Handed, isStopped, type LeadPage, placesOf } from "./book.ts";
import { mayReach } from "./hours.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Longest that a text message may be on its way (DESIGN §3). */
const LONGEST_TTL_MS = 30 * MINUTE;
/** None goes out this close to the end of a window (DESIGN §3). */
const MARGIN_MS = 5 * MINUTE;
/** How long a person's own message invites an answer at any hour (DESIGN §3). */
const REPLY_WINDOW_MS = 15 * MINUTE;
/** How long a person's own form invites an acknowledgement at any hour, where the practice has switched that on (DESIGN §3). */
const ACK_WINDOW_MS = 5 * MINUTE;

/** A step is due on a day at some hour, and may wait for an opening over a long weekend, for a cap and for its turn. */
const PATIENCE_MS = 5 * DAY;

/** An ISO 8601 duration of the configuration, ms. */
function days(duration: string): number {
  const [, d = "0", h = "0", m = "0"] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?/.exec(duration) ?? [];
  return ((Number(d) * 24 + Number(h)) * 60 + Number(m)) * MINUTE;
}

/** One invariant of DESIGN §7 at the moment of a hand-over; answers what is wrong. */
interface TouchRule {
  readonly name: string;
  readonly check: (book: Book, lead: LeadPage, handed: Handed) => string | undefined;
}

/** Whatever may have gone out, as far as the product can know: accepted, in doubt, or still with the provider. */
const mayBeOut = ({ outcome, forgotten }: Handed) =>
  outcome !== "throttled" && outcome !== "rejected" && forgotten !== true;

/** When the lead last asked for messages, or staff last enrolled it for some. */
function newestWish({ posts, enrolledAt = 0 }: LeadPage): number {
  return Math.max(enrolledAt, ...posts.map(({ cameAt }) => cameAt));
}

/** What must hold whenever something is handed over for a person. Written without the send gate. */
export const TOUCH_RULES: readonly TouchRule[] = [
  {
    name: "practices stay apart",
    check: (_book, lead, { practiceId, senderPracticeId }) =>
      practiceId === lead.practiceId && senderPracticeId === practiceId ? undefined : "sent in another practice's name",
  },
  {
    name: "only to the lead's own contact points",
    check: (_book, lead, { to, channel }) =>
      addressesOf(lead, channel === "email" ? "email" : "phone").has(to) ? undefined : "sent to someone else",
  },
  {
    name: "nobody's inquiry or name to another",
    check: (_book, lead, { text }) => {
      if (text.includes(CANARY)) return "quotes an inquiry";
      const own = new Set(lead.posts.map(({ human }) => human.firstName));
      const strange = text.match(/Zavqux[a-z]*|Quozix[a-z]*/g)?.find((name) => !own.has(name));
      return strange === undefined ? undefined : "names another person";
    },
  },
  {
    name: "nothing after an opt-out",
    check: (book, lead, { at }) => {
      const phones = [...addressesOf(lead, "phone")];
      return phones.some((phone) => isStopped(book.point(lead.practiceId, phone), at))
        ? "the person said stop"
        : undefined;
    },
  },
  {
    name: "no email after an unsubscribe",
    check: (book, lead, { at, channel, to }) => {
      if (channel !== "email") return undefined;
      const { unsubscribedAt = at, complainedAt = at } = book.point(lead.practiceId, to);
      return Math.min(unsubscribedAt, complainedAt) < at ? "the address was unsubscribed" : undefined;
    },
  },
  {
    name: "no touches after a reply",
    check: (book, lead, { at }) => {
      const newest = newestWish(lead);
      for (const phone of addressesOf(lead, "phone")) {
        if (book.usersOf(lead.practiceId, phone).size > 1) continue;
        const told = book
          .point(lead.practiceId, phone)
          .said.some(
            ({ meaning, recordedAt = Number.POSITIVE_INFINITY, sentAt }) =>
              ["answer", "ambiguous", "emergency"].includes(meaning) && recordedAt < at && sentAt > newest,
          );
        if (told) return "the person had answered, and people owed them a word";
      }
      return undefined;
    },
  },
  {
    name: "no touches after a conversation",
    check: (_book, lead, { at }) => {
      const { talked } = lead;
      if (talked === undefined || talked.knownAt >= at || newestWish(lead) >= talked.at) return undefined;
      return "they had talked to a person";
    },
  },
  {
    name: "no phone contact after wrong number",
    check: (book, lead, { at, channel, to }) => {
      if (channel === "email") return undefined;
      const newest = Math.max(...lead.posts.map(({ post }) => post.at));
      const wrong = book
        .point(lead.practiceId, to)
        .said.some(
          ({ meaning, recordedAt = Number.POSITIVE_INFINITY, sentAt }) =>
            meaning === "wrong_number" && recordedAt < at && sentAt >= newest,
        );
      return wrong ? "the number is not the person's" : undefined;
    },
  },
  {
    name: "consent for the channel",
    check: (_book, { posts }, { channel, to }) => {
      const agreed = posts.some(
        ({ human, agreed: said }) => said[channel] && (channel === "email" ? human.email : human.phone) === to,
      );
      return agreed ? undefined : `nobody agreed to ${channel}`;
    },
  },
  {
    name: "people only for patients, minors and sensitive lines",
    check: (_book, { posts }) => {
      const kept = posts.find(({ human }) => ["existing", "minor", "sensitive"].includes(human.situation));
      return kept === undefined ? undefined : `a message to ${kept.human.situation}`;
    },
  },
  {
    name: "nothing to what is known not to work",
    check: (book, lead, { at, channel, to }) => {
      const since = book.point(lead.practiceId, to).unusableSince[channel];
      return since !== undefined && since <= at ? "the provider had said that it does not work" : undefined;
    },
  },
  {
    name: "allowed hours",
    check: (book, lead, handed) => {
      const { channel, at, ttlMs, to, practiceId } = handed;
      if (channel === "email") return undefined;
      const places = placesOf(lead);
      if (places.length === 0) return "nobody knows where the person is";
      const last = channel === "sms" ? at + ttlMs - 1 : at;
      if (channel === "sms" && ttlMs > LONGEST_TTL_MS) return `may be on its way for ${ttlMs / MINUTE} minutes`;
      if ([at, at + MARGIN_MS - 1, last].every((moment) => mayReach(places, moment))) return undefined;
      const invited = book
        .point(practiceId, to)
        .said.some(({ sentAt, meaning }) => meaning !== "opt_out" && at >= sentAt && last <= sentAt + REPLY_WINDOW_MS);
      if (invited) return undefined;
      const asked = lead.posts.some(({ post }) => at >= post.at && last <= post.at + ACK_WINDOW_MS);
      if (asked && book.configs.get(practiceId)?.compliance.afterHoursAck === true) return undefined;
      return `outside hours in ${places.map(({ state }) => state).join("+")}`;
    },
  },
  {
    name: "not long after it was due",
    check: (book, lead, { runId, stepKey, at }) => {
      const step = book.stepOf(lead.practiceId, runId, stepKey);
      if (step?.skipIfLaterThan === undefined) return undefined;
      const asked = lead.posts.map(({ post }) => post.at);
      const worthUntil = Math.min(...asked) + days(step.offset) + days(step.skipIfLaterThan) + PATIENCE_MS;
      return at > worthUntil ? "no longer worth it" : undefined;
    },
  },
  {
    name: "frequency caps",
    check: (book, lead, handed) => {
      const caps = book.configs.get(lead.practiceId)?.compliance.caps;
      if (caps === undefined) return "the practice has no caps";
      const { at, to, channel } = handed;
      const point = book.point(lead.practiceId, to);
      const sent = point.handed.filter((one) => one !== handed && mayBeOut(one)).map((one) => one.at);
      const all = [...sent, ...(channel === "email" ? [] : point.callTasks)];
      const since = (ms: number) => all.filter((moment) => moment > at - ms && moment <= at).length + 1;
      const { day, week } = caps.perContactPoint;
      if (since(DAY) > Math.min(day, 3)) return `${since(DAY)} attempts in 24 hours`;
      if (since(7 * DAY) > week) return `${since(7 * DAY)} attempts in 7 days`;
      const person = lead.handed.filter((one) => mayBeOut(one) && one.at > at - DAY).length;
      return person > caps.perPerson.day ? `${person} attempts to one person in 24 hours` : undefined;
    },
  },
  {
    name: "a touch id once",
    check: (_book, lead, { touchId }) =>
      lead.handed.filter((one) => one.touchId === touchId && one.forgotten !== true).length > 1
        ? "the same touch was handed over again"
        : undefined,
  },
  {
    name: "a step once",
    check: (book, lead, handed) => {
      const { runId, stepKey, at } = handed;
      const before = lead.handed.filter(
        (one) => one !== handed && one.runId === runId && one.stepKey === stepKey && mayBeOut(one),
      );
      const standing = before.filter(({ failedAt = Number.POSITIVE_INFINITY }) => failedAt > at);
      if (standing.length === 0) return undefined;
      // The documented exception: a first response that nobody can tell the fate of goes out once more.
      const steps = book.configs.get(lead.practiceId)?.cadences["new-lead"].steps ?? [];
      const first =
        stepKey.startsWith("inquiry-") || steps.some(({ key, firstResponse }) => key === stepKey && firstResponse);
      const inDoubt = standing.every(({ outcome, by }) => outcome !== "accepted" || !by.finished);
      return first && inDoubt && standing.length === 1 ? undefined : "the step was out already";
    },
  },
];

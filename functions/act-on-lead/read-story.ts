import type { LeadEvent } from "../../shared/contracts/events.ts";
import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import { practiceWords } from "../../shared/delivery/practice-words.ts";
import type { ContactPoint } from "../../shared/domain/entities/identity.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { Contact, Inquiry } from "../../shared/domain/entities/vault.ts";
import { currentClaim } from "../../shared/domain/lifecycle/current-claim.ts";
import { moveOf } from "../../shared/domain/lifecycle/moves.ts";
import { OWNED } from "../../shared/domain/lifecycle/stages.ts";
import { suppressionOf } from "../../shared/domain/suppression/suppression.ts";
import { pointsOf } from "../../shared/runs/points-of.ts";
import { plainText } from "./plain-text.ts";
import type { Moment, Offers, Story } from "./story.ts";
import { timelineMoment } from "./timeline-words.ts";
import type { ActOnLeadDeps, OpenLink } from "./types.ts";
import { isVoidNumber } from "./void-number.ts";
import { warningsOf } from "./warnings.ts";

/** How much of a long story is shown. */
const INQUIRIES_SHOWN = 3;
const REPLIES_SHOWN = 5;
const EVENTS_SHOWN = 20;

/** Events that an inquiry of the vault belongs to. */
const INQUIRY_EVENTS: readonly LeadEvent["type"][] = [
  "lead.received.v1",
  "lead.inquired_again.v1",
  "lead.inquiry_joined.v1",
  "lead.imported.v1",
  "lead.import_merged.v1",
];

/** How long ago a call was noted that the page says was noted just now, ms: a page loads at once, and its address may be kept. */
const JUST_NOW_MS = 5 * 60_000;

/** Reads all that the page shows of a lead; the lead is the one that the view was recorded for. */
export async function readStory(deps: ActOnLeadDeps, link: OpenLink, lead: Lead): Promise<Story> {
  const { config, staff } = link;
  const { practiceId, leadId, personId } = lead;
  const [[contact, person], timeline] = await Promise.all([
    deps.store.readMany([
      { entity: "contact", key: { practiceId, leadId } },
      { entity: "person", key: { practiceId, personId } },
    ]),
    deps.queries.timeline(practiceId, leadId),
  ]);
  const [points, inquiries, replies] = await Promise.all([
    pointsOf(deps.store, lead, person),
    readInquiries(deps, lead, timeline),
    readReplies(deps, lead, timeline),
  ]);
  const claim = currentClaim(lead);
  const phone = points.find(({ pointKey }) => pointKey === lead.reach.phone);
  const now = deps.clock.now();
  const nameOf = (staffId: string | undefined) => staffName(config, staffId);
  return {
    publicName: config.publicName,
    zone: config.zone,
    now,
    viewer: staff.name,
    version: lead.version,
    name: contact && fullName(contact),
    phone: contact?.phone,
    isPhoneVoid: isVoidNumber(lead, phone),
    email: contact?.email && plainText(contact.email),
    language: lead.language,
    status: lead.status,
    startedAt: lead.clocks.startedAt,
    humanContactAt: lead.clocks.humanContactAt,
    warnings: warningsOf(lead, points, timeline),
    inquiries,
    replies,
    serviceLine: config.serviceLines.find(({ key }) => key === lead.serviceLine)?.label ?? lead.serviceLine,
    source: sourceWords(lead),
    owner: nameOf(lead.owner?.staffId),
    claimedBy: nameOf(claim?.staffId),
    isOptedOut: points.length > 0 && points.every((point) => suppressionOf(point) === "all"),
    hasJustCalled: timeline.some((event) => isCallBy(event, staff.staffId) && event.occurredAt >= now - JUST_NOW_MS),
    isClaimedByViewer: claim?.staffId === staff.staffId,
    appointmentAt: lead.appointmentAt,
    hint: hintOf(config, timeline),
    timeline: told(timeline, (staffId) => nameOf(staffId) ?? "somebody"),
    offers: offersFor(lead, points, phone, claim?.staffId, contact),
  };
}

/** The newest of what there is to tell. A change of status that comes with what led to it goes without saying. */
function told(timeline: readonly LeadEvent[], nameOf: (staffId: string) => string): Moment[] {
  const isTold = (event: LeadEvent) => timelineMoment(event, nameOf) !== undefined;
  const causes = new Set(
    timeline
      .filter(isCause)
      .filter(isTold)
      .map(({ occurredAt }) => occurredAt),
  );
  return timeline
    .filter((event) => isCause(event) || !causes.has(event.occurredAt))
    .flatMap((event) => timelineMoment(event, nameOf) ?? [])
    .slice(-EVENTS_SHOWN)
    .reverse();
}

function isCallBy(event: LeadEvent, staffId: string): boolean {
  return event.type === "call.attempted.v1" && event.data.staffId === staffId;
}

const isCause = ({ type }: LeadEvent) => type !== "lead.status_changed.v1";

function offersFor(
  lead: Lead,
  points: readonly ContactPoint[],
  phone: ContactPoint | undefined,
  claimedBy: string | undefined,
  contact: Contact | undefined,
): Offers {
  const { status } = lead;
  const may = (disposition: Parameters<typeof moveOf>[1]) => moveOf(status, disposition) !== undefined;
  return {
    claim: OWNED.includes(status) && claimedBy === undefined,
    call: contact?.phone !== undefined && !isVoidNumber(lead, phone),
    booked: may("booked"),
    nurture: may("nurture") && status !== "nurturing",
    lost: may("lost"),
    existingPatient: may("existing_patient") && status !== "existing_patient",
    wrongNumber: phone !== undefined && !isVoidNumber(lead, phone),
    stop: points.some((point) => suppressionOf(point) !== "all"),
  };
}

async function readInquiries(
  { store }: ActOnLeadDeps,
  { practiceId, leadId }: Lead,
  timeline: readonly LeadEvent[],
): Promise<Moment[]> {
  const newest = timeline.filter(({ type }) => INQUIRY_EVENTS.includes(type)).slice(-INQUIRIES_SHOWN);
  if (newest.length === 0) return [];
  const found = await store.readMany(
    newest.map(({ version }) => ({ entity: "inquiry", key: { practiceId, leadId, eventVersion: version } }) as const),
  );
  return found
    .flatMap((inquiry) => (inquiry === undefined ? [] : [{ at: inquiry.receivedAt, text: wordsOf(inquiry) }]))
    .filter(({ text }) => text !== "")
    .reverse();
}

/** What the person wrote, and what they answered to the questions of a form. */
function wordsOf({ message, answers = [] }: Inquiry): string {
  const answered = answers.map(({ question, answer }) => `${sentence(question)}: ${answer.replaceAll("-", " ")}`);
  return plainText([...(message === undefined ? [] : [message.trim()]), ...answered].join("\n"));
}

async function readReplies(
  { store }: ActOnLeadDeps,
  { practiceId }: Lead,
  timeline: readonly LeadEvent[],
): Promise<Moment[]> {
  const messageIds = timeline
    .flatMap((event) => (event.type === "reply.received.v1" ? [event.data.messageId] : []))
    .slice(-REPLIES_SHOWN);
  if (messageIds.length === 0) return [];
  const texts = await store.readMany(
    messageIds.map((messageId) => ({ entity: "inboundText", key: { practiceId, messageId } }) as const),
  );
  return texts.flatMap((text) => (text === undefined ? [] : [{ at: text.at, text: plainText(text.body) }])).reverse();
}

/** The hint of the call task that staff were last given, with the practice's own words filled in. */
function hintOf(config: PracticeConfig, timeline: readonly LeadEvent[]): string | undefined {
  const task = timeline.findLast((event) => event.type === "touch.sent.v1" && event.data.channel === "call_task");
  if (task?.type !== "touch.sent.v1") return undefined;
  const words = new Map(Object.entries(practiceWords(config)));
  const hint = (config.templates[task.data.template]?.en.body ?? "")
    .replace(/\{\{\s*(\w+)\s*\}\}/g, (placeholder, word: string) => words.get(word) ?? placeholder)
    .trim();
  return hint === "" || /\{[{%]/.test(hint) ? undefined : hint;
}

function staffName({ staff }: PracticeConfig, staffId: string | undefined): string | undefined {
  if (staffId === undefined) return undefined;
  return staff.find((one) => one.staffId === staffId)?.name ?? "somebody who has left";
}

function fullName({ firstName, lastName }: Contact): string | undefined {
  const name = [firstName, lastName].filter((part) => part !== undefined && part.trim() !== "").join(" ");
  return name === "" ? undefined : plainText(name);
}

const CHANNEL_WORDS: Readonly<Record<Lead["source"]["channel"], string>> = {
  web_form: "web form",
  phone: "phone",
  chat: "chat",
  social: "social media",
  referral: "referral",
  walk_in: "walk-in",
  api: "another system",
};

/** `google-ads` by a form is "Google ads, web form". */
function sourceWords({ source: { channel, name, campaign } }: Lead): string {
  const named = name === "other" ? [] : [sentence(name)];
  const campaigns = campaign === undefined || campaign === "other" ? [] : [`campaign ${campaign.replaceAll("-", " ")}`];
  return plainText([...named, ...campaigns, CHANNEL_WORDS[channel]].join(", "));
}

function sentence(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1).replaceAll("-", " ");
}

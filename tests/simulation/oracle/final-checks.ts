import type { LeadEvent } from "../../../shared/contracts/events.ts";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import type { Run } from "../../../shared/domain/entities/run.ts";
import type { MemoryStore } from "../../support/memory-store.ts";
import type { Meaning } from "../population/wordings.ts";
import type { LeadPage } from "./book.ts";
import { findContactData } from "./canaries.ts";
import type { Oracle } from "./oracle.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A run may be late by a revival and its longest pause before that counts as silence. */
const LATE_MS = 30 * MINUTE;
/** Nobody waits longer than this without a first response or a person who knows why, whatever fails. */
const ANSWERED_WITHIN_MS = 2 * HOUR;
/** Someone was told something, or said that they do not want to hear any more. */
const SIGNS: ReadonlySet<LeadEvent["type"]> = new Set([
  "touch.sent.v1",
  "touch.shadowed.v1",
  "touch.ambiguous.v1",
  "staff.alerted.v1",
  "contact.opted_out.v1",
]);
/** The first response is decided on within these. */
const EARLY_EVENTS = 8;

/** What is stored of one lead at the end. */
export interface StoredLead {
  readonly lead: Lead;
  readonly runs: readonly Run[];
  readonly events: readonly LeadEvent[];
}

/** Everything stored of the leads, by lead id. */
export function storedLeads(memory: MemoryStore): Map<string, StoredLead> {
  const { entities, events } = memory.snapshot();
  const stored = new Map<string, StoredLead & { runs: Run[]; events: LeadEvent[] }>();
  for (const { entity, value } of entities.values())
    if (entity === "lead") stored.set(value.leadId, { lead: value, runs: [], events: [] });
  for (const { entity, value } of entities.values()) if (entity === "run") stored.get(value.leadId)?.runs.push(value);
  for (const ofLead of events.values()) for (const event of ofLead) stored.get(event.leadId)?.events.push(event);
  return stored;
}

/** What must hold of every lead at the end (DESIGN §7.1, §7.6, §7.7). */
export function checkLeads(
  oracle: Oracle,
  stored: ReadonlyMap<string, StoredLead>,
  accepted: readonly { readonly leadId: string; readonly post: { readonly token: string } }[],
  at: { readonly end: number; readonly interruptedMs: number },
): void {
  for (const { leadId, post } of accepted) {
    if (stored.has(leadId)) continue;
    const found = [...oracle.book.leads.values()].some(
      (page) => stored.has(page.leadId) && page.posts.some((one) => one.post.token === post.token),
    );
    if (!found) oracle.report("no accepted lead is lost", "it is stored nowhere", { leadId });
  }
  for (const one of stored.values()) {
    const where = { practiceId: one.lead.practiceId, leadId: one.lead.leadId };
    for (const what of [timelineMistake(one), silence(one, at), stuckRun(one, at.end)])
      if (what !== undefined) oracle.report(what.rule, what.what, where);
  }
}

type Mistake = { readonly rule: string; readonly what: string } | undefined;

function timelineMistake({ lead, events }: StoredLead): Mistake {
  const rule = "every change is an event";
  if (events.some(({ version }, index) => version !== index + 1)) return { rule, what: "the timeline has a gap" };
  if (events.length !== lead.version) return { rule, what: `${events.length} events, version ${lead.version}` };
  const bare = events.find(({ actor, reason, occurredAt }) => !actor?.id || !reason || !(occurredAt > 0));
  if (bare !== undefined) return { rule, what: `${bare.type} lacks actor, reason or time` };
  let status: string = "unanswered";
  for (const event of events) if (event.type === "lead.status_changed.v1") status = event.data.to;
  return status === lead.status ? undefined : { rule, what: `says ${status}, and the lead is ${lead.status}` };
}

/** A lead is answered, or a person knows why not, soon after it came in. */
function silence(
  { lead, events }: StoredLead,
  { end, interruptedMs }: { end: number; interruptedMs: number },
): Mistake {
  const patience = ANSWERED_WITHIN_MS + interruptedMs;
  const since = waitingSince(lead, events);
  if (end - since < patience) return undefined;
  const first = events.find(({ type }) => SIGNS.has(type));
  const what = first === undefined ? "nobody answered and nobody was told" : undefined;
  if (what !== undefined) return { rule: "no accepted lead is lost", what };
  const waited = (first?.occurredAt ?? end) - since;
  return waited <= patience
    ? undefined
    : { rule: "no accepted lead is lost", what: `waited ${Math.round(waited / MINUTE)} minutes` };
}

/** Since when a lead waits: since it came in, or since the opening that is recorded as the reason for its wait. */
function waitingSince({ receivedAt }: Lead, events: readonly LeadEvent[]): number {
  const openings = events.map((event) =>
    event.type === "touch.deferred.v1" && event.data.reason === "quiet_hours" ? event.data.notBefore : receivedAt,
  );
  return Math.max(receivedAt, ...openings.slice(0, EARLY_EVENTS));
}

function stuckRun({ runs }: StoredLead, end: number): Mistake {
  const stuck = runs.find(
    ({ outcome, wakeAt }) => outcome === undefined && (wakeAt === undefined || wakeAt < end - LATE_MS),
  );
  return (
    stuck && { rule: "every run ends or waits for a reason", what: `${stuck.runId} waits for ${stuck.waitingFor}` }
  );
}

/** What the product may take a message of each meaning for; a person reads what is ambiguous. */
const READ_AS: Readonly<Record<Meaning, readonly string[]>> = {
  opt_out: ["opt_out"],
  answer: ["answer", "ambiguous"],
  ambiguous: ["ambiguous", "opt_out"],
  wrong_number: ["wrong_number", "opt_out"],
  help: ["help"],
  emergency: ["emergency"],
  opt_in: ["opt_in"],
};

/** Every text message was taken for what it meant. */
export function checkReadings(oracle: Oracle, stored: ReadonlyMap<string, StoredLead>): void {
  const meanings = new Map<string, Meaning>();
  for (const { said } of oracle.book.points.values())
    for (const { messageId, meaning } of said) meanings.set(messageId, meaning);
  for (const { events } of stored.values())
    for (const { type, data, leadId, practiceId } of events) {
      if (type !== "reply.received.v1") continue;
      const meaning = meanings.get(data.messageId);
      if (meaning !== undefined && !READ_AS[meaning].includes(data.class))
        oracle.report("messages are read rightly", `${meaning} was read as ${data.class}`, { leadId, practiceId });
    }
}

/** No contact data in anything operational, and every key under its practice. */
export function checkTable(oracle: Pick<Oracle, "report">, memory: MemoryStore): void {
  for (const { table, item } of memory.items()) {
    const practiceId = typeof item.practiceId === "string" ? item.practiceId : "";
    if (!item.pk.startsWith(`P#${practiceId}#`) && !item.pk.startsWith("PROVIDER#"))
      oracle.report("practices stay apart", `an ${item.entity} outside its practice`, { practiceId });
    const found = table === "lead" ? findContactData(JSON.stringify(item)) : findContactData(`${item.pk} ${item.sk}`);
    if (found !== undefined)
      oracle.report("no contact data outside the vault", `${item.entity} holds ${found}`, { practiceId });
  }
}

/** Whether a lead is one that should hear of the practice until the end of its cadence. */
export function isSilentAndWilling({ posts }: LeadPage): boolean {
  return posts.every(
    ({ human, agreed }) =>
      human.behaviour === "silent" && human.situation === "plain" && agreed.sms && agreed.call && agreed.email,
  );
}

import type { EventType, LeadEvent } from "../contracts/events.ts";
import type { Lead, Milestones } from "../domain/entities/lead.ts";
import type { Fact, FactInquiry } from "../domain/entities/report.ts";
import { present } from "../domain/present.ts";
import type { Disposition, LeadStatus, SkipReason, StepChannel } from "../domain/vocabulary.ts";

type EventOf<T extends EventType> = Extract<LeadEvent, { type: T }>;
type Notes = { readonly [T in EventType]?: (tally: Tally, event: EventOf<T>) => void };
type Outcome = "sent" | "skipped" | "failed" | "unclear";

/** What a timeline comes to, while it is read. */
interface Tally {
  inquiries: FactInquiry[];
  milestones: Milestones;
  /** What became of each touch last; a touch that was unclear may turn out to be sent. */
  readonly touches: Map<string, { channel: StepChannel; outcome: Outcome }>;
  readonly callTasks: { due: number; done: number };
  /** A call that staff were asked to make waits for one of them to follow it up. */
  taskWaits: boolean;
  readonly calls: { attempted: number; connected: number };
  readonly breaches: { firstResponse: number; humanContact: number };
  missedCalls: number;
  /** Who it was given to or taken by last, and who last dealt with it. */
  given?: string;
  dealt?: string | undefined;
}

/** Skips of steps that never came due: what they were to bring about was settled, or their condition did not hold. */
const NEVER_DUE: readonly SkipReason[] = ["lead_settled", "superseded", "condition_not_met", "campaign_cancelled"];

const OF_DISPOSITION: Readonly<Partial<Record<Disposition, keyof Milestones>>> = {
  contacted: "contactedAt",
  qualified: "qualifiedAt",
  booked: "bookedAt",
  attended: "attendedAt",
  no_show: "noShowAt",
  won: "wonAt",
};
const OF_STATUS: Readonly<Partial<Record<LeadStatus, keyof Milestones>>> = OF_DISPOSITION;

const NOTES: Notes = {
  "lead.received.v1": (tally, { occurredAt }) => tally.inquiries.push({ startedAt: occurredAt }),
  "lead.inquired_again.v1": (tally, { occurredAt }) => tally.inquiries.push({ startedAt: occurredAt }),
  "touch.sent.v1": (tally, { occurredAt, data }) => {
    if (data.channel === "call_task") {
      tally.callTasks.due += 1;
      tally.taskWaits = true;
      return;
    }
    tally.touches.set(data.touchId, { channel: data.channel, outcome: "sent" });
    const { firstResponseMs, channel } = data;
    // The event happened when the provider accepted, so that the clock is known to the millisecond.
    if (firstResponseMs !== undefined)
      change(tally, { startedAt: occurredAt - firstResponseMs, responseMs: firstResponseMs, responseChannel: channel });
  },
  "touch.skipped.v1": (tally, { data }) => {
    if (!NEVER_DUE.includes(data.reason)) noteTouch(tally, data, "skipped");
  },
  "touch.failed.v1": (tally, { data }) => {
    if (data.final) noteTouch(tally, data, "failed");
  },
  "touch.ambiguous.v1": (tally, { data }) => noteTouch(tally, data, "unclear"),
  "touch.delivery_updated.v1": (tally, { data }) => {
    if (data.firstResponseFailed === true) change(tally, { responseFailed: true });
  },
  "human.contacted.v1": (tally, { data: { at, staffId, humanContactMs, staffedMs } }) => {
    reach(tally, "contactedAt", at);
    tally.dealt = staffId ?? tally.dealt;
    if (humanContactMs !== undefined) change(tally, present({ contactMs: humanContactMs, staffedMs }));
  },
  "call.attempted.v1": (tally, { data }) => {
    tally.calls.attempted += 1;
    if (data.outcome === "connected") tally.calls.connected += 1;
    followUp(tally, data.staffId);
  },
  "disposition.recorded.v1": (tally, { data: { disposition, at, staffId } }) => {
    const milestone = OF_DISPOSITION[disposition];
    if (milestone !== undefined) reach(tally, milestone, at);
    followUp(tally, staffId);
  },
  "lead.status_changed.v1": (tally, { occurredAt, data }) => {
    const milestone = OF_STATUS[data.to];
    if (milestone !== undefined) reach(tally, milestone, occurredAt);
  },
  "lead.assigned.v1": (tally, { data }) => {
    tally.given = data.staffId;
  },
  "lead.claimed.v1": (tally, { data }) => {
    tally.given = data.staffId;
  },
  "call.missed.v1": (tally) => {
    tally.missedCalls += 1;
  },
  "sla.breached.v1": (tally, { data }) => {
    tally.breaches[data.clock === "first_response" ? "firstResponse" : "humanContact"] += 1;
  },
};

/** Types of events that say something about a fact; `lead.imported.v1` does not: a row of a file is no lead of anybody's yet. */
export function changesFact(event: LeadEvent): boolean {
  if (event.mystery === true) return false;
  return event.type === "touch.delivery_updated.v1" ? event.data.firstResponseFailed === true : event.type in NOTES;
}

/**
 * What reports know of a lead: a pure fold of its timeline, as far as the lead tells of it, with the fields of the lead itself. `date` is
 * the day of its first receipt in the practice's zone.
 */
export function foldFact(lead: Lead, timeline: readonly LeadEvent[], date: string): Fact {
  const tally: Tally = {
    inquiries: [],
    milestones: {},
    touches: new Map(),
    callTasks: { due: 0, done: 0 },
    taskWaits: false,
    calls: { attempted: 0, connected: 0 },
    breaches: { firstResponse: 0, humanContact: 0 },
    missedCalls: 0,
  };
  for (const event of timeline) {
    // The table ties each note to the event type that it is looked up by; the compiler cannot follow that through a union.
    const note = NOTES[event.type] as ((tally: Tally, event: LeadEvent) => void) | undefined;
    if (event.version <= lead.version) note?.(tally, event);
  }
  return present<Fact>({
    practiceId: lead.practiceId,
    leadId: lead.leadId,
    date,
    version: lead.version,
    status: lead.status,
    receivedAt: lead.receivedAt,
    waitingSince: lead.clocks.startedAt,
    channel: lead.source.channel,
    source: lead.source.name,
    campaign: lead.source.campaign,
    serviceLine: lead.serviceLine,
    urgency: lead.urgency,
    imported: lead.imported && true,
    owner: tally.given ?? tally.dealt,
    inquiries: tally.inquiries,
    milestones: tally.milestones,
    appointmentAt: lead.appointmentAt,
    lostReason: lead.lostReason,
    value: lead.value,
    wonValue: lead.wonValue,
    missedCalls: tally.missedCalls,
    touches: touchCounts(tally),
    callTasks: tally.callTasks,
    calls: tally.calls,
    breaches: tally.breaches,
  });
}

/** Only the inquiry whose clock runs; what is known of it already was first. */
function change(tally: Tally, news: Partial<FactInquiry>): void {
  const current = tally.inquiries.at(-1);
  if (current === undefined) return;
  const { startedAt, ...known } = current;
  tally.inquiries = [...tally.inquiries.slice(0, -1), { startedAt, ...news, ...known }];
}

function reach(tally: Tally, milestone: keyof Milestones, at: number): void {
  tally.milestones = { ...tally.milestones, [milestone]: Math.min(at, tally.milestones[milestone] ?? at) };
}

function noteTouch(
  { touches }: Tally,
  { touchId, channel }: { touchId: string; channel: StepChannel },
  outcome: Outcome,
): void {
  if (channel !== "call_task" && touches.get(touchId)?.outcome !== "sent") touches.set(touchId, { channel, outcome });
}

function followUp(tally: Tally, staffId: string | undefined): void {
  tally.dealt = staffId ?? tally.dealt;
  if (!tally.taskWaits) return;
  tally.taskWaits = false;
  tally.callTasks.done += 1;
}

function touchCounts({ touches }: Tally): Fact["touches"] {
  const counts = { sms: 0, email: 0, call: 0, skipped: 0, failed: 0, unclear: 0 };
  for (const { channel, outcome } of touches.values()) {
    const kind = outcome === "sent" ? channel : outcome;
    if (kind !== "call_task") counts[kind] += 1;
  }
  return counts;
}

import type { LeadEvent } from "../../../shared/contracts/events.ts";
import type { Lead } from "../../../shared/domain/entities/lead.ts";

/** A lead with all that ever happened to it. */
export interface Counted {
  readonly lead: Lead;
  readonly events: readonly LeadEvent[];
}

const ORDER = ["contacted", "qualified", "booked", "attended", "won"];

/**
 * Counts reports anew, straight from what happened: written without a look at how facts, rows and summaries are made, so that both can be
 * held against each other.
 */
export function recount(all: readonly Counted[], targetMs: number, contactMs: number) {
  const counted = all.filter(({ lead, events }) => !lead.imported || events.some(isInquiry));
  const clients = counted.filter(({ lead }) => lead.status !== "existing_patient");
  // What came before somebody asked answers nothing: a row of a file whose lead was written to.
  const inquiries = counted.flatMap(({ events }) => inquiriesOf(events));
  const responses = inquiries.flatMap((events) =>
    events.flatMap((event) =>
      event.type === "touch.sent.v1" && event.data.firstResponseMs !== undefined ? [event.data.firstResponseMs] : [],
    ),
  );
  const contacts = inquiries.flatMap((events) =>
    events.flatMap((event) =>
      event.type === "human.contacted.v1" && event.data.staffedMs !== undefined ? [event.data.staffedMs] : [],
    ),
  );
  const answered = inquiries.filter((part) => part.some(isResponse));
  const byPerson = inquiries.filter((part) => !part.some(isResponse) && part.some(isContact));
  const stage = (name: string) => clients.filter((one) => ORDER.indexOf(furthest(one)) >= ORDER.indexOf(name)).length;
  const lost = clients.filter(({ lead }) => lead.status === "lost");
  const within = responses.filter((ms) => ms <= targetMs).length;
  return {
    funnel: {
      leads: clients.length,
      contacted: stage("contacted"),
      qualified: stage("qualified"),
      booked: stage("booked"),
      attended: stage("attended"),
      won: stage("won"),
      disqualified: clients.filter(({ lead }) => lead.status === "disqualified").length,
      existingPatients: counted.length - clients.length,
      lost: lost.length,
    },
    responseTimes: {
      inquiries: inquiries.length,
      responses: responses.length,
      personFirst: byPerson.length,
      unanswered: inquiries.length - answered.length - byPerson.length,
      withinTarget: within,
      firstResponseP50Ms: nearestRank(responses, 50),
      firstResponseP90Ms: nearestRank(responses, 90),
      firstResponseP99Ms: nearestRank(responses, 99),
      humanContacts: contacts.length,
      humanContactP50Ms: nearestRank(contacts, 50),
      humanContactP99Ms: nearestRank(contacts, 99),
      humanContactsWithinTarget: contacts.filter((ms) => ms <= contactMs).length,
      failedResponses: inquiries.filter((part) => part.some(isFailure)).length,
      humanContactBreaches: sumOf(
        counted,
        (event) => event.type === "sla.breached.v1" && event.data.clock === "human_contact",
      ),
    },
    revenue: clients.filter((one) => furthest(one) === "won").reduce((sum, { lead }) => sum + (lead.wonValue ?? 0), 0),
    staff: Object.fromEntries(
      ["maya", "luis", null].map((name) => [
        String(name),
        clients.filter(({ events }) => ownerOf(events) === name).length,
      ]),
    ),
    callTasksDue: sumOf(counted, (event) => event.type === "touch.sent.v1" && event.data.channel === "call_task"),
    callsAttempted: sumOf(counted, (event) => event.type === "call.attempted.v1"),
    missedCalls: sumOf(counted, (event) => event.type === "call.missed.v1"),
    sms: sumOf(counted, (event) => event.type === "touch.sent.v1" && event.data.channel === "sms"),
    lostReasons: Object.fromEntries(
      [...Map.groupBy(lost, ({ lead }) => lead.lostReason ?? "not_stated")].map(([reason, list]) => [
        reason,
        list.length,
      ]),
    ),
  };
}

const isInquiry = ({ type }: LeadEvent) => type === "lead.received.v1" || type === "lead.inquired_again.v1";
const isResponse = (event: LeadEvent) => event.type === "touch.sent.v1" && event.data.firstResponseMs !== undefined;
const isContact = (event: LeadEvent) => event.type === "human.contacted.v1" && event.data.humanContactMs !== undefined;
const isFailure = (event: LeadEvent) =>
  event.type === "touch.delivery_updated.v1" && event.data.firstResponseFailed === true;

const sumOf = (all: readonly Counted[], is: (event: LeadEvent) => boolean) =>
  all.reduce((sum, { events }) => sum + events.filter(is).length, 0);

/** What happened from each inquiry until the next one. */
function inquiriesOf(events: readonly LeadEvent[]): LeadEvent[][] {
  const parts: LeadEvent[][] = [];
  for (const event of events) {
    if (isInquiry(event)) parts.push([]);
    parts.at(-1)?.push(event);
  }
  return parts;
}

function furthest({ lead, events }: Counted): string {
  const seen = events.flatMap((event) => {
    if (event.type === "human.contacted.v1") return ["contacted"];
    if (event.type === "disposition.recorded.v1") return [event.data.disposition];
    return event.type === "lead.status_changed.v1" ? [event.data.to] : [];
  });
  const reached = seen.map((name) => (name === "no_show" ? "booked" : name)).filter((name) => ORDER.includes(name));
  const most = reached.sort((a, b) => ORDER.indexOf(b) - ORDER.indexOf(a))[0] ?? "lead";
  if (lead.status !== "disqualified") return most;
  return seen.includes("contacted") ? "contacted" : "lead";
}

function ownerOf(events: readonly LeadEvent[]): string | null {
  const given = events.flatMap((event) =>
    event.type === "lead.assigned.v1" || event.type === "lead.claimed.v1" ? [event.data.staffId] : [],
  );
  const dealt = events.flatMap((event) =>
    event.type === "human.contacted.v1" ||
    event.type === "call.attempted.v1" ||
    event.type === "disposition.recorded.v1"
      ? [event.data.staffId]
      : [],
  );
  return given.at(-1) ?? dealt.filter((name) => name !== undefined).at(-1) ?? null;
}

/** The smallest that at least this many percent do not exceed; null of none. */
export function nearestRank(list: readonly number[], percent: number): number | null {
  return [...list].sort((a, b) => a - b)[Math.max(1, Math.ceil((percent / 100) * list.length)) - 1] ?? null;
}

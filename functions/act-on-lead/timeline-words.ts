import type { EventData, LeadEvent } from "../../shared/contracts/events.ts";
import type {
  AlertReason,
  CallOutcome,
  Disposition,
  LeadStatus,
  LostReason,
  SkipReason,
  StepChannel,
} from "../../shared/domain/vocabulary.ts";
import type { Moment } from "./story.ts";

/** Where a lead stands, as people say it. */
export const STATUS_WORDS: Readonly<Record<LeadStatus, string>> = {
  unanswered: "Not answered yet",
  following_up: "Following up",
  nurturing: "In touch now and then",
  reactivating: "Being brought back",
  replied: "Has replied",
  contacted: "Spoken to",
  with_staff: "With staff",
  qualified: "Qualified",
  booked: "Booked",
  attended: "Attended",
  no_show: "Did not come",
  won: "Treatment accepted",
  existing_patient: "Existing patient",
  disqualified: "Not a fit",
  lost: "Lost",
  opted_out: "Opted out",
  stalled: "No answer so far",
};

/** Why a lead was lost, as people say it. */
export const LOST_WORDS: Readonly<Record<LostReason, string>> = {
  price: "Price",
  insurance: "Insurance",
  schedule: "No time that suits",
  service_not_offered: "We do not offer it",
  chose_another: "Went elsewhere",
  unreachable: "Cannot be reached",
  wrong_number: "Wrong number",
  other: "Something else",
};

const OUTCOME_WORDS: Readonly<Record<CallOutcome, string>> = {
  connected: "spoke with them",
  no_answer: "no answer",
  busy: "busy",
  voicemail: "left a voicemail",
  wrong_number: "wrong number",
};

const DISPOSITION_WORDS: Readonly<Record<Disposition, string>> = {
  contacted: "spoken to",
  qualified: "qualified",
  nurture: "not now",
  booked: "booked",
  attended: "attended",
  no_show: "did not come",
  won: "treatment accepted",
  existing_patient: "existing patient",
  disqualified: "not a fit",
  lost: "lost",
};

const TOUCH_WORDS: Readonly<Record<StepChannel, string>> = {
  sms: "text message",
  email: "email",
  call: "automatic call",
  call_task: "call task for staff",
};

const ALERT_WORDS: Partial<Record<AlertReason, string>> = {
  sla_at_risk: "time was getting short",
  sla_breached: "the lead waited too long",
  replied: "the lead had replied",
  reply_waiting: "the lead's reply was waiting",
  new_lead: "the lead was new",
  missed_call: "the lead had called",
};

const SKIP_WORDS: Partial<Record<SkipReason, string>> = {
  suppressed: "they had opted out",
  no_consent: "there is no consent for it",
  lead_settled: "the lead was settled",
  landline: "the number is a landline",
  wrong_number: "the number is not theirs",
};

/** How an event is told; undefined for what only the machinery has to know. */
export function timelineMoment(event: LeadEvent, nameOf: (staffId: string) => string): Moment | undefined {
  const text = wordsOf(event, nameOf);
  return text === undefined ? undefined : { at: event.occurredAt, text };
}

function wordsOf(event: LeadEvent, nameOf: (staffId: string) => string): string | undefined {
  switch (event.type) {
    case "lead.received.v1":
      return "The inquiry came in";
    case "lead.inquired_again.v1":
      return "They asked again";
    case "lead.inquiry_joined.v1":
      return "The same inquiry came in once more";
    case "lead.imported.v1":
      return "Imported from another system";
    case "lead.import_merged.v1":
      return "A file said more of them";
    case "campaign.turn_came.v1":
      return event.data.group === "treated" ? "A campaign reached out to them" : undefined;
    case "interest.shown.v1":
      return "They asked by our link to be contacted";
    case "call.missed.v1":
      return "They called and nobody answered";
    case "call.attempted.v1":
      return `${by(event.data.staffId, nameOf)} called: ${OUTCOME_WORDS[event.data.outcome]}`;
    case "disposition.recorded.v1":
      return dispositionWords(event.data, nameOf);
    case "lead.claimed.v1":
      return `${nameOf(event.data.staffId)} took it on`;
    case "lead.assigned.v1":
      return `Assigned to ${nameOf(event.data.staffId)}`;
    case "lead.waits_for_owner.v1":
      return "Waits for somebody to be free";
    case "sla.breached.v1":
      return event.data.clock === "human_contact" ? "Waited too long for a person" : "Waited too long for an answer";
    case "lead.status_changed.v1":
      return `Now: ${STATUS_WORDS[event.data.to].toLowerCase()}`;
    case "reply.received.v1":
      return event.data.class === "opt_out" ? "They texted to stop" : "They texted";
    case "reply.answered.v1":
      return event.data.state === "sent" ? "Their text was answered automatically" : undefined;
    case "contact.opted_out.v1":
      return event.data.scope === "email" ? "Unsubscribed from emails" : "Opted out of automatic messages";
    case "contact.opted_in.v1":
      return "Asked for messages again";
    case "contact.wrong_number.v1":
      return "The number is not theirs";
    case "contact.unusable.v1":
      return `${event.data.channel === "sms" ? "Text messages" : event.data.channel === "call" ? "Calls" : "Emails"} do not reach them`;
    case "human.contacted.v1":
      return event.data.via === "automated_call" ? "Spoke with us after an automatic call" : undefined;
    case "touch.sent.v1":
      return event.data.channel === "call_task"
        ? "Staff were asked to call"
        : `${cap(TOUCH_WORDS[event.data.channel])} sent`;
    case "touch.failed.v1":
      return event.data.final ? `${cap(TOUCH_WORDS[event.data.channel])} could not be sent` : undefined;
    case "touch.ambiguous.v1":
      return `${cap(TOUCH_WORDS[event.data.channel])} may have been sent`;
    case "touch.skipped.v1":
      return skipWords(event.data);
    case "touch.delivery_updated.v1":
      return event.data.status === "failed" ? `${cap(TOUCH_WORDS[event.data.channel])} did not arrive` : undefined;
    case "staff.alerted.v1":
      return alertWords(event.data, nameOf);
    // What only the machinery, or whoever checks on staff, has to know.
    case "lead.released.v1":
    case "lead.viewed.v1":
    case "lead.erased.v1":
    case "person.hold_placed.v1":
    case "person.hold_lifted.v1":
    case "run.started.v1":
    case "run.restarted.v1":
    case "run.finished.v1":
    case "touch.claimed.v1":
    case "touch.shadowed.v1":
    case "touch.deferred.v1":
      return undefined;
  }
}

function dispositionWords(
  { disposition, lostReason, staffId }: EventData<"disposition.recorded.v1">,
  nameOf: (staffId: string) => string,
): string {
  const why = lostReason === undefined ? "" : ` (${LOST_WORDS[lostReason].toLowerCase()})`;
  return `${by(staffId, nameOf)} noted: ${DISPOSITION_WORDS[disposition]}${why}`;
}

function skipWords({ channel, reason }: EventData<"touch.skipped.v1">): string | undefined {
  const why = SKIP_WORDS[reason];
  return why === undefined ? undefined : `No ${TOUCH_WORDS[channel]}: ${why}`;
}

function alertWords({ staffId, reason }: EventData<"staff.alerted.v1">, nameOf: (staffId: string) => string): string {
  const why = ALERT_WORDS[reason];
  return `${staffId === "" ? "Staff" : nameOf(staffId)} alerted${why === undefined ? "" : `: ${why}`}`;
}

function by(staffId: string | undefined, nameOf: (staffId: string) => string): string {
  return staffId === undefined ? "Staff" : nameOf(staffId);
}

function cap(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

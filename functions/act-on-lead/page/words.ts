import { escapeHtml } from "../../../shared/domain/messages/html.ts";
import type { FieldProblem, Notice } from "../notices.ts";

/** What was done last, or why not. */
export const NOTICE_WORDS: Readonly<Record<Notice, string>> = {
  claimed: "The lead is yours. Nobody else is alerted now.",
  taken: "Somebody else has this lead already.",
  call_noted: "The call is noted.",
  booked: "Booked. Automatic messages have ended.",
  nurture: "Noted: not now.",
  lost: "Noted as lost. Automatic messages have ended.",
  existing_patient: "Noted as an existing patient. Automatic messages have ended.",
  wrong_number: "Noted: wrong number. It gets no more messages or calls.",
  stopped: "All automatic contact has ended.",
  unchanged: "That was noted already.",
  lead_changed: "This lead changed while you had it open. Look again.",
  illegal: "That does not fit where the lead stands now. Nothing was changed.",
};

/** Notices that nothing came of what was pressed. */
export const IS_BAD: Partial<Record<Notice, true>> = { taken: true, illegal: true, lead_changed: true };

/** What is wrong with a field, and how to put it right. */
export const PROBLEM_WORDS: Readonly<Record<FieldProblem, string>> = {
  no_appointment: "Enter the date and time of the appointment.",
  no_such_time: "There is no such time on that day. Check the date and time.",
  past_appointment: "This time has passed. Enter when the appointment is.",
  far_appointment: "This is more than two years away. Check the date.",
  no_reason: "Choose why the lead is lost.",
  not_understood: "That was not understood, and nothing was changed. Please try again.",
};

/** The field that each problem is of. */
export const FIELD_OF: Partial<Record<FieldProblem, "appointmentAt" | "lostReason">> = {
  no_appointment: "appointmentAt",
  no_such_time: "appointmentAt",
  past_appointment: "appointmentAt",
  far_appointment: "appointmentAt",
  no_reason: "lostReason",
};

/** A US number as people read it, or whatever else it is. */
export function phoneWords(e164: string): string {
  return e164.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "($1) $2-$3");
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** `Tue, Dec 1, 10:02 AM` on the clocks of the practice, as HTML. */
export function timeElement(zone: string, at: number): string {
  const iso = new Date(at).toISOString();
  return `<time datetime="${iso}">${escapeHtml(formatOf(zone).format(at).replaceAll("\u202f", " "))}</time>`;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    weekday: "short",
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
  });
  formats.set(timeZone, format);
  return format;
}

const MINUTE_MS = 60_000;

/** How long ago, or how long: `12 min`, `3 h`, `2 days`. */
export function spanWords(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / MINUTE_MS));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h`;
  return `${Math.floor(hours / 24)} days`;
}

import type { Lead } from "../entities/lead.ts";
import type { LeadStatus, LostReason } from "../vocabulary.ts";

/** `stalled`: a campaign may bring the lead back; `dormant`: it is at rest, and none may. */
export type QuietQueue = "stalled" | "dormant";

/** A lead at rest: in which queue, and since when nothing happened, ms. */
export interface Quiet {
  readonly queue: QuietQueue;
  readonly since: number;
}

/** Statuses in which nothing is under way that waits for somebody; `nurturing` is a message a month. */
const AT_REST: readonly LeadStatus[] = [
  "stalled",
  "nurturing",
  "lost",
  "contacted",
  "with_staff",
  "qualified",
  "booked",
  "attended",
  "won",
  "existing_patient",
  "disqualified",
  "opted_out",
];
/** Those that a campaign may begin from. Whoever is with staff or was spoken to is theirs until they say what came of it. */
const MAY_COME_BACK: readonly LeadStatus[] = ["stalled", "nurturing", "lost"];
/** Who has, or had, an appointment is a patient. */
const BOOKED: readonly LeadStatus[] = ["booked", "attended", "won"];
/** Who chose somebody else, or asked for what is not offered, said no. */
const RECOVERABLE: readonly LostReason[] = ["price", "insurance", "schedule", "unreachable", "other"];

/** Why a lead at rest may not be brought back; undefined when it may. The reasons are those of a dry run. */
export type NotStalled =
  | "suppressed"
  | "booked"
  | "not_stalled"
  | "sensitive_service_line"
  | "minor"
  | "existing_patient"
  | "reason_not_recoverable";

/** Whether time, an offer or another try may change what a lead was lost for. */
export function isRecoverable(reason: LostReason): boolean {
  return RECOVERABLE.includes(reason);
}

/** The one definition of a stalled lead, apart from how long ago: not booked, not suppressed, lost for a reason that may pass. */
export function notStalled({
  status,
  flags,
  relationship,
  lostReason,
  mystery,
  erasedAt,
}: Lead): NotStalled | undefined {
  if (mystery === true || erasedAt !== undefined) return "not_stalled";
  if (status === "opted_out" || flags.includes("suppressed_person")) return "suppressed";
  if (BOOKED.includes(status)) return "booked";
  if (status === "existing_patient") return "existing_patient";
  if (flags.includes("sensitive")) return "sensitive_service_line";
  if (flags.includes("minor")) return "minor";
  if (relationship === "existing") return "existing_patient";
  if (lostReason !== undefined && !isRecoverable(lostReason)) return "reason_not_recoverable";
  return MAY_COME_BACK.includes(status) ? undefined : "not_stalled";
}

/** The lead's place in the queues of leads at rest; undefined while something is under way, for tests of our own and once it was erased. */
export function quietOf(lead: Lead): Quiet | undefined {
  if (!AT_REST.includes(lead.status) || lead.mystery === true || lead.erasedAt !== undefined) return undefined;
  return { queue: notStalled(lead) === undefined ? "stalled" : "dormant", since: lastActivity(lead) };
}

/** When something last happened to a lead, ms: an inquiry, a reply, a conversation, a campaign. Our own other messages do not count. */
export function lastActivity({ receivedAt, clocks, imported, reactivation }: Lead): number {
  const { startedAt, repliedAt = 0, humanContactAt = 0 } = clocks;
  return Math.max(
    receivedAt,
    startedAt,
    repliedAt,
    humanContactAt,
    imported?.lastActivityAt ?? 0,
    reactivation?.group === "treated" ? reactivation.at : 0,
  );
}

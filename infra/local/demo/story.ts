import type { LeadView } from "../../../shared/contracts/lead-api.ts";
import type { OutboxEntry } from "../outbox.ts";
import { type createStyle, wrap } from "./terminal.ts";

type Style = ReturnType<typeof createStyle>;
type TimelineEvent = LeadView["timeline"][number];

const INDENT = 22;
const CHANNELS: Readonly<Record<string, string>> = {
  sms: "SMS",
  email: "email",
  call: "automated call",
  call_task: "call task",
};
const REASONS: Readonly<Record<string, string>> = {
  no_consent: "no written consent to it",
  no_contact_point: "there is nowhere to send it",
  stale: "too late to be worth it",
  suppressed: "the person opted out",
  quiet_hours: "outside the hours in which we may contact the person",
  unknown_zone: "the person's time zone is not known",
  existing_patient: "an existing patient: for staff",
  lead_settled: "the lead is settled",
  condition_not_met: "its condition does not hold",
  frequency_cap: "the person has heard enough of us for now",
  pacing: "the number can send no faster",
  number_invalid: "there is no such number",
  carrier_blocked: "the carrier blocks it",
  bounced: "there is no such address",
};

/** Tells the timeline of a lead in words. */
export class Storyteller {
  readonly #style: Style;
  readonly #format: Intl.DateTimeFormat;

  readonly #names: ReadonlyMap<string, string>;

  /** `names` are those of staff by their id, number or address. */
  constructor(style: Style, zone: string, names: ReadonlyMap<string, string>) {
    this.#style = style;
    this.#names = names;
    this.#format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      weekday: "short",
      month: "short",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
  }

  /** A moment in the practice's zone, like `Tue, Dec 1, 10:02`. */
  time(at: string): string {
    return this.#format.format(new Date(at));
  }

  /** A headline with its moment, and text below it. */
  passage(at: string, headline: string, text = ""): string {
    const body = wrap(text, INDENT).map((line) => `${" ".repeat(INDENT)}${line}`);
    return [`${this.#style("dim", this.time(at).padEnd(INDENT))}${headline}`, ...body].join("\n");
  }

  /** What an event means to people; undefined when it is bookkeeping. */
  tell(event: TimelineEvent, outbox: readonly OutboxEntry[]): string | undefined {
    const { data } = event;
    const channel = CHANNELS[String(data.channel)] ?? String(data.channel);
    const message = outbox.find(({ touchId }) => touchId === data.touchId);
    switch (event.type) {
      case "touch.sent.v1":
        return this.passage(event.at, this.#sent(channel, message), textOf(message));
      case "touch.skipped.v1":
        return this.passage(event.at, this.#style("yellow", `${channel} skipped: ${reason(data.reason)}`));
      case "touch.deferred.v1":
        return this.passage(event.at, this.#style("yellow", `${channel} waits: ${reason(data.reason)}`));
      case "touch.failed.v1":
      case "touch.ambiguous.v1":
        return this.passage(event.at, this.#style("yellow", `${channel} not accepted (${String(data.code)})`));
      case "staff.alerted.v1":
        return this.passage(event.at, this.#style("cyan", `alert for ${this.#recipient(message)}`), textOf(message));
      case "lead.assigned.v1":
        return this.passage(event.at, this.#style("cyan", `the lead is given to ${this.#nameOf(data.staffId)}`));
      case "sla.breached.v1":
        return this.passage(event.at, this.#style("yellow", "nobody has spoken to the lead in time"));
      case "run.finished.v1":
        return this.passage(event.at, this.#style("bold", `follow-up ends: ${String(data.outcome)}`));
      case "lead.status_changed.v1":
        if (data.to !== "nurturing") return undefined;
        return this.passage(event.at, this.#style("bold", "from now on a message a month, for a year"));
      default:
        return undefined;
    }
  }

  #sent(channel: string, message: OutboxEntry | undefined): string {
    if (message === undefined) return this.#style("green", channel);
    if (message.channel === "alert") return this.#style("cyan", `${channel} for ${this.#recipient(message)}`);
    const subject = message.subject ? `: ${message.subject}` : "";
    return this.#style("green", `${channel} to ${message.to}${subject}`);
  }

  #recipient(message: OutboxEntry | undefined): string {
    return this.#nameOf(message?.to);
  }

  #nameOf(key: unknown): string {
    return this.#names.get(String(key)) ?? "staff";
  }
}

function reason(code: unknown): string {
  return REASONS[String(code)] ?? String(code);
}

/** The text without the signature and the footer below it, which are the same on every email. */
function textOf(message: OutboxEntry | undefined): string {
  return message?.body.split(/\n-- ?\n/)[0] ?? "";
}

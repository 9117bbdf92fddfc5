import type { EventDraft } from "../contracts/append-events.ts";
import type { EventData } from "../contracts/events.ts";
import type { Lead } from "../domain/entities/lead.ts";
import { SETTLED_BY_PEOPLE } from "../domain/lifecycle/stages.ts";
import { type StaffCalendar, staffedTimeBetween } from "../domain/practice-hours/staffed-hours.ts";
import type { LeadStatus } from "../domain/vocabulary.ts";
import { statusDrafts } from "./change-run.ts";

/** How, and when, a person of the practice was connected with a lead. */
export type HumanContact = Pick<EventData<"human.contacted.v1">, "via" | "at" | "staffId">;

/** A lead, and the events that say what changed of it. */
export interface ChangedLead {
  readonly lead: Lead;
  readonly drafts: readonly EventDraft[];
}

/** What is settled stays settled, whoever talks. */
const SETTLED: readonly LeadStatus[] = [...SETTLED_BY_PEOPLE, "qualified", "lost", "opted_out"];

/** Why a contact is known, in a stable word. */
const REASONS: Readonly<Record<HumanContact["via"], string>> = {
  automated_call: "connected_to_agent",
  staff_call: "call_connected",
  disposition: "disposition_recorded",
};

/** The lead after a person of the practice was connected with it: its clock has stopped, and people go on with it. */
export function contacted(lead: Lead, contact: HumanContact, calendar: StaffCalendar): ChangedLead {
  const noted = noteContact(lead, contact, calendar);
  // They asked again since: that inquiry still waits for a person.
  if (!isCurrent(lead, contact) || SETTLED.includes(lead.status)) return noted;
  const drafts = [...noted.drafts, ...statusDrafts(lead, "contacted", "human_contact")];
  return { lead: { ...noted.lead, status: "contacted" }, drafts };
}

/** Notes a contact and leaves the lead where it stands. Of before the newest inquiry it is contact about an earlier one. */
export function noteContact(lead: Lead, contact: HumanContact, calendar: StaffCalendar): ChangedLead {
  const { at } = contact;
  const { startedAt, humanContactAt } = lead.clocks;
  // What is known of may come out of order: the earliest contact is the first.
  const isFirst = isCurrent(lead, contact) && at < (humanContactAt ?? Number.POSITIVE_INFINITY);
  const { contactedAt = at } = lead.milestones ?? {};
  return {
    lead: {
      ...lead,
      milestones: { ...lead.milestones, contactedAt: Math.min(at, contactedAt) },
      ...(isFirst ? { clocks: { ...lead.clocks, humanContactAt: at } } : {}),
    },
    drafts: [
      {
        type: "human.contacted.v1",
        reason: REASONS[contact.via],
        data: {
          ...contact,
          ...(isFirst
            ? { humanContactMs: at - startedAt, staffedMs: staffedTimeBetween(calendar, startedAt, at) }
            : {}),
        },
      },
    ],
  };
}

/** Whether a contact is about the newest inquiry. */
export function isCurrent({ clocks }: Lead, { at }: Pick<HumanContact, "at">): boolean {
  return at >= clocks.startedAt;
}

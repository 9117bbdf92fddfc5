import type { EventDraft } from "../../shared/contracts/append-events.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import { SETTLED_BY_PEOPLE } from "../../shared/domain/lifecycle/stages.ts";
import type { LeadStatus } from "../../shared/domain/vocabulary.ts";
import { statusDrafts } from "../../shared/runs/change-run.ts";

/** What is settled stays settled, whoever talks. */
const SETTLED: readonly LeadStatus[] = [...SETTLED_BY_PEOPLE, "qualified", "lost", "opted_out"];

/** The lead after a person of the practice was connected with it at `at`, ms, and the events that say so. */
export function contacted(lead: Lead, at: number): { lead: Lead; drafts: readonly EventDraft[] } {
  const { startedAt, humanContactAt } = lead.clocks;
  const isCurrent = at >= startedAt;
  const isFirst = isCurrent && humanContactAt === undefined;
  const draft: EventDraft = {
    type: "human.contacted.v1",
    reason: "connected_to_agent",
    data: { via: "automated_call", at, ...(isFirst ? { humanContactMs: at - startedAt } : {}) },
  };
  // They asked again since: that inquiry still waits for a person.
  if (!isCurrent) return { lead, drafts: [draft] };
  const status = SETTLED.includes(lead.status) ? lead.status : "contacted";
  // Events may come out of order: the earliest contact is the first.
  const clocks = { ...lead.clocks, humanContactAt: Math.min(at, humanContactAt ?? at) };
  return {
    lead: { ...lead, status, clocks },
    drafts: [draft, ...statusDrafts(lead, status, "human_contact")],
  };
}

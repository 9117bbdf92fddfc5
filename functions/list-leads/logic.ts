import { heldView } from "../../shared/contracts/held-view.ts";
import type { WorkList } from "../../shared/contracts/lifecycle-api.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { Run } from "../../shared/domain/entities/run.ts";
import { currentClaim } from "../../shared/domain/lifecycle/current-claim.ts";
import { choosePractice } from "../../shared/platform/choose-practice.ts";
import type { Access, PracticeConfigs } from "../../shared/ports/index.ts";
import { nextLeads, type QueueDeps } from "./next-leads.ts";
import { cursorOf, readQuery } from "./read-query.ts";

/** What listing leads needs: the operational table alone, so that no contact data can be shown. */
export type ListLeadsDeps = QueueDeps & { readonly configs: PracticeConfigs };

/** A known caller's question for what there is to do. */
export interface ListLeadsInput {
  readonly access: Access;
  readonly query: Readonly<Record<string, string>>;
}

/** Answers the next leads that people have work with, the oldest first. Throws an `HttpProblem` (422) for a query that cannot be. */
export async function listLeads(deps: ListLeadsDeps, { access, query }: ListLeadsInput): Promise<WorkList> {
  const asked = readQuery(query);
  const { practiceId } = await choosePractice(deps.configs, access, query.practiceId);
  const { leads, position } = await nextLeads(deps, practiceId, asked);
  const runs = await deps.store.readMany(
    leads.map(({ leadId, runId }) => ({ entity: "run", key: { practiceId, leadId, runId } }) as const),
  );
  return { leads: leads.map((lead, index) => viewOf(lead, runs[index])), cursor: cursorOf(position) };
}

const iso = (ms: number) => new Date(ms).toISOString();

function viewOf(lead: Lead, run: Run | undefined): WorkList["leads"][number] {
  const { clocks } = lead;
  return {
    leadId: lead.leadId,
    status: lead.status,
    receivedAt: iso(lead.receivedAt),
    waitingSince: iso(lead.status === "replied" ? (clocks.repliedAt ?? clocks.startedAt) : clocks.startedAt),
    urgency: lead.urgency,
    serviceLine: lead.serviceLine ?? null,
    score: lead.score ?? null,
    flags: [...lead.flags],
    owner: heldView(lead.owner),
    claim: heldView(currentClaim(lead)),
    next: nextOf(run),
  };
}

function nextOf(run: Run | undefined): WorkList["leads"][number]["next"] {
  if (run?.wakeAt === undefined || run.outcome !== undefined) return null;
  return { at: iso(run.wakeAt), waitingFor: run.waitingFor ?? null };
}

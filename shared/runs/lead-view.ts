import type { LeadEvent } from "../contracts/events.ts";
import { heldView } from "../contracts/held-view.ts";
import type { LeadView } from "../contracts/lead-api.ts";
import type { Lead } from "../domain/entities/lead.ts";
import type { Run } from "../domain/entities/run.ts";
import { currentClaim } from "../domain/lifecycle/current-claim.ts";

const iso = (ms: number) => new Date(ms).toISOString();

/** A lead without its contact data; events hold none, so their data can be shown as it is. */
export function leadView(lead: Lead, run: Run, timeline: readonly LeadEvent[]): LeadView {
  const { startedAt, firstResponseAt } = lead.clocks;
  return {
    leadId: lead.leadId,
    practiceId: lead.practiceId,
    personId: lead.personId,
    erasedAt: lead.erasedAt === undefined ? null : iso(lead.erasedAt),
    status: lead.status,
    receivedAt: iso(lead.receivedAt),
    firstResponseMs: firstResponseAt === undefined ? null : firstResponseAt - startedAt,
    score: lead.score ?? null,
    flags: [...lead.flags],
    owner: heldView(lead.owner),
    claim: heldView(currentClaim(lead)),
    milestones: Object.fromEntries(Object.entries(lead.milestones ?? {}).map(([name, at]) => [name, iso(at)])),
    appointmentAt: lead.appointmentAt === undefined ? null : iso(lead.appointmentAt),
    lostReason: lead.lostReason ?? null,
    value: lead.wonValue ?? lead.value ?? null,
    reactivation: reactivationOf(lead),
    run: {
      runId: run.runId,
      purpose: run.purpose,
      generation: run.generation,
      outcome: run.outcome ?? null,
      nextAt: run.wakeAt === undefined || run.outcome !== undefined ? null : iso(run.wakeAt),
      waitingFor: run.outcome === undefined ? (run.waitingFor ?? null) : null,
    },
    timeline: timeline.map(({ occurredAt, type, actor, reason, data }) => ({
      at: iso(occurredAt),
      type,
      actor: `${actor.kind}:${actor.id}`,
      reason,
      data: { ...data },
    })),
  };
}

function reactivationOf({ reactivation }: Lead): LeadView["reactivation"] {
  if (reactivation === undefined) return null;
  const { campaignId, group, variant } = reactivation;
  return { campaignId, group, variant };
}

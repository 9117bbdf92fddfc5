import { appendEvents, type EventDraft } from "../../../shared/contracts/append-events.ts";
import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import { type Campaign, CampaignPlanSchema } from "../../../shared/domain/entities/campaign.ts";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import type { Run } from "../../../shared/domain/entities/run.ts";
import { CampaignIdSchema, runIdOf } from "../../../shared/domain/ids.ts";
import { endedRun, statusDrafts } from "../../../shared/runs/change-run.ts";
import { newRun, runStartedDraft } from "../../../shared/runs/new-run.ts";
import { releasedPerson } from "../../../shared/runs/released-person.ts";
import type { World } from "./world.ts";

const campaignId = CampaignIdSchema.parse("again");
type Parts = Pick<World, "time" | "memory" | "observer" | "oracle">;

/**
 * At `from` a campaign of each practice takes over everybody who is being followed up, and is paused in that moment; at `to` it goes on.
 * Who is chosen and when is another matter: this is about what the pipeline does with them.
 */
export function pauseCampaigns(parts: Parts, configs: readonly PracticeConfig[], from: number, to: number): void {
  const { time, oracle } = parts;
  time.at(from, () => {
    oracle.campaignsPaused(true);
    for (const config of configs) void takeOver(parts, config, from);
  });
  time.at(to, () => {
    for (const config of configs) parts.memory.seed({ entity: "campaign", value: campaignOf(config, "running", from) });
    oracle.campaignsPaused(false);
  });
}

function campaignOf(
  { practiceId, campaignCadences }: PracticeConfig,
  status: Campaign["status"],
  at: number,
): Campaign {
  const [cadence] = Object.keys(campaignCadences);
  const plan = CampaignPlanSchema.parse({ cadence, perDay: 1_000 });
  const made = { version: 1, configVersion: 1, createdAt: at, createdBy: "admin", history: [] };
  return { practiceId, campaignId, status, plan, ...made };
}

async function takeOver({ memory, observer, oracle }: Parts, config: PracticeConfig, now: number): Promise<void> {
  memory.seed({ entity: "campaign", value: campaignOf(config, "paused", now) });
  const store = observer.watch(memory);
  for (const { entity, value: lead } of memory.snapshot().entities.values()) {
    if (entity !== "lead" || lead.practiceId !== config.practiceId || lead.status !== "following_up") continue;
    const { practiceId, leadId, runId, personId } = lead;
    const run = await store.read("run", { practiceId, leadId, runId });
    const person = await store.read("person", { practiceId, personId });
    if (run === undefined || run.outcome !== undefined) continue;
    const { commit, next } = enrollment(lead, run, config, now);
    const puts = [
      ...commit.puts,
      { entity: "run", value: next, expected: "absent" } as const,
      ...releasedPerson(person, run),
    ];
    const page = oracle.book.leads.get(leadId);
    if ((await store.commit({ ...commit, puts })) === "committed" && page !== undefined) page.enrolledAt = now;
  }
}

function enrollment(lead: Lead, run: Run, config: PracticeConfig, now: number) {
  const { plan } = campaignOf(config, "paused", now);
  const runId = runIdOf(lead.leadId, "reactivation", campaignId);
  const started = newRun({ lead, purpose: "reactivation", runId, configVersion: 1, now });
  const next: Run = { ...started, cadence: plan.cadence, campaignId };
  const outcome = "replaced";
  const drafts: EventDraft[] = [
    { type: "run.finished.v1", reason: outcome, data: { runId: run.runId, outcome } },
    ...statusDrafts(lead, "reactivating", "enrolled"),
    runStartedDraft(next, "enrolled"),
  ];
  const { version, events } = appendEvents(lead, now, { kind: "system", id: "enroll-members" }, drafts);
  const ended = { ...endedRun(run, outcome), version: run.version + 1 };
  return {
    next,
    commit: {
      puts: [
        { entity: "lead", value: { ...lead, version, status: "reactivating", runId }, expected: lead.version } as const,
        { entity: "run", value: ended, expected: run.version } as const,
      ],
      events,
    },
  };
}

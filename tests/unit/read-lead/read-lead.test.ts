import { describe, expect, it } from "@jest/globals";
import { readLead } from "../../../functions/read-lead/logic.ts";
import { LeadViewSchema } from "../../../shared/contracts/lead-api.ts";
import { type LeadId, PracticeIdSchema, runIdOf } from "../../../shared/domain/ids.ts";
import { buildAccess, buildCampaign, buildLead, buildRun, PRACTICE_ID } from "../../support/builders/index.ts";
import { NOW } from "../../support/fakes/index.ts";
import { createMemoryStore } from "../../support/memory-store.ts";

const OTHER = PracticeIdSchema.parse("clear-skin");
const coordinator = buildAccess({ role: "coordinator", practiceIds: [OTHER, PRACTICE_ID] });

async function storeWithLead() {
  const store = createMemoryStore();
  const lead = buildLead({
    version: 1,
    status: "following_up",
    score: 65,
    flags: ["sensitive"],
    clocks: { startedAt: NOW, firstResponseAt: NOW + 420 },
  });
  const run = buildRun({ wakeAt: NOW + 300_000, waitingFor: "first-call-task: due" });
  await store.commit({
    puts: [
      { entity: "lead", value: lead, expected: "absent" },
      { entity: "run", value: run, expected: "absent" },
    ],
    events: [
      {
        id: `${lead.leadId}#1`,
        occurredAt: NOW,
        practiceId: lead.practiceId,
        leadId: lead.leadId,
        version: 1,
        actor: { kind: "source", id: "google-ads" },
        reason: "inquiry_posted",
        type: "run.started.v1",
        data: { runId: run.runId, purpose: "new-lead", cadence: "new-lead", configVersion: 1 },
      },
    ],
  });
  return {
    store,
    lead,
    run,
    ask: (leadId: string | undefined, access = coordinator) => readLead({ store, queries: store }, { access, leadId }),
  };
}

describe("readLead", () => {
  it("shows where the lead stands, what its run waits for, and everything that happened", async () => {
    const { ask, lead, run } = await storeWithLead();
    const view = await ask(lead.leadId);
    expect(LeadViewSchema.parse(view)).toEqual({
      leadId: lead.leadId,
      practiceId: "bright-smile",
      personId: lead.personId,
      erasedAt: null,
      status: "following_up",
      receivedAt: "2026-12-01T16:02:00.000Z",
      firstResponseMs: 420,
      score: 65,
      flags: ["sensitive"],
      owner: null,
      claim: null,
      milestones: {},
      appointmentAt: null,
      lostReason: null,
      value: null,
      reactivation: null,
      run: {
        runId: run.runId,
        purpose: "new-lead",
        generation: 1,
        outcome: null,
        nextAt: "2026-12-01T16:07:00.000Z",
        waitingFor: "first-call-task: due",
      },
      timeline: [
        {
          at: "2026-12-01T16:02:00.000Z",
          type: "run.started.v1",
          actor: "source:google-ads",
          reason: "inquiry_posted",
          data: { runId: run.runId, purpose: "new-lead", cadence: "new-lead", configVersion: 1 },
        },
      ],
    });
  });

  it("shows no first response before there is one, and nothing to wait for once the run has ended", async () => {
    const { ask, store, lead, run } = await storeWithLead();
    const { score: _, ...unscored } = lead;
    store.seed({ entity: "lead", value: { ...unscored, flags: [], clocks: { startedAt: NOW } } });
    store.seed({ entity: "run", value: { ...run, outcome: "exhausted" } });
    expect(await ask(lead.leadId)).toMatchObject({
      firstResponseMs: null,
      score: null,
      flags: [],
      run: { outcome: "exhausted", nextAt: null, waitingFor: null },
    });
  });

  it("shows who has the lead, how far it came and what it is worth", async () => {
    const { ask, store, lead } = await storeWithLead();
    const held = { staffId: "maria", at: NOW };
    const won = { milestones: { bookedAt: NOW, wonAt: NOW }, appointmentAt: NOW, value: 4_000, wonValue: 5_000 };
    store.seed({ entity: "lead", value: { ...lead, ...won, status: "won", owner: held, claim: held } });
    const at = "2026-12-01T16:02:00.000Z";
    expect(LeadViewSchema.parse(await ask(lead.leadId))).toMatchObject({
      owner: { staffId: "maria", at },
      claim: { staffId: "maria", at },
      milestones: { bookedAt: at, wonAt: at },
      appointmentAt: at,
      value: 5_000,
    });
    store.seed({
      entity: "lead",
      value: { ...lead, claim: { ...held, at: NOW - 1 }, lostReason: "price", value: 4_000 },
    });
    expect(await ask(lead.leadId)).toMatchObject({ claim: null, lostReason: "price", value: 4_000 });
  });

  it("shows the run that the lead is in now", async () => {
    const { ask, store, lead, run } = await storeWithLead();
    const runId = runIdOf(lead.leadId, "nurture", "g5ab1c");
    store.seed({ entity: "lead", value: { ...lead, status: "nurturing", runId } });
    store.seed({ entity: "run", value: { ...run, runId, purpose: "nurture", cadence: "nurture" } });
    expect(await ask(lead.leadId)).toMatchObject({ status: "nurturing", run: { runId, purpose: "nurture" } });
  });

  it("shows the campaign that the lead was in, and how it was treated there", async () => {
    const { ask, store, lead } = await storeWithLead();
    const { campaignId } = buildCampaign();
    const reactivation = { campaignId, order: "040#x", group: "control", variant: "b", at: NOW } as const;
    store.seed({ entity: "lead", value: { ...lead, reactivation } });
    const view = await ask(lead.leadId);
    expect(LeadViewSchema.parse(view).reactivation).toEqual({ campaignId, group: "control", variant: "b" });
  });

  it.each([undefined, "", "x", "01kbdexamp1e00000000000000", "../../secrets", "01KBD00000000000000000000Z"])(
    "answers 404 for %p",
    async (leadId) => {
      const { ask } = await storeWithLead();
      await expect(ask(leadId)).rejects.toMatchObject({ problem: { status: 404, code: "lead_not_found" } });
    },
  );

  it("answers another practice's lead exactly like one that does not exist", async () => {
    const { ask, lead } = await storeWithLead();
    const refusal = (leadId: LeadId | string, practiceIds: (typeof OTHER)[]) =>
      ask(leadId, { ...coordinator, practiceIds }).catch((error: { problem: unknown }) => error.problem);
    expect(await refusal(lead.leadId, [OTHER])).toEqual(await refusal("01KBD00000000000000000000Z", [OTHER]));
    expect(await refusal(lead.leadId, [])).toMatchObject({ status: 404 });
  });
});

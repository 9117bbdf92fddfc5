import { describe, expect, it } from "@jest/globals";
import { startJobs } from "../../../functions/start-jobs/logic.ts";
import { CampaignDayInputSchema, ImportInputSchema } from "../../../shared/contracts/workflow.ts";
import type { Campaign } from "../../../shared/domain/entities/campaign.ts";
import type { ImportJob } from "../../../shared/domain/entities/import.ts";
import { CampaignIdSchema, campaignDayNameOf, ImportIdSchema, PracticeIdSchema } from "../../../shared/domain/ids.ts";
import { JOB_LEASE_MS } from "../../../shared/domain/timing.ts";
import { startCampaignDay } from "../../../shared/runs/start-campaign-day.ts";
import { buildCampaign, buildImportJob, buildPractice, PRACTICE_ID } from "../../support/builders/index.ts";
import { fakeLogger, fakePracticeConfigs, fixedClock, NOW } from "../../support/fakes/index.ts";
import { createMemoryStore } from "../../support/memory-store.ts";
import { DAY, MINUTE } from "../../support/plan-facts.ts";
import { fakeWorkflows } from "../reactivation/campaign-world.ts";

const WINTER = CampaignIdSchema.parse("winter");
const IMPORT_ID = ImportIdSchema.parse("01KBDEXAMP1E00000000000009");

function world() {
  const store = createMemoryStore();
  const clock = fixedClock();
  const workflows = fakeWorkflows();
  const logger = fakeLogger();
  const deps = { store, configs: fakePracticeConfigs(buildPractice()), workflows, clock, logger };
  const seedCampaign = (changes: Partial<Campaign> = {}) => {
    const value = buildCampaign({ status: "running", wakeAt: NOW - MINUTE, ...changes });
    store.seed({ entity: "campaign", value });
    return value;
  };
  const seedImport = (changes: Partial<ImportJob> = {}) => {
    const value = buildImportJob({
      importId: IMPORT_ID,
      status: "importing",
      starts: 1,
      wakeAt: NOW - MINUTE,
      ...changes,
    });
    store.seed({ entity: "importJob", value });
    return value;
  };
  const campaign = (campaignId = WINTER) => store.read("campaign", { practiceId: PRACTICE_ID, campaignId });
  const day = (date: string) => store.read("campaignDay", { practiceId: PRACTICE_ID, campaignId: WINTER, date });
  const job = (importId = IMPORT_ID) => store.read("importJob", { practiceId: PRACTICE_ID, importId });
  return {
    deps,
    store,
    clock,
    workflows,
    logger,
    seedCampaign,
    seedImport,
    campaign,
    day,
    job,
    run: () => startJobs(deps),
  };
}

describe("startJobs", () => {
  it("starts the day of a campaign that is due, named by its date, and gives it a lease", async () => {
    const { run, seedCampaign, workflows, campaign, day } = world();
    seedCampaign();
    expect(await run()).toEqual({ due: 1, started: 1 });
    expect(workflows.days.map(({ name }) => name)).toEqual(["bright-smile_winter_2026-12-01"]);
    expect(CampaignDayInputSchema.parse(workflows.days[0]?.input)).toMatchObject({
      campaignId: "winter",
      date: "2026-12-01",
    });
    expect(await campaign()).toMatchObject({ version: 2, wakeAt: NOW + JOB_LEASE_MS });
    expect(await day("2026-12-01")).toMatchObject({ version: 1, starts: 1, enrolled: 0, nextSlot: 0 });
  });

  it("numbers further starts of one day, and keeps what that day has done", async () => {
    const { run, seedCampaign, workflows, store, day, clock } = world();
    seedCampaign();
    await run();
    const begun = await day("2026-12-01");
    if (begun === undefined) throw new Error("expected a day");
    store.seed({ entity: "campaignDay", value: { ...begun, version: 7, enrolled: 3, nextSlot: 4 } });
    clock.advance(JOB_LEASE_MS + 1);
    await run();
    expect(workflows.days.map(({ name }) => name)[1]).toBe("bright-smile_winter_2026-12-01-2");
    expect(await day("2026-12-01")).toMatchObject({ version: 8, starts: 2, enrolled: 3, nextSlot: 4 });
  });

  it("takes the date of the practice's zone", async () => {
    const { run, seedCampaign, workflows, clock } = world();
    seedCampaign();
    clock.set("2026-12-02T03:00:00Z");
    await run();
    expect(workflows.days[0]?.input.date).toBe("2026-12-01");
  });

  it("starts an import that fell silent, once more", async () => {
    const { run, seedImport, workflows, job } = world();
    seedImport();
    expect(await run()).toEqual({ due: 1, started: 1 });
    expect(workflows.imports.map(({ name }) => name)).toEqual([`${IMPORT_ID}-2`]);
    expect(ImportInputSchema.parse(workflows.imports[0]?.input)).toMatchObject({
      practiceId: PRACTICE_ID,
      importId: IMPORT_ID,
    });
    expect(await job()).toMatchObject({ starts: 2, wakeAt: NOW + JOB_LEASE_MS });
  });

  it("leaves alone what is not due, rests, or is over", async () => {
    const { run, seedCampaign, seedImport, workflows } = world();
    seedCampaign({ wakeAt: NOW });
    seedCampaign({ campaignId: CampaignIdSchema.parse("rests"), wakeAt: undefined });
    for (const status of ["draft", "paused", "cancelled", "done"] as const)
      seedCampaign({ campaignId: CampaignIdSchema.parse(status), status });
    for (const [index, status] of (["waiting", "done", "failed"] as const).entries())
      seedImport({ importId: ImportIdSchema.parse(`01KBDEXAMP1E0000000000001${index}`), status });
    seedImport({ wakeAt: NOW + DAY });
    expect(await run()).toMatchObject({ started: 0 });
    expect([...workflows.days, ...workflows.imports]).toEqual([]);
  });

  it("decides by what is stored when the index lags behind", async () => {
    const { run, deps, seedCampaign, seedImport, workflows } = world();
    seedCampaign({ wakeAt: NOW + DAY });
    deps.store.dueJobs = async () => [
      { kind: "campaign", practiceId: PRACTICE_ID, campaignId: WINTER },
      { kind: "campaign", practiceId: PRACTICE_ID, campaignId: CampaignIdSchema.parse("gone") },
      { kind: "import", practiceId: PRACTICE_ID, importId: IMPORT_ID },
    ];
    expect(await run()).toEqual({ due: 3, started: 0 });
    seedImport({ wakeAt: NOW + DAY });
    expect(await run()).toEqual({ due: 3, started: 0 });
    expect([...workflows.days, ...workflows.imports]).toEqual([]);
  });

  it("starts each job once when two passes meet", async () => {
    const { run, seedCampaign, seedImport, workflows } = world();
    seedCampaign();
    seedImport();
    await Promise.all([run(), run()]);
    expect(workflows.days.map(({ name }) => name)).toEqual(["bright-smile_winter_2026-12-01"]);
    expect(workflows.imports.map(({ name }) => name)).toEqual([`${IMPORT_ID}-2`]);
  });

  it("lets no job keep the others from starting", async () => {
    const { run, seedCampaign, seedImport, workflows, logger } = world();
    seedCampaign({ configVersion: 9 });
    seedCampaign({ campaignId: CampaignIdSchema.parse("spring") });
    seedImport();
    expect(await run()).toEqual({ due: 3, started: 2 });
    expect(workflows.days.map(({ input }) => input.campaignId)).toEqual(["spring"]);
    expect(logger.lines).toMatchObject([{ level: "error", fields: { practiceId: PRACTICE_ID } }]);
  });

  it("tries again when a lease is over, where an execution could not be started", async () => {
    const { run, seedCampaign, seedImport, workflows, logger, clock } = world();
    seedCampaign();
    seedImport();
    workflows.failWith("ThrottlingException");
    expect(await run()).toEqual({ due: 2, started: 0 });
    expect(logger.lines.map(({ fields }) => fields.code)).toEqual(["ThrottlingException", "ThrottlingException"]);
    workflows.failWith(undefined);
    expect(await run()).toEqual({ due: 0, started: 0 });
    clock.advance(JOB_LEASE_MS + 1);
    expect(await run()).toEqual({ due: 2, started: 2 });
    expect(workflows.days.map(({ name }) => name)).toEqual(["bright-smile_winter_2026-12-01-2"]);
  });

  it("starts so many in a pass, and the others in the next", async () => {
    const { run, seedCampaign } = world();
    for (let n = 0; n < 230; n += 1) seedCampaign({ campaignId: CampaignIdSchema.parse(`campaign-${n}`) });
    expect(await run()).toEqual({ due: 200, started: 200 });
    expect(await run()).toEqual({ due: 30, started: 30 });
  });
});

describe("startCampaignDay", () => {
  it("answers a conflict for a campaign that changed since it was read", async () => {
    const { deps, seedCampaign, workflows } = world();
    const read = seedCampaign();
    seedCampaign({ version: 2, status: "paused", wakeAt: undefined });
    expect(await startCampaignDay(deps, read, "America/Chicago", NOW)).toBe("conflict");
    expect(workflows.days).toEqual([]);
  });
});

describe("campaignDayNameOf", () => {
  it("gives two campaigns of two practices two names, and the longest of them room", () => {
    const name = (practice: string, campaign: string, start = 1) =>
      campaignDayNameOf(PracticeIdSchema.parse(practice), CampaignIdSchema.parse(campaign), "2026-12-01", start);
    expect(name("a1-b", "c")).not.toBe(name("a1", "b-c"));
    expect(name("p".repeat(40), "c".repeat(24), 144)).toHaveLength(80);
    expect(name("p".repeat(40), "c".repeat(24), 144)).toMatch(/^[A-Za-z0-9_-]{1,80}$/);
  });
});

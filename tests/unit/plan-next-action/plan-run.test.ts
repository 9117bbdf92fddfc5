import { describe, expect, it } from "@jest/globals";
import { planRun } from "../../../functions/plan-next-action/logic.ts";
import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import { type Action, type FollowUpInput, isKnownTo } from "../../../shared/contracts/workflow.ts";
import type { Campaign } from "../../../shared/domain/entities/campaign.ts";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import type { Run } from "../../../shared/domain/entities/run.ts";
import { runIdOf } from "../../../shared/domain/ids.ts";
import { MAX_LOOPS } from "../../../shared/domain/planner/plan-next-action.ts";
import { buildCampaign, buildPractice } from "../../support/builders/index.ts";
import { createMemoryStore } from "../../support/memory-store.ts";
import {
  buildLead,
  buildProgress,
  buildRun,
  buildStep,
  CADENCE,
  DAY,
  ENROLLED_AT,
  HOUR,
  MINUTE,
  NOTED,
} from "../../support/plan-facts.ts";

const config = buildPractice({ cadences: { "new-lead": CADENCE } });
const allDone = Object.fromEntries(CADENCE.steps.map(({ key }) => [key, buildProgress()]));
const answered = { status: "following_up", clocks: { startedAt: ENROLLED_AT, firstResponseAt: ENROLLED_AT } } as const;

async function given(
  overrides: {
    lead?: Partial<Lead>;
    run?: Partial<Run>;
    now?: number;
    config?: PracticeConfig;
    current?: PracticeConfig;
    /** Whether it is known that the target was missed. */
    noted?: boolean;
  } = {},
) {
  const store = createMemoryStore();
  const lead = buildLead(overrides.lead);
  const run = buildRun({
    ...overrides.run,
    steps: { ...(overrides.noted === false ? {} : NOTED), ...overrides.run?.steps },
  });
  const { practiceId, leadId, personId } = lead;
  const activeRunId = run.runId;
  store.seed(
    { entity: "lead", value: lead },
    { entity: "run", value: run },
    {
      entity: "person",
      value: { practiceId, personId, version: 1, points: [], name: {}, leadId, inquiredAt: ENROLLED_AT, activeRunId },
    },
  );
  const started: FollowUpInput[] = [];
  const deps = {
    store,
    configs: {
      current: async () => overrides.current && { version: 7, config: overrides.current },
      version: async () => overrides.config ?? config,
    },
    followUps: {
      start: async (input: FollowUpInput) => {
        started.push(input);
        return "started" as const;
      },
    },
    clock: { now: () => overrides.now ?? ENROLLED_AT },
  };
  const task = { version: 1, practiceId, leadId, runId: run.runId, generation: run.generation } as const;
  const stored = async () => ({
    lead: await store.read("lead", { practiceId, leadId }),
    run: await store.read("run", { practiceId, leadId, runId: run.runId }),
    person: await store.read("person", { practiceId, personId }),
    events: await store.timeline(practiceId, leadId),
  });
  return { deps, task, started, stored, store, lead, run };
}

describe("planRun", () => {
  it("answers the planned action and notes by when the run must show life", async () => {
    const { deps, task, stored } = await given();
    expect(await planRun(deps, task)).toMatchObject({ type: "send", stepKey: "hello-sms" });
    const { run } = await stored();
    expect(run).toMatchObject({ loops: 1, wakeAt: ENROLLED_AT + 90_000, waitingFor: "acting: hello-sms" });
  });

  it("stores the moment it waits for", async () => {
    const { deps, task, stored } = await given({
      lead: answered,
      run: { steps: { "hello-sms": buildProgress() }, revivals: 3 },
    });
    expect(await planRun(deps, task)).toMatchObject({ type: "wait" });
    expect((await stored()).run).toMatchObject({
      wakeAt: ENROLLED_AT + 5 * 60_000,
      waitingFor: "call-now: due",
      revivals: 0,
    });
  });

  it("notes once that nobody spoke to the lead within the target, with the plan that finds it out", async () => {
    const { deps, task, stored } = await given({ lead: answered, noted: false, now: ENROLLED_AT + 6 * MINUTE });
    expect(await planRun(deps, task)).toMatchObject({ type: "send" });
    await planRun(deps, task);
    const { events, run } = await stored();
    expect(events).toMatchObject([
      {
        type: "sla.breached.v1",
        occurredAt: ENROLLED_AT + 6 * MINUTE,
        actor: { kind: "system", id: "plan-next-action" },
        data: { clock: "human_contact", inquiry: 1, dueAt: ENROLLED_AT + 5 * MINUTE },
      },
    ]);
    expect(run?.steps["sla-1-breach"]).toMatchObject({ state: "skipped", reason: "noted" });
  });

  it("does not take a plan to act for progress: a run that is revived to fail again keeps its count", async () => {
    const { deps, task, stored } = await given({ run: { revivals: 1 } });
    expect(await planRun(deps, task)).toMatchObject({ type: "send" });
    expect((await stored()).run).toMatchObject({ revivals: 1 });
  });

  it("tells an execution of another generation to end, and writes nothing", async () => {
    const { deps, task, stored, run } = await given({ run: { generation: 2 } });
    expect(await planRun(deps, { ...task, generation: 1 })).toEqual({ type: "finish", outcome: "superseded" });
    expect((await stored()).run).toEqual(run);
  });

  it("ends a run that has nothing left to do: the lead is stalled and the person free for a new inquiry", async () => {
    const { deps, task, stored } = await given({
      lead: answered,
      run: { steps: allDone },
      now: ENROLLED_AT + 15 * DAY,
    });
    expect(await planRun(deps, task)).toEqual({ type: "finish", outcome: "exhausted" });
    const { lead, run, person, events } = await stored();
    expect(lead).toMatchObject({ status: "stalled", version: 4 });
    expect(run).toMatchObject({ outcome: "exhausted" });
    expect(run).not.toHaveProperty("wakeAt");
    expect(person).not.toHaveProperty("activeRunId");
    expect(events.map(({ type, version }) => [type, version])).toEqual([
      ["run.finished.v1", 3],
      ["lead.status_changed.v1", 4],
    ]);
    expect(await planRun(deps, task)).toEqual({ type: "finish", outcome: "exhausted" });
    expect((await stored()).events).toHaveLength(2);
  });

  it("moves a run that has looped enough to a fresh execution", async () => {
    const now = ENROLLED_AT + HOUR;
    const { deps, task, started, stored } = await given({ lead: answered, run: { loops: MAX_LOOPS }, now });
    expect(await planRun(deps, task)).toEqual({ type: "finish", outcome: "renewed" });
    const { run, events } = await stored();
    expect(run).toMatchObject({ generation: 2, loops: 0, generationStartedAt: now, wakeAt: now });
    expect(events).toMatchObject([{ type: "run.restarted.v1", data: { generation: 2, why: "renewed" } }]);
    expect(started).toMatchObject([{ generation: 2, action: { type: "plan" } }]);
  });

  it("plans again from what is stored when something else wrote in between", async () => {
    const { deps, task, store, lead, run } = await given();
    let interfered = false;
    const commit = store.commit.bind(store);
    deps.store.commit = async (request) => {
      if (!interfered) {
        interfered = true;
        store.seed(
          { entity: "lead", value: { ...lead, status: "booked", version: lead.version + 1 } },
          { entity: "run", value: { ...run, version: run.version + 1 } },
        );
      }
      return commit(request);
    };
    expect(await planRun(deps, task)).toEqual({ type: "finish", outcome: "booked" });
  });

  it("tells the execution of a run that another one replaced that it is superseded", async () => {
    const { deps, task, stored, run } = await given({ run: { wakeAt: undefined, outcome: "replaced" } });
    expect(await planRun(deps, task)).toEqual({ type: "finish", outcome: "superseded" });
    expect((await stored()).run).toEqual(run);
  });

  it("leaves a lead that people settled where they left it", async () => {
    const { deps, task, stored } = await given({ lead: { ...answered, status: "contacted" } });
    expect(await planRun(deps, task)).toEqual({ type: "finish", outcome: "with_staff" });
    const { lead, events } = await stored();
    expect(lead?.status).toBe("contacted");
    expect(events.map(({ type }) => type)).toEqual(["run.finished.v1"]);
  });

  it("fails when the lead does not exist", async () => {
    const { deps, task } = await given();
    const elsewhere = { ...task, practiceId: "other-practice" as never };
    await expect(planRun(deps, elsewhere)).rejects.toMatchObject({ name: "LeadMissing" });
  });
});

describe("planRun, with steps whose conditions are not met", () => {
  const steps = [
    buildStep({ key: "spanish-sms", firstResponse: true, when: { language: ["es"] } }),
    buildStep({ key: "hello-email", channel: "email", firstResponse: true }),
    buildStep({ key: "reminder", anchor: "appointmentAt", offset: "-P1D" }),
  ];
  const conditional = buildPractice({ cadences: { "new-lead": { steps, acknowledgement: {} } } });

  it("records each as skipped and answers the next action, in one call and one commit", async () => {
    const { deps, task, stored } = await given({ config: conditional });
    expect(await planRun(deps, task)).toMatchObject({ type: "send", stepKey: "hello-email" });
    const { lead, run, events } = await stored();
    expect(lead?.version).toBe(3);
    expect(run).toMatchObject({ version: 2, loops: 1, waitingFor: "acting: hello-email" });
    expect(run?.steps["spanish-sms"]).toEqual({
      state: "skipped",
      channel: "sms",
      attempt: 1,
      at: ENROLLED_AT,
      reason: "condition_not_met",
      ambiguous: 0,
    });
    expect(events).toMatchObject([
      {
        type: "touch.skipped.v1",
        reason: "condition_not_met",
        actor: { kind: "system", id: "plan-next-action" },
        data: { touchId: `${task.runId}#spanish-sms#1`, stepKey: "spanish-sms", channel: "sms", attempt: 1 },
      },
    ]);
  });

  it("records them also with the end of the run, and with a renewal", async () => {
    const done = { "spanish-sms": buildProgress(), "hello-email": buildProgress() };
    const ending = await given({ config: conditional, lead: answered, run: { steps: done } });
    expect(await planRun(ending.deps, ending.task)).toEqual({ type: "finish", outcome: "exhausted" });
    const { events, run } = await ending.stored();
    expect(events.map(({ type }) => type)).toEqual(["touch.skipped.v1", "run.finished.v1", "lead.status_changed.v1"]);
    expect(run?.steps.reminder).toMatchObject({ state: "skipped" });
  });

  it("skips any number of them, some at a time", async () => {
    const many = Array.from({ length: 120 }, (_, n) =>
      buildStep({ key: `step-${n}`, offset: "P1D", when: { score: { min: 1 } } }),
    );
    const cadences = { "new-lead": { steps: many, acknowledgement: {} } };
    const long = buildPractice({ cadences });
    const { deps, task, stored } = await given({ config: long, lead: answered, now: ENROLLED_AT + DAY });
    expect(await planRun(deps, task)).toEqual({ type: "plan" });
    expect(await planRun(deps, task)).toEqual({ type: "plan" });
    expect(await planRun(deps, task)).toEqual({ type: "finish", outcome: "exhausted" });
    const { run } = await stored();
    expect(Object.values(run?.steps ?? {}).filter(({ reason }) => reason === "condition_not_met")).toHaveLength(120);
  });
});

describe("planRun, at the end of a cadence that nurture follows", () => {
  const monthly = { steps: [buildStep({ key: "month-1", channel: "email", offset: "P30D" })], acknowledgement: {} };
  const followed = { ...CADENCE, followedBy: "nurture" as const };
  const practice = buildPractice({ cadences: { "new-lead": followed, nurture: monthly } });
  const now = ENROLLED_AT + 15 * DAY;
  const over = { lead: answered, run: { steps: allDone }, now, config: practice } as const;

  it("starts nurturing in the same commit, with the configuration that the practice has now", async () => {
    const { deps, task, stored, started, store, lead: before } = await given({ ...over, current: practice });
    expect(await planRun(deps, task)).toEqual({ type: "finish", outcome: "exhausted" });
    const { lead, run, person, events } = await stored();
    const runId = runIdOf(before.leadId, "nurture", Math.floor(now / 60_000).toString(36));
    expect(lead).toMatchObject({ status: "nurturing", runId });
    expect(run).toMatchObject({ outcome: "exhausted" });
    expect(person).not.toHaveProperty("activeRunId");
    expect(events.map(({ type }) => type)).toEqual(["run.finished.v1", "lead.status_changed.v1", "run.started.v1"]);
    const { practiceId, leadId } = before;
    expect(await store.read("run", { practiceId, leadId, runId })).toMatchObject({
      purpose: "nurture",
      configVersion: 7,
      enrolledAt: now,
      generation: 1,
      wakeAt: now,
    });
    expect(started).toMatchObject([{ runId, generation: 1, action: { type: "plan" } }]);
    const next = await planRun(deps, { ...task, runId });
    expect(next).toMatchObject({ type: "wait", reason: "month-1: due" });
  });

  it.each<[string, Parameters<typeof given>[0]]>([
    ["the practice has no such cadence any more", { current: config }],
    ["the practice is gone", {}],
    ["the run's cadence names none", { config, current: practice }],
    ["the service line is sensitive", { current: practice, lead: { ...answered, flags: ["sensitive"] } }],
    ["the lead is a test of our own", { current: practice, lead: { ...answered, mystery: true } }],
    ["the lead is stalled already", { current: practice, lead: { ...answered, status: "stalled" } }],
  ])("does not when %s", async (_, difference) => {
    const { deps, task, stored, started } = await given({ ...over, ...difference });
    expect(await planRun(deps, task)).toEqual({ type: "finish", outcome: "exhausted" });
    expect((await stored()).lead?.status).toBe("stalled");
    expect(started).toEqual([]);
  });

  it("ends for good after nurturing", async () => {
    const run = { purpose: "nurture", cadence: "nurture", steps: { "month-1": buildProgress() } } as const;
    const looping = buildPractice({
      cadences: { "new-lead": followed, nurture: { ...monthly, followedBy: "nurture" } },
    });
    const { deps, task, stored } = await given({
      lead: { ...answered, status: "nurturing" },
      run,
      now,
      config: looping,
      current: looping,
    });
    expect(await planRun(deps, task)).toEqual({ type: "finish", outcome: "exhausted" });
    expect((await stored()).lead?.status).toBe("stalled");
  });
});

describe("planRun, of a campaign's run", () => {
  const { campaignId } = buildCampaign();
  const monthly = { steps: [buildStep({ key: "month-1", channel: "email", offset: "P30D" })], acknowledgement: {} };
  const practice = buildPractice({
    cadences: { "new-lead": CADENCE, nurture: monthly },
    campaignCadences: { "win-back": { ...CADENCE, followedBy: "nurture" } },
  });
  const inCampaign = {
    lead: { ...answered, status: "reactivating" },
    run: { purpose: "reactivation", cadence: "win-back", campaignId },
    config: practice,
    current: practice,
  } as const;

  async function givenCampaign(status: Campaign["status"] | "gone", run: Partial<Run> = {}) {
    const world = await given({ ...inCampaign, run: { ...inCampaign.run, ...run } });
    if (status !== "gone") world.store.seed({ entity: "campaign", value: buildCampaign({ status }) });
    return world;
  }

  it.each(["running", "paused", "done"] as const)("plans as usual while the campaign is %s", async (status) => {
    const { deps, task } = await givenCampaign(status);
    expect(await planRun(deps, task)).toMatchObject({ type: "send", stepKey: "hello-sms" });
  });

  it.each(["cancelled", "gone"] as const)(
    "ends the run once the campaign is %s: the lead is stalled",
    async (status) => {
      const { deps, task, stored, started } = await givenCampaign(status);
      expect(await planRun(deps, task)).toEqual({ type: "finish", outcome: "cancelled" });
      const { lead, run, person, events } = await stored();
      expect(lead).toMatchObject({ status: "stalled" });
      expect(run).toMatchObject({ outcome: "cancelled" });
      expect(run).not.toHaveProperty("wakeAt");
      expect(person).not.toHaveProperty("activeRunId");
      expect(events.map(({ type, reason }) => [type, reason])).toEqual([
        ["run.finished.v1", "cancelled"],
        ["lead.status_changed.v1", "cancelled"],
      ]);
      expect(started).toEqual([]);
      expect(await planRun(deps, task)).toEqual({ type: "finish", outcome: "cancelled" });
    },
  );

  it("ends the run of a person who was erased, whatever was still to be told, as far as its definition knows that ending", async () => {
    const alerts = [{ key: "alert-replied-1", reason: "replied" as const, at: ENROLLED_AT }];
    const { deps, task, stored } = await given({ lead: { erasedAt: ENROLLED_AT }, run: { alerts } });
    expect(await planRun(deps, { ...task, definition: 2 })).toEqual({ type: "finish", outcome: "erased" });
    expect((await stored()).run).toMatchObject({ outcome: "erased" });
    // An execution of a definition from before there was the ending.
    expect(await planRun(deps, task)).toEqual({ type: "finish", outcome: "superseded" });
  });

  it("goes over to nurture when nobody answered, where its cadence says so", async () => {
    const { deps, task, stored } = await givenCampaign("running", { steps: allDone });
    expect(await planRun(deps, task)).toEqual({ type: "finish", outcome: "exhausted" });
    expect((await stored()).lead).toMatchObject({ status: "nurturing" });
  });

  it("uses the templates that the campaign chose in place of the cadence's", async () => {
    const { deps, task } = await givenCampaign("running", { templates: { "hello-sms": "offer-sms" } });
    expect(await planRun(deps, task)).toMatchObject({ type: "send", stepKey: "hello-sms", template: "offer-sms" });
  });
});

describe("planRun for an execution of an older definition", () => {
  /** Older than any: it knows nothing of what is planned today. */
  const definition = 0;

  it("says that the run is superseded where the definition does not know how it ended", async () => {
    const { deps, task } = await given({ run: { outcome: "booked" } });
    expect(await planRun(deps, { ...task, definition })).toEqual({ type: "finish", outcome: "superseded" });
    expect(await planRun(deps, task)).toEqual({ type: "finish", outcome: "booked" });
  });

  it("has an execution of the newest one do what it cannot", async () => {
    const { deps, task, started, stored } = await given();
    expect(await planRun(deps, { ...task, definition })).toEqual({ type: "finish", outcome: "superseded" });
    expect(started).toMatchObject([{ generation: task.generation + 1, action: { type: "plan" } }]);
    expect((await stored()).run).not.toHaveProperty("outcome");
  });

  it("keeps from the first definition what only later ones know", () => {
    const erased = { type: "finish", outcome: "erased" } as unknown as Action;
    expect([1, 2].map((version) => isKnownTo(version, erased))).toEqual([false, true]);
    expect(isKnownTo(1, { type: "finish", outcome: "renewed" })).toBe(true);
  });
});

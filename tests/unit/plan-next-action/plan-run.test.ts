import { describe, expect, it } from "@jest/globals";
import { planRun } from "../../../functions/plan-next-action/logic.ts";
import type { FollowUpInput } from "../../../shared/contracts/workflow.ts";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import type { Run } from "../../../shared/domain/entities/run.ts";
import { MAX_LOOPS } from "../../../shared/domain/planner/plan-next-action.ts";
import { createMemoryStore } from "../../support/memory-store.ts";
import {
  buildLead,
  buildProgress,
  buildRun,
  CADENCE,
  CALENDAR,
  DAY,
  ENROLLED_AT,
  HOUR,
} from "../../support/plan-facts.ts";

const config = { ...CALENDAR, cadences: { "new-lead": CADENCE } };
const allDone = Object.fromEntries(CADENCE.steps.map(({ key }) => [key, buildProgress()]));
const answered = { status: "following_up", clocks: { startedAt: ENROLLED_AT, firstResponseAt: ENROLLED_AT } } as const;

async function given(overrides: { lead?: Partial<Lead>; run?: Partial<Run>; now?: number } = {}) {
  const store = createMemoryStore();
  const lead = buildLead(overrides.lead);
  const run = buildRun(overrides.run);
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
    configs: { current: async () => undefined, version: async () => config as never },
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

  it("fails when the lead does not exist", async () => {
    const { deps, task } = await given();
    const elsewhere = { ...task, practiceId: "other-practice" as never };
    await expect(planRun(deps, elsewhere)).rejects.toMatchObject({ name: "LeadMissing" });
  });
});

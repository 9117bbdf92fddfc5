import { describe, expect, it } from "@jest/globals";
import { reviveRuns } from "../../../functions/revive-runs/logic.ts";
import type { FollowUpInput } from "../../../shared/contracts/workflow.ts";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import type { Run } from "../../../shared/domain/entities/run.ts";
import { WorkflowUnavailable } from "../../../shared/domain/errors.ts";
import { createMemoryStore } from "../../support/memory-store.ts";
import { buildLead, buildRun, ENROLLED_AT, HOUR, MINUTE } from "../../support/plan-facts.ts";

const GRACE = 90_000;

async function given(overrides: { lead?: Partial<Lead>; run?: Partial<Run> } = {}) {
  const store = createMemoryStore();
  const lead = buildLead(overrides.lead);
  const run = buildRun(overrides.run);
  store.seed({ entity: "lead", value: lead }, { entity: "run", value: run });
  const started: FollowUpInput[] = [];
  const metrics: [string, number][] = [];
  const failing = { now: false };
  const deps = {
    store,
    followUps: {
      start: async (input: FollowUpInput) => {
        if (failing.now) throw new WorkflowUnavailable("ThrottlingException");
        started.push(input);
        return "started" as const;
      },
    },
    metrics: { emit: (name: string, value: number) => void metrics.push([name, value]) },
    logger: { info: () => {}, warn: () => {}, error: () => {} },
    clock: { now: () => ENROLLED_AT },
  };
  const at = (now: number) => reviveRuns({ ...deps, clock: { now: () => now } });
  const storedRun = () => store.read("run", { practiceId: run.practiceId, leadId: run.leadId, runId: run.runId });
  const events = () => store.timeline(run.practiceId, run.leadId);
  return { at, started, metrics, failing, storedRun, events };
}

describe("reviveRuns", () => {
  it("leaves a run alone until it is 90 seconds late", async () => {
    const { at, started } = await given();
    expect(await at(ENROLLED_AT + GRACE)).toEqual({ late: 0, revived: 0 });
    expect(started).toEqual([]);
  });

  it("gives a late run a new generation and an execution that asks the planner", async () => {
    const { at, started, storedRun, events } = await given();
    const now = ENROLLED_AT + 2 * MINUTE;
    expect(await at(now)).toEqual({ late: 1, revived: 1 });
    expect(started).toMatchObject([{ generation: 2, action: { type: "plan" } }]);
    expect(await storedRun()).toMatchObject({ generation: 2, revivals: 1, wakeAt: now + MINUTE });
    expect(await events()).toMatchObject([{ type: "run.restarted.v1", data: { why: "late", lateMs: 2 * MINUTE } }]);
  });

  it("backs off up to 15 minutes while reviving does not help, alarms at the fifth, and never stops", async () => {
    const { at, started, metrics } = await given();
    const revivedAt: number[] = [];
    for (let now = ENROLLED_AT; now <= ENROLLED_AT + 3 * HOUR; now += MINUTE) {
      const before = started.length;
      await at(now);
      if (started.length > before) revivedAt.push((now - ENROLLED_AT) / MINUTE);
    }
    const pauses = revivedAt.slice(1).map((minute, index) => minute - (revivedAt[index] ?? 0));
    expect(pauses.slice(0, 5)).toEqual([3, 4, 6, 10, 17]);
    expect(new Set(pauses.slice(4))).toEqual(new Set([17]));
    const alarms = metrics.filter(([name]) => name === "RunRevivalExhausted");
    expect(alarms).toHaveLength(started.length - 4);
  });

  it("tries again when the execution could not be started", async () => {
    const { at, started, failing } = await given();
    failing.now = true;
    expect(await at(ENROLLED_AT + 2 * MINUTE)).toEqual({ late: 1, revived: 0 });
    failing.now = false;
    expect(await at(ENROLLED_AT + 10 * MINUTE)).toEqual({ late: 1, revived: 1 });
    expect(started).toMatchObject([{ generation: 3 }]);
  });

  it("does not revive a run that has ended", async () => {
    const { at, started } = await given({ run: { wakeAt: undefined, outcome: "booked" } });
    await at(ENROLLED_AT + HOUR);
    expect(started).toEqual([]);
  });

  it("reports how long the longest unanswered lead has waited, and zero when all are answered", async () => {
    const unanswered = await given();
    await unanswered.at(ENROLLED_AT + 7_000);
    expect(unanswered.metrics).toContainEqual(["OldestUnansweredMs", 7_000]);
    const answered = await given({ lead: { status: "following_up" } });
    await answered.at(ENROLLED_AT + 7_000);
    expect(answered.metrics).toContainEqual(["OldestUnansweredMs", 0]);
  });

  it("counts no lead as unanswered that quiet hours hold back, and one that a switch does", async () => {
    const heldBack = (reason: string) => ({
      state: "deferred" as const,
      channel: "sms" as const,
      attempt: 1,
      at: ENROLLED_AT,
      ambiguous: 0,
      reason,
      notBefore: ENROLLED_AT + 8 * HOUR,
    });
    const atNight = await given({ run: { steps: { "first-sms": heldBack("quiet_hours") } } });
    await atNight.at(ENROLLED_AT + HOUR);
    expect(atNight.metrics).toContainEqual(["OldestUnansweredMs", 0]);
    await atNight.at(ENROLLED_AT + 9 * HOUR);
    expect(atNight.metrics).toContainEqual(["OldestUnansweredMs", 9 * HOUR]);
    const paused = await given({ run: { steps: { "first-sms": heldBack("sending_paused") } } });
    await paused.at(ENROLLED_AT + HOUR);
    expect(paused.metrics).toContainEqual(["OldestUnansweredMs", HOUR]);
  });
});

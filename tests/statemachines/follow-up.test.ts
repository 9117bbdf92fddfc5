import { afterEach, describe, expect, it } from "@jest/globals";
import { VirtualClock } from "../../infra/local/clock/virtual-clock.ts";
import { type Execution, Executions } from "../../infra/local/state-machine/executions.ts";
import type { Action, FollowUpInput } from "../../shared/contracts/workflow.ts";

const START = Date.parse("2026-12-01T16:02:00Z");
const HOUR_MS = 3_600_000;
const leadId = "01J0000000000000000000000A";
const IDS = { version: 1, practiceId: "bright-smile", leadId, runId: `${leadId}-new-lead`, generation: 1 } as const;
const STEP = { stepKey: "first", attempt: 1, template: "first", dueAt: START };

type Calls = { functionName: string; payload: unknown; at: number }[];
/** What the functions do: the planner answers its plan in turn; others answer null unless they are given here. */
interface Given {
  plan: readonly (Action | Error)[];
  others?: Record<string, () => Promise<unknown>>;
}

const clocks: VirtualClock[] = [];
afterEach(() => {
  for (const clock of clocks.splice(0)) clock.stop();
});

function startMachine(given: Given): { clock: VirtualClock; executions: Executions; calls: Calls } {
  const clock = new VirtualClock({ startsAt: START, speed: 1 });
  clocks.push(clock);
  const calls: Calls = [];
  const plan = [...given.plan];
  const executions = new Executions({
    stateMachine: "follow-up",
    clock,
    invoke: async (functionName, payload) => {
      calls.push({ functionName, payload, at: clock.now() });
      if (functionName !== "plan-next-action") return (await given.others?.[functionName]?.()) ?? null;
      const next = plan.shift() ?? new Error("nothing more was planned");
      if (next instanceof Error) throw next;
      return next;
    },
  });
  return { clock, executions, calls };
}

/** Runs one execution to its end, moving the clock on as far as it takes. */
async function run(action: Action, given: Given): Promise<{ execution: Execution; calls: Calls; states: string[] }> {
  const { clock, executions, calls } = startMachine(given);
  executions.start("run-g1", { ...IDS, action } as unknown as FollowUpInput);
  await clock.advance(40 * 86_400);
  const execution = executions.find("run-g1") as Execution;
  return { execution, calls, states: execution.states.map(({ name }) => name) };
}

const send = (channel: "sms" | "email" | "call"): Action => ({ type: "send", channel, ...STEP });
const waitUntil = (ms: number): Action => ({ type: "wait", until: new Date(ms).toISOString(), reason: "next_step" });
const finish = (outcome: Extract<Action, { type: "finish" }>["outcome"]): Action => ({ type: "finish", outcome });
const failure = (name: string) => Object.assign(new Error("failed"), { name });

describe("the follow-up state machine", () => {
  it.each([
    ["SendSms", "send-sms", send("sms")],
    ["SendEmail", "send-email", send("email")],
    ["PlaceCall", "place-call", send("call")],
    ["AlertStaff", "alert-staff", { type: "callTask", ...STEP } as Action],
    [
      "AlertStaff",
      "alert-staff",
      { type: "alertStaff", stepKey: "alert", attempt: 1, reason: "no_automated_channel" } as Action,
    ],
  ])("acts by %s, which gives %s ids and the action only", async (state, name, action) => {
    const { states, calls } = await run(action, { plan: [finish("exhausted")] });
    expect(states).toEqual([
      "ChooseAction",
      state,
      "PlanNextAction",
      "TakePlannedAction",
      "ChooseAction",
      "ChooseOutcome",
      "CadenceExhausted",
    ]);
    expect(calls.map(({ functionName }) => functionName)).toEqual([name, "plan-next-action"]);
    expect(calls.map(({ payload }) => payload)).toEqual([
      { ...IDS, action },
      { ...IDS, definition: 2 },
    ]);
  });

  it.each([
    ["booked", "LeadBooked"],
    ["lost", "LeadLost"],
    ["opted_out", "LeadOptedOut"],
    ["with_staff", "WithStaff"],
    ["exhausted", "CadenceExhausted"],
    ["cancelled", "CampaignCancelled"],
    ["erased", "Erased"],
    ["renewed", "Renewed"],
    ["superseded", "Superseded"],
  ] as const)("ends a run that is %s as %s", async (outcome, ending) => {
    const { execution, states } = await run({ type: "plan" }, { plan: [finish(outcome)] });
    expect(states.at(-1)).toBe(ending);
    expect(execution.status).toBe("SUCCEEDED");
  });

  it("waits until the moment that was planned, then asks again", async () => {
    const until = START + 30 * 24 * HOUR_MS;
    const { calls } = await run(waitUntil(until), { plan: [finish("exhausted")] });
    expect(calls).toHaveLength(1);
    expect(calls[0]?.at).toBeGreaterThanOrEqual(until);
    expect((calls[0]?.at as number) - until).toBeLessThan(2_000);
  });

  it("goes on at once when the planned moment has passed", async () => {
    const { calls } = await run(waitUntil(START - HOUR_MS), { plan: [finish("exhausted")] });
    expect((calls[0]?.at as number) - START).toBeLessThan(2_000);
  });

  it("carries nothing of the past, however long it goes on", async () => {
    const plan = Array.from({ length: 20 }, (_, hour) => waitUntil(START + hour * HOUR_MS));
    const { execution } = await run({ type: "plan" }, { plan: [...plan, finish("exhausted")] });
    const inputs = execution.states.filter(({ name }) => name === "ChooseAction").map(({ input }) => input);
    expect(inputs).toHaveLength(22);
    for (const input of inputs)
      expect(Object.keys(input as object).sort()).toEqual([...Object.keys(IDS), "action"].sort());
  });

  it("tries again, with pauses, when the store cannot be reached", async () => {
    let failures = 2;
    const { execution, calls } = await run(send("sms"), {
      plan: [finish("exhausted")],
      others: {
        "send-sms": async () => {
          failures -= 1;
          if (failures >= 0) throw failure("StoreUnavailable");
        },
      },
    });
    expect(execution.status).toBe("SUCCEEDED");
    expect(calls.map(({ functionName }) => functionName)).toEqual([
      "send-sms",
      "send-sms",
      "send-sms",
      "plan-next-action",
    ]);
    expect(calls[2]?.at).toBeGreaterThan(calls[0]?.at as number);
  });

  it("tries again when a function ended without an answer, and goes on", async () => {
    const ends = [failure("Sandbox.Timedout"), failure("Runtime.ExitError")];
    const { execution, calls } = await run(send("sms"), {
      plan: [failure("Lambda.Unknown"), finish("exhausted")],
      others: {
        "send-sms": async () => {
          const end = ends.shift();
          if (end) throw end;
        },
      },
    });
    expect(execution.status).toBe("SUCCEEDED");
    expect(calls.map(({ functionName }) => functionName)).toEqual([
      ...Array.from({ length: 3 }, () => "send-sms"),
      ...Array.from({ length: 2 }, () => "plan-next-action"),
    ]);
  });

  it("fails visibly when a function ends without an answer three times", async () => {
    const { execution, calls } = await run(send("sms"), {
      plan: [],
      others: { "send-sms": () => Promise.reject(failure("Sandbox.Timedout")) },
    });
    expect(calls.map(({ functionName }) => functionName)).toEqual(["send-sms", "send-sms", "send-sms"]);
    expect(execution).toMatchObject({ status: "FAILED", error: "FollowUpFailed" });
  });

  it("fails visibly when the store stays away", async () => {
    const { execution, calls } = await run(send("sms"), {
      plan: [],
      others: { "send-sms": () => Promise.reject(failure("StoreUnavailable")) },
    });
    expect(calls.filter(({ functionName }) => functionName === "send-sms")).toHaveLength(5);
    expect(execution).toMatchObject({ status: "FAILED", error: "FollowUpFailed" });
  });

  it.each(["SyntaxError", "InvalidTask", "LeadMissing"])(
    "fails at once on %s, which would only come again",
    async (name) => {
      const { execution, calls, states } = await run({ type: "plan" }, { plan: [failure(name)] });
      expect(calls).toHaveLength(1);
      expect(states.at(-1)).toBe("FollowUpFailed");
      expect(execution.status).toBe("FAILED");
    },
  );

  it("fails on an action that it does not know, as one of a newer planner", async () => {
    const { execution } = await run({ type: "dance" } as unknown as Action, { plan: [] });
    expect(execution.status).toBe("FAILED");
  });
});

describe("executions", () => {
  it("start once under a name, even after they ended", async () => {
    const { clock, executions } = startMachine({ plan: [finish("exhausted")] });
    expect(executions.start("run-g1", { ...IDS, action: { type: "plan" } })).toBe("started");
    expect(executions.start("run-g1", { ...IDS, action: { type: "plan" } })).toBe("exists");
    await clock.advance(1);
    expect(executions.start("run-g1", { ...IDS, action: { type: "plan" } })).toBe("exists");
    expect(executions.list()).toHaveLength(1);
  });

  it("are aborted, not failed, when the engine stops", async () => {
    const ended: string[] = [];
    const clock = new VirtualClock({ startsAt: START, speed: 1 });
    const executions = new Executions({
      stateMachine: "follow-up",
      clock,
      invoke: async () => null,
      onEnded: ({ status }) => ended.push(status),
    });
    executions.start("run-g1", { ...IDS, action: waitUntil(START + HOUR_MS) });
    await clock.settle();
    const stopped = executions.stop();
    clock.stop();
    await stopped;
    expect(executions.find("run-g1")?.status).toBe("ABORTED");
    expect(ended).toEqual(["ABORTED"]);
  });
});

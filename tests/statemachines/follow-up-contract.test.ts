import { describe, expect, it } from "@jest/globals";
import { ActionSchema, FollowUpInputSchema } from "../../shared/contracts/workflow.ts";
import { ACTIONS, OUTCOMES, RUN_REF, TASK_SCHEMAS } from "./actions.ts";
import { choose, fillTemplate, readDefinition, type State, stateNamed as stateOf, tasksOf, valueAt } from "./asl.ts";

const definition = readDefinition("follow-up");
const stateNamed = (name: string): State => stateOf(definition, name);
const tasks = tasksOf(definition);

const payloadOf = (state: State, input: unknown) => fillTemplate(state.Parameters?.Payload, input);

describe("actions of the follow-up state machine", () => {
  it("cover every type that the contract knows", () => {
    const known = ActionSchema.options.map((option) => option.shape.type.value).sort();
    expect([...new Set(ACTIONS.map(({ action }) => action.type))].sort()).toEqual(known);
  });

  it.each(ACTIONS.map((input) => [JSON.stringify(input.action), input] as const))("%s has a branch", (_, input) => {
    const next = choose(stateNamed("ChooseAction"), input);
    const outcome = next === "ChooseOutcome" ? choose(stateNamed(next), input) : next;
    expect(outcome).not.toBe("FollowUpFailed");
    if (input.action.type === "finish") expect(stateNamed(String(outcome)).Type).toBe("Succeed");
  });

  it("end each in a state of its own", () => {
    const endings = ACTIONS.filter(({ action }) => action.type === "finish").map((input) =>
      choose(stateNamed("ChooseOutcome"), input),
    );
    expect(new Set(endings).size).toBe(OUTCOMES.length);
  });

  it("that are unknown fail, for revive-runs to find", () => {
    expect(choose(stateNamed("ChooseAction"), { action: { type: "dance" } })).toBe("FollowUpFailed");
    expect(choose(stateNamed("ChooseOutcome"), { action: { type: "finish", outcome: "?" } })).toBe("FollowUpFailed");
  });
});

describe("payloads of the follow-up state machine", () => {
  it.each(Object.entries(TASK_SCHEMAS))("of %s are what its function takes", (name, schema) => {
    const own = ACTIONS.filter((input) => choose(stateNamed("ChooseAction"), input) === name);
    expect(own.length).toBeGreaterThan(0);
    for (const input of own) {
      expect(schema.safeParse(payloadOf(stateNamed(name), input)).error?.issues ?? []).toEqual([]);
    }
  });

  it("are known for every task", () => {
    expect(Object.keys(TASK_SCHEMAS).sort()).toEqual(tasks.map(([name]) => name).sort());
  });

  it("of the next round hold the ids and the planned action, and nothing of the past", () => {
    const planned = { type: "plan" };
    const result = fillTemplate(stateNamed("PlanNextAction").ResultSelector, { Payload: planned, StatusCode: 200 });
    const after = { ...ACTIONS[0], planned: result, error: { Cause: "?" } };
    const next = fillTemplate(stateNamed("TakePlannedAction").Parameters, after);
    expect(FollowUpInputSchema.parse(next)).toEqual({ ...RUN_REF, action: planned });
  });

  it("of sends and alerts are kept from the results of their functions", () => {
    const kept = tasks.filter(([name]) => name !== "PlanNextAction").map(([, state]) => state.ResultPath);
    expect(new Set(kept)).toEqual(new Set([null]));
  });

  it("of a wait say until when", () => {
    const wait = stateNamed("WaitUntilDue");
    const input = ACTIONS.find(({ action }) => action.type === "wait");
    expect(valueAt(String(wait.TimestampPath), input)).toBe("2026-12-01T16:02:00.000Z");
    expect(wait.Next).toBe("PlanNextAction");
  });
});

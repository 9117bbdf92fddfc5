import { describe, expect, it } from "@jest/globals";
import {
  ActionSchema,
  AlertTaskSchema,
  FollowUpInputSchema,
  PlanTaskSchema,
  SendTaskSchema,
} from "../../shared/contracts/workflow.ts";
import { RunOutcomeSchema, TouchChannelSchema } from "../../shared/domain/vocabulary.ts";
import { choose, fillTemplate, readDefinition, type State, stateNamed as stateOf, tasksOf, valueAt } from "./asl.ts";

const definition = readDefinition("follow-up");
const stateNamed = (name: string): State => stateOf(definition, name);
const tasks = tasksOf(definition);

const runRef = {
  version: 1,
  practiceId: "bright-smile",
  leadId: "01JDZ3K8Q4T5V6W7X8Y9ZABCDE",
  runId: "01JDZ3K8Q4T5V6W7X8Y9ZABCDE-new-lead",
  generation: 2,
};
const step = { stepKey: "first-sms", attempt: 1 };
const dueAt = Date.UTC(2026, 11, 1, 16, 2);
/** A run that another one replaced tells its execution that it is superseded: `replaced` never reaches the state machine. */
const OUTCOMES = [...RunOutcomeSchema.exclude(["replaced"]).options, "superseded", "renewed"];

/** Every kind of action, and the state that carries it out. */
const ACTIONS = [
  ...TouchChannelSchema.options.map((channel) => ({ type: "send", channel, ...step, template: "hello", dueAt })),
  { type: "callTask", ...step, template: "call-hint", dueAt },
  { type: "alertStaff", ...step, reason: "first_response_failed" },
  { type: "wait", until: "2026-12-01T16:02:00.000Z", reason: "step_due" },
  { type: "plan" },
  ...OUTCOMES.map((outcome) => ({ type: "finish", outcome })),
].map((action) => FollowUpInputSchema.parse({ ...runRef, action }));

const TASK_SCHEMAS = {
  SendSms: SendTaskSchema,
  SendEmail: SendTaskSchema,
  PlaceCall: SendTaskSchema,
  AlertStaff: AlertTaskSchema,
  PlanNextAction: PlanTaskSchema,
};
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
    expect(FollowUpInputSchema.parse(next)).toEqual({ ...runRef, action: planned });
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

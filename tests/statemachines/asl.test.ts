import { existsSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import validate from "asl-validator";
import {
  ActionSchema,
  AlertTaskSchema,
  FollowUpInputSchema,
  PlanTaskSchema,
  SendTaskSchema,
} from "../../shared/contracts/workflow.ts";
import * as errors from "../../shared/domain/errors.ts";
import { TASK_TIMEOUT_SECONDS } from "../../shared/domain/timing.ts";
import { RunOutcomeSchema, TouchChannelSchema } from "../../shared/domain/vocabulary.ts";
import { taskHandler } from "../../shared/platform/task.ts";
import { choose, type Definition, fillTemplate, readDefinitionText, type State, valueAt } from "./asl.ts";

const text = readDefinitionText("follow-up");
const definition: Definition = JSON.parse(text);
const stateNamed = (name: string): State => {
  const state = definition.States[name];
  if (!state) throw new Error(`the state machine has no state ${name}`);
  return state;
};
const tasks = Object.entries(definition.States).filter(([, state]) => state.Type === "Task");

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

/** One of each error that the product throws; the second test below notices a missing one. */
const THROWN = [
  new errors.StoreUnavailable("throttled"),
  new errors.WorkflowUnavailable("throttled"),
  new errors.ConfigVersionMissing(1),
  new errors.LeadMissing(),
];
/** Lambda did not run the function. */
const LAMBDA_ERRORS = [
  "Lambda.ServiceException",
  "Lambda.AWSLambdaException",
  "Lambda.SdkClientException",
  "Lambda.TooManyRequestsException",
];
/** The function may have run, and ended without an answer: safe to retry only because sends claim their touch first. */
const UNANSWERED_ERRORS = [
  "Sandbox.Timedout",
  "Lambda.Unknown",
  "States.Timeout",
  "Lambda.ClientExecutionTimeoutException",
  "Runtime.ExitError",
  "Runtime.Unknown",
];
const PAUSES = { IntervalSeconds: 2, BackoffRate: 2, MaxDelaySeconds: 60, JitterStrategy: "FULL" };
const retriedErrors = ([, state]: (typeof tasks)[number]) =>
  (state.Retry ?? []).flatMap((retrier) => retrier.ErrorEquals);

describe("the follow-up state machine", () => {
  it("is valid Amazon States Language", () => {
    // The validator writes into what it is given.
    const { isValid, errorsText } = validate(structuredClone(definition));
    expect(isValid ? "" : errorsText()).toBe("");
  });

  it.each([
    ["JSONata", /QueryLanguage|JSONata|\{%/],
    ["variables", /"Assign"/],
    ["computed timeouts", /TimeoutSecondsPath|HeartbeatSeconds/],
    ["task tokens", /waitForTaskToken|Task\.Token/],
    ["Distributed Map", /"Map"|ItemProcessor/],
    ["whole inputs as payload", /"Payload\.\$":\s*"\$"/],
  ])("uses no %s, which the embedded engine lacks or which would leak", (_, pattern) => {
    expect(text).not.toMatch(pattern);
  });

  it("explains every state", () => {
    const unexplained = Object.entries(definition.States).filter(([, state]) => !state.Comment);
    expect(unexplained).toEqual([]);
  });

  it("calls functions of this product only", () => {
    const names = tasks.map(
      ([, { Parameters }]) => /^\$\{(\w+)FunctionArn\}$/.exec(String(Parameters?.FunctionName))?.[1],
    );
    const folders = names.map((name) =>
      String(name)
        .replace(/(?<!^)[A-Z]/g, "-$&")
        .toLowerCase(),
    );
    const missing = folders.filter(
      (name) => !existsSync(new URL(`../../functions/${name}/handler.ts`, import.meta.url)),
    );
    expect(missing).toEqual([]);
    expect(names).toEqual(tasks.map(([name]) => name));
  });
});

describe.each(tasks)("the task %s", (_, state) => {
  it("outlives the claims of its function", () => {
    expect(state.TimeoutSeconds).toBe(TASK_TIMEOUT_SECONDS);
  });

  it("is tried again with full jitter: more often when it did not run than when it gave no answer", () => {
    expect(state.Retry).toEqual([
      { ErrorEquals: expect.arrayContaining(["StoreUnavailable", ...LAMBDA_ERRORS]), MaxAttempts: 4, ...PAUSES },
      { ErrorEquals: UNANSWERED_ERRORS, MaxAttempts: 2, ...PAUSES },
    ]);
  });

  it("fails the execution, and never strands it, on any other error", () => {
    expect(state.Catch).toEqual([{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "FollowUpFailed" }]);
    expect(stateNamed("FollowUpFailed").Type).toBe("Fail");
  });
});

describe("retried errors", () => {
  it("are retryable errors of the product or passing errors of Lambda", () => {
    const retryable = THROWN.filter((error) => error.retryable).map((error) => error.name);
    const known = [...retryable, ...LAMBDA_ERRORS, ...UNANSWERED_ERRORS];
    expect(tasks.flatMap(retriedErrors).filter((name) => !known.includes(name))).toEqual([]);
  });

  it("include every retryable error of the product", () => {
    const { FirstTouchError, ...classes } = errors;
    expect(THROWN.map((error) => error.constructor)).toEqual(expect.arrayContaining(Object.values(classes)));
    expect(THROWN.every((error) => error instanceof FirstTouchError)).toBe(true);
    const retried = new Set(tasks.flatMap(retriedErrors));
    expect(THROWN.filter((error) => error.retryable && !retried.has(error.name))).toEqual([]);
  });

  it("keep their name on the way out of a function", async () => {
    for (const error of THROWN) {
      const handler = taskHandler(PlanTaskSchema, () => Promise.reject(error));
      await expect(handler(runRef)).rejects.toMatchObject({ name: error.name, message: error.code });
    }
  });
});

describe("actions", () => {
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

describe("payloads", () => {
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

import { existsSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import validate from "asl-validator";
import { PlanTaskSchema } from "../../shared/contracts/workflow.ts";
import * as errors from "../../shared/domain/errors.ts";
import { JOB_TASK_TIMEOUT_SECONDS, TASK_TIMEOUT_SECONDS } from "../../shared/domain/timing.ts";
import { taskHandler } from "../../shared/platform/task.ts";
import { type Definition, definitionNames, readDefinitionText, tasksOf } from "./asl.ts";
import { THROWN } from "./thrown.ts";

/** What a task of each state machine may take, and where it ends when it fails for good. */
const MACHINES: Readonly<Record<string, { timeoutSeconds: number; failure: string }>> = {
  "follow-up": { timeoutSeconds: TASK_TIMEOUT_SECONDS, failure: "FollowUpFailed" },
  "lead-import": { timeoutSeconds: JOB_TASK_TIMEOUT_SECONDS, failure: "ImportFailed" },
  reactivation: { timeoutSeconds: JOB_TASK_TIMEOUT_SECONDS, failure: "CampaignDayFailed" },
};
const machines = definitionNames().map((name) => {
  const text = readDefinitionText(name);
  return { name, text, definition: JSON.parse(text) as Definition };
});
const tasks = machines.flatMap(({ name: machine, definition }) =>
  tasksOf(definition).map(([name, state]) => ({ machine, name, definition, state })),
);

/** Lambda did not run the function. */
const LAMBDA_ERRORS = [
  "Lambda.ServiceException",
  "Lambda.AWSLambdaException",
  "Lambda.SdkClientException",
  "Lambda.TooManyRequestsException",
];
/** The function may have run, and ended without an answer: safe to retry only because what it does is done once. */
const UNANSWERED_ERRORS = [
  "Sandbox.Timedout",
  "Lambda.Unknown",
  "States.Timeout",
  "Lambda.ClientExecutionTimeoutException",
  "Runtime.ExitError",
  "Runtime.Unknown",
];
const PAUSES = { IntervalSeconds: 2, BackoffRate: 2, MaxDelaySeconds: 60, JitterStrategy: "FULL" };
const retriedErrors = ({ state }: (typeof tasks)[number]) =>
  (state.Retry ?? []).flatMap((retrier) => retrier.ErrorEquals);

describe("state machines", () => {
  it("are three, each with its own limits", () => {
    expect(machines.map(({ name }) => name)).toEqual(Object.keys(MACHINES).sort());
  });
});

describe.each(machines)("the state machine $name", ({ text, definition }) => {
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
    const names = tasksOf(definition).map(
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
    expect(names).toEqual(tasksOf(definition).map(([name]) => name));
  });
});

describe.each(tasks)("the task $name of $machine", ({ machine, definition, state }) => {
  const limits = MACHINES[machine];

  it("outlives its function, and what that has claimed", () => {
    expect(state.TimeoutSeconds).toBe(limits?.timeoutSeconds);
  });

  it("is tried again with full jitter: more often when it did not run than when it gave no answer", () => {
    expect(state.Retry).toEqual([
      { ErrorEquals: expect.arrayContaining(["StoreUnavailable", ...LAMBDA_ERRORS]), MaxAttempts: 4, ...PAUSES },
      { ErrorEquals: UNANSWERED_ERRORS, MaxAttempts: 2, ...PAUSES },
    ]);
  });

  it("fails the execution, and never strands it, on any other error", () => {
    expect(state.Catch).toEqual([{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: limits?.failure }]);
    expect(definition.States[String(limits?.failure)]?.Type).toBe("Fail");
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
    const task = {
      version: 1,
      practiceId: "bright-smile",
      leadId: "01JDZ3K8Q4T5V6W7X8Y9ZABCDE",
      runId: "01JDZ3K8Q4T5V6W7X8Y9ZABCDE-new-lead",
      generation: 2,
    };
    for (const error of THROWN) {
      const handler = taskHandler(PlanTaskSchema, () => Promise.reject(error));
      await expect(handler(task)).rejects.toMatchObject({ name: error.name, message: error.code });
    }
  });
});

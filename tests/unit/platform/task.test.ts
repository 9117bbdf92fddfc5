import { describe, expect, it } from "@jest/globals";
import * as z from "zod";
import { AlertTaskSchema } from "../../../shared/contracts/workflow.ts";
import { StoreUnavailable } from "../../../shared/domain/errors.ts";
import { taskHandler } from "../../../shared/platform/task.ts";
import { asLambdaReports, rejectionOf } from "./lambda-error.ts";

const TaskSchema = z.strictObject({ leadId: z.string(), attempt: z.number() });
const TASK = { leadId: "01JD0000000000000000000000", attempt: 1 };
const CANARY = "+13125550142";

const failing = (error: unknown) =>
  rejectionOf(
    taskHandler(TaskSchema, async () => {
      throw error;
    })(TASK),
  );

describe("taskHandler", () => {
  it("gives the parsed payload to the task and answers what it answers", async () => {
    const handler = taskHandler(TaskSchema, async ({ attempt }) => ({ next: attempt + 1 }));
    expect(await handler(TASK)).toEqual({ next: 2 });
  });

  it("refuses a payload that its contract does not allow, without quoting it", async () => {
    const handler = taskHandler(TaskSchema, async () => "done");
    const error = await rejectionOf(handler({ ...TASK, attempt: CANARY, [CANARY]: 1 }));
    expect(error).toMatchObject({ name: "InvalidTask", message: "invalid_task" });
    expect(asLambdaReports(error)).not.toContain(CANARY);
  });

  it("takes the payload of a newer release, with the fields that this one does not know", async () => {
    const newer = {
      version: 1,
      practiceId: "bright-smile",
      leadId: TASK.leadId,
      runId: `${TASK.leadId}-new-lead`,
      generation: 1,
      trace: { id: "t-1" },
      action: { type: "callTask", stepKey: "call", attempt: 1, template: "t", dueAt: 1, queue: "front-desk" },
    };
    const handler = taskHandler(AlertTaskSchema, async (task) => task);
    expect(await handler(newer)).toEqual(newer);
    const wrong = { ...newer, action: { ...newer.action, dueAt: "soon" } };
    expect(await rejectionOf(handler(wrong))).toMatchObject({ name: "InvalidTask" });
  });

  it("keeps the name that a state machine matches, and the code", async () => {
    const error = await failing(new StoreUnavailable("conflict"));
    expect(error).toMatchObject({ name: "StoreUnavailable", message: "conflict" });
  });

  it("says of any other error only its kind", async () => {
    expect(await failing(new TypeError(`cannot send to ${CANARY}`))).toMatchObject({
      name: "UnexpectedError",
      message: "TypeError",
    });
    expect(await failing(`cannot send to ${CANARY}`)).toMatchObject({ name: "UnexpectedError", message: "unknown" });
  });

  it("leaves nothing of the original in what Lambda reports", async () => {
    const provider = Object.assign(new Error(`${CANARY} opted out`, { cause: new Error(CANARY) }), {
      $response: { body: CANARY },
      DestinationPhoneNumber: CANARY,
    });
    provider.name = "ConflictException";
    const reported = asLambdaReports(await failing(provider));
    expect(asLambdaReports(provider)).toContain(CANARY);
    expect(reported).not.toContain(CANARY);
    expect(JSON.parse(reported)[0]).toEqual({
      errorType: "UnexpectedError",
      errorMessage: "ConflictException",
      stackTrace: ["UnexpectedError"],
    });
  });

  it("does not trust the name of a foreign error", async () => {
    const error = new Error("no");
    error.name = `Rejected ${CANARY}`;
    expect(await failing(error)).toMatchObject({ message: "redacted" });
  });
});

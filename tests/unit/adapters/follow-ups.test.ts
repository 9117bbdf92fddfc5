import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createFollowUps } from "../../../shared/adapters/follow-ups.ts";
import type { FollowUpInput } from "../../../shared/contracts/workflow.ts";
import { LeadIdSchema, PracticeIdSchema, runIdOf } from "../../../shared/domain/ids.ts";

const leadId = LeadIdSchema.parse("01KBD0000000000000000000AA");
const input: FollowUpInput = {
  version: 1,
  practiceId: PracticeIdSchema.parse("bright-smile"),
  leadId,
  runId: runIdOf(leadId, "new-lead"),
  generation: 3,
  action: { type: "plan" },
};
const stepFunctions = mockClient(SFNClient);
const followUps = createFollowUps({
  stateMachineArn: "arn:aws:states:us-east-1:111122223333:stateMachine:follow-up",
  client: new SFNClient({ region: "us-east-1" }),
});

describe("createFollowUps", () => {
  beforeEach(() => {
    stepFunctions.reset();
  });

  it("names the execution after the run and its generation, so that a generation starts once", async () => {
    stepFunctions.on(StartExecutionCommand).resolves({});
    expect(await followUps.start(input)).toBe("started");
    expect(stepFunctions.commandCalls(StartExecutionCommand)[0]?.args[0].input).toEqual({
      stateMachineArn: "arn:aws:states:us-east-1:111122223333:stateMachine:follow-up",
      name: `${leadId}-new-lead-g3`,
      input: JSON.stringify(input),
    });
  });

  it("says that a generation exists when it was started before", async () => {
    stepFunctions.on(StartExecutionCommand).rejects(new ExecutionAlreadyExists({ message: "exists", $metadata: {} }));
    expect(await followUps.start(input)).toBe("exists");
  });

  it("reports any other failure by its code alone, as retryable", async () => {
    const failure = Object.assign(new Error(`could not start with ${JSON.stringify(input)}`), {
      name: "ThrottlingException",
    });
    stepFunctions.on(StartExecutionCommand).rejects(failure);
    const error = await followUps.start(input).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "WorkflowUnavailable", code: "ThrottlingException", retryable: true });
    expect(String(error)).not.toContain(leadId);
    expect(error).not.toHaveProperty("cause");
  });

  it("uses no name that is more than a plain word", async () => {
    stepFunctions.on(StartExecutionCommand).rejects(Object.assign(new Error(), { name: "call 312 555 0142" }));
    await expect(followUps.start(input)).rejects.toMatchObject({ code: "unknown" });
  });
});

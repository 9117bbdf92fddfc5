import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createWorkflows } from "../../../shared/adapters/workflows.ts";
import type { CampaignDayInput, ImportInput } from "../../../shared/contracts/workflow.ts";
import { buildCampaign, buildImportJob, PRACTICE_ID } from "../../support/builders/index.ts";

const stepFunctions = mockClient(SFNClient);
const arn = (name: string) => `arn:aws:states:us-east-1:111122223333:stateMachine:${name}`;
const client = new SFNClient({ region: "us-east-1" });
const workflows = createWorkflows({
  leadImportArn: arn("lead-import"),
  reactivationArn: arn("reactivation"),
  client,
});
const { importId } = buildImportJob();
const IMPORT: ImportInput = { version: 1, practiceId: PRACTICE_ID, importId };
const { campaignId } = buildCampaign();
const DAY: CampaignDayInput = { version: 1, practiceId: PRACTICE_ID, campaignId, date: "2026-12-01" };

describe("createWorkflows", () => {
  beforeEach(() => {
    stepFunctions.reset();
  });

  it("starts imports and campaign days under the names that they are given, each on its own state machine", async () => {
    stepFunctions.on(StartExecutionCommand).resolves({});
    expect(await workflows.startImport("import-1", IMPORT)).toBe("started");
    expect(await workflows.startCampaignDay("day-1", DAY)).toBe("started");
    expect(stepFunctions.commandCalls(StartExecutionCommand).map((call) => call.args[0].input)).toEqual([
      { stateMachineArn: arn("lead-import"), name: "import-1", input: JSON.stringify(IMPORT) },
      { stateMachineArn: arn("reactivation"), name: "day-1", input: JSON.stringify(DAY) },
    ]);
  });

  it("says that a name was started before", async () => {
    stepFunctions.on(StartExecutionCommand).rejects(new ExecutionAlreadyExists({ message: "exists", $metadata: {} }));
    expect(await workflows.startCampaignDay("day-1", DAY)).toBe("exists");
  });

  it("reports any other failure by its code alone, as retryable", async () => {
    stepFunctions
      .on(StartExecutionCommand)
      .rejects(Object.assign(new Error(importId), { name: "ThrottlingException" }));
    const error = await workflows.startImport("import-1", IMPORT).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "WorkflowUnavailable", code: "ThrottlingException", retryable: true });
    expect(String(error)).not.toContain(importId);
  });

  it("starts nothing on a state machine that it was not given", async () => {
    const some = createWorkflows({ leadImportArn: arn("lead-import"), client });
    await expect(some.startCampaignDay("day-1", DAY)).rejects.toMatchObject({
      code: "state_machine_missing",
      retryable: false,
    });
    expect(stepFunctions.calls()).toHaveLength(0);
  });
});

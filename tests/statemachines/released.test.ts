import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { STATE_MACHINES } from "../../infra/local/environment.ts";
import { functionNameOf } from "../../infra/local/state-machine/definition.ts";
import {
  type Action,
  CampaignDayInputSchema,
  EnrollmentProgressSchema,
  type FollowUpInput,
  ImportInputSchema,
  ImportProgressSchema,
  isKnownTo,
  ListingProgressSchema,
} from "../../shared/contracts/workflow.ts";
import { ACTIONS, RUN_REF, TASK_SCHEMAS } from "./actions.ts";
import {
  choose,
  type Definition,
  definitionNames,
  fillTemplate,
  RELEASED,
  readDefinition,
  stateNamed,
  tasksOf,
} from "./asl.ts";
import { runMachine } from "./run-machine.ts";
import { THROWN } from "./thrown.ts";

const releases = readdirSync(RELEASED).filter((name) => /^\d/.test(name));
const folderOf = (release: string) => new URL(`${release}/`, RELEASED);
const startsAt = Date.parse("2026-12-01T16:02:00Z");

/** The version that a follow-up definition says it is when it asks for a plan. */
function versionOf(definition: Definition): number {
  const payload = stateNamed(definition, "PlanNextAction").Parameters?.Payload as { definition?: number };
  return payload.definition ?? 1;
}

/** Where a follow-up definition goes with an input, by way of both of its choices. */
function branchOf(definition: Definition, input: unknown): string {
  const next = choose(stateNamed(definition, "ChooseAction"), input);
  return String(next === "ChooseOutcome" ? choose(stateNamed(definition, next), input) : next);
}

describe("state machines of releases", () => {
  it("never change: a release that is edited, or that nobody recorded, is noticed", () => {
    const files = releases.flatMap((release) => readdirSync(folderOf(release)).map((file) => `${release}/${file}`));
    const sums = files.map((file) => {
      const hash = createHash("sha256").update(readFileSync(new URL(file, RELEASED)));
      return `${hash.digest("hex")}  ${file}`;
    });
    const recorded = readFileSync(new URL("SHA256SUMS", RELEASED), "utf8").trim().split("\n");
    expect(recorded.sort()).toEqual(sums.sort());
    expect(releases).toContain("0.1.0");
  });

  it("that have the version of today's definition branch as it does", () => {
    const same = releases.filter(
      (release) => versionOf(readDefinition("follow-up", folderOf(release))) === versionOf(readDefinition("follow-up")),
    );
    const branches = (definition: Definition) => ACTIONS.map((input) => branchOf(definition, input));
    // Whoever teaches the definition a word raises its version, and says so in KNOWN_SINCE of shared/contracts/workflow.ts.
    for (const release of same)
      expect(branches(readDefinition("follow-up", folderOf(release)))).toEqual(branches(readDefinition("follow-up")));
  });
});

describe.each(releases)("the state machines of release %s", (release) => {
  const folder = folderOf(release);
  const followUp = readDefinition("follow-up", folder);
  const version = versionOf(followUp);
  const tasks = definitionNames(folder).flatMap((name) => tasksOf(readDefinition(name, folder)));

  it("are all of them, and call functions that there still are", () => {
    expect(definitionNames(folder)).toEqual([...STATE_MACHINES].sort());
    const names = tasks.map(([, state]) => functionNameOf(state.Parameters?.FunctionName));
    const gone = names.filter((name) => !existsSync(new URL(`../../functions/${name}/handler.ts`, import.meta.url)));
    expect(gone).toEqual([]);
  });

  it("have a branch for whatever today's planner answers them", () => {
    // An execution that does not know an action is renewed, or told that it is superseded: see planRun.
    const answered = ACTIONS.filter(({ action }) => isKnownTo(version, action));
    const lost = answered.filter((input) => stateNamed(followUp, branchOf(followUp, input)).Type === "Fail");
    expect(lost.map(({ action }) => action)).toEqual([]);
    const always: Action[] = [
      { type: "finish", outcome: "renewed" },
      { type: "finish", outcome: "superseded" },
    ];
    expect(always.filter((action) => !isKnownTo(version, action))).toEqual([]);
  });

  it("send today's functions nothing that they do not take", () => {
    const refused = ACTIONS.filter(({ action }) => isKnownTo(version, action)).filter((input) => {
      const name = branchOf(followUp, input);
      const { Parameters } = stateNamed(followUp, name);
      const schema = TASK_SCHEMAS[name as keyof typeof TASK_SCHEMAS] as (typeof TASK_SCHEMAS)["SendSms"] | undefined;
      return Parameters !== undefined && !schema?.safeParse(fillTemplate(Parameters.Payload, input)).success;
    });
    expect(refused).toEqual([]);
    const plan = fillTemplate(stateNamed(followUp, "PlanNextAction").Parameters?.Payload, ACTIONS[0]);
    expect(TASK_SCHEMAS.PlanNextAction.safeParse(plan).success).toBe(true);

    const job = { version: 1, practiceId: RUN_REF.practiceId, importId: RUN_REF.leadId };
    const chunk = stateNamed(readDefinition("lead-import", folder), "ImportChunk");
    expect(ImportInputSchema.safeParse(fillTemplate(chunk.Parameters?.Payload, job)).success).toBe(true);
    const day = { version: 1, practiceId: RUN_REF.practiceId, campaignId: "winter", date: "2026-12-01" };
    for (const [, { Parameters }] of tasksOf(readDefinition("reactivation", folder)))
      expect(CampaignDayInputSchema.safeParse(fillTemplate(Parameters?.Payload, day)).success).toBe(true);
  });

  it.each([
    ["lead-import", "IsDone", ImportProgressSchema.shape.status.options],
    ["reactivation", "AreListed", ListingProgressSchema.shape.status.options],
    [
      "reactivation",
      "WhatNext",
      EnrollmentProgressSchema.options.flatMap(({ shape: { status } }) =>
        "options" in status ? status.options : [status.value],
      ),
    ],
  ])("know every progress of today's jobs: %s, %s", (machine, choice, statuses) => {
    const definition = readDefinition(machine, folder);
    const lost = statuses.filter((status) => {
      const next = choose(stateNamed(definition, choice), { progress: { answer: { status } } });
      return stateNamed(definition, String(next)).Type === "Fail";
    });
    expect(statuses.length).toBeGreaterThan(2);
    expect(lost).toEqual([]);
  });

  it("retry the errors that today's functions throw, by names that they still have", () => {
    const retried = new Set(tasks.flatMap(([, { Retry = [] }]) => Retry.flatMap(({ ErrorEquals }) => ErrorEquals)));
    const ours = [...retried].filter((name) => !/^(Lambda|States|Sandbox|Runtime)[.]/.test(name));
    expect(ours.filter((name) => !THROWN.some((error) => error.name === name))).toEqual([]);
    expect(THROWN.filter(({ name, retryable }) => retryable && !retried.has(name))).toEqual([]);
  });

  it("run in the embedded engine, from the first message to the end", async () => {
    const input = ACTIONS.find(({ action }) => action.type === "send") as FollowUpInput;
    const wait: Action = { type: "wait", until: new Date(startsAt + 3_600_000).toISOString(), reason: "next_step" };
    const answers = {
      "send-sms": [{}],
      "plan-next-action": [wait, { type: "finish", outcome: "superseded" }],
    };
    const { execution, calls } = await runMachine("follow-up", startsAt, input, answers, folder);
    expect(execution.status).toBe("SUCCEEDED");
    expect(calls.map(({ functionName }) => functionName)).toEqual(["send-sms", "plan-next-action", "plan-next-action"]);
  });
});

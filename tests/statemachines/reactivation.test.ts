import { describe, expect, it } from "@jest/globals";
import {
  CampaignDayInputSchema,
  type EnrollmentProgress,
  EnrollmentProgressSchema,
  ListingProgressSchema,
} from "../../shared/contracts/workflow.ts";
import { choose, fillTemplate, readDefinition, stateNamed, valueAt } from "./asl.ts";
import { HISTORY_LIMIT, historyEvents } from "./history.ts";
import { failure, runMachine } from "./run-machine.ts";

const NOW = Date.parse("2026-12-01T15:00:00Z");
const MINUTE_MS = 60_000;
const INPUT = CampaignDayInputSchema.parse({
  version: 1,
  practiceId: "bright-smile",
  campaignId: "spring",
  date: "2026-12-01",
});
const definition = readDefinition("reactivation");
const MORE = { status: "more" } as const;
const DONE = { status: "done" } as const;
const STOPPED = { status: "stopped" } as const;
const waitUntil = (ms: number): EnrollmentProgress => ({ status: "wait", until: new Date(ms).toISOString() });
const repeat = (count: number, answer: object) => Array.from({ length: count }, () => answer);
const run = (listing: readonly (object | Error)[], enrolling: readonly (object | Error)[] = []) =>
  runMachine("reactivation", NOW, INPUT, { "list-members": listing, "enroll-members": enrolling });

describe("the reactivation state machine", () => {
  it("lists all members, then enrolls page after page, and hands both functions ids and the date only", async () => {
    const { execution, states, calls } = await run([MORE, DONE], [MORE, DONE]);
    expect(states).toEqual([
      "ListMembers",
      "AreListed",
      "ListMembers",
      "AreListed",
      "EnrollMembers",
      "WhatNext",
      "EnrollMembers",
      "WhatNext",
      "DayDone",
    ]);
    expect(execution.status).toBe("SUCCEEDED");
    expect(calls.map(({ functionName }) => functionName)).toEqual([
      "list-members",
      "list-members",
      "enroll-members",
      "enroll-members",
    ]);
    for (const { payload } of calls) expect(payload).toEqual(INPUT);
  });

  it("waits for the slot that it was told, then enrolls on", async () => {
    const slot = NOW + 42 * MINUTE_MS;
    const { states, calls } = await run([DONE], [waitUntil(slot), DONE]);
    expect(states.slice(3)).toEqual(["WhatNext", "WaitForSlot", "EnrollMembers", "WhatNext", "DayDone"]);
    const [, , after] = calls;
    expect(after?.at).toBeGreaterThanOrEqual(slot);
    expect((after?.at as number) - slot).toBeLessThan(2_000);
  });

  it("goes on at once when the slot is past", async () => {
    const { calls } = await run([DONE], [waitUntil(NOW - MINUTE_MS), DONE]);
    expect((calls.at(-1)?.at as number) - NOW).toBeLessThan(2_000);
  });

  it.each([
    ["while its members are listed", [MORE, STOPPED], []],
    ["between two pages", [DONE], [MORE, STOPPED]],
    ["while it waits for a slot", [DONE], [waitUntil(NOW + MINUTE_MS), STOPPED]],
  ])("ends when the campaign is paused or cancelled %s", async (_, listing, enrolling) => {
    const { execution, states } = await run(listing, enrolling);
    expect(states.at(-1)).toBe("CampaignStopped");
    expect(execution.status).toBe("SUCCEEDED");
  });

  it.each([
    ["list-members", "StoreUnavailable"],
    ["list-members", "Runtime.ExitError"],
    ["enroll-members", "StoreUnavailable"],
    ["enroll-members", "WorkflowUnavailable"],
    ["enroll-members", "Lambda.Unknown"],
  ])("calls %s again after %s, with a pause", async (name, error) => {
    const twice = [failure(error), failure(error), DONE];
    const { execution, calls } = name === "list-members" ? await run(twice, [DONE]) : await run([DONE], twice);
    expect(execution.status).toBe("SUCCEEDED");
    const own = calls.filter(({ functionName }) => functionName === name);
    expect(own).toHaveLength(3);
    expect(own[2]?.at).toBeGreaterThan(own[0]?.at as number);
  });

  it.each([
    ["list-members", "StoreUnavailable", 5],
    ["list-members", "ConfigVersionMissing", 1],
    ["enroll-members", "StoreUnavailable", 5],
    ["enroll-members", "Sandbox.Timedout", 3],
    ["enroll-members", "InvalidTask", 1],
  ])("fails visibly, for start-jobs to find, when %s keeps ending in %s", async (name, error, tries) => {
    const failures = Array.from({ length: tries + 1 }, () => failure(error));
    const { execution, calls } = name === "list-members" ? await run(failures) : await run([DONE], failures);
    expect(calls.filter(({ functionName }) => functionName === name)).toHaveLength(tries);
    expect(execution).toMatchObject({ status: "FAILED", error: "CampaignDayFailed" });
  });

  it.each([
    ["list-members", [{ status: "dancing" }], []],
    ["enroll-members", [DONE], [{ status: "dancing" }]],
  ])("fails on an answer of %s that it does not know", async (_, listing, enrolling) => {
    const { execution } = await run(listing, enrolling);
    expect(execution).toMatchObject({ status: "FAILED", error: "CampaignDayFailed" });
  });

  it("knows every answer of the contract, and gives each a way of its own", () => {
    const ways = (state: string, statuses: readonly string[]) =>
      statuses.map((status) => choose(stateNamed(definition, state), { progress: { answer: { status } } }));
    const listing = ListingProgressSchema.shape.status.options;
    const enrolling = EnrollmentProgressSchema.options.flatMap(({ shape: { status } }): string[] =>
      "options" in status ? status.options : [status.value],
    );
    expect(enrolling.sort()).toEqual(["done", "more", "stopped", "wait"]);
    for (const next of [ways("AreListed", listing), ways("WhatNext", enrolling)]) {
      expect(new Set(next).size).toBe(next.length);
      expect(next).not.toContain("CampaignDayFailed");
    }
  });

  it.each(["ListMembers", "EnrollMembers"])("gives %s what its contract says", (name) => {
    const payload = fillTemplate(stateNamed(definition, name).Parameters?.Payload, INPUT);
    expect(CampaignDayInputSchema.parse(payload)).toEqual(INPUT);
  });

  it("waits as long as enroll-members says", () => {
    const { TimestampPath } = stateNamed(definition, "WaitForSlot");
    const progress = { answer: EnrollmentProgressSchema.parse(waitUntil(NOW)) };
    expect(valueAt(String(TimestampPath), { ...INPUT, progress })).toBe("2026-12-01T15:00:00.000Z");
  });

  it("carries nothing of the past, however long the day", async () => {
    const { execution } = await run([...repeat(5, MORE), DONE], [...repeat(20, MORE), DONE]);
    expect(execution.states.at(-1)?.input).toEqual({ ...INPUT, progress: { answer: DONE } });
  });

  it("has room for 100,000 members listed and enrolled in one day before its history is full", async () => {
    // Pages of a hundred, and a wait each quarter of an hour of a day that is staffed around the clock.
    const quarters = Array.from({ length: 96 }, (_, quarter) => [
      ...repeat(11, MORE),
      waitUntil(NOW + (quarter + 1) * MINUTE_MS),
    ]);
    const { execution } = await run([...repeat(1_000, MORE), DONE], [...quarters.flat(), DONE]);
    expect(execution.status).toBe("SUCCEEDED");
    expect(historyEvents(definition, execution)).toBeLessThan(HISTORY_LIMIT);
  });
});

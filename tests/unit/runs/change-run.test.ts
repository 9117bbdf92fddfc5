import { describe, expect, it } from "@jest/globals";
import { checkCommit } from "../../../shared/adapters/dynamo/check-commit.ts";
import { itemOf, itemOfEvent } from "../../../shared/adapters/dynamo/items.ts";
import type { Actor } from "../../../shared/contracts/events.ts";
import type { Run } from "../../../shared/domain/entities/run.ts";
import { openRunAlerts } from "../../../shared/domain/planner/planned-step.ts";
import type { LeadStatus, RunOutcome } from "../../../shared/domain/vocabulary.ts";
import {
  changeRun,
  endedRun,
  endingDrafts,
  statusAfter,
  statusDrafts,
  untoldAlerts,
  withAlert,
} from "../../../shared/runs/change-run.ts";
import { restartRun } from "../../../shared/runs/restart-run.ts";
import { buildLead, buildProgress, buildRun, ENROLLED_AT, MINUTE } from "../../support/plan-facts.ts";

const NOW = ENROLLED_AT + MINUTE;
const actor: Actor = { kind: "person", id: "sms" };
const lead = buildLead({ version: 4 });
const run = buildRun({ version: 9, generation: 3, loops: 12, revivals: 2 });
const drafts = statusDrafts(lead, "replied", "replied");

describe("changeRun", () => {
  it("writes the lead and its run under the versions that were read, with their events", () => {
    const { commit, start } = changeRun(lead, run, {
      now: NOW,
      actor,
      lead: { ...lead, status: "replied" },
      run: { ...run, staffOnlySince: NOW },
      drafts,
    });
    expect(commit.puts).toEqual([
      { entity: "lead", value: { ...lead, status: "replied", version: 5 }, expected: 4 },
      { entity: "run", value: { ...run, staffOnlySince: NOW, version: 10 }, expected: 9 },
    ]);
    expect(commit.events).toMatchObject([{ version: 5, actor, data: { from: "unanswered", to: "replied" } }]);
    expect(start).toBeUndefined();
    checkCommit(commit, [...commit.puts.map(itemOf), ...commit.events.map(itemOfEvent)]);
  });

  it("fences off the execution under way when the timetable changes, and says which to start", () => {
    const { commit, start } = changeRun(lead, run, { now: NOW, actor, lead, run, drafts, restart: "replied" });
    expect(commit.puts[1]?.value).toMatchObject({
      version: 10,
      generation: 4,
      generationStartedAt: NOW,
      loops: 0,
      revivals: 0,
      wakeAt: NOW,
      waitingFor: "start",
    });
    expect(commit.events.map(({ type, version }) => [type, version])).toEqual([
      ["lead.status_changed.v1", 5],
      ["run.restarted.v1", 6],
    ]);
    expect(start).toMatchObject({ runId: run.runId, generation: 4, action: { type: "plan" } });
  });

  it("opens an ended run again", () => {
    const ended = endedRun(run, "exhausted");
    const { commit } = changeRun(lead, ended, { now: NOW, actor, lead, run: ended, drafts: [], restart: "alert" });
    expect(commit.puts[1]?.value).not.toHaveProperty("outcome");
    expect(commit.puts[1]?.value).toMatchObject({ generation: 4, wakeAt: NOW });
  });
});

describe("restartRun", () => {
  it("counts a revival only for a run that was late, and says how late", () => {
    const late = restartRun(lead, run, { now: NOW, actor, why: "late", lateMs: 70, wakeAt: NOW + MINUTE });
    expect(late.commit.puts[1]?.value).toMatchObject({ revivals: 3, wakeAt: NOW + MINUTE });
    expect(late.commit.events).toMatchObject([{ reason: "late", data: { generation: 4, lateMs: 70 } }]);
    const renewed = restartRun(lead, run, { now: NOW, actor, why: "renewed", wakeAt: NOW });
    expect(renewed.commit.puts[1]?.value).toMatchObject({ revivals: 0 });
    expect(renewed.input).toMatchObject({ generation: 4, action: { type: "plan" } });
  });
});

describe("an ending", () => {
  it("leaves a run that nothing wakes", () => {
    const ended = endedRun(run, "opted_out");
    expect(ended).toMatchObject({ outcome: "opted_out" });
    expect(ended).not.toHaveProperty("wakeAt");
    expect(ended).not.toHaveProperty("waitingFor");
  });

  it("is told with the change of status, when there is one", () => {
    const types = (status: LeadStatus) => endingDrafts(lead, run, "lost", status).map(({ type }) => type);
    expect(types("lost")).toEqual(["run.finished.v1", "lead.status_changed.v1"]);
    expect(types(lead.status)).toEqual(["run.finished.v1"]);
  });

  it.each<[LeadStatus, RunOutcome, LeadStatus]>([
    ["following_up", "exhausted", "stalled"],
    ["nurturing", "replaced", "stalled"],
    ["replied", "replaced", "stalled"],
    ["following_up", "with_staff", "with_staff"],
    ["contacted", "with_staff", "contacted"],
    ["booked", "replaced", "booked"],
    ["opted_out", "opted_out", "opted_out"],
  ])("of a lead that is %s as %s leaves it %s", (status, outcome, after) => {
    expect(statusAfter(buildLead({ status }), outcome)).toBe(after);
  });
});

describe("withAlert", () => {
  const told = (alerted: Run) => {
    const key = alerted.alerts?.at(-1)?.key ?? "";
    return { ...alerted, steps: { ...alerted.steps, [key]: buildProgress({ channel: "call_task" }) } };
  };

  it("asks for one alert more under a name of its own", () => {
    const twice = withAlert(withAlert(run, "replied", NOW), "reply_after_opt_out", NOW + 1);
    expect(twice.alerts).toEqual([
      { key: "alert-replied-1", reason: "replied", at: NOW },
      { key: "alert-reply-after-opt-out-2", reason: "reply_after_opt_out", at: NOW + 1 },
    ]);
    expect(openRunAlerts(told(twice)).map(({ key }) => key)).toEqual(["alert-replied-1"]);
  });

  it("keeps the run small, and every new alert open, however often someone writes", () => {
    let busy = run;
    for (let n = 1; n <= 500; n += 1) {
      busy = withAlert(busy, "replied", NOW + n);
      expect(openRunAlerts(busy)).toHaveLength(1);
      busy = told(busy);
    }
    expect(busy.alerts).toHaveLength(30);
    expect(Object.keys(busy.steps)).toHaveLength(30);
  });

  it("leaves what nobody was told to the run that takes over", () => {
    const alerted = withAlert(told(withAlert(run, "replied", NOW)), "emergency", NOW);
    expect(untoldAlerts(alerted)).toEqual([{ key: "alert-emergency-2", reason: "emergency", at: NOW }]);
    expect(untoldAlerts(run)).toEqual([]);
  });
});

import { describe, expect, it } from "@jest/globals";
import { launch } from "../../../functions/receive-lead/first-action.ts";
import { buildLead, buildPractice, buildRun } from "../../support/builders/index.ts";
import { NOW } from "../../support/fakes/index.ts";

const answered = buildLead({ status: "following_up", clocks: { startedAt: NOW, firstResponseAt: NOW + 400 } });

describe("launch", () => {
  it("sets the alarm clock to now when something is due, so that a failed start is noticed", () => {
    const { run, start } = launch(
      buildLead(),
      buildRun({ wakeAt: undefined, waitingFor: "second-sms: due" }),
      buildPractice(),
      buildPractice(),
      NOW,
    );
    expect(start.action.type).toBe("send");
    expect(run.wakeAt).toBe(NOW);
    expect(run).not.toHaveProperty("waitingFor");
  });

  it("sets the alarm clock to the end of the wait when nothing is due, and says for what", () => {
    const sent = { state: "sent", channel: "sms", attempt: 1, at: NOW, ambiguous: 0 } as const;
    const steps = { "first-sms": sent, "first-email": { ...sent, channel: "email" as const } };
    const { run, start } = launch(answered, buildRun({ steps }), buildPractice(), buildPractice(), NOW);
    expect(start.action).toMatchObject({ type: "wait", until: "2026-12-01T16:07:00.000Z" });
    expect(run.wakeAt).toBe(Date.parse("2026-12-01T16:07:00Z"));
    expect(run.waitingFor).toContain("first-call-task");
  });

  it("begins with telling a person where people answer first", () => {
    const config = buildPractice({ sla: { ...buildPractice().sla, mode: "person-first" } });
    const { start } = launch(buildLead(), buildRun(), config, config, NOW);
    expect(start.action).toMatchObject({ type: "alertStaff", stepKey: "sla-1-new", reason: "new_lead" });
  });

  it("leaves it to plan-next-action to record that there is nothing to do", () => {
    const { run, start } = launch(buildLead({ status: "booked" }), buildRun(), buildPractice(), buildPractice(), NOW);
    expect(start.action).toEqual({ type: "plan" });
    expect(run.wakeAt).toBe(NOW);
  });
});

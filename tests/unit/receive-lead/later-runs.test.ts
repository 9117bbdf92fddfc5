import { describe, expect, it } from "@jest/globals";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import type { Run } from "../../../shared/domain/entities/run.ts";
import { laterRunId, newRun } from "../../../shared/runs/new-run.ts";
import { buildPost, buildPractice, PRACTICE_ID } from "../../support/builders/index.ts";
import { NOW } from "../../support/fakes/index.ts";
import { buildStep } from "../../support/plan-facts.ts";
import { answerFirst, openIntake } from "./intake.ts";

const DAY = 86_400_000;
const second = buildPost({ source: { externalId: "f-2" } });

/** A lead that is in another run now, or whose run is in another state. */
async function afterFirst(change: (lead: Lead, run: Run) => { lead?: Partial<Lead>; run?: Partial<Run> }) {
  const intake = openIntake();
  const first = await intake.post();
  await answerFirst(intake, first);
  const { lead, run, person } = await intake.stored(first);
  if (run === undefined || person === undefined) throw new Error("expected a run and a person");
  const changed = change(lead, run);
  intake.memory.seed({ entity: "lead", value: { ...lead, ...changed.lead } });
  intake.memory.seed({ entity: "run", value: { ...run, ...changed.run } });
  return { intake, first, lead, run, person };
}

async function nurtured(overrides: Partial<Run> = {}, lead: Partial<Lead> = {}) {
  const since = NOW + 20 * DAY;
  const setting = await afterFirst(({ leadId }) => ({
    lead: { status: "nurturing", runId: laterRunId(leadId, "nurture", since), ...lead },
    run: { outcome: "exhausted" },
  }));
  const { intake, person, first } = setting;
  const { activeRunId: _, ...free } = person;
  const runId = laterRunId(setting.lead.leadId, "nurture", since);
  const nurture = newRun({ lead: setting.lead, purpose: "nurture", runId, configVersion: 1, now: since });
  intake.memory.seed({ entity: "person", value: free });
  intake.memory.seed({ entity: "run", value: { ...nurture, ...overrides } });
  intake.clock.set(NOW + 60 * DAY);
  const older = () => intake.memory.read("run", { practiceId: PRACTICE_ID, leadId: setting.lead.leadId, runId });
  return { ...setting, older, first };
}

describe("receiveLead, for someone whose lead is in a later run", () => {
  it("opens a new lead and ends the nurturing of the old one, in one commit", async () => {
    const { intake, first, older } = await nurtured();
    const commits: number[] = [];
    const commit = intake.memory.commit.bind(intake.memory);
    intake.deps.store.commit = (request) => {
      commits.push(request.puts.length);
      return commit(request);
    };
    const again = await intake.post(second);
    expect(again.status).toBe("accepted");
    expect(again.leadId).not.toBe(first.leadId);
    expect(commits).toHaveLength(1);
    const old = await intake.stored(first);
    expect(old.lead.status).toBe("stalled");
    expect(old.types.slice(-2)).toEqual(["run.finished.v1", "lead.status_changed.v1"]);
    expect(await older()).toMatchObject({ outcome: "replaced" });
    expect(await older()).not.toHaveProperty("wakeAt");
    const fresh = await intake.stored(again);
    expect(fresh.lead.personId).toBe(old.lead.personId);
    expect(fresh.person).toMatchObject({ leadId: again.leadId, activeRunId: fresh.run?.runId });
    expect(intake.followUps.started.at(-1)).toMatchObject({ runId: fresh.run?.runId, action: { type: "send" } });
  });

  it("keeps what staff were not told yet", async () => {
    const alerts: Run["alerts"] = [{ key: "alert-replied-1", reason: "replied", at: NOW }];
    const { intake } = await nurtured({ alerts, staffOnlySince: NOW }, { status: "replied" });
    const again = await intake.stored(await intake.post(second));
    expect(again.run).toMatchObject({ alerts });
    expect(again.run).not.toHaveProperty("staffOnlySince");
    expect(intake.followUps.started.at(-1)?.action).toMatchObject({ type: "alertStaff", reason: "replied" });
  });

  it("leaves a later run that has ended, and a lead that is settled, as they are", async () => {
    const { intake, first, older } = await nurtured({ outcome: "booked" }, { status: "booked" });
    const again = await intake.post(second);
    expect(again.leadId).not.toBe(first.leadId);
    expect(await older()).toMatchObject({ outcome: "booked", version: 1 });
    expect((await intake.stored(first)).lead.status).toBe("booked");
  });
});

describe("receiveLead, for someone who replied", () => {
  const REPLIED_AT = NOW + DAY;
  const replied = () => ({
    lead: { status: "replied" as const, clocks: { startedAt: NOW, firstResponseAt: NOW, repliedAt: REPLIED_AT } },
    run: { staffOnlySince: REPLIED_AT },
  });

  it("leaves the run to staff: the new inquiry is acknowledged, and staff are told", async () => {
    const { intake, first } = await afterFirst(replied);
    intake.clock.set(REPLIED_AT + DAY);
    expect(await intake.post(second)).toMatchObject({ leadId: first.leadId, status: "accepted" });
    const { lead, run } = await intake.stored(first);
    expect(lead).toMatchObject({ status: "unanswered", inquiries: 2 });
    expect(run).toMatchObject({ staffOnlySince: REPLIED_AT, generation: 2 });
    expect(intake.followUps.started.at(-1)?.action).toMatchObject({ type: "send", stepKey: "inquiry-2-sms" });
  });

  it("finds the run that their reply opened again: it is the person's active one from then on", async () => {
    const { intake, first, person, run } = await afterFirst(replied);
    const { activeRunId: _, ...free } = person;
    intake.memory.seed({ entity: "person", value: free });
    intake.clock.set(REPLIED_AT + DAY);
    expect(await intake.post(second)).toMatchObject({ leadId: first.leadId });
    expect((await intake.stored(first)).person).toMatchObject({ activeRunId: run.runId });
  });
});

describe("receiveLead, where the first steps are conditional", () => {
  const { cadences } = buildPractice();
  const steps = [
    buildStep({ key: "spanish-sms", firstResponse: true, when: { language: ["es"] }, template: "first-sms" }),
    buildStep({ key: "first-email", channel: "email", firstResponse: true }),
  ];
  const practice = buildPractice({ cadences: { ...cadences, "new-lead": { steps, acknowledgement: {} } } });

  it("starts with the first step that is to be done, and records the others as skipped", async () => {
    const intake = openIntake({}, practice);
    const answer = await intake.post();
    const { lead, run, types, timeline } = await intake.stored(answer);
    expect(intake.followUps.started[0]?.action).toMatchObject({ type: "send", stepKey: "first-email" });
    expect(types).toEqual(["lead.received.v1", "run.started.v1", "touch.skipped.v1"]);
    expect(timeline[2]).toMatchObject({ data: { stepKey: "spanish-sms", reason: "condition_not_met" } });
    expect(lead.version).toBe(3);
    expect(run?.steps).toMatchObject({ "spanish-sms": { state: "skipped" } });
  });

  it("does so for a second inquiry as well", async () => {
    const later = buildStep({ key: "bonus-email", channel: "email", firstResponse: true, when: { language: ["es"] } });
    const intake = openIntake(
      {},
      buildPractice({
        cadences: { ...cadences, "new-lead": { steps: [...steps, later], acknowledgement: {} } },
      }),
    );
    const first = await intake.post();
    intake.clock.advance(DAY);
    await intake.post(second);
    const { types, lead } = await intake.stored(first);
    expect(types).toHaveLength(lead.version);
    expect(types.slice(3)).toEqual(["lead.inquired_again.v1", "run.restarted.v1"]);
  });
});

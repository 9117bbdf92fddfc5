import { describe, expect, it } from "@jest/globals";
import { enrollLead } from "../../../functions/enroll-lead/logic.ts";
import { planRun } from "../../../functions/plan-next-action/logic.ts";
import { EnrollmentAcceptedSchema } from "../../../shared/contracts/lead-api.ts";
import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import type { ContactPoint } from "../../../shared/domain/entities/identity.ts";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import type { Run } from "../../../shared/domain/entities/run.ts";
import { LeadIdSchema, type PracticeId, PracticeIdSchema, RunIdSchema, runIdOf } from "../../../shared/domain/ids.ts";
import { HttpProblem } from "../../../shared/platform/http-problem.ts";
import {
  buildAccess,
  buildCampaign,
  buildContactPoint,
  buildLead,
  buildPerson,
  buildPractice,
  buildRun,
  PRACTICE_ID,
  pointKey,
} from "../../support/builders/index.ts";
import { fakeFollowUps, fakeLogger, fakePracticeConfigs, fixedClock, NOW } from "../../support/fakes/index.ts";
import { createMemoryStore } from "../../support/memory-store.ts";
import { buildStep, DAY, MINUTE } from "../../support/plan-facts.ts";

const OTHER = PracticeIdSchema.parse("clear-skin");
const { cadences } = buildPractice();
const PRACTICE = buildPractice({
  cadences: {
    ...cadences,
    nurture: { steps: [buildStep({ key: "month-1", channel: "email", offset: "P30D" })], acknowledgement: {} },
    "no-show": {
      steps: [buildStep({ key: "missed-you", anchor: "appointmentAt", offset: "PT1H" })],
      acknowledgement: {},
    },
  },
});
const APPOINTMENT_AT = "2026-12-01T15:30:00Z";

interface Given {
  readonly lead?: Partial<Lead>;
  readonly run?: Partial<Run>;
  readonly point?: Partial<ContactPoint>;
  readonly config?: PracticeConfig;
}

/** A lead that was with staff after its first follow-up had ended. */
function given({ lead: changes, run: runChanges, point, config = PRACTICE }: Given = {}) {
  const store = createMemoryStore();
  const lead = buildLead({ status: "with_staff", ...changes });
  const run = buildRun({ wakeAt: undefined, outcome: "with_staff", ...runChanges });
  const phone = buildContactPoint({ pointKey: pointKey("p"), ...point });
  const active = run.outcome === undefined ? run.runId : undefined;
  store.seed(
    { entity: "lead", value: lead },
    { entity: "run", value: run },
    { entity: "contactPoint", value: phone },
    { entity: "person", value: buildPerson({ points: [phone.pointKey], activeRunId: active }) },
  );
  const followUps = fakeFollowUps();
  const clock = fixedClock();
  const logger = fakeLogger();
  const deps = { store, configs: fakePracticeConfigs(config), followUps, clock, logger, pause: async () => {} };
  const access = buildAccess({ callerId: "desk-key", role: "coordinator", practiceIds: [OTHER, PRACTICE_ID] });
  const enroll = (body: unknown, options: { leadId?: string; practiceIds?: PracticeId[] } = {}) =>
    enrollLead(deps, {
      access: { ...access, practiceIds: options.practiceIds ?? access.practiceIds },
      leadId: options.leadId ?? lead.leadId,
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  const { practiceId, leadId, personId } = lead;
  const stored = async () => {
    const now = await store.read("lead", { practiceId, leadId });
    return {
      lead: now,
      older: await store.read("run", { practiceId, leadId, runId: run.runId }),
      run: await store.read("run", { practiceId, leadId, runId: now?.runId ?? run.runId }),
      person: await store.read("person", { practiceId, personId }),
      events: await store.timeline(practiceId, leadId),
    };
  };
  return { enroll, stored, deps, store, followUps, clock, logger, lead, run };
}

const refusal = async (answer: Promise<unknown>) => {
  const error = await answer.catch((thrown: unknown) => thrown);
  if (error instanceof HttpProblem) return error.problem;
  throw new Error("expected a problem", { cause: error });
};
const open = { wakeAt: NOW, outcome: undefined } as const;

describe("enrollLead", () => {
  it("takes a lead into a cadence of its practice, in one commit, and starts it", async () => {
    const { enroll, stored, followUps, lead } = given();
    const answer = await enroll({ cadence: "nurture" });
    expect(EnrollmentAcceptedSchema.parse(answer)).toMatchObject({ leadId: lead.leadId, status: "enrolled" });
    const after = await stored();
    expect(after.lead).toMatchObject({ status: "nurturing", runId: answer.runId, version: lead.version + 2 });
    expect(after.run).toMatchObject({
      purpose: "nurture",
      generation: 1,
      configVersion: 1,
      enrolledAt: NOW,
      wakeAt: NOW,
    });
    expect(after.events.map(({ type, actor, reason }) => [type, actor.id, reason])).toEqual([
      ["lead.status_changed.v1", "desk-key", "enrolled"],
      ["run.started.v1", "desk-key", "enrolled"],
    ]);
    expect(followUps.started).toMatchObject([{ runId: answer.runId, generation: 1, action: { type: "plan" } }]);
  });

  it("counts from the appointment that is named", async () => {
    const { enroll, stored, deps, lead } = given();
    const { runId } = await enroll({ cadence: "no-show", appointmentAt: APPOINTMENT_AT });
    const after = await stored();
    expect(after.lead?.status).toBe("following_up");
    expect(after.run?.anchors).toEqual({ appointmentAt: Date.parse(APPOINTMENT_AT) });
    const { practiceId, leadId } = lead;
    const task = { version: 1, practiceId, leadId, runId: RunIdSchema.parse(runId), generation: 1 } as const;
    expect(await planRun(deps, task)).toMatchObject({ type: "wait", until: "2026-12-01T16:30:00.000Z" });
  });

  it("ends the run that was waiting, and its execution is superseded", async () => {
    const nurturing = { ...open, purpose: "nurture", cadence: "nurture" } as const;
    const { enroll, stored, deps, run, lead } = given({ lead: { status: "nurturing" }, run: nurturing });
    await enroll({ cadence: "no-show", appointmentAt: APPOINTMENT_AT });
    const { older, events } = await stored();
    expect(older).toMatchObject({ outcome: "replaced" });
    expect(older).not.toHaveProperty("wakeAt");
    expect(events.map(({ type }) => type)).toEqual(["run.finished.v1", "lead.status_changed.v1", "run.started.v1"]);
    const { practiceId, leadId } = lead;
    const task = { version: 1, practiceId, leadId, runId: run.runId, generation: run.generation } as const;
    expect(await planRun(deps, task)).toEqual({ type: "finish", outcome: "superseded" });
  });

  it("takes over from the run of a campaign, which its lead stays a member of", async () => {
    const { campaignId } = buildCampaign();
    const runId = runIdOf(buildLead().leadId, "reactivation", "winter");
    const reactivation = { campaignId, order: "040#x", group: "treated", variant: "a", at: NOW } as const;
    const { enroll, stored } = given({
      lead: { status: "reactivating", runId, reactivation },
      run: { ...open, runId, purpose: "reactivation", cadence: "win-back", campaignId },
    });
    const answer = await enroll({ cadence: "no-show", appointmentAt: APPOINTMENT_AT });
    const { lead, older, run } = await stored();
    expect(older).toMatchObject({ outcome: "replaced" });
    expect(lead).toMatchObject({ status: "following_up", runId: answer.runId, reactivation });
    expect(run).not.toHaveProperty("campaignId");
  });

  it("takes over from the first run of a person who replied: it is no acquisition run any more, and its alerts stay", async () => {
    const alerts: Run["alerts"] = [{ key: "alert-replied-1", reason: "replied", at: NOW }];
    const { enroll, stored } = given({ lead: { status: "replied" }, run: { ...open, staffOnlySince: NOW, alerts } });
    await enroll({ cadence: "nurture" });
    const { person, older, run } = await stored();
    expect(older?.outcome).toBe("replaced");
    expect(person).not.toHaveProperty("activeRunId");
    expect(run?.alerts).toEqual(alerts);
    expect(run).not.toHaveProperty("staffOnlySince");
  });

  it("answers the same enrollment again without another, while it is under way and after", async () => {
    const { enroll, stored, followUps, clock, store } = given();
    const first = await enroll({ cadence: "no-show", appointmentAt: APPOINTMENT_AT });
    clock.advance(DAY);
    const again = { cadence: "no-show", appointmentAt: "2026-12-01T09:30:20-06:00" };
    expect(await enroll(again)).toEqual({ ...first, status: "exists" });
    const { run } = await stored();
    if (run === undefined) throw new Error("expected a run");
    store.seed({ entity: "run", value: { ...run, outcome: "exhausted" } });
    expect(await enroll(again)).toEqual({ ...first, status: "exists" });
    expect(followUps.started).toHaveLength(1);
    expect((await enroll({ ...again, appointmentAt: "2026-12-08T15:30:00Z" })).status).toBe("enrolled");
  });

  it("takes two posts of the same minute for one, and another cadence for another", async () => {
    const { enroll, clock } = given();
    const first = await enroll({ cadence: "nurture" });
    clock.advance(MINUTE - 1);
    expect(await enroll({ cadence: "nurture" })).toEqual({ ...first, status: "exists" });
    clock.advance(1);
    expect((await enroll({ cadence: "nurture" })).status).toBe("enrolled");
  });

  it("loses nothing when the execution cannot be started: the run is late then", async () => {
    const { enroll, stored, followUps, logger } = given();
    followUps.failWith("ThrottlingException");
    expect(await enroll({ cadence: "nurture" })).toMatchObject({ status: "enrolled" });
    expect((await stored()).run?.wakeAt).toBe(NOW);
    expect(logger.lines).toMatchObject([{ level: "error", fields: { code: "ThrottlingException" } }]);
  });

  it("decides again when something else changed the lead meanwhile", async () => {
    const { enroll, deps, store, lead } = given();
    const commit = store.commit.bind(store);
    let interfered = false;
    deps.store.commit = async (request) => {
      if (!interfered) {
        interfered = true;
        store.seed({ entity: "lead", value: { ...lead, status: "opted_out", version: lead.version + 1 } });
      }
      return commit(request);
    };
    expect(await refusal(enroll({ cadence: "nurture" }))).toMatchObject({ status: 409, code: "opted_out" });
  });
});

describe("enrollLead, refusing", () => {
  it.each<[string, string, Given]>([
    ["opted_out", "a lead that opted out", { lead: { status: "opted_out" } }],
    [
      "opted_out",
      "a person who opted out elsewhere",
      { point: { suppression: { scope: "all", at: NOW, reason: "stop" } } },
    ],
    ["staff_only_lead", "an existing patient", { lead: { relationship: "existing" } }],
    ["staff_only_lead", "a minor", { lead: { flags: ["minor"] } }],
    ["staff_only_lead", "a sensitive service line", { lead: { flags: ["sensitive"] } }],
    ["staff_only_lead", "a person who had opted out when they asked", { lead: { flags: ["suppressed_person"] } }],
    ["follow_up_under_way", "a lead in its first follow-up", { lead: { status: "following_up" }, run: open }],
    ["cadence_not_configured", "a cadence that the practice lacks", { config: buildPractice() }],
  ])("answers 409 %s for %s", async (code, _, facts) => {
    const { enroll, stored, followUps } = given(facts);
    expect(await refusal(enroll({ cadence: "nurture" }))).toMatchObject({ status: 409, code });
    expect((await stored()).events).toEqual([]);
    expect(followUps.started).toEqual([]);
  });

  it("takes a person who only unsubscribed from email, or asked for messages again since", async () => {
    const suppression = { scope: "all", at: NOW - DAY, reason: "stop" } as const;
    const email = given({ point: { suppression: { ...suppression, scope: "email" } } });
    expect(await email.enroll({ cadence: "nurture" })).toMatchObject({ status: "enrolled" });
    const lifted = given({ point: { suppression, liftedAt: NOW - MINUTE } });
    expect(await lifted.enroll({ cadence: "nurture" })).toMatchObject({ status: "enrolled" });
  });

  it("answers 422 where a step counts from an appointment that is not named", async () => {
    expect(await refusal(given().enroll({ cadence: "no-show" }))).toMatchObject({
      status: 422,
      code: "missing_anchor",
      errors: [{ path: "appointmentAt", code: "required" }],
    });
  });

  it.each<[string, unknown, string]>([
    ["no body", "", "invalid_enrollment"],
    ["no JSON", "cadence=nurture", "invalid_json"],
    ["no object", "[]", "invalid_enrollment"],
    ["no cadence", {}, "invalid_enrollment"],
    ["the cadence of new leads", { cadence: "new-lead" }, "invalid_enrollment"],
    ["a field that nobody knows", { cadence: "nurture", note: "call Dana" }, "invalid_enrollment"],
    ["a time without its offset", { cadence: "no-show", appointmentAt: "2026-12-01T15:30" }, "invalid_enrollment"],
    ["a day that does not exist", { cadence: "no-show", appointmentAt: "2026-02-30T15:30:00Z" }, "invalid_enrollment"],
    ["a time long past", { cadence: "no-show", appointmentAt: "1969-12-31T15:30:00Z" }, "invalid_enrollment"],
  ])("takes %s for a mistake, and quotes none of it", async (_, body, code) => {
    const problem = await refusal(given().enroll(body));
    expect(problem.code).toBe(code);
    expect(problem.status).toBe(code === "invalid_json" ? 400 : 422);
    expect(JSON.stringify(problem)).not.toMatch(/Dana|2026|1969/);
  });

  it("answers another practice's lead exactly like one that does not exist", async () => {
    const unknown = LeadIdSchema.parse("01KBD00000000000000000000Z");
    const { enroll } = given();
    const notFound = await refusal(enroll({ cadence: "nurture" }, { leadId: unknown }));
    expect(notFound).toMatchObject({ status: 404, code: "lead_not_found" });
    expect(await refusal(enroll({ cadence: "nurture" }, { practiceIds: [OTHER] }))).toEqual(notFound);
    expect(await refusal(enroll({ cadence: "nurture" }, { practiceIds: [] }))).toEqual(notFound);
    expect(await refusal(enroll({ cadence: "nurture" }, { leadId: "../../secrets" }))).toEqual(notFound);
  });
});

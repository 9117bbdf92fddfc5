import { describe, expect, it } from "@jest/globals";
import { type InterestVisit, recordInterest } from "../../../functions/record-interest/logic.ts";
import { interestLink, unsubscribeLink } from "../../../shared/delivery/signed-link.ts";
import type { Person } from "../../../shared/domain/entities/identity.ts";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import type { Run } from "../../../shared/domain/entities/run.ts";
import { LeadIdSchema, runIdOf } from "../../../shared/domain/ids.ts";
import { planNextAction } from "../../../shared/domain/planner/plan-next-action.ts";
import {
  buildCampaign,
  buildContact,
  buildLead,
  buildPerson,
  buildPractice,
  buildRun,
  pointKey,
} from "../../support/builders/index.ts";
import { type CommitFault, createConflictingStore } from "../../support/conflicting-store.ts";
import {
  fakeFollowUps,
  fakeLogger,
  fakePracticeConfigs,
  fixedClock,
  NOW,
  testKeyRings,
} from "../../support/fakes/index.ts";
import { testKeyRing } from "../../support/fakes/key-ring.ts";
import { createMemoryStore } from "../../support/memory-store.ts";
import { buildFacts, DAY, MINUTE } from "../../support/plan-facts.ts";

const { leadId, practiceId, personId } = buildLead();
const runId = runIdOf(leadId, "reactivation", "winter");
const token = interestLink.token(testKeyRing(), [practiceId, leadId, runId]);
const LONG_AGO = NOW - 200 * DAY;

/** What is stored at first. */
interface Stored {
  readonly lead?: Partial<Lead> | "erased";
  readonly run?: Partial<Run>;
  readonly person?: Partial<Person>;
  readonly faults?: readonly CommitFault[];
}

function start({ lead: leadChanges = {}, run: runChanges, person, faults = [] }: Stored = {}) {
  const memory = createMemoryStore();
  const run = buildRun({
    runId,
    purpose: "reactivation",
    cadence: "win-back",
    campaignId: buildCampaign().campaignId,
    wakeAt: NOW + DAY,
    waitingFor: "back-sms: due",
    ...runChanges,
  });
  if (leadChanges !== "erased") {
    const clocks = { startedAt: LONG_AGO, firstResponseAt: LONG_AGO };
    const value = buildLead({
      status: "reactivating",
      runId,
      receivedAt: LONG_AGO,
      clocks,
      language: "es",
      ...leadChanges,
    });
    memory.seed({ entity: "lead", value });
  }
  memory.seed(
    { entity: "run", value: run },
    { entity: "person", value: buildPerson({ activeRunId: undefined, ...person }) },
    { entity: "contact", value: buildContact() },
  );
  const clock = fixedClock();
  const logger = fakeLogger();
  const followUps = fakeFollowUps();
  const store = createConflictingStore(memory, { first: faults });
  const configs = fakePracticeConfigs(buildPractice());
  const deps = { store, keyRings: testKeyRings(), configs, followUps, clock, logger, pause: async () => {} };
  const readRun = async (id = runId) => {
    const found = await memory.read("run", { practiceId, leadId, runId: id });
    if (found === undefined) throw new Error("expected a run");
    return found;
  };
  return {
    clock,
    memory,
    logger,
    followUps,
    visit: (visit: Partial<InterestVisit> = {}) => recordInterest(deps, { token, confirmed: true, ...visit }),
    lead: () => memory.read("lead", { practiceId, leadId }),
    run: readRun,
    alerts: async () => ((await readRun()).alerts ?? []).map(({ reason }) => reason),
    person: () => memory.read("person", { practiceId, personId }),
    events: () => memory.timeline(practiceId, leadId),
  };
}

describe("recordInterest", () => {
  it("changes nothing when somebody only looks, as link scanners do", async () => {
    const { visit, memory, followUps } = start();
    const before = memory.dump();
    for (let look = 1; look <= 3; look += 1)
      expect(await visit({ confirmed: false })).toEqual({ is: "asked", publicName: "Bright Smile", language: "es" });
    expect(memory.dump()).toBe(before);
    expect(followUps.started).toEqual([]);
  });

  it("hands the lead over to people once the button is pressed: staff are told at once, and touches end", async () => {
    const { visit, lead, run, events, followUps } = start();
    expect(await visit()).toEqual({ is: "noted", publicName: "Bright Smile", language: "es" });
    expect(await lead()).toMatchObject({ status: "replied" });
    expect(await run()).toMatchObject({
      generation: 2,
      staffOnlySince: NOW,
      wakeAt: NOW,
      alerts: [{ key: "alert-renewed-interest-1", reason: "renewed_interest", at: NOW }],
    });
    expect((await events()).map(({ type, reason, actor, data }) => ({ type, reason, actor: actor.id, data }))).toEqual([
      { type: "interest.shown.v1", reason: "link_confirmed", actor: "interest_link", data: { via: "link", runId } },
      {
        type: "lead.status_changed.v1",
        reason: "renewed_interest",
        actor: "interest_link",
        data: { from: "reactivating", to: "replied" },
      },
      {
        type: "run.restarted.v1",
        reason: "interested",
        actor: "interest_link",
        data: { runId, generation: 2, why: "interested" },
      },
    ]);
    expect(followUps.started).toMatchObject([{ runId, generation: 2, action: { type: "plan" } }]);
    const plan = planNextAction(buildFacts({ lead: await lead(), run: await run() }), NOW);
    expect(plan).toMatchObject({ type: "alertStaff", reason: "renewed_interest" });
  });

  it("changes nothing the second time, and thanks again", async () => {
    const { visit, memory, clock } = start();
    await visit();
    const after = memory.dump();
    for (const later of [0, MINUTE, DAY]) {
      clock.advance(later);
      expect(await visit()).toMatchObject({ is: "noted" });
      expect(memory.dump()).toBe(after);
    }
  });

  it("is told anew when they ask again after the reminders have ended, which begin anew, and touches stay ended", async () => {
    const { visit, clock, alerts, run } = start();
    await visit();
    clock.advance(8 * DAY);
    expect(await visit()).toMatchObject({ is: "noted" });
    expect(await alerts()).toEqual(["renewed_interest", "renewed_interest"]);
    expect(await run()).toMatchObject({ staffOnlySince: clock.now() });
    await visit();
    expect(await alerts()).toHaveLength(2);
  });

  it("is told anew when they ask again after a person had spoken with them", async () => {
    const { visit, lead, memory, clock, alerts } = start();
    await visit();
    const before = await lead();
    if (before === undefined) throw new Error("expected a lead");
    clock.advance(DAY);
    const clocks = { ...before.clocks, humanContactAt: NOW + MINUTE };
    memory.seed({ entity: "lead", value: { ...before, status: "contacted", clocks } });
    expect(await visit()).toMatchObject({ is: "noted" });
    expect(await alerts()).toEqual(["renewed_interest", "renewed_interest"]);
    expect(await lead()).toMatchObject({ status: "replied" });
  });

  it.each(["stalled", "lost"] as const)("opens a run again that had ended and left its lead %s", async (status) => {
    const { visit, lead, run } = start({ lead: { status }, run: { outcome: "exhausted", wakeAt: undefined } });
    await visit();
    expect(await lead()).toMatchObject({ status: "replied" });
    expect(await run()).toMatchObject({ generation: 2, staffOnlySince: NOW });
    expect(await run()).not.toHaveProperty("outcome");
  });

  it("makes a first run that it opens again the person's acquisition run", async () => {
    const first = runIdOf(leadId, "new-lead");
    const { visit, person, run } = start({
      lead: { status: "stalled", runId: first },
      run: { runId: first, purpose: "new-lead", cadence: "new-lead", outcome: "exhausted", wakeAt: undefined },
    });
    await visit({ token: interestLink.token(testKeyRing(), [practiceId, leadId, first]) });
    expect(await person()).toMatchObject({ activeRunId: first });
    expect(await run(first)).toMatchObject({ staffOnlySince: NOW });
  });

  it.each(["opted_out", "booked"] as const)(
    "only tells staff of a lead that is %s, once, and its run ends as it had",
    async (status) => {
      const { visit, lead, run, memory, events } = start({
        lead: { status },
        run: { outcome: status, wakeAt: undefined },
      });
      expect(await visit()).toMatchObject({ is: "noted" });
      expect(await lead()).toMatchObject({ status });
      const opened = await run();
      const reason = status === "booked" ? "renewed_interest" : "interest_after_opt_out";
      expect(opened).toMatchObject({ generation: 2, alerts: [{ reason }] });
      expect(opened).not.toHaveProperty("staffOnlySince");
      expect((await events()).map(({ type }) => type)).toEqual(["interest.shown.v1", "run.restarted.v1"]);
      const after = memory.dump();
      await visit();
      expect(memory.dump()).toBe(after);
      // Nothing but the alert is left to do.
      const facts = buildFacts({ lead: await lead(), run: opened });
      expect(planNextAction(facts, NOW)).toMatchObject({ type: "alertStaff" });
      const progress = { state: "sent", channel: "call_task", attempt: 1, at: NOW, ambiguous: 0 } as const;
      const told = { ...opened, steps: { [opened.alerts?.[0]?.key ?? ""]: progress } };
      expect(planNextAction({ ...facts, run: told }, NOW)).toEqual({ type: "finish", outcome: status });
    },
  );

  it("sends nothing to someone who had opted out when they asked: staff are told, and reminded", async () => {
    const { visit, lead, run } = start({ lead: { status: "with_staff", flags: ["suppressed_person"] } });
    await visit();
    const facts = buildFacts({ lead: await lead(), run: await run() });
    expect(planNextAction(facts, NOW)).toMatchObject({ type: "alertStaff", reason: "interest_after_opt_out" });
  });

  it("concerns the run that the lead is in now, when an older email is answered", async () => {
    const nurture = runIdOf(leadId, "nurture", "g5ab1c");
    const { visit, run, events } = start({
      lead: { status: "nurturing", runId: nurture },
      run: { runId: nurture, purpose: "nurture", cadence: "nurture" },
    });
    await visit();
    expect(await run(nurture)).toMatchObject({ staffOnlySince: NOW, generation: 2 });
    expect((await events())[0]).toMatchObject({ type: "interest.shown.v1", data: { runId } });
  });

  it("concerns the person's newest lead, which took over from the one that was written to", async () => {
    const newest = LeadIdSchema.parse("01KBDEXAMP1E00000000000002");
    const first = runIdOf(newest, "new-lead");
    const { visit, memory, lead } = start({
      lead: { status: "stalled" },
      person: { leadId: newest, activeRunId: first },
    });
    memory.seed(
      { entity: "lead", value: buildLead({ leadId: newest, runId: first, status: "following_up" }) },
      { entity: "run", value: buildRun({ leadId: newest, runId: first }) },
    );
    await visit();
    expect(await memory.read("lead", { practiceId, leadId: newest })).toMatchObject({ status: "replied" });
    expect(await memory.timeline(practiceId, newest)).toHaveLength(3);
    expect(await lead()).toMatchObject({ status: "stalled" });
  });

  it("ends the touches of a new inquiry as well, of which staff were told because a campaign had been there", async () => {
    const alerts: Run["alerts"] = [{ key: "alert-renewed-interest-1", reason: "renewed_interest", at: NOW - MINUTE }];
    const { visit, run } = start({ lead: { status: "following_up" }, run: { alerts } });
    await visit();
    expect(await run()).toMatchObject({ staffOnlySince: NOW });
  });

  it.each<[string, CommitFault[]]>([
    ["others write to the same lead", ["conflict", "conflict", "conflict"]],
    ["the table fails for a moment", ["unavailable", "unavailable"]],
    ["the answer to its write is lost", ["answer_lost"]],
  ])("is recorded exactly once when %s, and the follow-up is started", async (_case, faults) => {
    const { visit, alerts, events, followUps } = start({ faults });
    expect(await visit()).toMatchObject({ is: "noted" });
    expect(await alerts()).toEqual(["renewed_interest"]);
    expect(await events()).toHaveLength(3);
    expect(followUps.started).toMatchObject([{ runId, generation: 2 }]);
  });

  it("is recorded exactly once when the button is pressed several times at the same moment", async () => {
    const { visit, alerts, events } = start();
    await Promise.all([visit(), visit(), visit()]);
    expect(await alerts()).toEqual(["renewed_interest"]);
    expect(await events()).toHaveLength(3);
  });

  it("loses nothing when the execution cannot be started: the run is late then", async () => {
    const { visit, run, followUps } = start();
    followUps.failWith("ThrottlingException");
    expect(await visit()).toMatchObject({ is: "noted" });
    expect(await run()).toMatchObject({ wakeAt: NOW, waitingFor: "start" });
  });

  it.each([
    ["none", undefined],
    ["a made-up one", "abc.def"],
    ["one with another signature", `${token}x`],
    ["one to unsubscribe with", unsubscribeLink.token(testKeyRing(), [practiceId, leadId, pointKey("e")])],
  ])("knows no link whose token is %s", async (_case, wrong) => {
    const { visit, memory } = start();
    const before = memory.dump();
    expect(await visit({ token: wrong })).toEqual({ is: "unknown_link" });
    expect(memory.dump()).toBe(before);
  });

  it.each([true, false])("knows no link of a lead that was erased (confirmed: %s)", async (confirmed) => {
    const { visit, memory } = start({ lead: "erased" });
    const before = memory.dump();
    expect(await visit({ confirmed })).toEqual({ is: "unknown_link" });
    expect(memory.dump()).toBe(before);
  });

  it("reads nothing of the vault and logs nobody's address", async () => {
    const { visit, logger } = start();
    const answer = await visit();
    expect(JSON.stringify([answer, logger.lines])).not.toMatch(/dana/i);
    expect(logger.lines).toEqual([{ level: "info", message: "interest shown", fields: { practiceId, leadId, runId } }]);
  });
});

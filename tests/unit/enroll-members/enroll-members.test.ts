import { describe, expect, it } from "@jest/globals";
import { planRun } from "../../../functions/plan-next-action/logic.ts";
import { PointKeySchema, RunIdSchema } from "../../../shared/domain/ids.ts";
import { JOB_LEASE_MS } from "../../../shared/domain/timing.ts";
import { PRACTICE_ID } from "../../support/builders/index.ts";
import { NOW } from "../../support/fakes/index.ts";
import { DAY, HOUR, MINUTE } from "../../support/plan-facts.ts";
import { campaignPractice, createWorld, leadIdOf, type WorldOptions } from "../reactivation/campaign-world.ts";

/** The opening of the example practice on the day of NOW, ms. */
const OPENS_AT = Date.parse("2026-12-01T14:00:00Z");
const iso = (ms: number) => new Date(ms).toISOString();

/** A running campaign of so many members, as its day opens. */
async function given(leads: number, options: WorldOptions = {}) {
  const world = createWorld({ start: OPENS_AT, ...options });
  for (let n = 0; n < leads; n += 1) world.seedLead(n);
  await world.listAll();
  return world;
}

describe("enrollMembers", () => {
  it("takes a member into a follow-up of its own, in one commit, and starts it", async () => {
    const world = await given(1, {
      plan: {
        variants: [{ key: "offer", share: 1, templates: { "first-sms": "second-sms" }, byLostReason: {} }],
      },
    });
    await world.enroll();
    const lead = await world.lead(0);
    const runId = RunIdSchema.parse(`${leadIdOf(0)}-reactivation-winter`);
    const [member] = await world.members();
    expect(member).toMatchObject({ state: "enrolled", turnAt: OPENS_AT, runId });
    expect(lead).toMatchObject({
      status: "reactivating",
      runId,
      reactivation: { campaignId: "winter", order: member?.order, group: "treated", variant: "offer", at: OPENS_AT },
    });
    expect(await world.store.read("run", { practiceId: PRACTICE_ID, leadId: leadIdOf(0), runId })).toMatchObject({
      purpose: "reactivation",
      campaignId: "winter",
      cadence: "win-back",
      templates: { "first-sms": "second-sms" },
      configVersion: 1,
      enrolledAt: OPENS_AT,
      wakeAt: OPENS_AT,
      generation: 1,
    });
    for (const pointKey of [lead?.reach.phone, lead?.reach.email]) {
      const point = await world.store.read("contactPoint", {
        practiceId: PRACTICE_ID,
        pointKey: PointKeySchema.parse(pointKey),
      });
      expect(point?.reactivation).toEqual({ campaignId: "winter", at: OPENS_AT });
    }
    expect(await world.day()).toMatchObject({ enrolled: 1, heldOut: 0, excluded: {}, nextSlot: 1 });
    const events = await world.store.timeline(PRACTICE_ID, leadIdOf(0));
    expect(events.map(({ type, actor }) => [type, actor.id])).toEqual([
      ["campaign.turn_came.v1", "enroll-members"],
      ["lead.status_changed.v1", "enroll-members"],
      ["run.started.v1", "enroll-members"],
    ]);
    expect(events[0]?.data).toEqual({ campaignId: "winter", group: "treated", variant: "offer", score: member?.score });
    expect(world.followUps.started).toMatchObject([{ runId, generation: 1, action: { type: "plan" } }]);
  });

  it("begins the follow-up at the member's slot, with the templates of its variant", async () => {
    const world = await given(2, {
      plan: {
        perDay: 60,
        variants: [{ key: "offer", share: 1, templates: { "first-sms": "second-sms" }, byLostReason: {} }],
      },
    });
    await world.enroll();
    const [, second] = world.followUps.started;
    if (second === undefined) throw new Error("expected two follow-ups");
    const task = {
      version: 1,
      practiceId: PRACTICE_ID,
      leadId: second.leadId,
      runId: second.runId,
      generation: 1,
    } as const;
    const slotAt = OPENS_AT + 10 * MINUTE;
    expect(await planRun(world.deps, task)).toMatchObject({ type: "wait", until: iso(slotAt) });
    world.clock.set(slotAt);
    expect(await planRun(world.deps, task)).toMatchObject({ type: "send", channel: "sms", template: "second-sms" });
  });

  it("ends the run that the lead leaves", async () => {
    const world = createWorld({ start: OPENS_AT });
    world.seedLead(0, {
      lead: { status: "nurturing" },
      run: { purpose: "nurture", cadence: "nurture", outcome: undefined, wakeAt: NOW },
    });
    await world.listAll();
    await world.enroll();
    const left = await world.store.read("run", {
      practiceId: PRACTICE_ID,
      leadId: leadIdOf(0),
      runId: RunIdSchema.parse(`${leadIdOf(0)}-new-lead`),
    });
    expect(left).toMatchObject({ outcome: "replaced" });
    expect(left).not.toHaveProperty("wakeAt");
    expect((await world.store.timeline(PRACTICE_ID, leadIdOf(0))).map(({ type }) => type)).toContain("run.finished.v1");
  });

  it("leaves a control member alone, and uses no slot for it", async () => {
    const world = await given(12, { plan: { controlPercent: 50, perDay: 20 } });
    await world.runDay();
    const members = await world.members();
    const [control, treated] = [
      members.filter(({ group }) => group === "control"),
      members.filter(({ group }) => group === "treated"),
    ];
    expect(control.length).toBeGreaterThan(2);
    expect(control.every(({ state, runId }) => state === "held_out" && runId === undefined)).toBe(true);
    expect(treated.every(({ state }) => state === "enrolled")).toBe(true);
    expect(await world.day()).toMatchObject({
      enrolled: treated.length,
      heldOut: control.length,
      nextSlot: treated.length,
    });
    expect(world.followUps.started).toHaveLength(treated.length);
    const held = control[0];
    const lead = held && (await world.store.read("lead", { practiceId: PRACTICE_ID, leadId: held.leadId }));
    expect(lead).toMatchObject({
      status: "stalled",
      reactivation: { group: "control", order: held?.order, at: held?.turnAt },
    });
    expect(lead && (await world.store.timeline(PRACTICE_ID, lead.leadId)).map(({ type }) => type)).toEqual([
      "campaign.turn_came.v1",
    ]);
  });

  it("leaves out whoever may not be a member any more when their turn comes, control members too", async () => {
    const world = await given(8, { plan: { perDay: 600, controlPercent: 50 } });
    const optedOut = { scope: "all", at: NOW, reason: "stop" } as const;
    for (let n = 0; n < 7; n += 1) world.seedLead(n, { phone: { suppression: optedOut, version: 2 } });
    world.seedLead(7, { lead: { status: "booked", version: 3 } });
    await world.runDay();
    const members = await world.members();
    expect(members.map(({ state, reason }) => [state, reason]).sort()).toEqual([
      ["excluded", "booked"],
      ...Array.from({ length: 7 }, () => ["excluded", "suppressed"]),
    ]);
    expect(await world.day()).toMatchObject({
      enrolled: 0,
      heldOut: 0,
      excluded: { suppressed: 7, booked: 1 },
      nextSlot: 0,
    });
    expect(world.followUps.started).toEqual([]);
    expect(await world.current()).toMatchObject({ status: "done" });
  });

  it("enrolls one lead of a number that several share", async () => {
    const world = createWorld({ start: OPENS_AT, plan: { perDay: 600 } });
    const first = world.seedLead(0);
    const second = world.seedLead(1, { lead: { reach: { ...first.reach, email: undefined } } });
    await world.listAll();
    await world.runDay();
    expect(second.reach.phone).toBe(first.reach.phone);
    expect((await world.members()).map(({ state, reason }) => reason ?? state)).toEqual([
      "enrolled",
      "contact_point_taken",
    ]);
  });

  it("enrolls a lead once that was listed twice, even when another campaign has had it since", async () => {
    const world = await given(1, { plan: { perDay: 600 } });
    const [member] = await world.members();
    if (member === undefined) throw new Error("expected a member");
    world.store.seed({ entity: "member", value: { ...member, order: `099#${member.leadId}` } });
    await world.enroll();
    expect((await world.members()).map(({ state, reason }) => reason ?? state)).toEqual([
      "enrolled",
      "recently_reactivated",
    ]);

    const lead = await world.lead(0);
    if (lead?.reactivation === undefined) throw new Error("expected a lead in the campaign");
    const since = {
      ...lead.reactivation,
      campaignId: "spring" as typeof lead.reactivation.campaignId,
      at: OPENS_AT - 100 * DAY,
    };
    world.seedLead(0, { lead: { ...lead, status: "stalled", reactivation: since } });
    world.store.seed({ entity: "member", value: { ...member, order: `100#${member.leadId}` } });
    await world.change({ status: "running" });
    await world.enroll();
    expect((await world.members()).at(-1)).toMatchObject({ state: "excluded", reason: "recently_reactivated" });
    expect(world.followUps.started).toHaveLength(1);
  });

  it("leaves out a member whose lead is gone", async () => {
    const world = await given(1);
    const [member] = await world.members();
    if (member === undefined) throw new Error("expected a member");
    world.store.seed({ entity: "member", value: { ...member, order: `001#${leadIdOf(7)}`, leadId: leadIdOf(7) } });
    await world.runDay();
    expect((await world.members()).map(({ state }) => state)).toEqual(["excluded", "enrolled"]);
  });

  it("loses nothing when an execution cannot be started: the run is late then", async () => {
    const world = await given(1);
    world.followUps.failWith("ThrottlingException");
    expect(await world.enroll()).toEqual({ status: "done" });
    expect((await world.members())[0]?.state).toBe("enrolled");
    expect(world.logger.lines).toMatchObject([{ level: "error", fields: { code: "ThrottlingException" } }]);
  });
});

describe("the pace of a campaign", () => {
  it("takes the members whose slots are near, and waits for the next", async () => {
    const world = await given(100, { plan: { perDay: 100 } });
    // A slot every six minutes: those of now, 6 and 12 minutes.
    expect(await world.enroll()).toEqual({ status: "wait", until: iso(OPENS_AT + 17 * MINUTE) });
    expect((await world.members()).filter(({ state }) => state === "enrolled").map(({ turnAt }) => turnAt)).toEqual(
      [0, 6, 12].map((minutes) => OPENS_AT + minutes * MINUTE),
    );
    expect(await world.current()).toMatchObject({
      wakeAt: OPENS_AT + 17 * MINUTE + JOB_LEASE_MS,
      cursor: (await world.members())[2]?.order,
    });
  });

  it("answers `more` after its share of turns, or of time", async () => {
    const world = await given(500, { plan: { perDay: 100_000 } });
    expect(await world.enroll()).toEqual({ status: "more" });
    expect(await world.day()).toMatchObject({ enrolled: 200 });
    expect((await world.current()).wakeAt).toBe(OPENS_AT + JOB_LEASE_MS);
    const { commit } = world.store;
    world.deps.store.commit = (request) => {
      world.clock.advance(5_000);
      return commit(request);
    };
    expect(await world.enroll()).toEqual({ status: "more" });
    expect(await world.day()).toMatchObject({ enrolled: 204 });
  });

  it("uses each slot of a day once, and no more than there are", async () => {
    const world = await given(25);
    expect(await world.runDay()).toMatchObject({ ended: "done" });
    const turns = (await world.members()).flatMap(({ turnAt }) => turnAt ?? []);
    expect(turns).toEqual(Array.from({ length: 10 }, (_, slot) => OPENS_AT + slot * HOUR));
    expect(await world.current()).toMatchObject({ status: "running", wakeAt: OPENS_AT + DAY - 2 * MINUTE });
  });

  it("does not catch up on slots that were missed", async () => {
    const world = await given(25, { start: OPENS_AT + 4.5 * HOUR });
    await world.runDay();
    expect((await world.members()).flatMap(({ turnAt }) => turnAt ?? [])).toEqual(
      [5, 6, 7, 8, 9].map((slot) => OPENS_AT + slot * HOUR),
    );
  });

  it("waits for the opening of its first day, and keeps to its own hours and the clocks", async () => {
    const world = await given(8, {
      start: "2026-10-30T23:30:00Z",
      plan: { perDay: 4, startsOn: "2026-11-01", hours: { opens: "00:00", closes: "10:00" } },
    });
    // Nobody is there on Sunday, when the clocks change; Monday's hours are those of standard time.
    expect(await world.runDay()).toMatchObject({ ended: "done", enrolled: 1 });
    const { wakeAt } = await world.current();
    expect(iso(wakeAt ?? 0)).toBe("2026-11-02T13:58:00.000Z");
    await world.runToTheEnd();
    expect((await world.members()).map(({ turnAt }) => iso(turnAt ?? 0))).toEqual([
      ...["14:00", "14:30", "15:00", "15:30"].map((time) => `2026-11-02T${time}:00.000Z`),
      ...["14:00", "14:30", "15:00", "15:30"].map((time) => `2026-11-03T${time}:00.000Z`),
    ]);
  });

  it("enrolls in both shifts of a day, and not between them", async () => {
    const shifts = [
      { opens: "08:00", closes: "10:00" },
      { opens: "14:00", closes: "16:00" },
    ];
    const { hours } = campaignPractice();
    const world = await given(8, {
      config: campaignPractice({ hours: { ...hours, tuesday: shifts } }),
      plan: { perDay: 4 },
    });
    await world.runDay();
    expect((await world.members()).flatMap(({ turnAt }) => turnAt ?? [])).toEqual(
      [0, 1, 6, 7].map((hour) => OPENS_AT + hour * HOUR),
    );
  });

  it("passes over weekends and holidays", async () => {
    const world = await given(25, { start: "2026-12-24T14:00:00Z" });
    await world.runToTheEnd();
    const days = (await world.members()).map(({ turnAt }) => iso(turnAt ?? 0).slice(0, 10));
    expect([...new Set(days)]).toEqual(["2026-12-24", "2026-12-28", "2026-12-29"]);
    expect(await world.current()).toMatchObject({ status: "done" });
  });

  it("is started again a little before the next day opens, but on that day", async () => {
    const { hours } = campaignPractice();
    const nights = [{ opens: "00:00", closes: "18:00" }];
    const world = await given(25, { config: campaignPractice({ hours: { ...hours, wednesday: nights } }) });
    await world.runDay();
    expect(iso((await world.current()).wakeAt ?? 0)).toBe("2026-12-02T06:00:00.000Z");
  });

  it("never goes back to a place that another execution is beyond", async () => {
    const world = await given(25);
    const [, , , , fifth] = await world.members();
    const { members } = world.store;
    world.deps.store.members = async (...asked) => {
      const page = await members(...asked);
      await world.change({ cursor: fifth?.order });
      return page;
    };
    await world.enroll();
    expect((await world.current()).cursor).toBe(fifth?.order);
  });

  it("leaves the campaign alone when its own day is over: another execution has it by then", async () => {
    const world = await given(25);
    const before = await world.current();
    expect(await world.enroll(world.deps, { ...world.today(), date: "2026-11-30" })).toEqual({ status: "done" });
    expect(await world.current()).toEqual(before);
  });
});

describe("the end of a campaign", () => {
  it("comes with the last member's turn", async () => {
    const world = await given(3, { plan: { perDay: 600 } });
    expect(await world.enroll()).toEqual({ status: "done" });
    const campaign = await world.current();
    expect(campaign).toMatchObject({
      status: "done",
      finishedAt: OPENS_AT,
      cursor: (await world.members()).at(-1)?.order,
    });
    expect(campaign).not.toHaveProperty("wakeAt");
    expect(await world.enroll()).toEqual({ status: "done" });
  });

  it("comes with its last day, whoever is still to come", async () => {
    const world = await given(25, { plan: { endsOn: "2026-12-02" } });
    await world.runToTheEnd();
    expect(await world.current()).toMatchObject({ status: "done" });
    const states = (await world.members()).map(({ state }) => state);
    expect([
      states.filter((state) => state === "enrolled").length,
      states.filter((state) => state === "pending").length,
    ]).toEqual([20, 5]);
  });

  it("comes at once when there are no members", async () => {
    const world = await given(0);
    expect(await world.enroll()).toEqual({ status: "done" });
    expect(await world.current()).toMatchObject({ status: "done" });
  });
});

describe("steering a campaign under way", () => {
  it.each(["paused", "cancelled", "preparing", "draft"] as const)(
    "gives nobody a turn while it is %s",
    async (status) => {
      const world = await given(5);
      await world.change({ status, wakeAt: undefined });
      const before = await world.current();
      expect(await world.enroll()).toEqual({ status: "stopped" });
      expect(await world.current()).toEqual(before);
      expect((await world.members()).every(({ state }) => state === "pending")).toBe(true);
    },
  );

  it.each(["paused", "cancelled"] as const)(
    "stops before the next turn when it is %s in the middle of a page",
    async (status) => {
      const world = await given(50, { plan: { perDay: 100_000 } });
      const { commit } = world.store;
      let turns = 0;
      world.deps.store.commit = async (request) => {
        const result = await commit(request);
        turns += 1;
        if (turns === 20) await world.change({ status, wakeAt: undefined });
        return result;
      };
      expect(await world.enroll()).toEqual({ status: "stopped" });
      expect(await world.day()).toMatchObject({ enrolled: 20 });
      const campaign = await world.current();
      expect(campaign).toMatchObject({ status });
      expect(campaign).not.toHaveProperty("wakeAt");
    },
  );

  it("goes on after a pause with the next member and the next slot that is not past", async () => {
    const world = await given(25);
    expect((await world.enroll()).status).toBe("wait");
    await world.change({ status: "paused", wakeAt: undefined });
    world.clock.set(OPENS_AT + 3.5 * HOUR);
    expect(await world.enroll()).toEqual({ status: "stopped" });
    await world.change({ status: "running", wakeAt: world.clock.now() });
    await world.runDay();
    expect((await world.members()).flatMap(({ turnAt }) => turnAt ?? [])).toEqual(
      [0, 4, 5, 6, 7, 8, 9].map((slot) => OPENS_AT + slot * HOUR),
    );
  });
});

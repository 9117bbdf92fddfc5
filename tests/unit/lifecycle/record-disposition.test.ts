import { describe, expect, it } from "@jest/globals";
import { planRun } from "../../../functions/plan-next-action/logic.ts";
import type { Disposition } from "../../../shared/domain/vocabulary.ts";
import { buildPractice } from "../../support/builders/index.ts";
import { createWorld, FULL_PRACTICE, MINUTE, NOW, type World } from "./world.ts";

const APPOINTMENT = NOW + 3 * 86_400_000;
const booked = { disposition: "booked", appointmentAt: APPOINTMENT } as const;

const planAgain = (world: World) => {
  const { runId, generation } = world.firstRun;
  return planRun({ ...world.deps }, { version: 1, ...world.ref, runId, generation });
};

describe("a booking", () => {
  it("ends the follow-up in one commit, and the person's next inquiry is a new lead", async () => {
    const world = createWorld();
    expect(await world.say({ ...booked, value: 4_000 })).toEqual({ is: "recorded", status: "booked" });
    expect(await world.lead()).toMatchObject({
      status: "booked",
      appointmentAt: APPOINTMENT,
      value: 4_000,
      milestones: { contactedAt: NOW + 10 * MINUTE, bookedAt: NOW + 10 * MINUTE },
    });
    expect(await world.run()).toMatchObject({ outcome: "booked" });
    expect(await world.run()).not.toHaveProperty("wakeAt");
    expect(await world.person()).not.toHaveProperty("activeRunId");
    expect(await world.types()).toEqual([
      "disposition.recorded.v1",
      "human.contacted.v1",
      "run.finished.v1",
      "lead.status_changed.v1",
    ]);
    expect(await planAgain(world)).toEqual({ type: "finish", outcome: "booked" });
  });

  it("says who said so, how, and of what", async () => {
    const world = createWorld();
    await world.say(booked, "action_link");
    expect((await world.timeline())[0]).toMatchObject({
      actor: { kind: "staff", id: "maria" },
      reason: "booked",
      data: {
        disposition: "booked",
        via: "action_link",
        staffId: "maria",
        at: NOW + 10 * MINUTE,
        appointmentAt: APPOINTMENT,
      },
    });
  });

  it("said again changes nothing, with another time it does", async () => {
    const world = createWorld();
    await world.say(booked);
    const { version } = await world.lead();
    world.clock.advance(MINUTE);
    expect(await world.say(booked)).toEqual({ is: "unchanged", status: "booked" });
    expect((await world.lead()).version).toBe(version);
    expect(await world.say({ ...booked, appointmentAt: APPOINTMENT + MINUTE })).toMatchObject({ is: "recorded" });
    expect((await world.lead()).appointmentAt).toBe(APPOINTMENT + MINUTE);
    expect(await world.types()).toHaveLength(5);
  });

  it("by staff drops what staff were still to be told; by a feed that is told first", async () => {
    const alerts = [{ key: "alert-replied-1", reason: "replied", at: NOW } as const];
    const run = { staffOnlySince: NOW, alerts };
    const byStaff = createWorld({ lead: { status: "replied" }, run });
    await byStaff.say(booked);
    expect(await byStaff.run()).toMatchObject({ outcome: "booked" });

    const byFeed = createWorld({ lead: { status: "replied" }, run });
    await byFeed.say(booked, "bookings_feed");
    expect(await byFeed.lead()).toMatchObject({ status: "booked" });
    expect(await byFeed.run()).not.toHaveProperty("outcome");
    expect(await planAgain(byFeed)).toMatchObject({ type: "alertStaff", reason: "replied" });
  });

  it("by a feed is no human contact: it may have been made online", async () => {
    const world = createWorld();
    await world.say(booked, "bookings_feed");
    expect((await world.lead()).clocks).not.toHaveProperty("humanContactAt");
    expect(await world.types()).not.toContain("human.contacted.v1");
  });
});

describe("a disposition", () => {
  it.each([
    ["contacted", "contacted", "with_staff"],
    ["qualified", "qualified", "with_staff"],
    ["existing_patient", "existing_patient", "with_staff"],
    ["disqualified", "disqualified", "lost"],
    ["lost", "lost", "lost"],
  ] as const)("%s leaves the lead %s, and its run ends %s", async (disposition, status, outcome) => {
    const world = createWorld();
    expect(await world.say({ disposition })).toEqual({ is: "recorded", status });
    expect((await world.lead()).status).toBe(status);
    expect((await world.run())?.outcome).toBe(outcome);
    expect(world.followUps.started).toEqual([]);
  });

  it("that may not be is refused and changes nothing", async () => {
    const world = createWorld();
    expect(await world.say({ disposition: "won", value: 1 })).toEqual({ is: "illegal", from: "following_up" });
    expect(await world.types()).toEqual([]);
  });

  it("of a lead that is not there, or is a test of our own, is of no lead", async () => {
    const world = createWorld({ lead: { mystery: true } });
    expect(await world.say({ disposition: "contacted" })).toEqual({ is: "unknown_lead" });
    expect(await world.call({ outcome: "connected" })).toEqual({ is: "unknown_lead" });
    expect(await world.claim()).toEqual({ is: "unknown_lead" });
  });

  it("existing_patient makes them a patient, whom no cadence writes to", async () => {
    const world = createWorld();
    await world.say({ disposition: "existing_patient" });
    expect((await world.lead()).relationship).toBe("existing");
  });

  it("keeps the earliest of each milestone, and sets those that come before it", async () => {
    const world = createWorld({ lead: { status: "booked" }, run: { outcome: "booked", wakeAt: undefined } });
    await world.say({ disposition: "won", value: 12_000 });
    const at = NOW + 10 * MINUTE;
    expect((await world.lead()).milestones).toEqual({ bookedAt: at, attendedAt: at, wonAt: at });
    world.clock.advance(MINUTE);
    await world.say({ disposition: "won", value: 13_000 });
    expect(await world.lead()).toMatchObject({ wonValue: 13_000, milestones: { wonAt: at } });
  });

  it("forgets why a lead was lost once it is booked after all", async () => {
    const world = createWorld();
    await world.say({ disposition: "lost", lostReason: "price" });
    expect((await world.lead()).lostReason).toBe("price");
    expect(await world.say({ disposition: "lost", lostReason: "schedule" })).toMatchObject({ is: "recorded" });
    await world.say(booked);
    expect(await world.lead()).not.toHaveProperty("lostReason");
  });

  it("is told of the moment it came about, but never of time to come or of before the inquiry", async () => {
    const world = createWorld();
    await world.say({ disposition: "contacted", at: NOW + 3 * MINUTE });
    expect((await world.lead()).clocks.humanContactAt).toBe(NOW + 3 * MINUTE);
    const early = createWorld();
    await early.say({ disposition: "contacted", at: NOW - MINUTE });
    expect((await early.lead()).clocks.humanContactAt).toBe(NOW);
    const late = createWorld();
    await late.say({ disposition: "contacted", at: NOW + 60 * MINUTE });
    expect((await late.lead()).clocks.humanContactAt).toBe(NOW + 10 * MINUTE);
  });

  it("lost, as a wrong number, voids the consent given for the number", async () => {
    const world = createWorld();
    await world.say({ disposition: "lost", lostReason: "wrong_number" });
    expect((await world.point())?.wrongNumberAt).toBe(NOW + 10 * MINUTE);
    expect(await world.types()).toEqual([
      "disposition.recorded.v1",
      "contact.wrong_number.v1",
      "run.finished.v1",
      "lead.status_changed.v1",
    ]);
  });
});

describe("human contact by a disposition", () => {
  const CONTACT: readonly Disposition[] = ["contacted", "qualified", "nurture", "booked", "existing_patient"];
  const NONE: readonly Disposition[] = ["disqualified", "lost"];
  it.each([...CONTACT, ...NONE])("of %s stops the clock, or does not, as the rule says", async (disposition) => {
    const world = createWorld();
    await world.say({ disposition });
    const { humanContactAt } = (await world.lead()).clocks;
    expect(humanContactAt).toBe(CONTACT.includes(disposition) ? NOW + 10 * MINUTE : undefined);
  });

  it.each([
    ["price", true],
    ["insurance", true],
    ["chose_another", true],
    ["unreachable", false],
    ["wrong_number", false],
    ["other", false],
  ] as const)("of a loss for %s: %s", async (lostReason, isContact) => {
    const world = createWorld();
    await world.say({ disposition: "lost", lostReason });
    expect((await world.types()).includes("human.contacted.v1")).toBe(isContact);
  });

  it("is told in staffed time, which the target is in", async () => {
    // Tuesday 17:58 until Wednesday 08:03: seven minutes of it are staffed.
    const startedAt = Date.parse("2026-12-01T23:58:00Z");
    const world = createWorld({ lead: { receivedAt: startedAt, clocks: { startedAt } } });
    world.clock.set("2026-12-02T14:05:00Z");
    await world.say({ disposition: "contacted" });
    const contact = (await world.timeline()).find(({ type }) => type === "human.contacted.v1");
    expect(contact?.data).toMatchObject({ via: "disposition", staffedMs: 7 * MINUTE, staffId: "maria" });
    expect(contact?.data).toMatchObject({ humanContactMs: world.clock.now() - startedAt });
  });

  it("about an earlier inquiry leaves the newer one waiting, and its follow-up goes on", async () => {
    const world = createWorld({
      lead: { status: "unanswered", inquiries: 2, clocks: { startedAt: NOW + 5 * MINUTE } },
    });
    expect(await world.say({ disposition: "contacted", at: NOW + MINUTE })).toEqual({
      is: "recorded",
      status: "unanswered",
    });
    expect(await world.lead()).toMatchObject({ status: "unanswered", milestones: { contactedAt: NOW + MINUTE } });
    expect(await world.run()).not.toHaveProperty("outcome");
  });
});

describe("nurture", () => {
  it("takes the lead into the practice's cadence for that, and starts it", async () => {
    const world = createWorld();
    expect(await world.say({ disposition: "nurture" })).toEqual({ is: "recorded", status: "nurturing" });
    expect(await world.run(world.firstRun.runId)).toMatchObject({ outcome: "replaced" });
    expect(await world.run()).toMatchObject({ purpose: "nurture", configVersion: 1 });
    expect(world.followUps.started).toHaveLength(1);
    expect(await world.say({ disposition: "nurture" })).toEqual({ is: "unchanged", status: "nurturing" });
    expect(world.followUps.started).toHaveLength(1);
  });

  it.each([
    ["the practice has no such cadence", { config: buildPractice() }],
    ["the person opted out", { phone: { suppression: { scope: "all", at: NOW, reason: "sms" } } }],
    ["the lead is for people only", { lead: { flags: ["sensitive"], status: "following_up" } }],
  ] as const)("leaves the lead at rest where %s", async (_why, changes) => {
    const world = createWorld(changes as Parameters<typeof createWorld>[0]);
    expect(await world.say({ disposition: "nurture" })).toEqual({ is: "recorded", status: "stalled" });
    expect(await world.run()).toMatchObject({ outcome: "exhausted" });
    expect(world.followUps.started).toEqual([]);
    expect(await world.say({ disposition: "nurture" })).toEqual({ is: "unchanged", status: "stalled" });
  });

  it("can be said, taken back and said again in the same minute", async () => {
    const world = createWorld();
    for (const disposition of ["nurture", "contacted", "nurture"] as const)
      expect(await world.say({ disposition })).toMatchObject({ is: "recorded" });
    expect(world.followUps.started).toHaveLength(2);
  });
});

describe("no_show", () => {
  const given = (config = FULL_PRACTICE) =>
    createWorld({
      lead: { status: "booked", appointmentAt: NOW },
      run: { outcome: "booked", wakeAt: undefined },
      config,
    });

  it("starts the cadence for missed appointments, which counts from the appointment", async () => {
    const world = given();
    expect(await world.say({ disposition: "no_show" })).toEqual({ is: "recorded", status: "no_show" });
    expect(await world.run()).toMatchObject({ purpose: "no-show", anchors: { appointmentAt: NOW } });
    expect(world.followUps.started).toHaveLength(1);
    expect(await world.say({ disposition: "no_show" })).toEqual({ is: "unchanged", status: "no_show" });
  });

  it("starts it once for each appointment, however often staff change their minds", async () => {
    const world = given();
    for (const told of [
      { disposition: "no_show" },
      { disposition: "booked", appointmentAt: NOW },
      { disposition: "no_show" },
    ] as const)
      expect(await world.say(told)).toMatchObject({ is: "recorded" });
    expect(world.followUps.started).toHaveLength(1);
    expect(await world.lead()).toMatchObject({ status: "no_show" });
    await world.say(booked);
    expect(await world.say({ disposition: "no_show" })).toMatchObject({ is: "recorded" });
    expect(world.followUps.started).toHaveLength(2);
  });

  it("only says where the lead stands, where the practice has no such cadence", async () => {
    const world = given(buildPractice());
    expect(await world.say({ disposition: "no_show" })).toEqual({ is: "recorded", status: "no_show" });
    expect(await world.run()).toMatchObject({ outcome: "booked" });
    expect(world.followUps.started).toEqual([]);
  });
});

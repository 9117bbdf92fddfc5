import { describe, expect, it } from "@jest/globals";
import { firstReviewAt, reviewOf } from "../../../shared/domain/retention/review.ts";
import { buildLead, buildPractice } from "../../support/builders/index.ts";
import { createWorld, type World } from "./world.ts";

const DAY = 86_400_000;
const YEAR = 366 * DAY;

/** A lead that nothing is under way for any more. */
async function givenRestingLead(world: World) {
  const answer = await world.post();
  const { lead, run, person } = await world.stored(answer);
  if (run === undefined || person === undefined) throw new Error("expected a run and a person");
  const { wakeAt: _never, ...ended } = run;
  world.memory.seed({ entity: "lead", value: { ...lead, status: "stalled" } });
  world.memory.seed({ entity: "run", value: { ...ended, outcome: "exhausted" } });
  return { ...answer, lead };
}

/** Looks after persons each month, as the schedule does, until so many days have passed. */
async function passDays(world: World, days: number): Promise<void> {
  const until = world.clock.now() + days * DAY;
  while (world.clock.now() < until) {
    world.clock.advance(Math.min(30 * DAY, until - world.clock.now()));
    await world.tend();
  }
}

describe("keeping persons", () => {
  it("erases whoever nothing happened with for as long as their practice says, and not before", async () => {
    const world = createWorld(buildPractice({ compliance: { ...buildPractice().compliance, keepYears: 6 } }));
    const { leadId } = await givenRestingLead(world);
    await passDays(world, 6 * 365);
    expect((await world.stored({ leadId })).contact).toMatchObject({ firstName: "Dana" });
    await passDays(world, 40);
    const { contact, timeline } = await world.stored({ leadId });
    expect(contact).not.toHaveProperty("firstName");
    expect(timeline.at(-1)).toMatchObject({
      type: "lead.erased.v1",
      reason: "retention",
      actor: { kind: "system", id: "tend-persons" },
    });
  });

  it("counts from when they last wrote, and keeps whoever is held or still followed up", async () => {
    const world = createWorld();
    const { leadId, lead } = await givenRestingLead(world);
    await passDays(world, 3 * 365);
    await world.post({ source: { externalId: "f-2" } });
    const newest = (await world.search({ phone: "3125550142" })).persons[0]?.leadIds[0] ?? "";
    const { lead: current, run } = await world.stored({ leadId: newest });
    await passDays(world, 7 * 365);
    // Its run never ended.
    expect((await world.stored({ leadId })).contact).toMatchObject({ firstName: "Dana" });
    if (run !== undefined) world.memory.seed({ entity: "run", value: { ...run, outcome: "exhausted" } });
    world.memory.seed({ entity: "lead", value: { ...current, status: "stalled", version: current.version } });
    await world.hold(lead.personId);
    await passDays(world, 365);
    expect((await world.stored({ leadId })).contact).toMatchObject({ firstName: "Dana" });
    await world.release(lead.personId);
    await passDays(world, 100);
    for (const one of [leadId, newest]) expect((await world.stored({ leadId: one })).lead.erasedAt).toBeDefined();
  });

  it("keeps whoever has an appointment to come", () => {
    const lead = buildLead({ status: "booked", appointmentAt: 0 });
    const later = firstReviewAt(lead.leadId) + 2 * YEAR;
    expect(reviewOf([{ lead, isFollowedUp: false }], 6, later)).toEqual({ is: "over" });
    const booked = { ...lead, appointmentAt: later + DAY };
    expect(reviewOf([{ lead: booked, isFollowedUp: false }], 6, later)).toEqual({
      is: "kept",
      reviewAt: later + 90 * DAY,
    });
  });

  it("counts an old lead from when it was imported, and looks again when its time is over", () => {
    const lead = buildLead({ status: "stalled", receivedAt: 0, clocks: { startedAt: 0 } });
    const imported = firstReviewAt(lead.leadId) - 5 * YEAR;
    const over = imported + 6 * YEAR;
    expect(reviewOf([{ lead, isFollowedUp: false }], 6, over - DAY)).toEqual({ is: "kept", reviewAt: over });
    expect(reviewOf([{ lead, isFollowedUp: false }], 6, over)).toEqual({ is: "over" });
  });

  it("looks at each person again as long as they are kept, and at nobody twice in between", async () => {
    const world = createWorld();
    await givenRestingLead(world);
    world.clock.advance(5 * YEAR + DAY);
    expect(await world.tend()).toEqual({ due: 1, erased: 0 });
    expect(await world.tend()).toEqual({ due: 0, erased: 0 });
    const next = world.clock.now() + 90 * DAY;
    expect(await world.memory.duePersons(next, 1)).toEqual([]);
    expect(await world.memory.duePersons(next + 1, 1)).toHaveLength(1);
  });
});

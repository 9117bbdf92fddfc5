import { describe, expect, it } from "@jest/globals";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import type { Run } from "../../../shared/domain/entities/run.ts";
import type { LeadId } from "../../../shared/domain/ids.ts";
import { PRACTICE_ID } from "../../support/builders/index.ts";
import { DAY } from "../../support/plan-facts.ts";
import { csv, openImports } from "./world.ts";

describe("import-chunk, of bookings and losses that another system tells of", () => {
  const LIST = "First Name,Last Name,Phone,Email,Created,Last Activity,Stage,Lost Reason,Value";
  const row = (changes: { created?: string; active?: string; stage?: string; reason?: string; value?: string }) =>
    `Dana,Reyes,(312) 555-0142,dana@example.com,${changes.created ?? ""},${changes.active ?? ""},${changes.stage ?? "Contacted"},${changes.reason ?? ""},${changes.value ?? ""}`;
  type World = ReturnType<typeof openImports>;

  async function leadOf(world: World): Promise<Lead> {
    const leadId = world.leads()[0]?.leadId as LeadId;
    const lead = await world.memory.read("lead", { practiceId: PRACTICE_ID, leadId });
    if (lead === undefined) throw new Error("expected the lead");
    return lead;
  }

  /** The lead, and its run goes on. */
  async function underWay(world: World, changes: Partial<Lead>, runChanges: Partial<Run> = {}): Promise<void> {
    const lead = await leadOf(world);
    const { practiceId, leadId, runId, personId } = lead;
    const run = await world.memory.read("run", { practiceId, leadId, runId });
    const person = await world.memory.read("person", { practiceId, personId });
    if (run === undefined || person === undefined) throw new Error("expected a run and a person");
    const { outcome: _open, ...open } = run;
    world.memory.seed(
      { entity: "lead", value: { ...lead, ...changes } },
      { entity: "run", value: { ...open, wakeAt: world.clock.now(), ...runChanges } },
      { entity: "person", value: { ...person, activeRunId: runId } },
    );
  }
  async function stateOf(world: World) {
    const { practiceId, leadId, runId, personId, status, value } = await leadOf(world);
    const run = await world.memory.read("run", { practiceId, leadId, runId });
    const person = await world.memory.read("person", { practiceId, personId });
    return { status, value, outcome: run?.outcome, wakeAt: run?.wakeAt, activeRunId: person?.activeRunId };
  }
  const ENDED = { status: "booked", outcome: "booked", wakeAt: undefined, activeRunId: undefined };

  const day = (at: number) => new Date(at).toISOString().slice(0, 10);

  it.each([
    ["dated on the day", (now: number) => ({ active: day(now) })],
    ["without any date", () => ({})],
    ["with a value", () => ({ value: "5200" })],
  ])("ends what staff owe a person who had answered, %s", async (_case, changesAt) => {
    const world = openImports();
    await world.run(csv(LIST, row({ created: "2025-03-04" })));
    await underWay(world, { status: "replied" }, { staffOnlySince: world.clock.now() });
    const changes = changesAt(world.clock.now());
    world.clock.advance(DAY);
    const { counts, warnings } = await world.run(csv(LIST, row({ ...changes, stage: "Booked" })));
    expect(counts).toMatchObject({ merged: 1 });
    expect(warnings).not.toHaveProperty("booking_ignored");
    const value = "value" in changes ? 5_200 : undefined;
    expect(await stateOf(world)).toEqual({ ...ENDED, value });
    expect((await world.timeline(world.leads()[0]?.leadId as never)).slice(1)).toEqual([
      "lead.import_merged.v1",
      "run.finished.v1",
      "lead.status_changed.v1",
    ]);
  });

  it("ends the follow-up of an inquiry that was made here, once the booking is dated after it", async () => {
    const world = openImports();
    await world.run(csv(LIST, row({ created: "2025-03-04" })));
    const startedAt = world.clock.now();
    await underWay(world, { status: "following_up", imported: undefined, clocks: { startedAt } });
    world.clock.advance(DAY);
    const before = await stateOf(world);
    for (const changes of [{}, { active: "2026-01-03" }]) {
      const { warnings } = await world.run(csv(LIST, row({ ...changes, stage: "Booked" })));
      expect(warnings).toMatchObject({ booking_ignored: 1 });
      expect(await stateOf(world)).toEqual(before);
    }
    await world.run(csv(LIST, row({ active: day(world.clock.now()), stage: "Booked" })));
    expect(await stateOf(world)).toMatchObject(ENDED);
  });

  it.each([
    ["booking", { stage: "Booked" }],
    ["loss", { stage: "Lost", reason: "Went to competitor" }],
  ])("leaves to staff whoever answered after a %s that the list dates before that", async (what, told) => {
    const world = openImports();
    await world.run(csv(LIST, row({ created: "2025-03-04", stage: "Lost", reason: "Too expensive" })));
    const now = world.clock.now();
    await underWay(world, { status: "replied", clocks: { startedAt: now - 200 * DAY, repliedAt: now } });
    const before = await stateOf(world);
    const { warnings } = await world.run(csv(LIST, row({ active: day(now - 20 * DAY), ...told })));
    expect(warnings).toMatchObject({ [`${what}_ignored`]: 1 });
    expect(await stateOf(world)).toEqual(before);
  });

  it("ends the follow-up of an inquiry that was made here, once a loss for good is dated after it", async () => {
    const world = openImports();
    await world.run(csv(LIST, row({ created: "2025-03-04" })));
    const startedAt = world.clock.now();
    await underWay(world, { status: "following_up", imported: undefined, clocks: { startedAt } });
    world.clock.advance(DAY);
    const lost = { stage: "Lost", reason: "Went to competitor" };
    expect((await world.run(csv(LIST, row(lost)))).warnings).toMatchObject({ loss_ignored: 1 });
    expect(await stateOf(world)).toMatchObject({ status: "following_up" });
    await world.run(csv(LIST, row({ ...lost, active: day(world.clock.now()), reason: "Price" })));
    expect(await stateOf(world)).toMatchObject({ status: "following_up" });
    await world.run(csv(LIST, row({ ...lost, active: day(world.clock.now()) })));
    expect(await stateOf(world)).toMatchObject({ status: "lost", outcome: "lost", activeRunId: undefined });
  });

  it("books whoever was booked before, asked again, and was booked since", async () => {
    const world = openImports();
    await world.run(csv(LIST, row({ created: "2025-03-04", stage: "Booked" })));
    await underWay(world, { status: "replied" }, { staffOnlySince: world.clock.now() });
    await world.run(csv(LIST, row({ created: "2025-03-04", stage: "Booked", active: day(world.clock.now()) })));
    expect(await stateOf(world)).toMatchObject(ENDED);
  });

  it("leaves a booking that the list told of before the person asked again", async () => {
    const world = openImports();
    await world.run(csv(LIST, row({ created: "2025-03-04", stage: "Booked" })));
    await underWay(world, { status: "replied" }, { staffOnlySince: world.clock.now() });
    await world.run(csv(LIST, row({ created: "2025-03-04", stage: "Booked", value: "100" })));
    expect(await stateOf(world)).toMatchObject({ status: "replied", outcome: undefined });
  });

  it.each([
    ["booked", { stage: "Lost", reason: "Price" }],
    ["booked", { stage: "Contacted" }],
    ["lost", { stage: "Contacted" }],
    ["attended", { stage: "Booked" }],
    ["won", { stage: "Lost", reason: "Went to competitor" }],
    ["existing_patient", { stage: "Booked" }],
    ["disqualified", { stage: "Contacted" }],
  ] as const)("leaves %s what people said of a lead here, whatever a list says", async (status, told) => {
    const world = openImports();
    await world.run(csv(LIST, row({ created: "2025-03-04" })));
    await underWay(world, { status, lostReason: "price" }, { outcome: "booked", wakeAt: undefined });
    world.clock.advance(DAY);
    await world.run(csv(LIST, row({ ...told, active: day(world.clock.now()) })));
    expect(await stateOf(world)).toMatchObject({ status, outcome: "booked" });
  });

  it("tells staff what they were still to be told before the run ends", async () => {
    const world = openImports();
    await world.run(csv(LIST, row({ created: "2025-03-04" })));
    const at = world.clock.now();
    const alerts: Run["alerts"] = [{ key: "alert-replied-1", reason: "replied", at }];
    await underWay(world, { status: "replied" }, { staffOnlySince: at, alerts });
    await world.run(csv(LIST, row({ stage: "Booked" })));
    expect(await stateOf(world)).toMatchObject({ status: "booked", outcome: undefined, wakeAt: at });
  });

  it.each(["Went to competitor", "Service not offered", "Wrong number"])(
    "ends what a campaign does for a lost lead once the reason is %s",
    async (reason) => {
      const world = openImports();
      await world.run(csv(LIST, row({ created: "2025-03-04", stage: "Lost", reason: "Too expensive" })));
      await underWay(world, { status: "reactivating" });
      await world.run(csv(LIST, row({ created: "2025-03-04", stage: "Lost", reason: "No insurance" })));
      expect(await stateOf(world)).toMatchObject({ status: "reactivating", outcome: undefined });
      await world.run(csv(LIST, row({ created: "2025-03-04", stage: "Lost", reason })));
      expect(await stateOf(world)).toMatchObject({ status: "lost", outcome: "lost", activeRunId: undefined });
      expect(await world.inQueue("stalled")).toEqual([]);
    },
  );
});

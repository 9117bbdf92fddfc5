import { describe, expect, it } from "@jest/globals";
import { runIdOf } from "../../../shared/domain/ids.ts";
import { buildLead } from "../../support/builders/index.ts";
import { createWorld, MINUTE, NOW } from "./world.ts";

const at = NOW + 4 * MINUTE;

describe("a connected call", () => {
  it("is human contact at its own time, and people go on with the lead", async () => {
    const world = createWorld();
    expect(await world.call({ outcome: "connected", at })).toEqual({ is: "recorded", status: "contacted" });
    expect(await world.lead()).toMatchObject({
      status: "contacted",
      clocks: { humanContactAt: at },
      milestones: { contactedAt: at },
    });
    expect(await world.run()).toMatchObject({ outcome: "with_staff" });
    expect(await world.person()).not.toHaveProperty("activeRunId");
    expect(await world.types()).toEqual([
      "call.attempted.v1",
      "human.contacted.v1",
      "run.finished.v1",
      "lead.status_changed.v1",
    ]);
    expect((await world.timeline())[1]?.data).toEqual({
      via: "staff_call",
      at,
      staffId: "maria",
      humanContactMs: 4 * MINUTE,
      staffedMs: 4 * MINUTE,
    });
  });

  it("that is told of late counts as the first when it was", async () => {
    const world = createWorld();
    await world.say({ disposition: "contacted" });
    await world.call({ outcome: "connected", at });
    expect((await world.lead()).clocks.humanContactAt).toBe(at);
    const told = (await world.timeline()).filter(({ type }) => type === "human.contacted.v1");
    expect(told.map(({ data }) => Object(data).humanContactMs)).toEqual([10 * MINUTE, 4 * MINUTE]);
  });

  it.each(["booked", "attended", "won", "existing_patient", "qualified", "lost", "disqualified", "opted_out"] as const)(
    "leaves a lead that is %s as it is",
    async (status) => {
      const world = createWorld({ lead: { status }, run: { outcome: "with_staff", wakeAt: undefined } });
      expect(await world.call({ outcome: "connected", at })).toEqual({ is: "recorded", status });
      expect((await world.lead()).clocks.humanContactAt).toBe(at);
    },
  );

  it("about an earlier inquiry leaves the newer one waiting", async () => {
    const world = createWorld({ lead: { status: "unanswered", inquiries: 2, clocks: { startedAt: at + 1 } } });
    expect(await world.call({ outcome: "connected", at })).toEqual({ is: "recorded", status: "unanswered" });
    expect((await world.lead()).clocks).toEqual({ startedAt: at + 1 });
    expect(await world.run()).not.toHaveProperty("outcome");
  });

  it("of before staff had the lead nurtured does not end that", async () => {
    const runId = runIdOf(buildLead().leadId, "nurture", "v5");
    const world = createWorld({
      lead: { status: "nurturing", runId },
      run: { purpose: "nurture", cadence: "nurture", enrolledAt: at + MINUTE },
    });
    expect(await world.call({ outcome: "connected", at })).toEqual({ is: "recorded", status: "nurturing" });
    expect(await world.run()).not.toHaveProperty("outcome");
    expect(await world.call({ outcome: "connected" })).toEqual({ is: "recorded", status: "contacted" });
    expect(await world.run()).toMatchObject({ outcome: "with_staff" });
  });
});

describe("any other call", () => {
  it.each(["no_answer", "busy", "voicemail"] as const)(
    "that came out as %s is an attempt and settles nothing",
    async (outcome) => {
      const world = createWorld();
      expect(await world.call({ outcome, at })).toEqual({ is: "recorded", status: "following_up" });
      expect(await world.types()).toEqual(["call.attempted.v1"]);
      expect((await world.timeline())[0]).toMatchObject({ data: { outcome, at, via: "api", staffId: "maria" } });
      expect(await world.run()).not.toHaveProperty("outcome");
      expect((await world.lead()).clocks).not.toHaveProperty("humanContactAt");
    },
  );

  it("that found a wrong number voids the consent given for the number; other ways stay open", async () => {
    const world = createWorld();
    expect(await world.call({ outcome: "wrong_number", at })).toEqual({ is: "recorded", status: "following_up" });
    expect((await world.point())?.wrongNumberAt).toBe(at);
    expect((await world.point("e"))?.wrongNumberAt).toBeUndefined();
    expect(await world.types()).toEqual(["call.attempted.v1", "contact.wrong_number.v1"]);
    await world.call({ outcome: "wrong_number", at });
    expect(await world.types()).toEqual(["call.attempted.v1", "contact.wrong_number.v1", "call.attempted.v1"]);
  });
});

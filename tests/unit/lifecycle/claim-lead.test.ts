import { describe, expect, it } from "@jest/globals";
import { createWorld, MINUTE, NOW } from "./world.ts";

describe("claiming a lead", () => {
  it("notes who has it since when, and settles nothing", async () => {
    const world = createWorld();
    expect(await world.claim()).toEqual({ is: "claimed" });
    expect(await world.lead()).toMatchObject({
      status: "following_up",
      claim: { staffId: "maria", at: NOW + 10 * MINUTE },
    });
    expect((await world.lead()).clocks).not.toHaveProperty("humanContactAt");
    expect(await world.run()).toEqual(world.firstRun);
    expect((await world.timeline()).map(({ type, data }) => [type, data])).toEqual([
      ["lead.claimed.v1", { staffId: "maria", via: "api" }],
    ]);
  });

  it("is for one person: they may claim it again, and nobody else may", async () => {
    const world = createWorld();
    await world.claim();
    expect(await world.claim()).toEqual({ is: "yours_already" });
    expect(await world.claim("ben")).toEqual({ is: "taken", staffId: "maria" });
    expect(await world.types()).toHaveLength(1);
  });

  it("counts until the person asks again", async () => {
    const world = createWorld({ lead: { claim: { staffId: "maria", at: NOW - 1 } } });
    expect(await world.claim("ben")).toEqual({ is: "claimed" });
  });

  it.each(["booked", "attended", "won", "existing_patient", "disqualified", "lost"] as const)(
    "is pointless once the lead is %s",
    async (status) => {
      const world = createWorld({ lead: { status } });
      expect(await world.claim()).toEqual({ is: "settled", status });
    },
  );

  it("by two at the same moment gives it to one", async () => {
    const world = createWorld();
    const answers = await Promise.all([world.claim("maria"), world.claim("ben")]);
    expect(answers.map(({ is }) => is).sort()).toEqual(["claimed", "taken"]);
    expect(await world.types()).toHaveLength(1);
  });
});

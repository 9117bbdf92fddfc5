import { describe, expect, it } from "@jest/globals";
import { buildContactPoint, PRACTICE_ID } from "../../support/builders/index.ts";
import { testKeyRing } from "../../support/fakes/key-ring.ts";
import { createWorld, SENDER, SENDER_KEY, text, type World } from "./world.ts";

const kept = (world: World, pointKey = SENDER_KEY) =>
  world.store.read("suppressedContact", { practiceId: PRACTICE_ID, pointKey });
const NUMBER = { practiceId: PRACTICE_ID, pointKey: SENDER_KEY, version: 1, kind: "phone", value: SENDER };

describe("the number of an opt-out", () => {
  it("is kept in the vault, so that the opt-out can be told to others who must not text it", async () => {
    const world = createWorld();
    await text(world, "STOP");
    expect(await kept(world)).toEqual(NUMBER);
    expect(world.store.dump()).not.toContain(SENDER);
  });

  it("is kept of somebody whom nobody knows", async () => {
    const world = createWorld({ empty: true });
    await text(world, "STOP");
    expect(await kept(world)).toEqual(NUMBER);
  });

  it("is kept once, however often the person opts out", async () => {
    const world = createWorld();
    await text(world, "STOP");
    await text(world, "START");
    await text(world, "STOP ALL");
    expect(await kept(world)).toEqual(NUMBER);
  });

  it.each(["START", "HELP", "Tuesday works", "not interested", "wrong number"])(
    "is not kept of somebody who writes %s",
    async (words) => {
      const world = createWorld();
      await text(world, words);
      expect(await kept(world)).toBeUndefined();
    },
  );

  it("is kept under every key that it is stored under", async () => {
    const world = createWorld();
    const ring = testKeyRing([1, 2]);
    const [newest] = ring.pointKeys(PRACTICE_ID, "phone", SENDER) as [typeof SENDER_KEY];
    world.deps.keyRings = { load: async () => ring };
    world.store.seed({ entity: "contactPoint", value: buildContactPoint({ pointKey: newest }) });
    await text(world, "STOP");
    expect(await kept(world, newest)).toMatchObject({ value: SENDER });
    expect(await kept(world)).toEqual(NUMBER);
  });
});

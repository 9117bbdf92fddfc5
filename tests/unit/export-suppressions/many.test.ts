import { describe, expect, it } from "@jest/globals";
import type { Ref } from "../../../shared/ports/store.ts";
import { createWorld, exported, leadId, type World } from "./world.ts";

const email = (number: number) => `person-${number}@example.com`;

/** Watches how much is read at once. */
function watched(world: World) {
  const most = { refs: 0, reads: 0, pages: 0 };
  let reads = 0;
  const { readMany } = world.store;
  const slowly = async (refs: readonly Ref[]) => {
    reads += 1;
    most.reads = Math.max(most.reads, reads);
    most.refs = Math.max(most.refs, refs.length);
    await new Promise((done) => setImmediate(done));
    const found = await readMany(refs);
    reads -= 1;
    return found;
  };
  const queries: World["deps"]["queries"] = {
    ...world.store,
    suppressedPoints: (practiceId, page) => {
      most.pages += 1;
      return world.store.suppressedPoints(practiceId, page);
    },
  };
  Object.assign(world.deps, { store: { ...world.store, readMany: slowly }, queries });
  return most;
}

describe("exportSuppressions, of thousands", () => {
  it("lists each once, in order, and reads no more at once than a few pages", async () => {
    const world = createWorld();
    for (let number = 0; number < 2_600; number += 1) {
      const value = email(number);
      const suppression = { scope: "all", at: number, reason: "import" } as const;
      // A third is kept with the opt-out, a third is in the contact of a lead, and of a third nothing is left.
      const point = world.point({ value, suppression, ...(number % 3 === 1 ? { leadId: leadId(number) } : {}) });
      if (number % 3 === 0) world.keep(point, value);
      if (number % 3 === 1) world.contact(leadId(number), "+13125550142", value);
    }
    const most = watched(world);
    const { link, lines } = await exported(world);
    const expected = Array.from({ length: 2_600 }, (_, number) => number).filter((number) => number % 3 !== 2);
    expect(lines.map((line) => line.email)).toEqual(expected.map(email));
    expect(link).toMatchObject({ rows: expected.length, omitted: 2_600 - expected.length });
    expect(most).toEqual({ refs: 500, reads: 4, pages: 6 });
  });

  it("fails as a whole when a page cannot be read, whichever it is", async () => {
    for (const broken of [1, 3, 6]) {
      const world = createWorld();
      for (let number = 0; number < 1_600; number += 1) world.point({ value: email(number) });
      let reads = 0;
      const { readMany } = world.store;
      const failing = (refs: readonly Ref[]) => {
        reads += 1;
        return reads === broken ? Promise.reject(new RangeError("broken")) : readMany(refs);
      };
      Object.assign(world.deps, { store: { ...world.store, readMany: failing } });
      await expect(world.export()).rejects.toThrow("broken");
      expect(world.files.keys()).toEqual([]);
    }
  });
});

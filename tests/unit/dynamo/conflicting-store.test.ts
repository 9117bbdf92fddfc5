import { describe, expect, it } from "@jest/globals";
import { buildContactPoint } from "../../support/builders/index.ts";
import { createConflictingStore } from "../../support/conflicting-store.ts";
import { createMemoryStore } from "../../support/memory-store.ts";

const value = buildContactPoint();
const commit = { puts: [{ entity: "contactPoint", value, expected: "absent" } as const], events: [] };

describe("createConflictingStore", () => {
  it.each([
    ["conflict", false],
    ["unavailable", false],
    ["answer_lost", true],
  ] as const)("shows %s once when planned, having written: %s", async (fault, written) => {
    const memory = createMemoryStore();
    const store = createConflictingStore(memory, { first: [fault] });
    const result = await store.commit(commit).catch((error: Error) => error.name);
    expect(result).toBe(fault === "conflict" ? "conflict" : "StoreUnavailable");
    expect((await memory.read("contactPoint", value)) !== undefined).toBe(written);
    expect(await store.commit(commit)).toBe(written ? "conflict" : "committed");
    expect(store.shown[fault]).toBe(1);
  });

  it("shows the same faults for the same seed, in about the shares asked for", async () => {
    const run = async (seed: number) => {
      const store = createConflictingStore(createMemoryStore(), {
        commits: { conflict: 0.2, unavailable: 0.1, answer_lost: 0.1 },
        reads: 0.1,
        seed,
      });
      const results: string[] = [];
      for (let n = 0; n < 500; n++) {
        results.push(await store.commit(commit).catch((error: Error) => error.message));
        await store.read("contactPoint", value).catch(() => undefined);
      }
      return { results, shown: store.shown };
    };
    const [one, same, other] = [await run(7), await run(7), await run(8)];
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
    for (const share of [one.shown.conflict / 2, one.shown.unavailable, one.shown.answer_lost, one.shown.read]) {
      expect(share).toBeGreaterThan(25);
      expect(share).toBeLessThan(75);
    }
  });
});

import { describe, expect, it } from "@jest/globals";
import { cached } from "../../../shared/adapters/dynamo/cache.ts";

/** A cache over a counter of loads, with its clock. */
function setUp(ttlMs: (value: string) => number, load = async (key: string) => key) {
  const state = { now: 0, loads: 0 };
  const get = cached(
    { now: () => state.now },
    (key) => {
      state.loads++;
      return load(key);
    },
    ttlMs,
  );
  return { state, get };
}

describe("cached", () => {
  it("loads once for callers at the same time, even when the answer is not kept", async () => {
    const { state, get } = setUp(() => 0);
    await Promise.all([get("a"), get("a"), get("a")]);
    expect(state.loads).toBe(1);
    await get("a");
    expect(state.loads).toBe(2);
  });

  it("forgets a failed load", async () => {
    let works = false;
    const { get } = setUp(
      () => 1_000,
      async (key) => {
        if (!works) throw new Error("unavailable");
        return key;
      },
    );
    await expect(get("a")).rejects.toThrow("unavailable");
    works = true;
    expect(await get("a")).toBe("a");
  });

  it("does not grow without end", async () => {
    const { state, get } = setUp(() => Number.POSITIVE_INFINITY);
    for (let n = 0; n <= 1_000; n++) await get(String(n));
    await get("1000");
    expect(state.loads).toBe(1_001);
    await get("0");
    expect(state.loads).toBe(1_002);
  });
});

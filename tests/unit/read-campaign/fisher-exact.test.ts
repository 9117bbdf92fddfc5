import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { fisherExact, type Part } from "../../../functions/read-campaign/fisher-exact.ts";

/** Ways to choose `k` of `n`, exactly. */
function choose(n: number, k: number): bigint {
  let ways = 1n;
  for (let i = 1; i <= k; i += 1) ways = (ways * BigInt(n - k + i)) / BigInt(i);
  return ways;
}

/** The same test by its definition, in whole numbers: the tables that are at most as likely as this one, of all. */
function byCounting(one: Part, other: Part): number {
  const count = one.count + other.count;
  const ways = (inOne: number) => choose(one.of, inOne) * choose(other.of, count - inOne);
  const given = ways(one.count);
  let atMost = 0n;
  for (let inOne = Math.max(0, count - other.of); inOne <= Math.min(count, one.of); inOne += 1) {
    if (ways(inOne) <= given) atMost += ways(inOne);
  }
  return Number((atMost * 10n ** 15n) / choose(one.of + other.of, count)) / 1e15;
}

const part = (size: number) =>
  fc.integer({ min: 0, max: size }).chain((of) => fc.record({ of: fc.constant(of), count: fc.nat(of) }));

describe("fisherExact", () => {
  it.each<[string, Part, Part, number]>([
    ["a lady tasting tea (Fisher 1935)", { count: 3, of: 4 }, { count: 1, of: 4 }, 0.485714],
    ["men, women and studying", { count: 1, of: 10 }, { count: 11, of: 14 }, 0.002759],
    ["convictions of twins (Fisher 1962; R, fisher.test)", { count: 2, of: 17 }, { count: 10, of: 13 }, 0.000537],
  ])("agrees with what is published on %s", (_, one, other, published) => {
    expect(fisherExact(one, other)).toBeCloseTo(published, 6);
  });

  it("agrees with counting the tables, whatever they are", () => {
    fc.assert(
      fc.property(part(60), part(60), (one, other) => {
        expect(fisherExact(one, other)).toBeCloseTo(byCounting(one, other), 9);
      }),
    );
  });

  it("is the same in either order of the groups, and for what is not so as for what is", () => {
    const not = ({ count, of }: Part) => ({ count: of - count, of });
    fc.assert(
      fc.property(part(5_000), part(5_000), (one, other) => {
        const p = fisherExact(one, other);
        expect(fisherExact(other, one)).toBeCloseTo(p, 8);
        expect(fisherExact(not(one), not(other))).toBeCloseTo(p, 8);
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("stays a probability for a hundred thousand members", () => {
    expect(fisherExact({ count: 5_000, of: 50_000 }, { count: 5_000, of: 50_000 })).toBeCloseTo(1, 6);
    // As the normal approximation with a correction for continuity has it, 0.0004.
    const differs = fisherExact({ count: 5_000, of: 50_000 }, { count: 5_340, of: 50_000 });
    expect(differs).toBeGreaterThan(0.0003);
    expect(differs).toBeLessThan(0.0005);
    expect(fisherExact({ count: 0, of: 50_000 }, { count: 50_000, of: 50_000 })).toBe(0);
  });

  it("tells nothing from groups that are empty, or alike in everybody", () => {
    expect(fisherExact({ count: 0, of: 0 }, { count: 0, of: 0 })).toBeCloseTo(1, 9);
    expect(fisherExact({ count: 7, of: 10 }, { count: 0, of: 0 })).toBeCloseTo(1, 9);
    expect(fisherExact({ count: 0, of: 10 }, { count: 0, of: 20 })).toBeCloseTo(1, 9);
  });
});

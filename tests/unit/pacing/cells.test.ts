import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { cellsFrom, type PaceShare, shareLimit } from "../../../shared/domain/pacing/cells.ts";

const SHARES: readonly PaceShare[] = ["first_response", "backlog", "follow_up", "campaign"];
/** Each share as DESIGN §3 and ADR 10 give it. */
const PART = { first_response: 1, backlog: 0.9, follow_up: 0.8, campaign: 0.6 };
const share = fc.constantFrom(...SHARES);
const capacity = fc.integer({ min: 1, max: 1_000 });
/** Seconds from 2026 to 2100. */
const second = fc.integer({ min: 1_767_225_600, max: 4_102_444_800 });
const empty = () => 0;
const limitsOf = (partsPerSecond: number, whose: PaceShare, seconds = 10) =>
  Array.from({ length: seconds }, (_, at) => shareLimit(partsPerSecond, whose, at));

describe("shareLimit", () => {
  it("leaves a pool of one part a second whole seconds for those that may wait", () => {
    expect(limitsOf(1, "first_response")).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(limitsOf(1, "backlog")).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(limitsOf(1, "follow_up")).toEqual([0, 1, 1, 1, 1, 0, 1, 1, 1, 1]);
    expect(limitsOf(1, "campaign")).toEqual([0, 1, 0, 1, 1, 0, 1, 0, 1, 1]);
  });

  it("is a share of every second where the pool is large", () => {
    expect(limitsOf(100, "campaign", 3)).toEqual([60, 60, 60]);
  });

  it("never exceeds the capacity, and adds up to the share over any stretch", () => {
    fc.assert(
      fc.property(capacity, share, second, fc.integer({ min: 1, max: 200 }), (partsPerSecond, whose, from, length) => {
        const limits = Array.from({ length }, (_, i) => shareLimit(partsPerSecond, whose, from + i));
        expect(Math.max(...limits)).toBeLessThanOrEqual(partsPerSecond);
        const total = limits.reduce((sum, limit) => sum + limit, 0);
        expect(Math.abs(total - partsPerSecond * PART[whose] * length)).toBeLessThan(1.001);
      }),
    );
  });
});

describe("cellsFrom", () => {
  const message = (parts: number, partsPerSecond = 1, whose: PaceShare = "first_response") => ({
    parts,
    partsPerSecond,
    share: whose,
  });

  it("puts what fits one second into one", () => {
    expect(cellsFrom(message(3, 3), 100, empty)).toEqual([{ second: 100, parts: 3, limit: 3 }]);
    expect(cellsFrom(message(2, 3), 100, () => 1)).toEqual([{ second: 100, parts: 2, limit: 3 }]);
    expect(cellsFrom(message(2, 3), 100, () => 2)).toBeUndefined();
  });

  it("holds the seconds back that a longer message needs, one after the other", () => {
    expect(cellsFrom(message(3), 100, empty)?.map((cell) => [cell.second, cell.parts])).toEqual([
      [100, 1],
      [101, 1],
      [102, 1],
    ]);
    expect(cellsFrom(message(5, 2), 100, empty)?.map((cell) => cell.parts)).toEqual([2, 2, 1]);
    expect(cellsFrom(message(3), 100, (at) => (at === 102 ? 1 : 0))).toBeUndefined();
  });

  it("starts in a second of its share, and lasts over those that are not", () => {
    expect(cellsFrom(message(3, 1, "campaign"), 100, empty)).toBeUndefined();
    const seconds = cellsFrom(message(3, 1, "campaign"), 101, empty)?.map((cell) => cell.second);
    expect(seconds).toEqual([101, 103, 104]);
  });

  it("places every part, never above the limit of its share", () => {
    const taken = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        share,
        second,
        fc.integer({ min: 1, max: 24 }),
        taken,
        (partsPerSecond, whose, start, parts, already) => {
          const takenAt = (at: number) => already[at - start] ?? 0;
          const cells = cellsFrom(message(parts, partsPerSecond, whose), start, takenAt);
          if (cells === undefined) return;
          expect(cells[0]?.second).toBe(start);
          expect(cells.reduce((sum, cell) => sum + cell.parts, 0)).toBe(parts);
          for (const cell of cells) {
            expect(cell.parts).toBeGreaterThan(0);
            expect(takenAt(cell.second) + cell.parts).toBeLessThanOrEqual(
              shareLimit(partsPerSecond, whose, cell.second),
            );
          }
        },
      ),
    );
  });

  it("finds a place for every message somewhere in an empty minute", () => {
    fc.assert(
      fc.property(capacity, share, second, fc.integer({ min: 1, max: 24 }), (partsPerSecond, whose, from, parts) => {
        const starts = Array.from({ length: 60 }, (_, i) => from + i);
        const found = starts.some((at) => cellsFrom(message(parts, partsPerSecond, whose), at, empty) !== undefined);
        expect(found).toBe(true);
      }),
    );
  });
});

import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { countUpTo, decodeTimes, encodeTimes, percentile } from "../../../shared/domain/reports/multiset.ts";

const times = fc.array(fc.integer({ min: 0, max: 400 * 86_400_000 }), { maxLength: 200 });
const sorted = (list: readonly number[]) => [...list].sort((a, b) => a - b);

describe("the times of a summary", () => {
  it("come back exactly, however many texts they are in", () => {
    fc.assert(
      fc.property(fc.array(times, { maxLength: 5 }), (lists) => {
        expect([...decodeTimes(lists.map(encodeTimes))]).toEqual(sorted(lists.flat()));
      }),
    );
  });

  it("take about two bytes each for a day of quick answers", () => {
    const quick = Array.from({ length: 300 }, (_, n) => 400 + ((n * 7_919) % 20_000));
    expect(encodeTimes(quick).length / quick.length).toBeLessThan(2.8);
  });
});

describe("a percentile", () => {
  it("is the smallest time that at least this share of the times does not exceed", () => {
    fc.assert(
      fc.property(fc.array(times, { maxLength: 4 }), fc.integer({ min: 1, max: 100 }), (lists, percent) => {
        const list = lists.flat();
        const found = percentile(
          lists.map((one) => Float64Array.from(sorted(one))),
          percent / 100,
        );
        const isEnough = (time: number) => list.filter((other) => other <= time).length * 100 >= percent * list.length;
        expect(found).toBe(sorted(list).find(isEnough));
      }),
    );
  });

  it("is one of the times: of 1 to 100 the median is 50 and the 99th is 99", () => {
    const list = Float64Array.from({ length: 100 }, (_, n) => n + 1);
    expect([0.5, 0.9, 0.99, 0.07].map((share) => percentile([list], share))).toEqual([50, 90, 99, 7]);
    expect(percentile([], 0.5)).toBeUndefined();
  });

  it("counts a time that is right on the target as within it", () => {
    const list = Float64Array.from([1, 59_999, 60_000, 60_000, 60_001]);
    expect(countUpTo([list.slice(0, 2), list.slice(2)], 60_000)).toBe(4);
    expect(countUpTo([list], 0)).toBe(0);
  });
});

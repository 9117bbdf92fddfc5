import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { holm } from "../../../functions/read-campaign/holm.ts";

describe("holm", () => {
  it("agrees with a published example, in any order", () => {
    // R, p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), "holm") and the like.
    expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
    expect(holm([0.04])).toEqual([0.04]);
    expect(holm([])).toEqual([]);
  });

  it("makes no value smaller, none more than 1, and keeps their order", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }), (values) => {
        const corrected = holm(values);
        for (const [i, value] of values.entries()) {
          expect(corrected[i]).toBeGreaterThanOrEqual(value);
          expect(corrected[i]).toBeLessThanOrEqual(1);
          for (const [j, other] of values.entries())
            if (value < other) expect(corrected[i]).toBeLessThanOrEqual(corrected[j] ?? 0);
        }
      }),
    );
  });
});

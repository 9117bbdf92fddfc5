import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { smsParts } from "../../../shared/domain/messages/sms-parts.ts";
import { PoolMeter, partsOf } from "../../simulation/oracle/pace.ts";

describe("the oracle's own count of message parts", () => {
  it.each([
    ["a".repeat(160), 1],
    ["a".repeat(161), 2],
    ["€".repeat(80), 1],
    ["€".repeat(81), 2],
    ["ñ¿á".repeat(23), 1],
    ["á".repeat(71), 2],
  ])("counts %s", (text, parts) => {
    expect(partsOf(text)).toBe(parts);
  });

  it("agrees with the product's on whatever people could write in a template", () => {
    const letters = fc.constantFrom(..."abcXYZ 09.,!?ñé¿¡€[]áíóú🙂");
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 400 }), (text) => {
        // An emoji that would be split between two parts moves as a whole, which only the product counts.
        fc.pre(!text.includes("🙂") || text.join("").length <= 70);
        expect(partsOf(text.join(""))).toBe(smsParts(text.join("")).parts);
      }),
    );
  });
});

describe("PoolMeter", () => {
  it("finds a pool that is given more in a minute than it carries", () => {
    const meter = new PoolMeter();
    const over = Array.from({ length: 70 }, (_, second) => meter.add(second * 100, "hello", 1));
    expect(over[10]).toBeLessThanOrEqual(0);
    expect(over.at(-1)).toBeGreaterThan(0);
    expect(meter.add(600_000, "hello", 1)).toBeLessThanOrEqual(0);
  });
});

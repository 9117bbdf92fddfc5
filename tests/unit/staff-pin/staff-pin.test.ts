import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { scryptPins } from "../../../shared/adapters/scrypt-pins.ts";
import { pinProblem } from "../../../shared/domain/staff-pin.ts";

describe("pinProblem", () => {
  it.each([
    "000000",
    "111111",
    "123456",
    "234567",
    "987654",
    "890123",
    "112112",
    "121212",
    "100000",
    "010101",
    "123123",
  ])("refuses %s, which is among the first that anybody tries", (pin) => {
    expect(pinProblem(pin)).toBe("too_easy");
  });

  it.each(["", "12345", "1234567", "12345a", " 135790", "１３５７９０"])(
    "refuses %j, which is no six digits",
    (pin) => {
      expect(pinProblem(pin)).toBe("no_six_digits");
    },
  );

  it("takes nearly all others", () => {
    let taken = 0;
    for (let pin = 0; pin < 1_000_000; pin += 37)
      if (pinProblem(String(pin).padStart(6, "0")) === undefined) taken += 1;
    expect(taken * 37).toBeGreaterThan(980_000);
    expect(pinProblem("135790")).toBeUndefined();
  });
});

describe("scryptPins", () => {
  it("knows a PIN again, and no other, without keeping it", async () => {
    const stored = await scryptPins.hash("246813");
    expect(JSON.stringify(stored)).not.toContain("246813");
    expect(await scryptPins.matches("246813", stored)).toBe(true);
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^\d{6}$/), async (pin) => {
        fc.pre(pin !== "246813");
        expect(await scryptPins.matches(pin, stored)).toBe(false);
      }),
      { numRuns: 5 },
    );
  });

  it("stores the same PIN of two people differently", async () => {
    const [a, b] = await Promise.all([scryptPins.hash("246813"), scryptPins.hash("246813")]);
    expect(a.salt).not.toBe(b.salt);
    expect(a.hash).not.toBe(b.hash);
  });

  it("leaves the event loop to others meanwhile", async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    await scryptPins.hash("246813");
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
  });

  it("takes a broken hash for no PIN", async () => {
    const { salt } = await scryptPins.hash("246813");
    expect(await scryptPins.matches("246813", { salt, hash: "" })).toBe(false);
  });
});

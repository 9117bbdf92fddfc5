import { describe, expect, it } from "@jest/globals";
import { Faults } from "../../../infra/local/faults.ts";

const START = Date.parse("2026-12-01T16:02:00Z");

function startFaults() {
  const time = { now: START };
  return { time, faults: new Faults({ now: () => time.now }) };
}

describe("Faults", () => {
  it("strike once when nothing else is said", () => {
    const { faults } = startFaults();
    faults.add({ target: "sms", kind: "reset" });
    expect([faults.strike("email")?.kind, faults.strike("sms")?.kind, faults.strike("sms")]).toEqual([
      undefined,
      "reset",
      undefined,
    ]);
  });

  it("strike as often as they were asked to", () => {
    const { faults } = startFaults();
    faults.add({ target: "sms", kind: "throttle", times: 2 });
    expect([1, 2, 3].map(() => faults.strike("sms")?.kind)).toEqual(["throttle", "throttle", undefined]);
  });

  it("strike for as long as they were asked to, in virtual time", () => {
    const { faults, time } = startFaults();
    faults.add({ target: "plan-next-action", kind: "throw", forSeconds: 3_600 });
    time.now += 3_599_999;
    expect(faults.strike("plan-next-action")?.kind).toBe("throw");
    time.now += 1;
    expect(faults.strike("plan-next-action")).toBeUndefined();
  });

  it("come in the order in which they were asked for", () => {
    const { faults } = startFaults();
    faults.add({ target: "sms", kind: "reset" });
    faults.add({ target: "sms", kind: "error500" });
    expect([faults.strike("sms")?.kind, faults.strike("sms")?.kind]).toEqual(["reset", "error500"]);
  });
});

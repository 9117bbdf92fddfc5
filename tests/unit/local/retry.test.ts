import { describe, expect, it } from "@jest/globals";
import { RetryPolicy } from "../../../infra/local/state-machine/retry.ts";

const pauses = (policy: RetryPolicy, errorName: string, count: number) =>
  Array.from({ length: count }, () => policy.nextPause(errorName));

describe("RetryPolicy", () => {
  it("grows the pause by the back-off rate up to its limit, then gives up", () => {
    const policy = new RetryPolicy(
      [{ ErrorEquals: ["StoreUnavailable"], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 4, MaxDelaySeconds: 20 }],
      "seed",
    );
    expect(pauses(policy, "StoreUnavailable", 5)).toEqual([2_000, 6_000, 18_000, 20_000, undefined]);
  });

  it("uses the defaults of the States Language", () => {
    const policy = new RetryPolicy([{ ErrorEquals: ["States.ALL"] }], "seed");
    expect(pauses(policy, "Anything", 4)).toEqual([1_000, 2_000, 4_000, undefined]);
  });

  it("does not retry an error that no retrier names", () => {
    const policy = new RetryPolicy([{ ErrorEquals: ["StoreUnavailable"] }], "seed");
    expect(policy.nextPause("InvalidTask")).toBeUndefined();
  });

  it("counts the attempts of each retrier apart", () => {
    const policy = new RetryPolicy(
      [
        { ErrorEquals: ["A"], MaxAttempts: 1 },
        { ErrorEquals: ["B"], MaxAttempts: 1, IntervalSeconds: 7 },
      ],
      "seed",
    );
    expect([...pauses(policy, "A", 2), ...pauses(policy, "B", 2)]).toEqual([1_000, undefined, 7_000, undefined]);
  });

  it("takes a timeout for anything but States.TaskFailed", () => {
    const policy = new RetryPolicy([{ ErrorEquals: ["States.TaskFailed"] }], "seed");
    expect(policy.nextPause("States.Timeout")).toBeUndefined();
    expect(policy.nextPause("Whatever")).toBe(1_000);
  });

  it("jitters below the full pause, the same on every run", () => {
    const retriers = [{ ErrorEquals: ["A"], IntervalSeconds: 10, MaxAttempts: 9, JitterStrategy: "FULL" as const }];
    const first = pauses(new RetryPolicy(retriers, "one"), "A", 9);
    expect(pauses(new RetryPolicy(retriers, "one"), "A", 9)).toEqual(first);
    expect(pauses(new RetryPolicy(retriers, "two"), "A", 9)).not.toEqual(first);
    for (const [index, pause] of first.entries()) expect(pause).toBeLessThan(10_000 * 2 ** index);
  });
});

import { afterEach, describe, expect, it } from "@jest/globals";
import { ClockStopped, VirtualClock } from "../../../infra/local/clock/virtual-clock.ts";

const START = Date.parse("2026-12-01T16:02:00Z");
const HOUR_MS = 3_600_000;
const clocks: VirtualClock[] = [];

function startClock(speed = 1): VirtualClock {
  const clock = new VirtualClock({ startsAt: START, speed });
  clocks.push(clock);
  return clock;
}

/** Work that holds the clock, as an execution does. */
async function working<T>(clock: VirtualClock, work: () => Promise<T>): Promise<T> {
  const release = clock.hold();
  try {
    return await work();
  } finally {
    release();
  }
}

const realPause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

afterEach(() => {
  for (const clock of clocks.splice(0)) clock.stop();
});

describe("VirtualClock", () => {
  it("starts where it was told to and runs at real speed", async () => {
    const clock = startClock();
    await realPause(50);
    expect(clock.now() - START).toBeGreaterThanOrEqual(49);
    expect(clock.now() - START).toBeLessThan(2_000);
  });

  it("scales waiting, and only waiting, by its speed", async () => {
    const clock = startClock(10_000);
    const release = clock.hold();
    const before = clock.now();
    await realPause(50);
    expect(clock.now() - before).toBeLessThan(5_000);
    release();
    const parked = clock.now();
    await realPause(50);
    expect(clock.now() - parked).toBeGreaterThan(400_000);
  });

  it("wakes a sleeper exactly when it is due, even when it runs fast", async () => {
    const clock = startClock(1_000_000);
    const wokenAt = await working(clock, async () => {
      await clock.sleepUntil(START + 48 * HOUR_MS + 7);
      return clock.now();
    });
    expect(wokenAt - (START + 48 * HOUR_MS + 7)).toBeLessThan(1_000);
    expect(wokenAt).toBeGreaterThanOrEqual(START + 48 * HOUR_MS + 7);
  });

  it("fires what becomes due in order and lets each settle before the next", async () => {
    const clock = startClock();
    const log: string[] = [];
    const sleeper = (name: string, hours: number, workMs: number) =>
      working(clock, async () => {
        await clock.sleepUntil(START + hours * HOUR_MS);
        log.push(`${name} begins`);
        await realPause(workMs);
        log.push(`${name} ends`);
      });
    const all = [sleeper("late", 5, 1), sleeper("early", 2, 30)];
    await clock.advance(6 * 3_600);
    expect(log).toEqual(["early begins", "early ends", "late begins", "late ends"]);
    expect(clock.now() - (START + 6 * HOUR_MS)).toBeLessThan(2_000);
    await Promise.all(all);
  });

  it("wakes each sleeper at its own time while it is advanced", async () => {
    const clock = startClock();
    const wakes: number[] = [];
    const chain = working(clock, async () => {
      for (let hour = 1; hour <= 3; hour += 1) {
        await clock.sleepUntil(START + hour * 24 * HOUR_MS);
        wakes.push(Math.floor((clock.now() - START) / HOUR_MS));
      }
    });
    await clock.advance(72 * 3_600);
    expect(wakes).toEqual([24, 48, 72]);
    await chain;
  });

  it("does not fire what is due after the target", async () => {
    const clock = startClock();
    let woken = false;
    clock.schedule(START + 2 * HOUR_MS, async () => {
      woken = true;
    });
    await clock.advance(3_600);
    expect(woken).toBe(false);
    await clock.advance(3_600);
    expect(woken).toBe(true);
  });

  it("queues concurrent advances", async () => {
    const clock = startClock();
    const reached = await Promise.all([clock.advance(3_600), clock.advance(3_600), clock.advance(0)]);
    const hours = reached.map((at) => Math.floor((at - START) / HOUR_MS));
    expect(hours).toEqual([1, 2, 2]);
  });

  it("waits for what its settlers still have to do", async () => {
    const clock = startClock();
    let pending = 3;
    clock.onSettle(async () => {
      if (pending === 0) return false;
      pending -= 1;
      return true;
    });
    await clock.advance(0);
    expect(pending).toBe(0);
  });

  it("never goes backwards, whatever happens around it", async () => {
    const clock = startClock(5_000);
    const seen = [clock.now()];
    const note = () => seen.push(clock.now());
    for (let round = 0; round < 20; round += 1) {
      const release = clock.hold();
      note();
      clock.schedule(clock.now() + 10 * round, async () => void note());
      await realPause(1);
      release();
      note();
      if (round % 5 === 0) await clock.advance(round);
      note();
    }
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });

  it("does not run what was called off", async () => {
    const clock = startClock();
    const ran: string[] = [];
    const cancel = clock.schedule(START + HOUR_MS, async () => void ran.push("cancelled"));
    clock.schedule(START + HOUR_MS, async () => void ran.push("kept"));
    cancel();
    await clock.advance(7_200);
    expect(ran).toEqual(["kept"]);
  });

  it("sends whoever sleeps home when it stops", async () => {
    const clock = startClock();
    const sleeper = working(clock, () => clock.sleepUntil(START + HOUR_MS));
    clock.stop();
    await expect(sleeper).rejects.toThrow(ClockStopped);
    await expect(working(clock, () => clock.sleepUntil(START + HOUR_MS))).rejects.toThrow(ClockStopped);
  });
});

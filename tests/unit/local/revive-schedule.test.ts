import { afterEach, describe, expect, it } from "@jest/globals";
import { VirtualClock } from "../../../infra/local/clock/virtual-clock.ts";
import { ReviveSchedule } from "../../../infra/local/revive-schedule.ts";

const START = Date.parse("2026-12-01T16:02:00Z");
const DAY_SECONDS = 86_400;
const clocks: VirtualClock[] = [];
afterEach(() => {
  for (const clock of clocks.splice(0)) clock.stop();
});

function startSchedule(late: () => number = () => 0) {
  const clock = new VirtualClock({ startsAt: START, speed: 1 });
  clocks.push(clock);
  const ticks: number[] = [];
  const schedule = new ReviveSchedule(clock, async () => {
    ticks.push(clock.now());
    return { late: late() };
  });
  schedule.start();
  return { clock, schedule, ticks };
}

describe("ReviveSchedule", () => {
  it("fires once a day while nothing can be late", async () => {
    const { clock, ticks } = startSchedule();
    await clock.advance(7 * DAY_SECONDS);
    expect(ticks).toHaveLength(7);
  });

  it("fires each minute for a while after trouble", async () => {
    const { clock, schedule, ticks } = startSchedule();
    schedule.watch();
    await clock.advance(600);
    expect(ticks).toHaveLength(10);
    await clock.advance(DAY_SECONDS);
    expect(ticks.length).toBeLessThan(40);
  });

  it("goes on each minute for as long as it finds late runs, and while it fails itself", async () => {
    const { clock, schedule, ticks } = startSchedule(() => {
      if (clock.now() < START + 3_600_000) throw new Error("the table is away");
      return clock.now() < START + 7_200_000 ? 1 : 0;
    });
    schedule.watch();
    await clock.advance(7_200);
    expect(ticks.length).toBeGreaterThanOrEqual(119);
  });
});

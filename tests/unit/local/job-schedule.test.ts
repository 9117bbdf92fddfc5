import { afterEach, describe, expect, it } from "@jest/globals";
import { VirtualClock } from "../../../infra/local/clock/virtual-clock.ts";
import { JobSchedule } from "../../../infra/local/job-schedule.ts";

const START = Date.parse("2026-12-01T16:02:30Z");
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const clocks: VirtualClock[] = [];
afterEach(() => {
  for (const clock of clocks.splice(0)) clock.stop();
});

/** A schedule over one job that is due at `job.at`; starting it does `onStart`. */
function startSchedule(at: number | undefined, onStart: (job: { at: number | undefined }, now: number) => void) {
  const clock = new VirtualClock({ startsAt: START, speed: 1 });
  clocks.push(clock);
  const job = { at };
  const asked = { times: 0 };
  const starts: number[] = [];
  const schedule = new JobSchedule({
    clock,
    nextAt: async () => {
      asked.times += 1;
      return job.at;
    },
    start: async () => {
      starts.push(clock.now());
      onStart(job, clock.now());
    },
  });
  return { clock, schedule, job, asked, starts };
}

describe("JobSchedule", () => {
  it("starts a job in the minute after it is due, once", async () => {
    const due = START + 5 * MINUTE_MS;
    const { clock, schedule, starts } = startSchedule(due, (job) => {
      job.at = undefined;
    });
    schedule.look();
    await clock.advance(3_600);
    expect(starts).toHaveLength(1);
    expect(starts[0]).toBeGreaterThan(due);
    expect((starts[0] as number) - due).toBeLessThanOrEqual(MINUTE_MS + 1_000);
  });

  it("starts what is late already within a minute", async () => {
    const { clock, schedule, starts } = startSchedule(START - DAY_MS, (job) => {
      job.at = undefined;
    });
    schedule.look();
    await clock.advance(60);
    expect(starts).toHaveLength(1);
  });

  it("starts nothing, and asks no more, while no job waits", async () => {
    const { clock, schedule, starts, asked } = startSchedule(undefined, () => {});
    schedule.look();
    await clock.advance(20 * 86_400);
    expect(starts).toEqual([]);
    expect(asked.times).toBe(1);
  });

  it("lets weeks pass without a call for each of their minutes", async () => {
    const { clock, schedule, starts, asked } = startSchedule(START + DAY_MS, (job, now) => {
      job.at = now + DAY_MS;
    });
    schedule.look();
    await clock.advance(20 * 86_400);
    expect(starts.length).toBeGreaterThanOrEqual(19);
    expect(starts.length).toBeLessThanOrEqual(20);
    expect(asked.times).toBeLessThan(50);
  });

  it("does not start a job that showed life before it was due", async () => {
    const { clock, schedule, job, starts } = startSchedule(START + 10 * MINUTE_MS, () => {});
    schedule.look();
    await clock.advance(300);
    job.at = START + 60 * MINUTE_MS;
    await clock.advance(1_800);
    expect(starts).toEqual([]);
  });

  it("learns of a job that is due earlier than what it waits for", async () => {
    const { clock, schedule, job, starts } = startSchedule(START + DAY_MS, (started) => {
      started.at = undefined;
    });
    schedule.look();
    await clock.advance(60);
    job.at = clock.now();
    schedule.look();
    await clock.advance(120);
    expect(starts).toHaveLength(1);
  });

  it("tries each minute for as long as a job stays due or the table is away", async () => {
    const { clock, schedule, job, starts } = startSchedule(START, () => {
      throw new Error("the table is away");
    });
    schedule.look();
    await clock.advance(600);
    expect(starts).toHaveLength(10);
    job.at = undefined;
    await clock.advance(600);
    expect(starts).toHaveLength(10);
  });

  it("lets no time pass while it looks", async () => {
    const answer = Promise.withResolvers<undefined>();
    const clock = new VirtualClock({ startsAt: START, speed: 1 });
    clocks.push(clock);
    const schedule = new JobSchedule({ clock, nextAt: () => answer.promise, start: async () => {} });
    schedule.look();
    let settled = false;
    const settling = clock.settle().then(() => {
      settled = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(settled).toBe(false);
    answer.resolve(undefined);
    await settling;
  });
});

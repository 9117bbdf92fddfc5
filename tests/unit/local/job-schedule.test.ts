import type { AttributeValue } from "@aws-sdk/client-dynamodb";
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

/** An item of the table as it is written: in a queue until a moment (epoch ms), or in none. */
function itemOf(id: string, dueAt: number | undefined, queue = "JOB#1"): Record<string, AttributeValue> {
  const place: Record<string, AttributeValue> =
    dueAt === undefined ? {} : { gsi1pk: { S: queue }, gsi1sk: { S: `${new Date(dueAt).toISOString()}#clinic#${id}` } };
  return { pk: { S: "P#clinic#CAMPAIGNS" }, sk: { S: id }, ...place };
}

type Write = (id: string, dueAt: number | undefined, queue?: string) => void;

/** A schedule that has begun, over jobs that `write` puts and moves; starting them does `onStart`. */
function startSchedule(onStart: (write: Write, now: number) => void) {
  const clock = new VirtualClock({ startsAt: START, speed: 1 });
  clocks.push(clock);
  const starts: number[] = [];
  const write: Write = (...item) => schedule.note([itemOf(...item)]);
  const start = async () => {
    starts.push(clock.now());
    onStart(write, clock.now());
  };
  const schedule = new JobSchedule({ clock, partitions: ["JOB#0", "JOB#1"], start });
  schedule.start();
  return { clock, schedule, write, starts };
}

const rests = (write: Write) => write("winter", undefined);
const leaves = () => {};

describe("JobSchedule", () => {
  it("starts a job in the minute after it is due, once", async () => {
    const due = START + 5 * MINUTE_MS;
    const { clock, write, starts } = startSchedule(rests);
    write("winter", due);
    await clock.advance(3_600);
    expect(starts).toHaveLength(1);
    expect(starts[0]).toBeGreaterThan(due);
    expect((starts[0] as number) - due).toBeLessThanOrEqual(MINUTE_MS + 1_000);
  });

  it("starts what is late already within a minute", async () => {
    const { clock, write, starts } = startSchedule(rests);
    write("winter", START - DAY_MS);
    await clock.advance(60);
    expect(starts).toHaveLength(1);
  });

  it("starts nothing while no job waits, nor for what waits in another queue", async () => {
    const { clock, write, starts } = startSchedule(leaves);
    write("winter", undefined);
    write("desk", START, "DESK#1");
    await clock.advance(20 * 86_400);
    expect(starts).toEqual([]);
  });

  it("lets weeks pass without a call for each of their minutes", async () => {
    const { clock, write, starts } = startSchedule((again, now) => again("winter", now + DAY_MS));
    write("winter", START + DAY_MS);
    await clock.advance(20 * 86_400);
    expect(starts.length).toBeGreaterThanOrEqual(19);
    expect(starts.length).toBeLessThanOrEqual(20);
  });

  it("does not start a job that showed life before it was due, or came to rest", async () => {
    const { clock, write, starts } = startSchedule(leaves);
    write("winter", START + 10 * MINUTE_MS);
    write("spring", START + 10 * MINUTE_MS);
    await clock.advance(300);
    write("winter", START + 60 * MINUTE_MS);
    write("spring", undefined);
    await clock.advance(1_800);
    expect(starts).toEqual([]);
  });

  it("learns of a job that is due earlier than what it waits for", async () => {
    const { clock, write, starts } = startSchedule((again) => again("spring", undefined));
    write("winter", START + DAY_MS);
    await clock.advance(60);
    write("spring", clock.now());
    await clock.advance(120);
    expect(starts).toHaveLength(1);
    await clock.advance(86_400);
    expect(starts.length).toBeGreaterThan(1);
  });

  it("tries each minute for as long as a job stays due", async () => {
    const { clock, write, starts } = startSchedule(() => {
      throw new Error("the table is away");
    });
    write("winter", START);
    await clock.advance(600);
    expect(starts).toHaveLength(10);
    write("winter", undefined);
    await clock.advance(600);
    expect(starts).toHaveLength(10);
  });

  it("starts nothing before it has begun, and then what it had heard of", async () => {
    const clock = new VirtualClock({ startsAt: START, speed: 1 });
    clocks.push(clock);
    const starts: number[] = [];
    const schedule = new JobSchedule({ clock, partitions: ["JOB#1"], start: async () => starts.push(clock.now()) });
    schedule.note([itemOf("winter", START)]);
    await clock.advance(300);
    expect(starts).toEqual([]);
    schedule.start();
    await clock.advance(60);
    expect(starts).toHaveLength(1);
  });
});

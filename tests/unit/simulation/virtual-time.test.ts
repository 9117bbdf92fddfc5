import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { EventQueue } from "../../simulation/clock/event-queue.ts";
import { VirtualTime } from "../../simulation/clock/virtual-time.ts";

describe("EventQueue", () => {
  it("gives events by time, and those of one moment in the order in which they were added", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (moments) => {
        const queue = new EventQueue();
        const taken: number[] = [];
        for (const [index, at] of moments.entries()) queue.add(at, () => taken.push(index));
        for (let event = queue.take(); event !== undefined; event = queue.take()) event();
        const wanted = [...moments.keys()].sort((a, b) => (moments[a] ?? 0) - (moments[b] ?? 0) || a - b);
        expect(taken).toEqual(wanted);
      }),
    );
  });
});

describe("VirtualTime", () => {
  it("moves on only when everybody waits for a later moment", async () => {
    const time = new VirtualTime(1_000);
    const seen: string[] = [];
    const worker = async (name: string) => {
      for (const pause of [0, 10, 5]) {
        await time.sleep(pause);
        await Promise.resolve();
        seen.push(`${name} ${time.now()}`);
      }
    };
    void worker("a");
    void worker("b");
    await time.runUntil(2_000);
    expect(seen).toEqual(["a 1000", "b 1000", "a 1010", "b 1010", "a 1015", "b 1015"]);
    expect(time.now()).toBe(2_000);
  });

  it("leaves what happens after the end alone", async () => {
    const time = new VirtualTime(0);
    let happened = false;
    time.at(101, () => {
      happened = true;
    });
    await time.runUntil(100);
    expect([happened, time.now()]).toEqual([false, 100]);
  });
});

import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { inLanes } from "../../../functions/import-chunk/lanes.ts";

describe("inLanes", () => {
  it("works what shares a key one after the other, in order, and never more at once than it is wide", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 2 }), { maxLength: 15 }),
        fc.integer({ min: 1, max: 4 }),
        async (scheduler, keys, width) => {
          const order: number[] = [];
          let busy = 0;
          let most = 0;
          const done = inLanes(
            keys.map((own, index) => ({ own, index })),
            ({ own }) => own,
            width,
            async ({ index }) => {
              busy += 1;
              most = Math.max(most, busy);
              order.push(index);
              await scheduler.schedule(Promise.resolve());
              busy -= 1;
              return index * 2;
            },
          );
          await scheduler.waitFor(done);
          expect(await done).toEqual(keys.map((_, index) => index * 2));
          expect(most).toBeLessThanOrEqual(width);
          for (const [index, own] of keys.entries()) {
            const sharing = keys.flatMap((other, at) =>
              at < index && other.some((key) => own.includes(key)) ? [at] : [],
            );
            for (const earlier of sharing) expect(order.indexOf(earlier)).toBeLessThan(order.indexOf(index));
          }
        },
      ),
    );
  });

  it("begins nothing more once one has failed, and throws its failure", async () => {
    const begun: number[] = [];
    const work = inLanes(
      [0, 1, 2, 3],
      () => ["same"],
      1,
      async (item) => {
        begun.push(item);
        if (item === 1) throw new Error("no");
        return item;
      },
    );
    await expect(work).rejects.toThrow("no");
    expect(begun).toEqual([0, 1]);
  });
});

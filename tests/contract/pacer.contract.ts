import { beforeEach, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { PracticeIdSchema } from "../../shared/domain/ids.ts";
import { cellsFrom, dayLimit, type PaceShare, shareLimit } from "../../shared/domain/pacing/cells.ts";
import type { Pacer } from "../../shared/ports/index.ts";
import { PRACTICE_ID } from "../support/builders/index.ts";

type Request = Parameters<Pacer["reserve"]>[0];

/** Tuesday 2026-12-01 08:00:00 in Chicago, ms; a minute begins. */
const OPENING = Date.parse("2026-12-01T14:00:00Z");
const SHARES: readonly PaceShare[] = ["first_response", "backlog", "follow_up", "campaign"];
const DAY = 86_400_000;

/** A first response of one part from a pool of one part a second, with overrides. */
export function buildRequest(overrides: Partial<Request> = {}): Request {
  return {
    practiceId: PRACTICE_ID,
    pool: "+13125550102",
    capacity: { partsPerSecond: 1, partsPerDay: 100_000 },
    parts: 1,
    share: "first_response",
    from: OPENING,
    zone: "America/Chicago",
    ...overrides,
  };
}

/** What every pacer must do; run against each of them. */
export function describePacer(name: string, makePacer: () => Promise<Pacer>): void {
  describe(`${name} as a pacer`, () => {
    let pacer: Pacer;
    beforeEach(async () => {
      pacer = await makePacer();
    });
    /** Reserves one after the other; answers the places in seconds after the opening. */
    async function placesOf(...requests: Partial<Request>[]): Promise<number[]> {
      const places: number[] = [];
      for (const request of requests) {
        const { slotAt } = await pacer.reserve(buildRequest(request));
        places.push((slotAt - OPENING) / 1_000);
      }
      return places;
    }

    it("gives the first place at once and the next ones after it", async () => {
      expect(await placesOf({}, {}, { parts: 3 }, {}, {})).toEqual([0, 1, 2, 5, 6]);
    });

    it("gives no place before the moment asked for", async () => {
      const { slotAt } = await pacer.reserve(buildRequest({ from: OPENING + 400 }));
      expect(slotAt).toBe(OPENING + 400);
      expect(await placesOf({ from: OPENING + 700 }, { from: OPENING + 30_000 })).toEqual([1, 30]);
    });

    it("fills a second with as many parts as the pool takes", async () => {
      const capacity = { partsPerSecond: 3, partsPerDay: 100_000 };
      const two = { capacity, parts: 2 };
      expect(await placesOf(two, two, { capacity }, { capacity }, { capacity })).toEqual([0, 1, 0, 1, 2]);
    });

    it("goes on from one minute to the next, within a message too", async () => {
      const from = OPENING + 58_000;
      expect(await placesOf({ from, parts: 5 }, { from }, { from })).toEqual([58, 63, 64]);
    });

    it("finds the next free place behind many that are taken", async () => {
      const long = Array.from({ length: 50 }, () => ({ parts: 24 }));
      expect((await placesOf(...long, {})).at(-1)).toBe(50 * 24);
    });

    it("leaves seconds to first responses that nobody else may have", async () => {
      const backlog = Array.from({ length: 18 }, () => ({ share: "backlog" as const }));
      const places = await placesOf(...backlog, {}, {}, {});
      expect(places.slice(0, 18).filter((place) => place % 10 === 0)).toEqual([]);
      expect(places.slice(18)).toEqual([0, 10, 20]);
    });

    it("keeps pools, and practices, apart", async () => {
      const other = PracticeIdSchema.parse("north-clinic");
      expect(await placesOf({}, { pool: "+13125550109" }, { practiceId: other }, {})).toEqual([0, 0, 0, 1]);
    });

    it("goes on at the same time of the next day when a day has had its parts", async () => {
      const capacity = { partsPerSecond: 1, partsPerDay: 4 };
      const places = await placesOf(
        { capacity, parts: 2 },
        { capacity, parts: 3 },
        { capacity },
        { capacity },
        { capacity, from: OPENING + 60_000 },
      );
      expect(places).toEqual([0, DAY / 1_000, 2, 3, DAY / 1_000 + 60]);
    });

    it("leaves parts of each day to first responses that nobody else may have", async () => {
      const capacity = { partsPerSecond: 1, partsPerDay: 10 };
      const campaign = { capacity, share: "campaign" as const };
      const followUp = { capacity, share: "follow_up" as const };
      const places = await placesOf(
        ...Array.from({ length: 7 }, () => campaign),
        ...Array.from({ length: 3 }, () => followUp),
        { capacity, share: "backlog" },
        { capacity },
        { capacity },
      );
      const days = places.map((place) => Math.floor(place / 86_400));
      expect(days).toEqual([0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1]);
    });

    it("counts the days of the practice's zone", async () => {
      const capacity = { partsPerSecond: 1, partsPerDay: 1 };
      const lastSecond = Date.parse("2026-12-02T05:59:59Z");
      const first = await pacer.reserve(buildRequest({ capacity, from: lastSecond }));
      const second = await pacer.reserve(buildRequest({ capacity, from: lastSecond + 1_000 }));
      expect([first.slotAt, second.slotAt]).toEqual([lastSecond, lastSecond + 1_000]);
    });

    it("says so when there is no place as far ahead as a message may wait", async () => {
      const capacity = { partsPerSecond: 1, partsPerDay: 2 };
      await expect(pacer.reserve(buildRequest({ capacity, parts: 3 }))).rejects.toMatchObject({
        name: "StoreUnavailable",
        code: "pool_full",
      });
    });

    it("gives no place twice and loses none, however many ask at once", async () => {
      // More at once only wear out the embedded database, which answers one after the other.
      const callers = 60;
      const asked = Array.from({ length: callers }, () => pacer.reserve(buildRequest()));
      const places = (await Promise.all(asked)).map(({ slotAt }) => slotAt);
      expect(new Set(places).size).toBe(callers);
      const [latest] = await placesOf({ from: Math.max(...places) });
      expect(latest).toBe((Math.max(...places) - OPENING) / 1_000 + 1);
    });

    it("never exceeds a second, a share or a day, whoever asks for what at once", async () => {
      const request = fc.record({
        parts: fc.integer({ min: 1, max: 5 }),
        share: fc.constantFrom(...SHARES),
        offset: fc.integer({ min: 0, max: 90 }),
      });
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 4 }),
          fc.integer({ min: 10, max: 120 }),
          fc.array(request, { minLength: 1, maxLength: 40 }),
          async (partsPerSecond, partsPerDay, wanted) => {
            pacer = await makePacer();
            const capacity = { partsPerSecond, partsPerDay };
            const given = await Promise.all(
              wanted.map(async ({ parts, share, offset }) => {
                const asked = buildRequest({ capacity, parts, share, from: OPENING + offset * 1_000 });
                return { asked, at: (await pacer.reserve(asked)).slotAt };
              }),
            );
            checkPlaces(given, capacity);
          },
        ),
        { numRuns: 20 },
      );
    });
  });
}

/** Counts anew, from the answers alone, what falls into each second and each day. */
function checkPlaces(given: readonly { asked: Request; at: number }[], capacity: Request["capacity"]): void {
  const { partsPerSecond, partsPerDay } = capacity;
  const perSecond = new Map<number, { total: number; limit: number }>();
  const perDay = new Map<string, { total: number; limit: number }>();
  for (const { asked, at } of given) {
    expect(at).toBeGreaterThanOrEqual(asked.from);
    const cells = cellsFrom({ partsPerSecond, parts: asked.parts, share: asked.share }, at / 1_000, () => 0);
    if (cells === undefined) throw new Error("got a place in a second that is not for its share");
    for (const { second, parts } of cells) {
      const known = perSecond.get(second) ?? { total: 0, limit: 0 };
      // Whoever came last found room below its own limit; the widest of those present bounds them all.
      const limit = Math.max(known.limit, shareLimit(partsPerSecond, asked.share, second));
      perSecond.set(second, { total: known.total + parts, limit });
    }
    const day = new Date(at - 6 * 3_600_000).toISOString().slice(0, 10);
    const known = perDay.get(day) ?? { total: 0, limit: 0 };
    const limit = Math.max(known.limit, dayLimit(partsPerDay, asked.share));
    perDay.set(day, { total: known.total + asked.parts, limit });
  }
  for (const { total, limit } of [...perSecond.values(), ...perDay.values()]) expect(total).toBeLessThanOrEqual(limit);
}

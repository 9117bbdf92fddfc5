import { describe, expect, it } from "@jest/globals";
import type { PaceShare } from "../../../shared/domain/pacing/cells.ts";
import { PRACTICE_ID } from "../../support/builders/index.ts";
import { createMemoryPacer } from "../../support/memory-pacer.ts";

/** Tuesday 2026-12-01 08:00:00 in Chicago, ms. */
const OPENING = Date.parse("2026-12-01T14:00:00Z");
const MINUTE = 60_000;

interface Lead {
  readonly share: PaceShare;
  /** When its quiet hours, and its jitter, are over. */
  readonly from: number;
}

/** Unanswered leads in the first ten seconds, those that were answered in minutes one to five, and new ones all the while. */
const night: Lead[] = Array.from({ length: 600 }, (_, n) => ({ share: "backlog", from: OPENING + (n % 10) * 1_000 }));
const known: Lead[] = Array.from({ length: 380 }, (_, n) => ({
  share: "follow_up",
  from: OPENING + MINUTE + (n % 240) * 1_000,
}));
const fresh: Lead[] = Array.from({ length: 20 }, (_, n) => ({ share: "first_response", from: OPENING + n * MINUTE }));

describe("1,000 leads at opening, one part a second", () => {
  const release = async () => {
    const pacer = createMemoryPacer();
    const slots = new Map<Lead, number>();
    // As they come: what waits longest is not what asks first.
    for (const lead of [...night, ...known, ...fresh].sort((a, b) => a.from - b.from)) {
      const { slotAt } = await pacer.reserve({
        practiceId: PRACTICE_ID,
        pool: "+13125550102",
        capacity: { partsPerSecond: 1, partsPerDay: 10_000 },
        parts: 1,
        zone: "America/Chicago",
        ...lead,
      });
      slots.set(lead, slotAt);
    }
    return slots;
  };
  const slotsOf = (slots: Map<Lead, number>, leads: readonly Lead[]) =>
    leads.map((lead) => slots.get(lead) ?? Number.NaN);

  it("all have a second of their own: nothing is lost or doubled", async () => {
    const slots = await release();
    expect(new Set([...slots.values()].map((at) => Math.floor(at / 1_000))).size).toBe(1_000);
  });

  it("answers those who wait for a first response before all who had one", async () => {
    const slots = await release();
    expect(Math.max(...slotsOf(slots, night))).toBeLessThan(Math.min(...slotsOf(slots, known)));
  });

  it("answers a new lead within ten seconds, whatever waits", async () => {
    const slots = await release();
    for (const lead of fresh) expect((slots.get(lead) ?? Number.NaN) - lead.from).toBeLessThanOrEqual(10_000);
  });

  it("is done in the time that the shares allow", async () => {
    const slots = await release();
    // 600 at nine seconds in ten, then 380 at four in five.
    expect(Math.max(...slots.values()) - OPENING).toBeLessThanOrEqual((600 / 0.9 + 380 / 0.8 + 20) * 1_000);
  });
});

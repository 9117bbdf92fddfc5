import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { assign } from "../../../shared/domain/desk/assign.ts";
import { buildDesk, CALENDAR, ENROLLED_AT, HOUR } from "../../support/plan-facts.ts";

const NOW = ENROLLED_AT;
const NIGHT = NOW + 12 * HOUR;
const NONE = { given: {}, open: {} };
const routine = { serviceLine: "whitening", urgency: "routine" } as const;
const urgent = { serviceLine: "whitening", urgency: "urgent" } as const;

describe("assign", () => {
  const desk = buildDesk([
    { staffId: "maya", skills: ["whitening", "implants"], capacity: 10 },
    { staffId: "luis", skills: ["whitening"], weight: 2, capacity: 3 },
    { staffId: "priya", role: "manager" },
  ]);

  it("goes by the shares of the day, and says so", () => {
    expect(assign(desk, NONE, routine, NOW)).toEqual({
      is: "given",
      staffId: "luis",
      because: ["on_duty", "skill:whitening", "below_share"],
    });
    expect(assign(desk, { ...NONE, given: { luis: 1 } }, routine, NOW)).toMatchObject({ staffId: "maya" });
  });

  it("gives an urgent lead to whoever is the most free, whatever the shares", () => {
    const counts = { given: { maya: 9 }, open: { maya: 3, luis: 1 } };
    expect(assign(desk, counts, urgent, NOW)).toEqual({
      is: "given",
      staffId: "maya",
      because: ["on_duty", "skill:whitening", "urgent", "fewest_open"],
    });
    expect(assign(desk, { ...counts, open: { maya: 4, luis: 1 } }, urgent, NOW)).toMatchObject({ staffId: "luis" });
  });

  it("goes by skill where the lead names a service line", () => {
    const implants = { ...routine, serviceLine: "implants" };
    expect(assign(desk, { ...NONE, given: { maya: 5 } }, implants, NOW)).toMatchObject({ staffId: "maya" });
    expect(assign(desk, NONE, { ...routine, serviceLine: "braces" }, NOW)).toEqual({
      is: "waits",
      because: ["on_duty", "nobody_has_skill"],
    });
    expect(assign(desk, NONE, { ...routine, serviceLine: "other" }, NOW)).toMatchObject({
      because: ["on_duty", "below_share"],
    });
  });

  it("gives nobody more than they can hold", () => {
    expect(assign(desk, { given: {}, open: { luis: 3 } }, routine, NOW)).toMatchObject({ staffId: "maya" });
    expect(assign(desk, { given: {}, open: { luis: 3, maya: 10 } }, urgent, NOW)).toEqual({
      is: "waits",
      because: ["on_duty", "skill:whitening", "all_at_capacity"],
    });
  });

  it("lets a lead wait while nobody who gets leads is on duty", () => {
    expect(assign(desk, NONE, urgent, NIGHT)).toEqual({ is: "waits", because: ["nobody_on_duty"] });
    const managers = buildDesk([{ staffId: "priya", role: "manager" }]);
    expect(assign(managers, NONE, routine, NOW)).toEqual({ is: "waits", because: ["nobody_on_duty"] });
    const sharing = buildDesk([{ staffId: "priya", role: "manager", weight: 1 }]);
    expect(assign(sharing, NONE, routine, NOW)).toMatchObject({ staffId: "priya" });
  });

  it("passes over who has a day off, is between two shifts or is off for a holiday", () => {
    const tuesday = [{ opens: "14:00", closes: "18:00" }];
    const few = buildDesk([
      { staffId: "maya", timeOff: [{ from: "2026-12-01", to: "2026-12-01" }] },
      { staffId: "luis", hours: { ...CALENDAR.hours, tuesday } },
      { staffId: "ada" },
    ]);
    expect(assign(few, NONE, routine, NOW)).toMatchObject({ staffId: "ada" });
    expect(assign(few, { ...NONE, given: { ada: 1 } }, routine, NOW + 5 * HOUR)).toMatchObject({ staffId: "luis" });
    expect(assign(few, NONE, routine, Date.parse("2026-12-25T10:00:00-06:00"))).toEqual({
      is: "waits",
      because: ["nobody_on_duty"],
    });
  });

  it("keeps everybody within one lead of their share, however many come and whatever the shares are", () => {
    const weights = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 200 }), (shares, leads) => {
        const fair = buildDesk(shares.map((weight, n) => ({ staffId: `s${n}`, weight, capacity: 1_000 })));
        const total = shares.reduce((sum, share) => sum + share, 0);
        const given: Record<string, number> = {};
        for (let lead = 1; lead <= leads; lead += 1) {
          const found = assign(fair, { given, open: given }, routine, NOW);
          if (found.is !== "given") throw new Error("expected somebody to get it");
          given[found.staffId] = (given[found.staffId] ?? 0) + 1;
          for (const [n, share] of shares.entries())
            expect(Math.abs((given[`s${n}`] ?? 0) - (lead * share) / total)).toBeLessThan(1);
        }
      }),
      { numRuns: 100 },
    );
  });
});

import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { memberOrder } from "../../../shared/domain/reactivation/order.ts";
import { scoreMember } from "../../../shared/domain/reactivation/score.ts";
import { buildLead } from "../../support/builders/index.ts";
import { NOW } from "../../support/fakes/clock.ts";
import { DAY } from "../../support/plan-facts.ts";

const quiet = (days: number, changes = {}) => {
  const at = NOW - days * DAY;
  return buildLead({ status: "stalled", receivedAt: at, clocks: { startedAt: at }, ...changes });
};

describe("scoreMember", () => {
  it.each([
    [0, 40],
    [30, 36],
    [180, 20],
    [360, 10],
    [5_000, 0],
  ])("gives what happened %i days ago %i points for recency", (days, points) => {
    expect(scoreMember(quiet(days), undefined, NOW).parts.recency).toBe(points);
  });

  it.each([
    [undefined, 0],
    [0, 0],
    [100, 0],
    [1_000, 15],
    [5_000, 25],
    [10_000, 30],
    [250_000, 30],
  ])("gives a treatment of %p USD %i points", (usd, points) => {
    expect(scoreMember(quiet(60), usd, NOW).parts.value).toBe(points);
  });

  it("goes by what the lead itself says it is worth, before its service line", () => {
    expect(scoreMember(quiet(60, { value: 1_000 }), 10_000, NOW).parts.value).toBe(15);
    expect(scoreMember(quiet(60, { value: 0 }), 10_000, NOW).parts.value).toBe(0);
  });

  it("counts further inquiries, a reply, a conversation, and that nobody gave the lead up", () => {
    const engagement = (changes = {}) => scoreMember(quiet(60, changes), undefined, NOW).parts.engagement;
    expect(engagement({ status: "lost" })).toBe(0);
    expect(engagement()).toBe(5);
    expect(engagement({ inquiries: 2 })).toBe(10);
    expect(engagement({ inquiries: 9 })).toBe(15);
    const startedAt = NOW - 60 * DAY;
    expect(engagement({ clocks: { startedAt, repliedAt: startedAt } })).toBe(15);
    expect(engagement({ inquiries: 3, clocks: { startedAt, repliedAt: startedAt, humanContactAt: startedAt } })).toBe(
      30,
    );
  });

  it("is the same whenever it is asked for as of one moment, the sum of its parts, and from 0 to 100", () => {
    const moment = fc.integer({ min: NOW - 3_000 * DAY, max: NOW + DAY });
    const facts = fc.record({
      receivedAt: moment,
      inquiries: fc.integer({ min: 1, max: 50 }),
      status: fc.constantFrom("stalled" as const, "nurturing" as const, "lost" as const),
      value: fc.option(fc.double({ min: 0, max: 1e7, noNaN: true }), { nil: undefined }),
      repliedAt: fc.option(moment, { nil: undefined }),
      humanContactAt: fc.option(moment, { nil: undefined }),
    });
    fc.assert(
      fc.property(facts, fc.option(fc.double({ min: 0, max: 1e7, noNaN: true }), { nil: undefined }), (given, line) => {
        const { repliedAt, humanContactAt, ...rest } = given;
        const lead = buildLead({ ...rest, clocks: { startedAt: rest.receivedAt, repliedAt, humanContactAt } });
        const { score, parts } = scoreMember(lead, line, NOW);
        expect(score).toBe(parts.recency + parts.value + parts.engagement);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        expect(Object.values(parts).every(Number.isInteger)).toBe(true);
        expect(scoreMember(lead, line, NOW)).toEqual({ score, parts });
      }),
    );
  });
});

describe("memberOrder", () => {
  it("sorts the best score first, and equal ones by lead", () => {
    const { leadId } = buildLead();
    const later = buildLead({ leadId: `${leadId.slice(0, -1)}Z` as typeof leadId }).leadId;
    const places = [memberOrder(0, leadId), memberOrder(100, later), memberOrder(7, later), memberOrder(7, leadId)];
    expect([...places].sort()).toEqual([places[1], places[3], places[2], places[0]]);
  });
});

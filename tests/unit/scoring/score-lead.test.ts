import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { type Scored, type Scoring, scoreLead } from "../../../shared/domain/scoring/score-lead.ts";

const lead: Scored = {
  urgency: "soon",
  source: { channel: "web_form", name: "google-ads" },
  serviceLine: "dental-implants",
  answers: { timing: "now", budget: "high" },
};
const scored = (rule: Scoring["rules"][number]["if"], scoredLead = lead) =>
  scoreLead({ base: 50, rules: [{ points: 10, if: rule }] }, scoredLead) === 60;

describe("scoreLead", () => {
  it("is the base where no rule fits", () => {
    expect(scoreLead({ base: 40, rules: [{ points: 10, if: { urgency: ["urgent"] } }] }, lead)).toBe(40);
  });

  it.each<[string, Scoring["rules"][number]["if"], boolean]>([
    ["nothing", {}, true],
    ["its urgency", { urgency: ["urgent", "soon"] }, true],
    ["its source", { source: ["google-ads"] }, true],
    ["another source", { source: ["referral-desk"] }, false],
    ["its service line", { serviceLine: ["dental-implants"] }, true],
    ["another service line", { serviceLine: ["whitening"] }, false],
    ["its answers", { answers: { timing: ["now"], budget: ["high", "middle"] } }, true],
    ["answers one of which is another", { answers: { timing: ["now"], budget: ["low"] } }, false],
    ["two things one of which is another", { urgency: ["soon"], source: ["referral-desk"] }, false],
  ])("adds the points of a rule that names %s: %s", (_, rule, fits) => {
    expect(scored(rule)).toBe(fits);
  });

  it("does not fit a lead to what is not known of it", () => {
    const bare: Scored = { urgency: "routine", source: { channel: "api", name: "other" } };
    expect(scored({ serviceLine: ["whitening"] }, bare)).toBe(false);
    expect(scored({ answers: { timing: ["now"] } }, bare)).toBe(false);
  });

  it("adds up every rule that fits, less and more, and stays between 0 and 100", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), fc.array(fc.integer({ min: -100, max: 100 })), (base, points) => {
        const sum = points.reduce((total, one) => total + one, base);
        const score = scoreLead({ base, rules: points.map((one) => ({ points: one, if: {} })) }, lead);
        expect(score).toBe([0, sum, 100].sort((a, b) => a - b)[1]);
      }),
    );
  });
});

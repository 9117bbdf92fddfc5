import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { CampaignPlanSchema } from "../../../shared/domain/entities/campaign.ts";
import { CampaignIdSchema, type LeadId } from "../../../shared/domain/ids.ts";
import { allot } from "../../../shared/domain/reactivation/allotment.ts";
import { templatesFor } from "../../../shared/domain/reactivation/templates.ts";

const LEADS = 5_000;
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** Ids as a fast import makes them: one after another in the same second. */
const leadIds = Array.from({ length: LEADS }, (_, n) => {
  const tail = Array.from({ length: 4 }, (_unused, digit) => ALPHABET[(n >> (5 * (3 - digit))) & 31]).join("");
  return `01KBDEXAMP1E0000000000${tail}` as LeadId;
});
const campaign = (name: string) => CampaignIdSchema.parse(name);
const plan = (shares: readonly number[], controlPercent = 0) =>
  CampaignPlanSchema.parse({
    cadence: "win-back",
    perDay: 10,
    controlPercent,
    variants: shares.map((share, index) => ({ key: `v${index}`, share })),
  });
/** Six standard deviations of a share that chance draws. */
const tolerance = (share: number) => 6 * Math.sqrt((share * (1 - share)) / LEADS);
const shareOf = <T>(all: readonly T[], is: (one: T, index: number) => boolean) => all.filter(is).length / all.length;

describe("allot", () => {
  it("gives a member the same group and variant whenever it is asked", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...leadIds.slice(0, 200)),
        fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,23}$/),
        fc.integer({ min: 0, max: 50 }),
        (leadId, name, percent) => {
          const wanted = plan([2, 1], percent);
          expect(allot(campaign(name), leadId, wanted)).toEqual(allot(campaign(name), leadId, wanted));
        },
      ),
    );
  });

  it.each([0, 1, 10, 25, 50])("keeps %i percent as control group", (percent) => {
    const wanted = plan([1], percent);
    const allotted = leadIds.map((leadId) => allot(campaign("winter"), leadId, wanted));
    const share = shareOf(allotted, ({ group }) => group === "control");
    expect(Math.abs(share - percent / 100)).toBeLessThanOrEqual(tolerance(percent / 100));
  });

  it("keeps the shares of the variants, whatever they are", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 10 }),
        fc.stringMatching(/^[a-z]{1,12}$/),
        (shares, name) => {
          const total = shares.reduce((sum, share) => sum + share, 0);
          const wanted = plan(shares);
          const allotted = leadIds.map((leadId) => allot(campaign(name), leadId, wanted).variant);
          for (const [index, share] of shares.entries()) {
            const got = shareOf(allotted, (variant) => variant === `v${index}`);
            expect(Math.abs(got - share / total)).toBeLessThanOrEqual(tolerance(share / total) + 1e-9);
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  it("draws variant and group apart, and afresh in each campaign", () => {
    const wanted = plan([1, 1], 50);
    const [winter, spring] = ["winter", "spring"].map((name) =>
      leadIds.map((leadId) => allot(campaign(name), leadId, wanted)),
    );
    if (winter === undefined || spring === undefined) throw new Error("got no campaigns");
    const together = [
      shareOf(winter, ({ group, variant }) => (group === "control") === (variant === "v0")),
      shareOf(winter, (one, index) => one.group === spring[index]?.group),
      shareOf(winter, (one, index) => one.variant === spring[index]?.variant),
    ];
    for (const share of together) expect(Math.abs(share - 0.5)).toBeLessThanOrEqual(tolerance(0.5));
  });
});

describe("templatesFor", () => {
  const { variants } = CampaignPlanSchema.parse({
    cadence: "win-back",
    perDay: 10,
    variants: [
      { key: "plain" },
      {
        key: "offer",
        templates: { "hello-sms": "offer-sms", "hello-email": "offer-email" },
        byLostReason: { price: { "hello-sms": "discount-sms" } },
      },
    ],
  });

  it("gives a price objection another template than a schedule objection", () => {
    expect(templatesFor({ variants }, "offer", "price")).toEqual({
      "hello-sms": "discount-sms",
      "hello-email": "offer-email",
    });
    expect(templatesFor({ variants }, "offer", "schedule")).toEqual({
      "hello-sms": "offer-sms",
      "hello-email": "offer-email",
    });
  });

  it("leaves the cadence's own templates where the variant names none", () => {
    expect(templatesFor({ variants }, "plain", "price")).toEqual({});
    expect(templatesFor({ variants }, "offer", undefined)).toMatchObject({ "hello-sms": "offer-sms" });
  });
});

import { describe, expect, it } from "@jest/globals";
import { BOOKED, reports, spent, upTo } from "./asking.ts";

describe("the return on spend", () => {
  const facts = [
    { times: 10, campaign: "implants-spring" },
    {
      times: 5,
      campaign: "implants-spring",
      ...upTo(...BOOKED, "attendedAt", "wonAt"),
      status: "won" as const,
      wonValue: 1_000,
    },
    { times: 4, source: "referral-desk" },
  ];
  const entries = [spent("google-ads", 3_100, "implants-spring"), spent("google-ads", 310), spent("referral-desk", 0)];

  it("is spend, cost and revenue per source; of a month that is partly in the period the days count", async () => {
    const { rows, total } = await reports(facts, entries)("roi", { by: "source" });
    // Ten of 31 days of December.
    expect(rows[0]).toMatchObject({
      key: { source: "google-ads" },
      figures: {
        spend: 1_100,
        leads: 15,
        costPerLead: 73.33,
        booked: 5,
        costPerBooking: 220,
        won: 5,
        costPerTreatment: 220,
        revenue: 5_000,
        revenuePerLead: 333.33,
        returnOnSpend: 3.5455,
      },
    });
    expect(rows[1]).toMatchObject({
      key: { source: "referral-desk" },
      figures: { spend: 0, costPerLead: 0, returnOnSpend: null },
    });
    expect(total.figures).toMatchObject({ spend: 1_100, leads: 19 });
  });

  it("has a row for money that brought no lead, and tells campaigns of a source apart", async () => {
    const { rows } = await reports(facts, entries)("roi", { by: "campaign" });
    expect(rows.map(({ key, figures }) => [key.source, key.campaign, figures.spend, figures.leads])).toEqual([
      ["google-ads", "implants-spring", 1_000, 15],
      ["google-ads", null, 100, 0],
      ["referral-desk", null, 0, 4],
    ]);
  });

  it("does not call a campaign free whose source was paid for as a whole", async () => {
    const read = reports(facts, [spent("google-ads", 310), spent("referral-desk", 31, "other")]);
    const { rows, total } = await read("roi", { by: "campaign" });
    const told = rows.map(({ key, figures }) => [key.source, key.campaign, figures.spend, figures.costPerLead]);
    expect(told).toEqual([
      ["google-ads", "implants-spring", null, null],
      ["google-ads", null, 100, null],
      ["referral-desk", "other", 10, null],
      ["referral-desk", null, 0, 0],
    ]);
    expect(rows[0]?.figures).toMatchObject({ revenue: 5_000, returnOnSpend: null, costPerBooking: null });
    expect(total.figures).toMatchObject({ spend: 110 });
    const filtered = await read("roi", { campaign: "implants-spring" });
    expect(filtered.total.figures).toMatchObject({ leads: 15, spend: null, costPerLead: null });
  });

  it("says nothing of cost where spend cannot be told", async () => {
    const { total } = await reports(facts, entries)("roi", { serviceLine: "whitening" });
    expect(total.figures).toMatchObject({ spend: null, costPerLead: null, leads: 0 });
  });
});

describe("sources", () => {
  it("have cost, rates, missed calls and touches", async () => {
    const read = reports(
      [{ times: 2, missedCalls: 1, touches: { sms: 2, email: 1, call: 1, skipped: 3, failed: 1, unclear: 0 } }],
      [spent("google-ads", 310)],
    );
    const { rows } = await read("sources");
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      key: { source: "google-ads", campaign: null },
      figures: {
        leads: 2,
        missedCalls: 2,
        spend: 100,
        costPerLead: 50,
        sms: 4,
        emails: 2,
        calls: 2,
        touchesDue: 16,
        contactRate: 0,
      },
    });
  });
});

describe("trends", () => {
  it("compare whole months, and draw a straight line through the newest of them", async () => {
    const month = (name: string, leads: number, booked: number) => [
      { date: `2026-${name}-03`, times: leads - booked },
      { date: `2026-${name}-28`, times: booked, ...upTo(...BOOKED) },
    ];
    const read = reports([
      ...month("08", 10, 2),
      ...month("09", 14, 3),
      ...month("10", 18, 4),
      ...month("11", 22, 5),
      { times: 3 },
    ]);
    const { rows, forecast, period } = await read("trends", { from: "2026-08-01" });
    expect(
      rows.map(({ key, figures }) => [key.month, figures.leads, figures.leadsChange, figures.bookedChange]),
    ).toEqual([
      ["2026-08", 10, null, null],
      ["2026-09", 14, 0.4, 0.5],
      ["2026-10", 18, 0.2857, 0.3333],
      ["2026-11", 22, 0.2222, 0.25],
      // Ten days are no month.
      ["2026-12", 3, null, null],
    ]);
    expect(forecast).toEqual({
      method: "least_squares",
      months: 4,
      next: [
        { month: "2026-12", leads: 26, booked: 6, revenue: 0 },
        { month: "2027-01", leads: 30, booked: 7, revenue: 0 },
      ],
    });
    expect(period.zone).toBe("America/Chicago");
  });

  it("forecast from the first month with a lead on, not from the months before there was a practice", async () => {
    const young = reports([{ date: "2026-11-20", times: 20 }, { times: 4 }]);
    expect((await young("trends", { from: "2026-05-01" })).forecast).toMatchObject({
      method: "mean",
      months: 1,
      next: [{ leads: 20 }, { leads: 20 }],
    });
    // A month without any in between is a month.
    const gap = reports([
      { date: "2026-09-20", times: 20 },
      { date: "2026-11-20", times: 10 },
    ]);
    expect((await gap("trends", { from: "2026-05-01" })).forecast).toMatchObject({
      method: "least_squares",
      months: 3,
    });
    expect((await reports([])("trends", { from: "2026-05-01" })).forecast).toBeNull();
  });

  it("have no forecast without a whole month, and the mean of two", async () => {
    expect((await reports([{ times: 3 }])("trends")).forecast).toBeNull();
    const two = reports([
      { date: "2026-10-01", times: 4 },
      { date: "2026-11-01", times: 7 },
    ]);
    expect((await two("trends", { from: "2026-10-01" })).forecast).toMatchObject({
      method: "mean",
      months: 2,
      next: [{ leads: 6 }, { leads: 6 }],
    });
  });
});

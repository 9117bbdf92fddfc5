import { describe, expect, it } from "@jest/globals";
import { NOW } from "../../support/fakes/clock.ts";
import { answered, BOOKED, reports, upTo } from "./asking.ts";

const MINUTE = 60_000;

describe("response times", () => {
  it("give exact nearest-rank percentiles, attainment and what was not answered", async () => {
    const read = reports([
      ...Array.from({ length: 98 }, (_, n) => answered((n + 1) * 500)),
      answered(60_000, { contactMs: 9 * MINUTE, staffedMs: 5 * MINUTE }),
      answered(60_001, { responseFailed: true, contactMs: 20 * MINUTE, staffedMs: 6 * MINUTE }),
      { inquiries: [{ startedAt: NOW }] },
      {
        inquiries: [{ startedAt: NOW, contactMs: 30_000, staffedMs: 30_000 }],
        breaches: { firstResponse: 0, humanContact: 1 },
      },
    ]);
    const { total, definition } = await read("response-times");
    expect(total.figures).toEqual({
      inquiries: 102,
      responses: 100,
      personFirst: 1,
      unanswered: 1,
      firstResponseP50Ms: 25_000,
      firstResponseP90Ms: 45_000,
      firstResponseP99Ms: 60_000,
      withinTarget: 99,
      // Of 101: the one that a person spoke to first needed no message.
      attainment: 0.9802,
      failedResponses: 1,
      firstResponseBreaches: 0,
      humanContacts: 3,
      humanContactP50Ms: 5 * MINUTE,
      humanContactP90Ms: 6 * MINUTE,
      humanContactP99Ms: 6 * MINUTE,
      humanContactsWithinTarget: 2,
      humanContactAttainment: 0.0196,
      humanContactBreaches: 1,
    });
    expect(definition.targets).toBe(
      "First response within 60 s of receipt by the API; human contact within 5 min of staffed time.",
    );
    expect(definition.percentiles).toContain("Nearest-rank");
  });

  it("count every inquiry of a lead, by source and month, and only what was asked for", async () => {
    const twice = { inquiries: [...(answered(1_000).inquiries ?? []), ...(answered(3_000).inquiries ?? [])] };
    const read = reports([
      twice,
      { ...answered(9_000), source: "referral-desk" },
      { ...answered(1), date: "2026-11-30" },
    ]);
    const bySource = await read("response-times", { by: "source" });
    expect(
      bySource.rows.map(({ key, figures }) => [key.source, figures.inquiries, figures.firstResponseP99Ms]),
    ).toEqual([
      ["google-ads", 2, 3_000],
      ["referral-desk", 1, 9_000],
    ]);
    const filtered = await read("response-times", { source: "referral-desk" });
    expect(filtered.total.figures).toMatchObject({ inquiries: 1, firstResponseP50Ms: 9_000 });
    const byMonth = await read("response-times", { by: "month", from: "2026-11-01" });
    expect(byMonth.rows.map(({ key, figures }) => [key.month, figures.inquiries])).toEqual([
      ["2026-11", 1],
      ["2026-12", 3],
    ]);
  });
});

describe("the funnel", () => {
  // The worked example of unit economics: 50 leads, of whom 20, 12, 10, 7 and 3 get past each step.
  const example = [
    { times: 30 },
    { times: 8, ...upTo("contactedAt") },
    { times: 2, ...upTo("contactedAt", "qualifiedAt") },
    { times: 3, ...upTo(...BOOKED, "noShowAt") },
    { times: 4, ...upTo(...BOOKED, "attendedAt") },
    // Nobody noted the steps in between.
    { times: 3, ...upTo("wonAt"), status: "won" as const, wonValue: 50_000 },
  ];

  it("counts who got how far, with the rate of each step, and says where it leaks", async () => {
    const { total, leak } = await reports(example)("funnel");
    expect(total.figures).toEqual({
      leads: 50,
      contacted: 20,
      qualified: 12,
      booked: 10,
      attended: 7,
      won: 3,
      contactRate: 0.4,
      qualificationRate: 0.6,
      appointmentRate: 0.8333,
      showRate: 0.7,
      closeRate: 0.4286,
      leadToTreatmentRate: 0.06,
      noShows: 3,
      disqualified: 0,
      optedOut: 0,
      lost: 0,
      existingPatients: 0,
    });
    // 30 leads × 3 of 20 × $50,000.
    expect(leak).toEqual({ from: "leads", to: "contacted", leads: 30, dollars: 225_000 });
  });

  it("leaves existing patients out, and lets the disqualified be leads that never qualified", async () => {
    const read = reports([
      { times: 4, ...upTo(...BOOKED), status: "existing_patient" },
      { times: 3, ...upTo(...BOOKED), status: "disqualified" },
      { times: 2, ...upTo("contactedAt"), status: "lost" },
      { times: 1, status: "opted_out" },
    ]);
    expect((await read("funnel")).total.figures).toMatchObject({
      leads: 6,
      contacted: 5,
      qualified: 0,
      booked: 0,
      disqualified: 3,
      existingPatients: 4,
      lost: 2,
      optedOut: 1,
    });
  });

  it("counts leads from a file only once they asked by themselves", async () => {
    const read = reports([
      { imported: true, inquiries: [], ...upTo(...BOOKED), times: 5 },
      { imported: true, ...answered(2_000) },
    ]);
    expect((await read("funnel")).total.figures).toMatchObject({ leads: 1, booked: 0 });
    expect((await read("response-times")).total.figures).toMatchObject({ inquiries: 1 });
  });
});

describe("losses", () => {
  it("are counted and valued by reason and person: as the lead says, else as its service line usually is", async () => {
    const read = reports([
      { status: "lost", lostReason: "price", value: 2_500, owner: "maria" },
      { status: "lost", lostReason: "price", serviceLine: "dental-implants", owner: "maria", times: 2 },
      { status: "lost", serviceLine: "whitening" },
      { status: "booked", lostReason: "price", value: 9_999 },
    ]);
    const { rows, total } = await read("lost-reasons");
    expect(rows.map(({ key, figures }) => ({ ...key, ...figures }))).toEqual([
      { reason: "not_stated", lost: 1, dollarsLost: 0 },
      { reason: "price", lost: 3, dollarsLost: 10_500 },
    ]);
    expect(total.figures).toEqual({ lost: 4, dollarsLost: 10_500 });
    const byPerson = await read("lost-reasons", { by: "staff" });
    expect(byPerson.rows.map(({ key, figures }) => ({ ...key, ...figures }))).toEqual([
      { reason: "not_stated", staff: null, lost: 1, dollarsLost: 0 },
      { reason: "price", staff: "maria", lost: 3, dollarsLost: 10_500 },
    ]);
  });
});

describe("the staff report", () => {
  it("has a row for each owner, with calls due and done", async () => {
    const read = reports([
      {
        owner: "maria",
        ...answered(1_000, { contactMs: 4 * MINUTE, staffedMs: 4 * MINUTE }),
        ...upTo("contactedAt"),
        callTasks: { due: 2, done: 1 },
        calls: { attempted: 3, connected: 1 },
      },
      { owner: "maria", callTasks: { due: 2, done: 2 }, status: "lost", value: 700 },
      {},
    ]);
    const { rows, by } = await read("staff");
    expect(by).toBe("staff");
    expect(rows[0]).toEqual({
      key: { staff: "maria" },
      hidden: [],
      figures: {
        leads: 2,
        contacted: 1,
        contactRate: 0.5,
        humanContacts: 1,
        humanContactP50Ms: 4 * MINUTE,
        humanContactP90Ms: 4 * MINUTE,
        humanContactP99Ms: 4 * MINUTE,
        humanContactsWithinTarget: 1,
        humanContactBreaches: 0,
        callTasksDue: 4,
        callTasksDone: 3,
        callTasksDoneRate: 0.75,
        callsAttempted: 3,
        callsConnected: 1,
        booked: 0,
        attended: 0,
        won: 0,
        revenue: 0,
        lost: 1,
        dollarsLost: 700,
      },
    });
    expect(rows[1]?.key).toEqual({ staff: null });
  });
});

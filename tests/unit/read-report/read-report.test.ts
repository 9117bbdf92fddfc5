import { describe, expect, it } from "@jest/globals";
import { inFormat } from "../../../functions/read-report/format.ts";
import { readReport } from "../../../functions/read-report/logic.ts";
import { createRowMemory } from "../../../functions/read-report/row-memory.ts";
import { ReportNameSchema, ReportSchema } from "../../../shared/contracts/report-api.ts";
import type { Role } from "../../../shared/contracts/routes.ts";
import type { Fact, Spend } from "../../../shared/domain/entities/report.ts";
import { shardOfFact } from "../../../shared/domain/reports/shards.ts";
import { leadIdOf } from "../../contract/store-fixtures.ts";
import { buildAccess, buildFact, buildPractice, PRACTICE_ID } from "../../support/builders/index.ts";
import { fixedClock, NOW } from "../../support/fakes/clock.ts";
import { fakePracticeConfigs } from "../../support/fakes/practice-configs.ts";
import { createMemoryStore } from "../../support/memory-store.ts";

const MINUTE = 60_000;
const practice = buildPractice({
  serviceLines: [
    { key: "dental-implants", label: "Dental implants", sensitive: false, value: 4_000 },
    { key: "whitening", label: "Whitening", sensitive: false },
  ],
});

/** A practice whose facts are these, each as many times as it says; at noon of 2026-12-10 in Chicago. */
function reports(facts: readonly (Partial<Fact> & { times?: number })[], spend: Spend["entries"] = []) {
  const store = createMemoryStore();
  let n = 0;
  for (const { times = 1, ...changes } of facts) {
    for (let copy = 0; copy < times; copy += 1) {
      const value = buildFact({ leadId: leadIdOf(n++), ...changes });
      const { practiceId, date, leadId } = value;
      const mark = { practiceId, date, shard: shardOfFact(leadId), version: 1, changed: true };
      store.seed({ entity: "fact", value }, { entity: "factMark", value: mark });
    }
  }
  if (spend.length > 0)
    store.seed({ entity: "spend", value: { practiceId: PRACTICE_ID, month: "2026-12", version: 1, entries: spend } });
  const clock = fixedClock("2026-12-10T18:00:00Z");
  const deps = { store, queries: store, configs: fakePracticeConfigs(practice), clock, memory: createRowMemory() };
  return async (name: string, query: Record<string, string> = {}, role: Role = "admin") => {
    const input = { access: buildAccess({ role }), name, query: { from: "2026-12-01", to: "2026-12-10", ...query } };
    return ReportSchema.parse(await readReport(deps, input));
  };
}

const spent = (source: string, amount: number, campaign?: string): Spend["entries"][number] => ({
  source,
  amount,
  by: "key",
  at: NOW,
  ...(campaign === undefined ? {} : { campaign }),
});
const answered = (responseMs: number, more: Partial<Fact["inquiries"][number]> = {}): Partial<Fact> => ({
  inquiries: [{ startedAt: NOW, responseMs, responseChannel: "sms", ...more }],
});
const upTo = (...stages: (keyof Fact["milestones"])[]): Partial<Fact> => ({
  milestones: Object.fromEntries(stages.map((stage) => [stage, NOW])),
});
const BOOKED = ["contactedAt", "qualifiedAt", "bookedAt"] as const;

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

  it("says nothing of cost where spend cannot be told", async () => {
    const { total } = await reports(facts, entries)("roi", { serviceLine: "whitening" });
    expect(total.figures).toMatchObject({ spend: null, costPerLead: null, leads: 0 });
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

describe("marketing", () => {
  const facts = [
    { source: "google-ads", times: 40 },
    {
      source: "google-ads",
      times: 12,
      ...upTo(...BOOKED, "attendedAt", "wonAt"),
      status: "won" as const,
      wonValue: 900,
    },
    { source: "referral-desk", times: 20 },
    {
      source: "referral-desk",
      times: 3,
      ...upTo(...BOOKED, "attendedAt", "wonAt"),
      status: "won" as const,
      wonValue: 900,
    },
  ];

  it("sees no count of 1 to 10 people, nor what tells it: rates, money, the other row and the total", async () => {
    const { rows, total, definition } = await reports(facts)("funnel", { by: "source" }, "marketing");
    const [ads, desk] = rows;
    expect(desk?.figures).toMatchObject({ leads: 23, won: null, closeRate: null, leadToTreatmentRate: null });
    expect(desk?.hidden).toEqual(expect.arrayContaining(["won", "closeRate"]));
    // With the total it would follow.
    expect(ads?.figures).toMatchObject({ leads: 52, won: null });
    expect(total.figures).toMatchObject({ leads: 75, won: 15 });
    expect(definition.hidden).toContain("1 to 10");
    const whole = await reports(facts)("funnel", { by: "source" }, "coordinator");
    expect(whole.rows[1]).toMatchObject({ figures: { won: 3 }, hidden: [] });
  });

  it("does not learn from where the funnel leaks how few did not get past a step", async () => {
    const { total, leak } = await reports([{ times: 100, ...upTo("contactedAt") }, { times: 4 }])(
      "funnel",
      {},
      "marketing",
    );
    expect(total.figures).toMatchObject({ leads: 104, contacted: null });
    expect(leak).toBeNull();
  });

  it("gets neither the staff report nor rows or filters by person", async () => {
    const read = reports([]);
    await expect(read("staff", {}, "marketing")).rejects.toMatchObject({ code: "role_not_allowed" });
    await expect(read("funnel", { by: "staff" }, "marketing")).rejects.toMatchObject({ problem: { status: 403 } });
    await expect(read("funnel", { staff: "maria" }, "marketing")).rejects.toMatchObject({ problem: { status: 403 } });
  });

  it("gets CSV with the same gaps", async () => {
    const report = await reports(facts)("funnel", { by: "source" }, "marketing");
    const { body } = inFormat({ query: { format: "csv" }, headers: {} }, report);
    if (typeof body !== "string") throw new Error("got no text");
    const [head = "", ...lines] = body.trim().split("\n");
    const at = head.split(",").indexOf("won");
    expect(lines.map((line) => line.split(",")[at])).toEqual(["", "", "15"]);
  });
});

describe("a report's query", () => {
  it.each([
    ["a day that there is not", "funnel", { from: "2026-02-30" }, "invalid_query"],
    ["an end before the beginning", "funnel", { from: "2026-12-09", to: "2026-12-01" }, "invalid_query"],
    ["more than three years", "funnel", { from: "2020-01-01" }, "invalid_query"],
    ["a grouping that the report has not", "roi", { by: "staff" }, "invalid_query"],
    ["a filter that is no name", "funnel", { source: "a b" }, "invalid_query"],
    ["a report that there is not", "gossip", {}, "unknown_report"],
    ["another practice", "funnel", { practiceId: "north-clinic" }, "unknown_practice"],
  ])("is refused with %s", async (_what, name, query, code) => {
    await expect(reports([])(name, query)).rejects.toMatchObject({ code });
  });

  it("covers the last 30 days unless it says otherwise, and every report has its definitions", async () => {
    const read = reports([{}]);
    for (const name of ReportNameSchema.options) {
      const { definition, total } = await read(name);
      expect(Object.values(definition).every((text) => text.length > 0)).toBe(true);
      expect(Object.keys(total.figures).length).toBeGreaterThan(0);
    }
  });
});

describe("CSV", () => {
  it("has a line for each row and the total, and no cell that a spreadsheet runs; numbers stay numbers", async () => {
    const report = await reports(
      [{ campaign: "implants-spring", times: 2 }],
      [spent("google-ads", 310, "implants-spring")],
    )("roi", { by: "campaign" });
    const answer = inFormat(
      { query: {}, headers: { accept: "text/csv" } },
      {
        ...report,
        rows: report.rows.map((row) => ({ ...row, key: { source: "=cmd()", campaign: "@x" } })),
      },
    );
    expect(answer.headers).toEqual({
      "content-disposition": 'attachment; filename="bright-smile-roi-2026-12-01-2026-12-10.csv"',
    });
    expect(answer.body).toBe(
      [
        "kind,source,campaign,spend,leads,costPerLead,booked,costPerBooking,won,costPerTreatment,revenue,revenuePerLead,returnOnSpend,hidden",
        "row,'=cmd(),'@x,100,2,50,0,,0,,0,0,-1,",
        "total,,,100,2,50,0,,0,,0,0,-1,",
        "",
      ].join("\n"),
    );
  });
});

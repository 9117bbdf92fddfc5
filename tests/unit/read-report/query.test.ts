import { describe, expect, it } from "@jest/globals";
import { inFormat } from "../../../functions/read-report/format.ts";
import { ReportNameSchema } from "../../../shared/contracts/report-api.ts";
import { reports, spent } from "./asking.ts";

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

  it.each([
    ["source", "google_ads"],
    ["campaign", "implants-autumn"],
    ["channel", "fax"],
    ["serviceLine", "__proto__"],
    ["staff", "nobody"],
    ["format", "xml"],
    ["foo", "1"],
    ["From", "2026-12-01"],
  ])("is refused for %s=%s, and says which parameter it is", async (path, value) => {
    await expect(reports([])("funnel", { [path]: value })).rejects.toMatchObject({
      code: "invalid_query",
      problem: { errors: [{ path, code: "invalid" }] },
    });
  });

  it("may name what is configured, other, and whatever leads of the period have, such as staff who left", async () => {
    const read = reports([{ owner: "gone-since", source: "old-source", campaign: "old-campaign" }]);
    const filters: Record<string, string>[] = [
      { staff: "gone-since" },
      { source: "old-source", campaign: "old-campaign" },
    ];
    for (const filter of filters) expect((await read("funnel", filter)).total.figures.leads).toBe(1);
    const known = { source: "other", campaign: "other", serviceLine: "other", channel: "phone", format: "CSV" };
    expect((await read("funnel", known)).total.figures.leads).toBe(0);
    await expect(read("funnel", { source: "referral-desk", campaign: "implants-spring" })).rejects.toMatchObject({
      problem: { errors: [{ path: "campaign" }] },
    });
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

import { describe, expect, it } from "@jest/globals";
import { COURSE_TIMEOUT_MS, expectExactFigures, post500, reportClient, useStandingEngine } from "./report-course.ts";

const { api, url, engine } = useStandingEngine();

describe("the reports of 500 leads that were answered after known times", () => {
  it(
    "are exact",
    async () => {
      await expectExactFigures(api, url, await post500(api, engine()));
    },
    COURSE_TIMEOUT_MS,
  );

  it("hide from marketing what few people did, and who of the staff did it; CSV has the same gaps", async () => {
    const { ask, report } = reportClient(url);
    const key = "local-marketing-key";
    const sources = await report("sources", key);
    expect(sources.total).toMatchObject({ figures: { leads: 500, won: 0 }, hidden: [] });
    expect((await ask("/v1/reports/staff", {}, key)).status).toBe(403);
    expect((await ask("/v1/reports/funnel", {}, "local-intake-key")).status).toBe(403);
    const csv = await ask("/v1/reports/sources?format=csv", {}, key);
    expect(csv.type).toContain("text/csv");
    expect(csv.text.split("\n").map((line) => line.split(",").slice(0, 4).join())).toEqual([
      "kind,source,campaign,leads",
      "row,google-ads,,300",
      "row,website-form,,200",
      "total,,,500",
      "",
    ]);
  });

  it("take spend from marketing, for sources that there are", async () => {
    const { spend } = reportClient(url);
    const wrong = await spend({ month: "2026-12", source: "billboards", amount: 5 }, "local-marketing-key");
    expect([wrong.status, (JSON.parse(wrong.text) as { code: string }).code]).toEqual([422, "unknown_source"]);
    expect((await spend({ month: "2026-12", source: "referral", amount: 5 }, "local-coordinator-key")).status).toBe(
      403,
    );
    const right = await spend([{ month: "2026-12", source: "referral", amount: 5 }], "local-marketing-key");
    expect([right.status, JSON.parse(right.text)]).toMatchObject([
      200,
      { months: [{ month: "2026-12", total: 9_305 }] },
    ]);
  });
});

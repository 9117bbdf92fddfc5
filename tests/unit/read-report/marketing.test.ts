import { describe, expect, it } from "@jest/globals";
import { inFormat } from "../../../functions/read-report/format.ts";
import { BOOKED, reports, upTo } from "./asking.ts";

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

  it("gets no answers that tell more side by side: no filters, no channels, no reasons by source", async () => {
    const read = reports(facts);
    const refused = { code: "role_not_allowed", problem: { status: 403 } };
    for (const filter of ["source", "campaign", "channel", "serviceLine"])
      await expect(read("funnel", { [filter]: "web_form" }, "marketing")).rejects.toMatchObject(refused);
    for (const name of ["funnel", "response-times", "sources", "lost-reasons"])
      await expect(read(name, { by: "channel" }, "marketing")).rejects.toMatchObject(refused);
    await expect(read("lost-reasons", { by: "source" }, "marketing")).rejects.toMatchObject(refused);
    expect((await read("lost-reasons", {}, "marketing")).by).toBeNull();
  });

  it("finds the same hidden in the total of every report, whichever columns it has", async () => {
    const read = reports([
      { times: 60, ...upTo(...BOOKED, "attendedAt", "wonAt"), status: "won" },
      { times: 3, ...upTo(...BOOKED) },
    ]);
    for (const name of ["funnel", "sources", "roi", "trends"]) {
      const { total } = await read(name, {}, "marketing");
      expect([name, total.figures.leads, total.figures.won]).toEqual([name, 63, null]);
    }
  });

  it("does not learn a source from the sum of its campaigns", async () => {
    const read = reports([
      { times: 24 },
      { times: 18, source: "website-form" },
      { times: 2, source: "other", campaign: "other" },
      { times: 1, source: "other" },
    ]);
    const { rows } = await read("sources", {}, "marketing");
    expect(rows.map(({ key, figures }) => [key.source, key.campaign, figures.leads])).toEqual([
      ["google-ads", null, 24],
      ["other", "other", null],
      ["other", null, null],
      ["website-form", null, null],
    ]);
  });

  it("sees no count of touches that tells one of leads", async () => {
    const none = { sms: 0, email: 0, call: 0, skipped: 1, failed: 0, unclear: 0 };
    const read = reports([
      { times: 60, touches: none },
      { times: 40, source: "website-form", touches: none },
      { times: 4, source: "referral-desk", touches: none },
    ]);
    const { rows, total } = await read("sources", { by: "source" }, "marketing");
    expect(rows.map(({ figures }) => [figures.leads, figures.touchesDue])).toEqual([
      [60, 60],
      [null, null],
      [null, null],
    ]);
    expect(total.figures).toMatchObject({ leads: 104, touchesDue: 104 });
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

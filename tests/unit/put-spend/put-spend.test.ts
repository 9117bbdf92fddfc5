import { describe, expect, it } from "@jest/globals";
import { putSpend } from "../../../functions/put-spend/logic.ts";
import { buildAccess, buildPractice, PRACTICE_ID } from "../../support/builders/index.ts";
import { fixedClock, NOW } from "../../support/fakes/clock.ts";
import { fakePracticeConfigs } from "../../support/fakes/practice-configs.ts";
import { createMemoryStore } from "../../support/memory-store.ts";

function setUp() {
  const store = createMemoryStore();
  const deps = { store, configs: fakePracticeConfigs(buildPractice()), clock: fixedClock(), pause: async () => {} };
  const access = buildAccess({ role: "marketing", callerId: "agency" });
  const put = (body: unknown) => putSpend(deps, { access, body: JSON.stringify(body) });
  const stored = (month: string) => store.read("spend", { practiceId: PRACTICE_ID, month });
  return { put, stored, store };
}

const ADS = { month: "2026-11", source: "google-ads", campaign: "implants-spring", amount: 1_200.5 };

describe("marketing spend", () => {
  it("is kept by month, source and campaign, with who said so and when", async () => {
    const { put, stored } = setUp();
    expect(await put([ADS, { month: "2026-11", source: "referral-desk", amount: 0 }])).toEqual({
      practiceId: PRACTICE_ID,
      months: [
        {
          month: "2026-11",
          total: 1_200.5,
          entries: [
            { source: "google-ads", campaign: "implants-spring", amount: 1_200.5 },
            { source: "referral-desk", campaign: null, amount: 0 },
          ],
        },
      ],
    });
    expect((await stored("2026-11"))?.entries[0]).toEqual({
      source: "google-ads",
      campaign: "implants-spring",
      amount: 1_200.5,
      by: "agency",
      at: NOW,
    });
  });

  it("replaces what was said of the same before, and leaves the rest", async () => {
    const { put } = setUp();
    await put([
      ADS,
      { month: "2026-11", source: "google-ads", amount: 50 },
      { month: "2026-12", source: "other", amount: 7 },
    ]);
    const { months } = await put({ ...ADS, amount: 900 });
    expect(months).toEqual([
      {
        month: "2026-11",
        total: 950,
        entries: [
          { source: "google-ads", campaign: null, amount: 50 },
          { source: "google-ads", campaign: "implants-spring", amount: 900 },
        ],
      },
    ]);
  });

  it("changes nothing when it is said again", async () => {
    const { put, store } = setUp();
    const first = await put(ADS);
    const before = store.dump();
    expect(await put(ADS)).toEqual(first);
    expect(store.dump()).toBe(before);
  });

  it.each([
    ["a source that is not configured", { ...ADS, source: "billboards" }, "unknown_source"],
    ["a campaign of another source", { ...ADS, source: "referral-desk" }, "unknown_source"],
    ["less than nothing", { ...ADS, amount: -1 }, "invalid_spend"],
    ["a month that there is not", { ...ADS, month: "2026-13" }, "invalid_spend"],
    ["two practices at once", [ADS, { ...ADS, practiceId: "north-clinic" }], "invalid_spend"],
    ["another practice", { ...ADS, practiceId: "north-clinic" }, "unknown_practice"],
    ["nothing at all", [], "invalid_spend"],
    ["a part of a cent", { ...ADS, amount: 1.005 }, "invalid_spend"],
    ["a month of long ago", { ...ADS, month: "1999-12" }, "invalid_spend"],
    ["a month more than two years ahead", { ...ADS, month: "2029-01" }, "invalid_spend"],
  ])("is refused with %s, and nothing of it is kept", async (_what, body, code) => {
    const { put, store } = setUp();
    await expect(put(body)).rejects.toMatchObject({ code });
    expect(store.dump()).toBe("[]");
  });

  it.each<[string, unknown, string[]]>([
    ["an amount that is a text", { ...ADS, amount: "5" }, ["amount"]],
    ["an amount that is a text, in a list", [ADS, { ...ADS, amount: "5" }], ["1.amount"]],
    ["a missing amount", { month: "2026-11", source: "google-ads" }, ["amount"]],
    ["nothing", {}, ["month", "source", "amount"]],
    ["a number in a list", [1], ["0"]],
    ["a source that there is not", { ...ADS, source: "billboards" }, ["source"]],
    ["a campaign that there is not, in a list", [{ ...ADS, campaign: "billboards" }], ["0.campaign"]],
    ["a month that is too late", { ...ADS, month: "2029-01" }, ["month"]],
    [
      "months that are too early and too late",
      [{ ...ADS, month: "1999-12" }, ADS, { ...ADS, month: "2099-01" }],
      ["0.month", "2.month"],
    ],
  ])("says which field is wrong: %s", async (_what, body, paths) => {
    const { put } = setUp();
    await expect(put(body)).rejects.toMatchObject({ problem: { errors: paths.map((path) => ({ path })) } });
  });

  it("takes any amount to the cent, and months from 2000 to two years ahead", async () => {
    const { put } = setUp();
    for (const amount of [0, 0.01, 0.1, 4.35, 1.15, 1_234_567.89, 99_999_999.99, 100_000_000])
      expect((await put({ ...ADS, amount })).months[0]?.total).toBe(amount);
    for (const month of ["2000-01", "2028-12"]) expect((await put({ ...ADS, month })).months).toHaveLength(1);
  });
});

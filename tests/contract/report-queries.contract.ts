import { beforeEach, describe, expect, it } from "@jest/globals";
import type { Fact } from "../../shared/domain/entities/report.ts";
import { PracticeIdSchema } from "../../shared/domain/ids.ts";
import type { Put, ReportQueries, Store, WorkQueue } from "../../shared/ports/store.ts";
import { buildFact, PRACTICE_ID } from "../support/builders/index.ts";
import { NOW } from "../support/fakes/clock.ts";
import { answered, leadIdOf, newLead } from "./store-fixtures.ts";

const OTHER = PracticeIdSchema.parse("north-clinic");

/** What every store must answer about facts and the work queue; run against each of them. */
export function describeReportQueries(name: string, makeStore: () => Promise<Store & ReportQueries & WorkQueue>): void {
  describe(`${name}, asked for the work queue and for what reports are made of`, () => {
    let store: Store & ReportQueries & WorkQueue;
    beforeEach(async () => {
      store = await makeStore();
    });
    const put = async (...puts: Put[]) => expect(await store.commit({ puts, events: [] })).toBe("committed");
    const putFact = (n: number, changes: Partial<Fact> = {}, expected: number | "absent" = "absent") =>
      put({ entity: "fact", value: buildFact({ leadId: leadIdOf(n), ...changes }), expected });

    it("gives the leads of a status page by page, those that wait longest first, and none of another practice", async () => {
      for (const n of [3, 1, 4, 0, 2, 6, 5]) await putFact(n, { status: "replied", waitingSince: NOW - n * 1_000 });
      await putFact(8, { status: "booked" });
      await putFact(9, { status: "replied", practiceId: OTHER });
      const first = await store.leadsIn(PRACTICE_ID, "replied", { limit: 3 });
      expect(first.items).toEqual([6, 5, 4].map(leadIdOf));
      const second = await store.leadsIn(PRACTICE_ID, "replied", { limit: 3, cursor: first.cursor });
      expect(second.items).toEqual([3, 2, 1].map(leadIdOf));
      const third = await store.leadsIn(PRACTICE_ID, "replied", { limit: 3, cursor: second.cursor });
      expect(third).toEqual({ items: [leadIdOf(0)] });
    });

    it("moves a lead to the queue of its new status", async () => {
      await putFact(1, { status: "unanswered" });
      await putFact(1, { status: "following_up", version: 2 }, 1);
      expect(await store.leadsIn(PRACTICE_ID, "unanswered", { limit: 9 })).toEqual({ items: [] });
      expect(await store.leadsIn(PRACTICE_ID, "following_up", { limit: 9 })).toEqual({ items: [leadIdOf(1)] });
    });

    it("gives a lead with its events in order, and nothing of others", async () => {
      for (const n of [1, 2]) expect(await store.commit(newLead({ leadId: leadIdOf(n) }))).toBe("committed");
      expect(await store.commit(answered(leadIdOf(1), 1))).toBe("committed");
      const found = await store.history(PRACTICE_ID, leadIdOf(1));
      expect(found?.lead).toMatchObject({ leadId: leadIdOf(1), version: 2 });
      expect(found?.events.map(({ id }) => id)).toEqual([1, 2].map((version) => `${leadIdOf(1)}#${version}`));
      expect(await store.history(PRACTICE_ID, leadIdOf(3))).toBeUndefined();
    });

    it("gives the facts of a day", async () => {
      await putFact(1);
      await putFact(2, { date: "2026-12-02" });
      await putFact(3);
      await putFact(4, { practiceId: OTHER });
      const found = await store.facts(PRACTICE_ID, "2026-12-01");
      expect(found).toEqual([1, 3].map((n) => buildFact({ leadId: leadIdOf(n) })));
    });

    it("names the days of a period that changed, until their marks are cleared", async () => {
      const mark = (date: string, shard: number) => ({
        practiceId: PRACTICE_ID,
        date,
        shard,
        version: 1,
        changed: true,
      });
      const marks = [mark("2026-11-30", 1), mark("2026-12-01", 2), mark("2026-12-01", 13), mark("2026-12-03", 0)];
      await put(...marks.map((value): Put => ({ entity: "factMark", value, expected: "absent" })));
      await put({ entity: "factMark", value: { ...mark("2026-12-02", 2), practiceId: OTHER }, expected: "absent" });
      const ask = async () =>
        (await store.changedDays(PRACTICE_ID, "2026-12-01", "2026-12-03")).map(({ date, shard }) => `${date} ${shard}`);
      expect((await ask()).sort()).toEqual(["2026-12-01 13", "2026-12-01 2", "2026-12-03 0"]);
      const cleared = { ...mark("2026-12-01", 2), version: 2, changed: false };
      await put({ entity: "factMark", value: cleared, expected: 1 });
      expect((await ask()).sort()).toEqual(["2026-12-01 13", "2026-12-03 0"]);
    });

    it("gives the summary of a month, or those of some of its days", async () => {
      const summary = (period: string, part = 0) => ({
        practiceId: PRACTICE_ID,
        period,
        part,
        parts: 2,
        version: 1,
        rows: "[]",
      });
      const all = [
        summary("2026-12"),
        summary("2026-12", 1),
        summary("2026-12-01"),
        summary("2026-12-02"),
        summary("2026-12-03"),
      ];
      await put(...all.map((value): Put => ({ entity: "reportSummary", value, expected: "absent" })));
      await put({ entity: "reportSummary", value: summary("2026-11"), expected: "absent" });
      expect(await store.summaries(PRACTICE_ID, "2026-12")).toEqual(all.slice(0, 2));
      const days = { from: "2026-12-02", to: "2026-12-03" };
      expect(await store.summaries(PRACTICE_ID, "2026-12", days)).toEqual(all.slice(3));
      expect(await store.summaries(PRACTICE_ID, "2027-01")).toEqual([]);
    });
  });
}

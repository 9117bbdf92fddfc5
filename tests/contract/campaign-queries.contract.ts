import { beforeEach, describe, expect, it } from "@jest/globals";
import type { Campaign, CampaignDay } from "../../shared/domain/entities/campaign.ts";
import type { ContactPoint } from "../../shared/domain/entities/identity.ts";
import type { ImportJob } from "../../shared/domain/entities/import.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import {
  CampaignIdSchema,
  ImportIdSchema,
  type PointKey,
  PointKeySchema,
  type PracticeId,
  PracticeIdSchema,
} from "../../shared/domain/ids.ts";
import type { CampaignQueries, Page, PageRequest, Put, Store } from "../../shared/ports/store.ts";
import {
  buildCampaign,
  buildContactPoint,
  buildImportJob,
  buildLead,
  buildMember,
  PRACTICE_ID,
} from "../support/builders/index.ts";
import { NOW } from "../support/fakes/clock.ts";
import { leadIdOf, statusChanged } from "./store-fixtures.ts";

const OTHER = PracticeIdSchema.parse("north-clinic");
const WINTER = CampaignIdSchema.parse("winter");
const HOUR = 3_600_000;
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
const importIdOf = (n: number) => ImportIdSchema.parse(`01KBDEXAMP1E${String(n).padStart(14, "0")}`);
const campaignIdOf = (name: string) => CampaignIdSchema.parse(name);

/** What every store must answer about imports and campaigns; run against each of them. */
export function describeCampaignQueries(name: string, makeStore: () => Promise<Store & CampaignQueries>): void {
  describe(`${name}, asked about imports and campaigns`, () => {
    describeQueries(makeStore);
  });
}

function describeQueries(makeStore: () => Promise<Store & CampaignQueries>): void {
  let store: Store & CampaignQueries;
  beforeEach(async () => {
    store = await makeStore();
  });

  const put = async (written: Put, events: Parameters<Store["commit"]>[0]["events"] = []) =>
    expect(await store.commit({ puts: [written], events })).toBe("committed");

  /** A lead at rest since so many hours before NOW. */
  async function putLead(
    n: number,
    hours: number,
    changes: Partial<Lead> = {},
    expected: number | "absent" = "absent",
  ) {
    const since = NOW - hours * HOUR;
    const version = expected === "absent" ? 1 : expected + 1;
    const clocks = { startedAt: since };
    const lead = buildLead({ leadId: leadIdOf(n), status: "stalled", receivedAt: since, clocks, ...changes, version });
    await put({ entity: "lead", value: lead, expected }, [statusChanged(lead.leadId, version, lead.practiceId)]);
  }

  /** Every page of a list, as a reader goes through them. */
  async function pagesOf<T>(ask: (request: PageRequest) => Promise<Page<T>>, limit: number): Promise<T[][]> {
    const pages: T[][] = [];
    let cursor: string | undefined;
    do {
      const page = await ask({ limit, ...(cursor === undefined ? {} : { cursor }) });
      expect(page.items.length).toBeLessThanOrEqual(limit);
      pages.push([...page.items]);
      cursor = page.cursor;
    } while (cursor !== undefined && pages.length < 1_000);
    return pages;
  }

  describe("the queues of leads at rest", () => {
    const quiet = (queue: "stalled" | "dormant" = "stalled", before = NOW, practiceId: PracticeId = PRACTICE_ID) =>
      pagesOf((page) => store.quietLeads(practiceId, queue, before, page), 4);

    it.each([1, 3, 4, 20, 100])("gives each lead once, in pages of %i", async (limit) => {
      const leads = numbers(20);
      for (const n of leads) await putLead(n, 10 + (n % 5));
      const pages = await pagesOf((page) => store.quietLeads(PRACTICE_ID, "stalled", NOW, page), limit);
      expect(pages.flat().sort()).toEqual(leads.map(leadIdOf));
    });

    it("answers an empty page without a cursor where there is none", async () => {
      expect(await store.quietLeads(PRACTICE_ID, "stalled", NOW, { limit: 5 })).toEqual({ items: [] });
    });

    it("gives those that nothing happened to since before the moment", async () => {
      for (const n of numbers(10)) await putLead(n, n + 1);
      expect((await quiet("stalled", NOW - 6 * HOUR + 1)).flat().sort()).toEqual([5, 6, 7, 8, 9].map(leadIdOf));
    });

    it("keeps those apart that a campaign may bring back and those that it may not, and both practices", async () => {
      await putLead(1, 5);
      await putLead(2, 5, { status: "nurturing" });
      await putLead(3, 5, { status: "booked" });
      await putLead(4, 5, { status: "lost", lostReason: "chose_another" });
      await putLead(5, 5, { status: "following_up" });
      await putLead(6, 5, { practiceId: OTHER });
      expect((await quiet()).flat().sort()).toEqual([1, 2].map(leadIdOf));
      expect((await quiet("dormant")).flat().sort()).toEqual([3, 4].map(leadIdOf));
      expect((await quiet("stalled", NOW, OTHER)).flat()).toEqual([leadIdOf(6)]);
      expect((await quiet("dormant", NOW, OTHER)).flat()).toEqual([]);
    });

    it("moves a lead that is heard of again, and drops one that is under way", async () => {
      for (const n of [1, 2, 3]) await putLead(n, 50);
      await putLead(1, 2, {}, 1);
      await putLead(2, 50, { status: "reactivating" }, 1);
      await putLead(3, 50, { status: "opted_out" }, 1);
      expect((await quiet()).flat()).toEqual([leadIdOf(1)]);
      expect((await quiet("stalled", NOW - 10 * HOUR)).flat()).toEqual([]);
      expect((await quiet("dormant")).flat()).toEqual([leadIdOf(3)]);
    });

    it("goes on after the cursor when leads leave the queue between two pages", async () => {
      for (const n of numbers(12)) await putLead(n, 50);
      const first = await store.quietLeads(PRACTICE_ID, "stalled", NOW, { limit: 5 });
      for (const leadId of first.items) {
        const n = Number(leadId.slice(-2));
        await putLead(n, 50, { status: "reactivating" }, 1);
      }
      const rest = await pagesOf(
        (page) => store.quietLeads(PRACTICE_ID, "stalled", NOW, { ...page, cursor: page.cursor ?? first.cursor }),
        5,
      );
      expect([...first.items, ...rest.flat()].sort()).toEqual(numbers(12).map(leadIdOf));
    });
  });

  describe("campaigns and their members", () => {
    const putMember = (n: number, score: number, changes: Partial<ReturnType<typeof buildMember>> = {}) =>
      put({ entity: "member", value: buildMember({ leadId: leadIdOf(n), score, ...changes }), expected: "absent" });
    const day = (date: string, changes: Partial<CampaignDay> = {}): CampaignDay => ({
      practiceId: PRACTICE_ID,
      campaignId: WINTER,
      date,
      version: 1,
      starts: 1,
      enrolled: 0,
      heldOut: 0,
      excluded: {},
      nextSlot: 0,
      ...changes,
    });
    const putDay = (date: string, changes: Partial<CampaignDay> = {}) =>
      put({ entity: "campaignDay", value: day(date, changes), expected: "absent" });
    const putCampaign = (changes: Partial<Campaign> = {}) =>
      put({ entity: "campaign", value: buildCampaign(changes), expected: "absent" });

    it.each([1, 3, 7, 100])("gives members in the order of their turns, in pages of %i", async (limit) => {
      const scores = [40, 100, 0, 62, 62, 9, 71];
      for (const [n, score] of scores.entries()) await putMember(n, score);
      const pages = await pagesOf((page) => store.members(PRACTICE_ID, WINTER, page), limit);
      const places = pages.flat().map(({ score, leadId }) => [score, leadId]);
      expect(places).toEqual([
        [100, leadIdOf(1)],
        [71, leadIdOf(6)],
        [62, leadIdOf(3)],
        [62, leadIdOf(4)],
        [40, leadIdOf(0)],
        [9, leadIdOf(5)],
        [0, leadIdOf(2)],
      ]);
    });

    it("goes on after the place of any member, also one that is not there", async () => {
      for (const [n, score] of [90, 70, 50].entries()) await putMember(n, score);
      const from = async (cursor: string) =>
        (await store.members(PRACTICE_ID, WINTER, { cursor, limit: 10 })).items.map(({ score }) => score);
      expect(await from(`030#${leadIdOf(1)}`)).toEqual([50]);
      expect(await from(`020#${leadIdOf(9)}`)).toEqual([70, 50]);
      expect(await from(`050#${leadIdOf(2)}`)).toEqual([]);
    });

    it("keeps the members and days of two campaigns, and of two practices, apart", async () => {
      const spring = campaignIdOf("winter-2");
      await putMember(1, 50);
      await putMember(2, 50, { campaignId: spring });
      await putMember(3, 50, { practiceId: OTHER });
      await putDay("2026-12-01");
      await putDay("2026-12-02", { campaignId: spring });
      await putDay("2026-12-03", { practiceId: OTHER });
      const all = { limit: 10 };
      const leads = async (practiceId: PracticeId, campaignId: typeof WINTER) =>
        (await store.members(practiceId, campaignId, all)).items.map(({ leadId }) => leadId);
      expect(await leads(PRACTICE_ID, WINTER)).toEqual([leadIdOf(1)]);
      expect(await leads(PRACTICE_ID, spring)).toEqual([leadIdOf(2)]);
      expect(await leads(OTHER, WINTER)).toEqual([leadIdOf(3)]);
      expect(await leads(OTHER, spring)).toEqual([]);
      const dates = async (practiceId: PracticeId) =>
        (await store.campaignDays(practiceId, WINTER)).map(({ date }) => date);
      expect(await dates(PRACTICE_ID)).toEqual(["2026-12-01"]);
      expect(await dates(OTHER)).toEqual(["2026-12-03"]);
    });

    it("gives the days of a campaign in order, as they were written", async () => {
      for (const date of ["2027-01-04", "2026-12-31", "2026-12-01"]) await putDay(date, { excluded: { booked: 2 } });
      expect(await store.campaignDays(PRACTICE_ID, WINTER)).toEqual(
        ["2026-12-01", "2026-12-31", "2027-01-04"].map((date) => day(date, { excluded: { booked: 2 } })),
      );
    });

    it("gives a practice's campaigns by name", async () => {
      for (const id of ["winter", "autumn", "spring-2"]) await putCampaign({ campaignId: campaignIdOf(id) });
      await putCampaign({ campaignId: campaignIdOf("theirs"), practiceId: OTHER });
      await putMember(1, 50);
      expect((await store.campaigns(PRACTICE_ID)).map(({ campaignId }) => campaignId)).toEqual([
        "autumn",
        "spring-2",
        "winter",
      ]);
      expect((await store.campaigns(OTHER)).map(({ campaignId }) => campaignId)).toEqual(["theirs"]);
      expect(await store.campaigns(PracticeIdSchema.parse("nobody"))).toEqual([]);
    });
  });

  describe("imports and due jobs", () => {
    const putImport = (n: number, changes: Partial<ImportJob> = {}) =>
      put({ entity: "importJob", value: buildImportJob({ importId: importIdOf(n), ...changes }), expected: "absent" });
    const putCampaign = (id: string, wakeAt: number | undefined, practiceId = PRACTICE_ID) =>
      put({
        entity: "campaign",
        value: buildCampaign({ campaignId: campaignIdOf(id), practiceId, wakeAt }),
        expected: "absent",
      });

    it("gives the newest imports of a practice first, up to the limit", async () => {
      for (const n of [3, 1, 12, 7]) await putImport(n);
      await putImport(99, { practiceId: OTHER });
      const ids = async (limit: number) => (await store.imports(PRACTICE_ID, limit)).map(({ importId }) => importId);
      expect(await ids(10)).toEqual([12, 7, 3, 1].map(importIdOf));
      expect(await ids(2)).toEqual([12, 7].map(importIdOf));
    });

    it("gives the jobs of all practices that must show life, oldest first, up to the limit", async () => {
      await putCampaign("third", NOW - 1_000);
      await putImport(1, { wakeAt: NOW - 3_000 });
      await putCampaign("second", NOW - 2_000, OTHER);
      await putCampaign("later", NOW + 1);
      await putCampaign("rests", undefined);
      await putImport(2);
      const due = [
        { kind: "import", practiceId: PRACTICE_ID, importId: importIdOf(1) },
        { kind: "campaign", practiceId: OTHER, campaignId: "second" },
        { kind: "campaign", practiceId: PRACTICE_ID, campaignId: "third" },
      ];
      expect(await store.dueJobs(NOW, 10)).toEqual(due);
      expect(await store.dueJobs(NOW, 2)).toEqual(due.slice(0, 2));
      expect(await store.dueJobs(NOW - 3_000, 10)).toEqual([]);
    });

    it("drops a job that rests, and moves one that is due later", async () => {
      expect(await store.dueJobs(NOW + 2 * HOUR, 10)).toEqual([]);
      await putCampaign("winter", NOW);
      await putImport(1, { wakeAt: NOW });
      const { wakeAt: _none, ...rests } = buildCampaign({ version: 2 });
      await put({ entity: "campaign", value: rests, expected: 1 });
      const later = buildImportJob({ importId: importIdOf(1), version: 2, wakeAt: NOW + HOUR });
      await put({ entity: "importJob", value: later, expected: 1 });
      expect(await store.dueJobs(NOW + 1, 10)).toEqual([]);
      const due = [{ kind: "import", practiceId: PRACTICE_ID, importId: importIdOf(1) }];
      expect(await store.dueJobs(NOW + HOUR, 10)).toEqual([]);
      expect(await store.dueJobs(NOW + HOUR + 1, 10)).toEqual(due);
    });
  });

  describe("the list of opt-outs", () => {
    const pointKeyOf = (n: number): PointKey => PointKeySchema.parse(`v1:${String(n).padStart(43, "0")}`);
    const putPoint = (n: number, changes: Partial<ContactPoint> = {}) =>
      put({
        entity: "contactPoint",
        value: buildContactPoint({ pointKey: pointKeyOf(n), ...changes }),
        expected: "absent",
      });
    const suppression = { scope: "all", at: NOW, reason: "stop" } as const;

    it("gives every contact point that an opt-out was recorded on once, lifted or not, and no other practice's", async () => {
      for (const n of numbers(11)) await putPoint(n, { suppression: { ...suppression, at: NOW - n } });
      await putPoint(20, { suppression, liftedAt: NOW + 1 });
      await putPoint(21, { suppression: { ...suppression, scope: "email" } });
      await putPoint(22);
      await putPoint(23, { suppression, practiceId: OTHER });
      const pages = await pagesOf((page) => store.suppressedPoints(PRACTICE_ID, page), 4);
      expect(pages.flat().sort()).toEqual([...numbers(11), 20, 21].map(pointKeyOf));
      const theirs = await pagesOf((page) => store.suppressedPoints(OTHER, page), 4);
      expect(theirs.flat()).toEqual([pointKeyOf(23)]);
    });
  });
}

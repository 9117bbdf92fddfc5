import { beforeEach, describe, expect, it } from "@jest/globals";
import { PracticeIdSchema, runIdOf } from "../../shared/domain/ids.ts";
import type { Commit, LeadQueries, Ref, Store } from "../../shared/ports/store.ts";
import { buildContactPoint, buildLead, buildRun, PRACTICE_ID } from "../support/builders/index.ts";
import { NOW } from "../support/fakes/clock.ts";
import { answered, leadIdOf, newLead, oneOfEach, statusChanged } from "./store-fixtures.ts";

/** What every store must do; run against each of them. */
export function describeStore(name: string, makeStore: () => Promise<Store & LeadQueries>): void {
  describe(`${name} as a store of versioned entities`, () => {
    const leadId = leadIdOf(1);
    const leadKey = { practiceId: PRACTICE_ID, leadId };
    let store: Store & LeadQueries;
    beforeEach(async () => {
      store = await makeStore();
    });
    const commitAll = async (...commits: Commit[]) => {
      for (const commit of commits) expect(await store.commit(commit)).toBe("committed");
    };

    it("answers nothing for what was never written", async () => {
      expect(await store.read("lead", leadKey)).toBeUndefined();
      expect(await store.timeline(PRACTICE_ID, leadId)).toEqual([]);
      expect(await store.lateRuns(NOW, 10)).toEqual([]);
      expect(await store.unansweredLeads(2)).toEqual([]);
    });

    it("gives every kind of entity back as it was written", async () => {
      const { puts, events } = oneOfEach(leadId);
      await commitAll({ puts, events });
      for (const { entity, value } of puts) {
        expect(await store.read(entity, value as never)).toEqual(value);
      }
      expect(await store.timeline(PRACTICE_ID, leadId)).toEqual(events);
    });

    it("reads several entities in the order asked, of both tables, repeated or missing", async () => {
      await commitAll(newLead({ leadId }));
      const missing = { practiceId: PRACTICE_ID, leadId: leadIdOf(2) };
      const [contact, none, lead, again] = await store.readMany([
        { entity: "contact", key: leadKey },
        { entity: "lead", key: missing },
        { entity: "lead", key: leadKey },
        { entity: "contact", key: leadKey },
      ]);
      expect(contact).toMatchObject({ leadId, firstName: "Dana" });
      expect(none).toBeUndefined();
      expect(lead).toMatchObject({ leadId, status: "unanswered" });
      expect(again).toEqual(contact);
      expect(await store.readMany([])).toEqual([]);
    });

    it("reads more entities at once than one request to a table takes", async () => {
      const ids = Array.from({ length: 120 }, (_, n) => leadIdOf(n));
      // One after the other: the embedded database takes one at a time, and the client gives up on an answer after 2 s.
      for (const id of ids) await store.commit(newLead({ leadId: id }));
      const refs: Ref<"lead">[] = ids.map((id) => ({ entity: "lead", key: { practiceId: PRACTICE_ID, leadId: id } }));
      const leads = await store.readMany(refs);
      expect(leads.map((lead) => lead?.leadId)).toEqual(ids);
    });

    it("shares no memory with what was written or read", async () => {
      const value = buildLead({ leadId, version: 1 });
      await commitAll({ puts: [{ entity: "lead", value, expected: "absent" }], events: [statusChanged(leadId, 1)] });
      value.flags.push("identity_conflict");
      (await store.read("lead", leadKey))?.flags.push("suppressed_person");
      expect((await store.read("lead", leadKey))?.flags).toEqual([]);
    });

    it("replaces an entity whose version is the expected one, dropping fields that are gone", async () => {
      await commitAll(newLead({ leadId }));
      const runId = runIdOf(leadId, "new-lead");
      const { wakeAt, ...ended } = buildRun({ leadId, runId, version: 2, outcome: "exhausted" });
      await commitAll({
        puts: [{ entity: "run", value: { ...ended, waitingFor: undefined }, expected: 1 }],
        events: [],
      });
      const run = await store.read("run", { ...leadKey, runId });
      expect(run).toEqual(ended);
      expect(Object.keys(run ?? {})).not.toContain("wakeAt");
    });

    it.each([
      ["absent, but it exists", answered(leadId, 1), newLead({ leadId })],
      ["a version that is past", answered(leadId, 1), answered(leadId, 1)],
      ["a version that is yet to come", answered(leadId, 1), answered(leadId, 7)],
    ])("answers conflict when the expected version is %s", async (_case, before, commit) => {
      await commitAll(newLead({ leadId }), before);
      expect(await store.commit(commit)).toBe("conflict");
      expect(await store.read("lead", leadKey)).toMatchObject({ version: 2, status: "following_up" });
      expect(await store.timeline(PRACTICE_ID, leadId)).toHaveLength(2);
    });

    it("answers conflict when an entity that should be replaced is not there", async () => {
      expect(await store.commit(answered(leadId, 1))).toBe("conflict");
      expect(await store.read("lead", leadKey)).toBeUndefined();
    });

    it("judges the same commit anew each time it is made", async () => {
      await commitAll(newLead({ leadId }));
      expect(await store.commit(newLead({ leadId }))).toBe("conflict");
    });

    it("writes nothing to either table when one entity conflicts", async () => {
      const point = buildContactPoint();
      await commitAll({ puts: [{ entity: "contactPoint", value: point, expected: "absent" }], events: [] });
      const commit = newLead({ leadId });
      commit.puts.push({ entity: "contactPoint", value: point, expected: "absent" });
      expect(await store.commit(commit)).toBe("conflict");
      expect(
        await store.readMany([
          { entity: "lead", key: leadKey },
          { entity: "contact", key: leadKey },
        ]),
      ).toEqual([undefined, undefined]);
      expect(await store.timeline(PRACTICE_ID, leadId)).toEqual([]);
      expect(await store.lateRuns(NOW + 1, 10)).toEqual([]);
    });

    it("writes nothing to the operational table when the vault conflicts", async () => {
      const [, , contact] = newLead({ leadId }).puts;
      if (!contact) throw new Error("got no contact");
      await commitAll({ puts: [contact], events: [] });
      expect(await store.commit(newLead({ leadId }))).toBe("conflict");
      expect(await store.read("lead", leadKey)).toBeUndefined();
    });

    it("lets exactly one of the commits win that started from one version", async () => {
      await commitAll(newLead({ leadId }));
      const results = await Promise.all(Array.from({ length: 10 }, () => store.commit(answered(leadId, 1))));
      expect(results.filter((result) => result === "committed")).toHaveLength(1);
      expect(results.filter((result) => result === "conflict")).toHaveLength(9);
      expect(await store.timeline(PRACTICE_ID, leadId)).toHaveLength(2);
    });

    it("refuses a commit that no database state could make right", async () => {
      const lead = buildLead({ leadId, version: 2 });
      const put = { entity: "lead", value: lead, expected: 1 } as const;
      const event = statusChanged(leadId, 2);
      const points = Array.from({ length: 101 }, (_, n) => buildContactPoint({ version: n + 1 }));
      const refused: [string, Commit][] = [
        ["item_count", { puts: [], events: [] }],
        [
          "item_count",
          { puts: points.map((value) => ({ entity: "contactPoint", value, expected: "absent" })), events: [] },
        ],
        ["repeated_item", { puts: [put, put], events: [event] }],
        ["stale_version", { puts: [{ ...put, expected: 2 }], events: [event] }],
        ["event_versions", { puts: [put], events: [] }],
        ["event_versions", { puts: [put], events: [event, statusChanged(leadId, 3)] }],
        ["event_id", { puts: [put], events: [{ ...event, id: "other" }] }],
        ["event_without_lead", { puts: [], events: [event] }],
        [
          "mixed_practices",
          { puts: [put], events: [{ ...event, practiceId: PracticeIdSchema.parse("north-clinic") }] },
        ],
      ];
      for (const [code, commit] of refused) {
        await expect(store.commit(commit)).rejects.toMatchObject({ name: "CommitInvalid", code, retryable: false });
      }
    });

    it("keeps what a practice stores out of the reach of another", async () => {
      const other = PracticeIdSchema.parse("north-clinic");
      await commitAll(newLead({ leadId }));
      expect(await store.read("lead", { practiceId: other, leadId })).toBeUndefined();
      expect(await store.read("contact", { practiceId: other, leadId })).toBeUndefined();
      expect(await store.timeline(other, leadId)).toEqual([]);
      await commitAll(newLead({ leadId, practiceId: other }));
      expect(await store.read("lead", { practiceId: other, leadId })).toMatchObject({ practiceId: other });
      expect(await store.read("lead", leadKey)).toMatchObject({ practiceId: PRACTICE_ID });
    });
  });

  describe(`${name} as work queues and timeline`, () => {
    let store: Store & LeadQueries;
    beforeEach(async () => {
      store = await makeStore();
    });
    const lateIds = async (before: number, limit = 100) =>
      (await store.lateRuns(before, limit)).map((run) => run.leadId);

    it("answers late runs oldest first, up to the limit, never one that is not late", async () => {
      const wakes = [5, 3, 9, 1, 7, 4, 8, 2, 6, 0];
      for (const n of wakes) await store.commit(newLead({ leadId: leadIdOf(n), wakeAt: NOW + n * 1_000 }));
      expect(await lateIds(NOW + 4_000)).toEqual([0, 1, 2, 3].map(leadIdOf));
      expect(await lateIds(NOW + 60_000, 3)).toEqual([0, 1, 2].map(leadIdOf));
      expect(await store.lateRuns(NOW + 1, 10)).toEqual([
        { practiceId: PRACTICE_ID, leadId: leadIdOf(0), runId: runIdOf(leadIdOf(0), "new-lead") },
      ]);
    });

    it("drops a run from the queue once it has ended, and moves it when it waits for another time", async () => {
      const [first, second] = [leadIdOf(1), leadIdOf(2)];
      await store.commit(newLead({ leadId: first }));
      await store.commit(newLead({ leadId: second }));
      const [ended, moved] = [first, second].map((leadId) =>
        buildRun({ leadId, runId: runIdOf(leadId, "new-lead"), version: 2, wakeAt: NOW + 60_000 }),
      );
      if (!ended || !moved) throw new Error("got no runs");
      delete ended.wakeAt;
      await store.commit({ puts: [{ entity: "run", value: ended, expected: 1 }], events: [] });
      await store.commit({ puts: [{ entity: "run", value: moved, expected: 1 }], events: [] });
      expect(await lateIds(NOW + 60_000)).toEqual([]);
      expect(await lateIds(NOW + 60_001)).toEqual([second]);
    });

    it("lists the leads that wait for their first response, the longest first", async () => {
      const waiting = async (limit: number) => (await store.unansweredLeads(limit)).map(({ leadId }) => leadId);
      for (const n of [3, 1, 2]) await store.commit(newLead({ leadId: leadIdOf(n), startedAt: NOW + n }));
      expect(await waiting(2)).toEqual([leadIdOf(1), leadIdOf(2)]);
      await store.commit(answered(leadIdOf(1), 1));
      expect(await waiting(2)).toEqual([leadIdOf(2), leadIdOf(3)]);
      await store.commit(answered(leadIdOf(2), 1));
      await store.commit(answered(leadIdOf(3), 1));
      expect(await waiting(2)).toEqual([]);
    });

    it("answers the timeline in the order of versions, past 9, 10 and 100", async () => {
      const leadId = leadIdOf(1);
      await store.commit(newLead({ leadId }));
      await store.commit(newLead({ leadId: leadIdOf(2) }));
      const lead = (version: number) => buildLead({ leadId, version, status: "following_up" });
      for (const [from, to] of [
        [1, 9],
        [9, 10],
        [10, 99],
        [99, 101],
      ] as const) {
        const events = Array.from({ length: to - from }, (_, k) => statusChanged(leadId, from + 1 + k));
        const puts = [{ entity: "lead", value: lead(to), expected: from } as const];
        expect(await store.commit({ puts, events })).toBe("committed");
      }
      const versions = (await store.timeline(PRACTICE_ID, leadId)).map((event) => event.version);
      expect(versions).toEqual(Array.from({ length: 101 }, (_, k) => k + 1));
    });
  });
}

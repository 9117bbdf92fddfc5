import { describe, expect, it } from "@jest/globals";
import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import { drainWaiting } from "../../shared/desk/drain-waiting.ts";
import { type DeskDeps, settleOwner } from "../../shared/desk/settle-owner.ts";
import { createTurns } from "../../shared/desk/turns.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import { type PracticeId, PracticeIdSchema } from "../../shared/domain/ids.ts";
import type { DeskQueries, LeadQueries, Store } from "../../shared/ports/store.ts";
import { buildLead, buildPractice, PRACTICE_ID } from "../support/builders/index.ts";
import { NOW } from "../support/fakes/clock.ts";
import { fakePracticeConfigs } from "../support/fakes/index.ts";
import { buildDesk } from "../support/plan-facts.ts";
import { leadIdOf, statusChanged } from "./store-fixtures.ts";

type DeskStore = Store & LeadQueries & DeskQueries;

const SHARES = { ada: 5, ben: 3, cleo: 2, dan: 2, eve: 1 };
const staffOf = (capacity: number): PracticeConfig["staff"] =>
  buildDesk(Object.entries(SHARES).map(([staffId, weight]) => ({ staffId, weight, capacity }))).staff;
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

/** What must hold of the desk of a practice over every store, however many decide at once. */
export function describeDesk(name: string, makeStore: () => Promise<DeskStore>): void {
  describe(`the desk over ${name}`, () => {
    async function given(capacity: number, leads: number, changes: Partial<Lead> = {}) {
      const store = await makeStore();
      const deps: DeskDeps = {
        store,
        configs: fakePracticeConfigs(buildPractice({ staff: staffOf(capacity) })),
        clock: { now: () => NOW },
        pause: async (ms) => new Promise((resolve) => setTimeout(resolve, ms / 4)),
      };
      const ids = numbers(leads).map((n) => ({ practiceId: PRACTICE_ID as PracticeId, leadId: leadIdOf(n) }));
      for (const { leadId } of ids) {
        const lead = buildLead({ leadId, serviceLine: undefined, ...changes, version: 1 });
        const events = [statusChanged(leadId, 1, PRACTICE_ID)];
        await store.commit({ puts: [{ entity: "lead", value: lead, expected: "absent" }], events });
      }
      const stored = async () => {
        const all = await store.readMany(ids.map((key) => ({ entity: "lead", key }) as const));
        const roster = await store.read("roster", { practiceId: PRACTICE_ID });
        const held: Record<string, number> = {};
        for (const lead of all) if (lead?.owner) held[lead.owner.staffId] = (held[lead.owner.staffId] ?? 0) + 1;
        return { leads: all, roster, held };
      };
      return { store, deps, ids, stored };
    }

    it("gives 50 leads that come at once fairly, to nobody more than they can hold, and to one owner each", async () => {
      const { store, deps, ids, stored } = await given(30, 50);
      await Promise.all(ids.map((one) => settleOwner(deps, one)));
      // Each event comes twice.
      await Promise.all(ids.map((one) => settleOwner(deps, one)));
      const { leads, roster, held } = await stored();
      expect(leads.every((lead) => lead?.owner !== undefined)).toBe(true);
      expect(roster).toMatchObject({ open: held, given: held, waiting: [] });
      for (const [staffId, weight] of Object.entries(SHARES))
        expect(Math.abs((held[staffId] ?? 0) - (50 * weight) / 13)).toBeLessThan(1);
      for (const { practiceId, leadId } of ids) {
        const assigned = (await store.timeline(practiceId, leadId)).filter(({ type }) => type === "lead.assigned.v1");
        expect(assigned).toHaveLength(1);
      }
    });

    it("is decided one after the other within a process, which is quicker and comes to the same", async () => {
      const { deps, ids, stored } = await given(30, 50);
      let commits = 0;
      const commit: typeof deps.store.commit = (one) => {
        commits += 1;
        return deps.store.commit(one);
      };
      const counted = { ...deps, store: { ...deps.store, commit }, turns: createTurns() };
      await Promise.all(ids.map((one) => settleOwner(counted, one)));
      expect(commits).toBe(50);
      const { held } = await stored();
      for (const [staffId, weight] of Object.entries(SHARES))
        expect(Math.abs((held[staffId] ?? 0) - (50 * weight) / 13)).toBeLessThan(1);
    });

    it("keeps to what each can hold when 50 come at once, and gives the rest away as leads are let go", async () => {
      const { store, deps, ids, stored } = await given(4, 50);
      await Promise.all(ids.map((one) => settleOwner(deps, one)));
      const full = await stored();
      expect(full.held).toEqual({ ada: 4, ben: 4, cleo: 4, dan: 4, eve: 4 });
      expect(full.roster?.open).toEqual(full.held);
      const waiting = ids
        .map(({ leadId }) => leadId)
        .filter((leadId) => !full.leads.some((l) => l?.leadId === leadId && l.owner));
      expect(full.roster?.waiting).toEqual(waiting);

      const done = full.leads.filter((lead) => lead?.owner !== undefined).slice(0, 7) as Lead[];
      await Promise.all(
        done.map(async (lead) => {
          const { practiceId, leadId, version } = lead;
          const events = [statusChanged(leadId, version + 1, practiceId)];
          const value: Lead = { ...lead, status: "booked", version: version + 1 };
          await store.commit({ puts: [{ entity: "lead", value, expected: version }], events });
          await settleOwner(deps, { practiceId, leadId });
          await drainWaiting(deps, practiceId);
        }),
      );
      const after = await stored();
      expect(after.held).toEqual({ ada: 4, ben: 4, cleo: 4, dan: 4, eve: 4 });
      expect(after.roster?.open).toEqual(after.held);
      // Those who waited the longest.
      expect(after.roster?.waiting).toEqual(waiting.slice(7));
    });

    it("is looked at when its moment comes, the most overdue first", async () => {
      const store = await makeStore();
      const names = ["bright-smile", "north-clinic", "south-clinic"].map((one) => PracticeIdSchema.parse(one));
      const [bright, north, south] = names as [PracticeId, PracticeId, PracticeId];
      const put = async (practiceId: PracticeId, wakeAt: number | undefined) => {
        const wake = wakeAt === undefined ? {} : { wakeAt };
        const value = { practiceId, version: 1, date: "2026-12-01", given: {}, open: {}, waiting: [], ...wake };
        await store.commit({ puts: [{ entity: "roster", value, expected: "absent" }], events: [] });
      };
      expect(await store.dueDesks(NOW, 10)).toEqual([]);
      await put(bright, NOW - 1_000);
      await put(north, NOW - 60_000);
      await put(south, undefined);
      expect(await store.dueDesks(NOW, 10)).toEqual([north, bright]);
      expect(await store.dueDesks(NOW, 1)).toEqual([north]);
      expect(await store.dueDesks(NOW - 30_000, 10)).toEqual([north]);
    });
  });
}

import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { readReport } from "../../../functions/read-report/logic.ts";
import { createRowMemory } from "../../../functions/read-report/row-memory.ts";
import { FactMemory } from "../../../functions/update-reports/fact-memory.ts";
import { updateReports } from "../../../functions/update-reports/logic.ts";
import { EVENT_CONSUMERS } from "../../../shared/contracts/event-consumers.ts";
import { EventDataSchemas, type LeadEvent } from "../../../shared/contracts/events.ts";
import type { ReportName } from "../../../shared/contracts/report-api.ts";
import { ImportIdSchema } from "../../../shared/domain/ids.ts";
import { changesFact } from "../../../shared/reports/fold-fact.ts";
import { buildAccess, buildPractice, PRACTICE_ID } from "../../support/builders/index.ts";
import { fixedClock } from "../../support/fakes/clock.ts";
import { fakePracticeConfigs } from "../../support/fakes/practice-configs.ts";
import { createMemoryStore, type MemoryStore } from "../../support/memory-store.ts";
import { type Happening, History } from "../reports/histories.ts";
import { recount } from "../reports/recount.ts";

const DAY = 86_400_000;
/** 23:30 on the last day of November in Chicago, which is December in UTC. */
const START = Date.parse("2026-12-01T05:30:00Z");
const configs = fakePracticeConfigs(buildPractice());
const pause = async () => {};

const happening = fc.tuple(
  fc.double({ min: 0, max: 0.999, noNaN: true }),
  fc.double({ min: 0, max: 0.999, noNaN: true }),
);
const lives = fc.array(
  fc.record({
    day: fc.integer({ min: 0, max: 40 }),
    imported: fc.boolean(),
    life: fc.array(happening, { maxLength: 14 }),
  }),
  {
    minLength: 1,
    maxLength: 8,
  },
);
interface Life {
  readonly day: number;
  readonly imported: boolean;
  readonly life: readonly Happening[];
}

/** Two processes, each with what it wrote itself in memory. */
const processes = new WeakMap<MemoryStore, readonly FactMemory[]>();

function deliver(store: MemoryStore, event: LeadEvent, to = 0): Promise<void> {
  const memories = processes.get(store) ?? [new FactMemory(), new FactMemory()];
  processes.set(store, memories);
  const memory = memories[to] ?? new FactMemory();
  return updateReports({ store, queries: store, configs, pause, memory }, event);
}

async function live(store: MemoryStore, all: readonly Life[], onEvents: (events: LeadEvent[]) => Promise<void>) {
  const histories: History[] = [];
  for (const [n, { day, imported, life }] of all.entries()) {
    const importId = ImportIdSchema.parse("01KBDEXAMP1E00000000000009");
    const history = new History(
      store,
      n,
      START + day * DAY,
      imported ? { imported: { importId, stage: "open" }, status: "stalled" } : {},
    );
    histories.push(history);
    await history.begin();
    for (const [index, one] of life.entries()) {
      await history.next(one);
      if (index % 3 === 0) await onEvents(history.events.slice(-2));
    }
  }
  return histories;
}

function factsOf(store: MemoryStore) {
  const facts = [...store.items()].filter(({ item }) => item.entity === "fact").map(({ item }) => item);
  return facts.map(({ pk, sk, told }) => `${pk} ${sk} ${String(told)}`).sort();
}

describe("facts", () => {
  it("are the same whether events come once in order, twice, late, early or shuffled", async () => {
    await fc.assert(
      fc.asyncProperty(lives, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), async (all, random) => {
        const [inOrder, shuffled] = [createMemoryStore(), createMemoryStore()];
        const histories = await live(inOrder, all, async () => {});
        for (const event of histories.flatMap(({ events }) => events)) await deliver(inOrder, event);

        const again = await live(shuffled, all, async (events) => {
          for (const event of [...events].reverse()) await deliver(shuffled, event);
        });
        const twice = again
          .flatMap(({ events }) => [...events, ...events])
          .map((event) => ({ event, place: Number(random.next().value) }));
        for (const { event } of twice.sort((a, b) => a.place - b.place)) {
          await deliver(shuffled, event, Math.floor(Number(random.next().value) * 3));
        }
        expect(factsOf(shuffled)).toEqual(factsOf(inOrder));
      }),
      { numRuns: 60 },
    );
  });

  it("add up in every report to what a count from the start comes to, day by day summed up, month by month and anew", async () => {
    await fc.assert(
      fc.asyncProperty(lives, lives, async (before, after) => {
        const store = createMemoryStore();
        const clock = fixedClock(START + 60 * DAY);
        const deps = { store, queries: store, configs, clock, memory: createRowMemory() };
        const read = async (name: ReportName, query: Record<string, string> = {}) =>
          readReport(deps, {
            access: buildAccess({ role: "admin" }),
            name,
            query: { from: "2026-11-01", to: "2027-02-28", ...query },
          });
        const all: History[] = [];
        for (const lot of [before, after]) {
          const offset = all.length;
          const histories: History[] = [];
          for (const [n, { day, imported, life }] of lot.entries()) {
            const importId = ImportIdSchema.parse("01KBDEXAMP1E00000000000009");
            const history = new History(
              store,
              offset + n,
              START + day * DAY,
              imported ? { imported: { importId, stage: "open" }, status: "stalled" } : {},
            );
            await history.begin();
            for (const one of life) await history.next(one);
            histories.push(history);
          }
          all.push(...histories);
          for (const event of histories.flatMap(({ events }) => [...events].reverse())) await deliver(store, event);
          // Summed up in between, so that days and months have to be done again.
          const expected = recount(all, 60_000, 300_000);
          const { revenue, lostReasons, staff, callTasksDue, callsAttempted, missedCalls, sms, ...tables } = expected;
          expect((await read("funnel")).total.figures).toMatchObject(tables.funnel);
          expect((await read("response-times")).total.figures).toMatchObject(tables.responseTimes);
          expect((await read("roi")).total.figures).toMatchObject({ revenue, leads: tables.funnel.leads });
          expect((await read("sources")).total.figures).toMatchObject({ missedCalls, sms });
          const people = await read("staff");
          expect(people.total.figures).toMatchObject({ callTasksDue, callsAttempted });
          for (const { key, figures } of people.rows)
            expect([key.staff, figures.leads]).toEqual([key.staff, staff[String(key.staff)]]);
          const reasons = (await read("lost-reasons")).rows.map(({ key, figures }) => [key.reason, figures.lost]);
          expect(Object.fromEntries(reasons)).toEqual(lostReasons);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("stand under the day of the first receipt in the practice's zone, and stay there when the practice moves", async () => {
    const store = createMemoryStore();
    const moving = fakePracticeConfigs(buildPractice());
    const history = new History(store, 1, START);
    await history.begin();
    const [first] = history.events;
    if (first === undefined) throw new Error("got no event");
    await updateReports({ store, queries: store, configs: moving, pause, memory: new FactMemory() }, first);
    moving.publish(buildPractice({ zone: "Europe/Berlin" }));
    await history.next([0.35, 0.05]);
    for (const event of history.events)
      await updateReports({ store, queries: store, configs: moving, pause, memory: new FactMemory() }, event);
    const days = await Promise.all(["2026-11-30", "2026-12-01"].map((date) => store.facts(PRACTICE_ID, date)));
    expect(days.map((facts) => facts.length)).toEqual([1, 0]);
  });

  it("are not made of tests of our own", async () => {
    const store = createMemoryStore();
    const history = new History(store, 1, START, { mystery: true });
    await history.begin();
    for (const event of history.events) await deliver(store, event);
    expect(factsOf(store)).toEqual([]);
  });

  it("leave no mark when an event changes nothing of them", async () => {
    const store = createMemoryStore();
    const history = new History(store, 1, START);
    await history.begin();
    for (const event of history.events) await deliver(store, event);
    const before = store.dump();
    for (const event of history.events) await deliver(store, event);
    expect(store.dump()).toBe(before);
  });

  it("hear of exactly the types that change them", () => {
    const types = EVENT_CONSUMERS.find(({ functionName }) => functionName === "update-reports")?.types ?? [];
    const told = Object.keys(EventDataSchemas).filter((type) =>
      changesFact({ type, data: { firstResponseFailed: true } } as unknown as LeadEvent),
    );
    expect([...types].sort()).toEqual(told.sort());
  });
});

import { readReport } from "../../functions/read-report/logic.ts";
import { createRowMemory } from "../../functions/read-report/row-memory.ts";
import { createTables } from "../../infra/local/create-tables.ts";
import { startDynoxide } from "../../infra/local/dynoxide.ts";
import { createDocumentClient } from "../../shared/adapters/dynamo/client.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { type ReportName, ReportNameSchema } from "../../shared/contracts/report-api.ts";
import type { Fact } from "../../shared/domain/entities/report.ts";
import { shardOfFact } from "../../shared/domain/reports/shards.ts";
import type { Store } from "../../shared/ports/store.ts";
import { buildAccess, buildPractice, PRACTICE_ID } from "../support/builders/index.ts";
import { fixedClock } from "../support/fakes/clock.ts";
import { fakePracticeConfigs } from "../support/fakes/practice-configs.ts";
import { distribution } from "./distribution.ts";
import { manyFacts, writeFacts } from "./facts.ts";

const LEADS = 100_000;
const DAYS = 365;
const LAST = "2026-12-01";
const TARGET_MS = 50;
const TIMES = 30;
const names = { leadTable: "bench-leads", contactTable: "bench-contacts" };

/** What each report takes over a year of 100,000 leads on the embedded database, from the function's logic on. */
export async function measureReports(): Promise<string[]> {
  const database = await startDynoxide();
  const client = createDocumentClient({
    endpoint: database.endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  try {
    await createTables(database.endpoint, names, { streams: false });
    await writeFacts(client, names.leadTable, manyFacts(PRACTICE_ID, LEADS, DAYS, LAST));
    const store = createDynamoStore({ ...names, client });
    const configs = fakePracticeConfigs(buildPractice());
    const at = (clock: string, memory = createRowMemory()) => ({
      store,
      queries: store,
      configs,
      clock: fixedClock(clock),
      memory,
    });
    const year = { from: "2025-12-02", to: LAST };
    const ask = (deps: ReturnType<typeof at>, name: ReportName) =>
      readReport(deps, { access: buildAccess({ role: "admin" }), name, query: year });
    const started = performance.now();
    await ask(at("2026-12-02T18:00:00Z"), "funnel");
    const built = performance.now() - started;
    const lines = [
      `${LEADS} leads over ${DAYS} days; summing all of them up for the first time: ${Math.round(built)} ms`,
    ];
    const measure = async (what: string, makeDeps: () => Promise<ReturnType<typeof at>> | ReturnType<typeof at>) => {
      for (const name of ReportNameSchema.options) {
        const times: number[] = [];
        for (let n = 0; n < TIMES; n += 1) {
          const deps = await makeDeps();
          const before = performance.now();
          await ask(deps, name);
          times.push(performance.now() - before);
        }
        lines.push(`${name.padEnd(15)} ${what}: ${distribution(times)} (target < ${TARGET_MS} ms)`);
      }
    };
    const warm = at("2026-12-02T18:00:00Z");
    await measure("all days summed up, warm ", () => warm);
    await measure("all days summed up, fresh", () => at("2026-12-02T18:00:00Z"));
    // The last day is under way: a lead of it changed since each report before.
    const today = [...manyFacts(PRACTICE_ID, LEADS, DAYS, LAST)].filter(({ date }) => date === LAST);
    await writeFacts(client, names.leadTable, today);
    const open = at("2026-12-01T23:00:00Z");
    const changing = today.values();
    await measure("today changing, warm     ", async () => {
      const changed = changing.next().value;
      if (changed !== undefined) await touch(store, changed);
      return open;
    });
    return lines;
  } finally {
    client.destroy();
    await database.stop();
  }
}

/** Changes a lead's fact, as one more event would. */
async function touch(store: Store, fact: Fact): Promise<void> {
  const { practiceId, date, leadId } = fact;
  const key = { practiceId, date, shard: shardOfFact(leadId) };
  const mark = await store.read("factMark", key);
  await store.commit({
    puts: [
      { entity: "fact", value: { ...fact, version: fact.version + 1 }, expected: fact.version },
      {
        entity: "factMark",
        value: { ...key, version: (mark?.version ?? 0) + 1, changed: true },
        expected: mark?.version ?? "absent",
      },
    ],
    events: [],
  });
}

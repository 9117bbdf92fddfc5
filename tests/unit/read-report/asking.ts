import { readReport } from "../../../functions/read-report/logic.ts";
import { createRowMemory } from "../../../functions/read-report/row-memory.ts";
import { ReportSchema } from "../../../shared/contracts/report-api.ts";
import type { Role } from "../../../shared/contracts/routes.ts";
import type { Fact, Spend } from "../../../shared/domain/entities/report.ts";
import { shardOfFact } from "../../../shared/domain/reports/shards.ts";
import { leadIdOf } from "../../contract/store-fixtures.ts";
import { buildAccess, buildFact, buildPractice, PRACTICE_ID } from "../../support/builders/index.ts";
import { fixedClock, NOW } from "../../support/fakes/clock.ts";
import { fakePracticeConfigs } from "../../support/fakes/practice-configs.ts";
import { createMemoryStore } from "../../support/memory-store.ts";

const practice = buildPractice({
  serviceLines: [
    { key: "dental-implants", label: "Dental implants", sensitive: false, value: 4_000 },
    { key: "whitening", label: "Whitening", sensitive: false },
  ],
});

/** A practice whose facts are these, each as many times as it says; at noon of 2026-12-10 in Chicago. */
export function reports(facts: readonly (Partial<Fact> & { times?: number })[], spend: Spend["entries"] = []) {
  const store = createMemoryStore();
  let n = 0;
  for (const { times = 1, ...changes } of facts) {
    for (let copy = 0; copy < times; copy += 1) {
      const value = buildFact({ leadId: leadIdOf(n++), ...changes });
      const { practiceId, date, leadId } = value;
      const mark = { practiceId, date, shard: shardOfFact(leadId), version: 1, changed: true };
      store.seed({ entity: "fact", value }, { entity: "factMark", value: mark });
    }
  }
  if (spend.length > 0)
    store.seed({ entity: "spend", value: { practiceId: PRACTICE_ID, month: "2026-12", version: 1, entries: spend } });
  const clock = fixedClock("2026-12-10T18:00:00Z");
  const deps = { store, queries: store, configs: fakePracticeConfigs(practice), clock, memory: createRowMemory() };
  return async (name: string, query: Record<string, string> = {}, role: Role = "admin") => {
    const input = { access: buildAccess({ role }), name, query: { from: "2026-12-01", to: "2026-12-10", ...query } };
    return ReportSchema.parse(await readReport(deps, input));
  };
}

/** Marketing spend as it is kept. */
export const spent = (source: string, amount: number, campaign?: string): Spend["entries"][number] => ({
  source,
  amount,
  by: "key",
  at: NOW,
  ...(campaign === undefined ? {} : { campaign }),
});
/** A lead whose first response took so long, ms. */
export const answered = (responseMs: number, more: Partial<Fact["inquiries"][number]> = {}): Partial<Fact> => ({
  inquiries: [{ startedAt: NOW, responseMs, responseChannel: "sms", ...more }],
});
/** A lead that came so far. */
export const upTo = (...stages: (keyof Fact["milestones"])[]): Partial<Fact> => ({
  milestones: Object.fromEntries(stages.map((stage) => [stage, NOW])),
});
/** What a booked lead has behind it. */
export const BOOKED = ["contactedAt", "qualifiedAt", "bookedAt"] as const;

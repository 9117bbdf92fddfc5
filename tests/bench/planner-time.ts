import { planRun } from "../../functions/plan-next-action/logic.ts";
import { loadPractices } from "../../infra/local/practices.ts";
import { appendEvents } from "../../shared/contracts/append-events.ts";
import type { PlanTask } from "../../shared/contracts/workflow.ts";
import { fakeFollowUps, fakePracticeConfigs, fixedClock } from "../support/fakes/index.ts";
import { createMemoryStore } from "../support/memory-store.ts";
import { buildLead, buildRun, ENROLLED_AT } from "../support/plan-facts.ts";

const PLANS = 2_000;

/** Time of one plan, with a short and with a very long timeline behind the lead: it must not grow with it. */
export async function measurePlanner(): Promise<string[]> {
  await timeOf(10);
  const short = await timeOf(10);
  const long = await timeOf(5_000);
  return [
    `one plan: ${short.toFixed(0)} µs behind 10 events, ${long.toFixed(0)} µs behind 5,000`,
    `ratio ${(long / short).toFixed(2)} (target: flat, about 1)`,
  ];
}

async function timeOf(eventCount: number): Promise<number> {
  const [config] = loadPractices("examples/practices");
  if (config === undefined) throw new Error("examples/practices holds no practice");
  const store = createMemoryStore();
  const base = buildLead({ version: 1 });
  store.seed({ entity: "lead", value: base });
  const draft = {
    type: "lead.inquiry_joined.v1",
    reason: "posted_again",
    data: { channel: "web_form", source: "other", match: "recent" },
  } as const;
  for (let version = 1; version < eventCount; version += 1) {
    const next = appendEvents({ ...base, version }, ENROLLED_AT, { kind: "source", id: "other" }, [draft]);
    const value = { ...base, version: next.version };
    await store.commit({ puts: [{ entity: "lead", value, expected: version }], events: next.events });
  }
  const run = buildRun();
  store.seed({ entity: "run", value: run });
  const deps = { store, configs: fakePracticeConfigs(config), followUps: fakeFollowUps(), clock: fixedClock() };
  const { practiceId, leadId, runId, generation } = run;
  const task: PlanTask = { version: 1, practiceId, leadId, runId, generation };
  const start = performance.now();
  for (let index = 0; index < PLANS; index += 1) {
    // Plans count towards the renewal of an execution, which is not what is measured.
    if (index % 500 === 0) store.seed({ entity: "run", value: run });
    await planRun(deps, task);
  }
  return ((performance.now() - start) / PLANS) * 1_000;
}

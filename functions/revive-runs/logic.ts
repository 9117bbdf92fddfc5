import { MetricName } from "../../shared/contracts/names.ts";
import { FirstTouchError } from "../../shared/domain/errors.ts";
import { REVIVE_GRACE_MS } from "../../shared/domain/timing.ts";
import type { Clock, FollowUps, Logger, Metrics } from "../../shared/ports/index.ts";
import type { EntityKeys, LeadQueries, OperationalName, Store } from "../../shared/ports/store.ts";
import { revivalPause } from "../../shared/runs/generation.ts";
import { restartRun } from "../../shared/runs/restart-run.ts";
import { oldestUnanswered } from "./oldest-unanswered.ts";

/** What reviving needs; the store is narrowed to the operational table. */
export interface ReviveDeps {
  readonly store: Store<OperationalName> & LeadQueries;
  readonly followUps: FollowUps;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly logger: Logger;
}

const ACTOR = { kind: "system", id: "revive-runs" } as const;
/** Runs revived in one pass; more wait for the next minute, so that a mass revival stays below StartExecution's rate. */
const MAX_PER_PASS = 500;
const CONCURRENCY = 10;
/** After this many revivals without a plan in between, people are alarmed; reviving goes on. */
const ALARM_AFTER_REVIVALS = 5;

/**
 * Gives every run that is late a new generation and an execution, and reports how long the longest unanswered lead waits that no quiet
 * hours hold back.
 */
export async function reviveRuns(deps: ReviveDeps): Promise<{ late: number; revived: number }> {
  // First of all, so that silence shows even when reviving fails.
  const now = deps.clock.now();
  const since = await oldestUnanswered(deps.store, now);
  const oldest = since === undefined ? 0 : Math.max(0, now - since);
  deps.metrics.emit(MetricName.OldestUnansweredMs, oldest, {});

  const before = deps.clock.now() - REVIVE_GRACE_MS;
  const late = await deps.store.lateRuns(before, MAX_PER_PASS);
  let revived = 0;
  for (let start = 0; start < late.length; start += CONCURRENCY) {
    const page = late.slice(start, start + CONCURRENCY);
    const results = await Promise.all(page.map((key) => reviveRun(deps, key, before)));
    revived += results.filter(Boolean).length;
  }
  return { late: late.length, revived };
}

/** One run that cannot be revived must not keep the others from it; it stays late and is tried again in a minute. */
async function reviveRun(deps: ReviveDeps, key: EntityKeys["run"], before: number): Promise<boolean> {
  try {
    return await tryRevive(deps, key, before);
  } catch (error) {
    const code = error instanceof FirstTouchError ? error.code : "unexpected";
    deps.logger.error("a late run could not be revived", { ...key, code });
    return false;
  }
}

async function tryRevive(deps: ReviveDeps, key: EntityKeys["run"], before: number): Promise<boolean> {
  const { practiceId, leadId } = key;
  const [lead, run] = await deps.store.readMany([
    { entity: "lead", key: { practiceId, leadId } },
    { entity: "run", key },
  ]);
  // The index may lag behind the run: decide by what is stored.
  if (lead === undefined || run?.wakeAt === undefined || run.wakeAt >= before) return false;

  const now = deps.clock.now();
  const wakeAt = now + revivalPause(run.revivals);
  const restart = restartRun(lead, run, { now, actor: ACTOR, why: "late", lateMs: now - run.wakeAt, wakeAt });
  // A conflict means that something happened to the run just now: it is not silent.
  if ((await deps.store.commit(restart.commit)) === "conflict") return false;
  if (run.revivals + 1 >= ALARM_AFTER_REVIVALS) deps.metrics.emit(MetricName.RunRevivalExhausted, 1, {});
  await deps.followUps.start(restart.input);
  return true;
}

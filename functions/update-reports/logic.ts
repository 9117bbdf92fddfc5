import { isDeepStrictEqual } from "node:util";
import type { LeadEvent } from "../../shared/contracts/events.ts";
import type { Fact, FactMark } from "../../shared/domain/entities/report.ts";
import { runIdOf } from "../../shared/domain/ids.ts";
import { practiceDate } from "../../shared/domain/practice-hours/staffed-hours.ts";
import { shardOfFact } from "../../shared/domain/reports/shards.ts";
import type { PracticeConfigs } from "../../shared/ports/index.ts";
import type { LeadHistory, ReportQueries, Store } from "../../shared/ports/store.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";
import { changesFact, foldFact } from "../../shared/reports/fold-fact.ts";
import type { FactMemory } from "./fact-memory.ts";

/** What keeping facts needs; the store is narrowed to what it reads and writes. */
export interface UpdateReportsDeps {
  readonly store: Store<"run" | "fact" | "factMark">;
  readonly queries: Pick<ReportQueries, "history">;
  readonly configs: PracticeConfigs;
  readonly memory: FactMemory;
  /** Waits before a commit is tried again, ms; tests pass one that does not. */
  readonly pause?: (ms: number) => Promise<void>;
}

/**
 * Brings the fact of an event's lead up to date. The fact is folded from the whole timeline, so events may come again and in any order:
 * one that the fact tells of already changes nothing.
 */
export async function updateReports(deps: UpdateReportsDeps, event: LeadEvent): Promise<void> {
  if (!changesFact(event)) return;
  await deps.memory.inTurn(event.leadId, () =>
    untilCommitted({ pause: deps.pause, failures: 1 }, () => tryToUpdate(deps, event)),
  );
}

async function tryToUpdate(
  deps: UpdateReportsDeps,
  { practiceId, leadId, version }: LeadEvent,
): Promise<undefined | "conflict"> {
  const { store, queries, memory } = deps;
  const written = memory.fact(practiceId, leadId);
  if (written !== undefined && written.version >= version) return undefined;
  const history = await queries.history(practiceId, leadId);
  if (history === undefined || history.lead.mystery === true) return undefined;
  const { lead, events } = history;
  // The lead is read last, and may tell of an event that was not there yet when its timeline was read.
  if ((events.at(-1)?.version ?? 0) < lead.version) return "conflict";

  const date = written?.date ?? practiceDate(await zoneOf(deps, history), lead.receivedAt);
  const at = { practiceId, date, shard: shardOfFact(leadId) };
  const stored = await read(deps, at, written, leadId);
  const fact = foldFact(lead, events, date);
  if (stored.fact !== undefined && (stored.fact.version >= version || saysTheSame(stored.fact, fact))) return undefined;
  const mark: FactMark = { ...at, version: (stored.mark ?? 0) + 1, changed: true };
  const result = await store.commit({
    puts: [
      { entity: "fact", value: fact, expected: stored.fact?.version ?? "absent" },
      { entity: "factMark", value: mark, expected: stored.mark ?? "absent" },
    ],
    events: [],
  });
  if (result === "committed") memory.note(fact, mark);
  else memory.forget(fact, mark);
  return result === "conflict" ? result : undefined;
}

type Stored = { readonly fact: Fact | undefined; readonly mark: number | undefined };

async function read(
  { store, memory }: UpdateReportsDeps,
  at: Pick<FactMark, "practiceId" | "date" | "shard">,
  written: Fact | undefined,
  leadId: Fact["leadId"],
): Promise<Stored> {
  const known = memory.mark(at);
  if (written !== undefined && known !== undefined) return { fact: written, mark: known };
  const { practiceId, date } = at;
  const [fact, mark] = await store.readMany([
    { entity: "fact", key: { practiceId, leadId, date } },
    { entity: "factMark", key: at },
  ]);
  return { fact, mark: mark?.version };
}

/**
 * The zone of the practice when the lead came in, which its first run tells for good: were a practice to move, a lead must not be found
 * under two days. A row of a file has a run of its own that no event tells of.
 */
async function zoneOf({ store, configs }: UpdateReportsDeps, { lead, events }: LeadHistory): Promise<string> {
  const { practiceId, leadId, imported } = lead;
  const started = events.find((event) => event.type === "run.started.v1");
  const told = imported === undefined ? started?.data.configVersion : undefined;
  const first =
    told ?? (await store.read("run", { practiceId, leadId, runId: runIdOf(leadId, "new-lead") }))?.configVersion;
  if (first !== undefined) return (await configs.version(practiceId, first)).zone;
  return (await configs.current(practiceId))?.config.zone ?? "UTC";
}

function saysTheSame({ version: _stored, ...before }: Fact, { version: _folded, ...after }: Fact): boolean {
  return isDeepStrictEqual(before, after);
}

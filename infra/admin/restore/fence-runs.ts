import type { LeadQueries, OperationalName, Store } from "../../../shared/ports/store.ts";
import { untilCommitted } from "../../../shared/ports/until-committed.ts";

/** Every moment that a run may wait for is before this. */
const END_OF_TIME = Date.parse("9999-01-01T00:00:00Z");
const MAX_RUNS = 1_000_000;
/** How far a restored run's generation is raised: beyond whatever began after the restore point and is told nowhere. */
const GENERATIONS = 100;
const AT_ONCE = 10;

/**
 * Raises the generation of every run that is under way, and lets it be due at once: executions of before end as superseded when they wake, no
 * name of theirs is used again, and revive-runs starts new ones. Answers how many there were.
 */
export async function fenceRuns(
  store: Store<OperationalName> & Pick<LeadQueries, "lateRuns">,
  now: number,
): Promise<number> {
  const keys = await store.lateRuns(END_OF_TIME, MAX_RUNS);
  for (let start = 0; start < keys.length; start += AT_ONCE) {
    const some = keys.slice(start, start + AT_ONCE);
    await Promise.all(
      some.map((key) =>
        untilCommitted({ failures: 3 }, async () => {
          const run = await store.read("run", key);
          if (run?.wakeAt === undefined) return "ended";
          const value = {
            ...run,
            version: run.version + 1,
            generation: run.generation + GENERATIONS,
            generationStartedAt: now,
            loops: 0,
            wakeAt: now,
            waitingFor: "start",
          };
          return store.commit({ puts: [{ entity: "run", value, expected: run.version }], events: [] });
        }),
      ),
    );
  }
  return keys.length;
}

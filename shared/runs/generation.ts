import type { Run } from "../domain/entities/run.ts";

/** The longest pause between two revivals, ms. */
const MAX_PAUSE_MS = 15 * 60_000;

/** The pause before a run that was revived this often without getting on is revived again, ms: a minute, doubling. */
export function revivalPause(revivals: number): number {
  return Math.min(60_000 * 2 ** revivals, MAX_PAUSE_MS);
}

/** The run under its next generation, whose execution counts its plans and its age afresh. */
export function nextGeneration(run: Run, now: number): Run {
  const { version, generation } = run;
  return { ...run, version: version + 1, generation: generation + 1, generationStartedAt: now, loops: 0, revivals: 0 };
}

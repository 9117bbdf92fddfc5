import { setTimeout as sleep } from "node:timers/promises";
import { StoreUnavailable } from "../domain/errors.ts";

/** Tries of one change before giving up; conflicts need two writers of one lead at the very same moment. */
const MAX_TRIES = 8;
/** Pauses grow from up to this to at most `MAX_PAUSE_MS`, ms; all together they stay far below the lease of a claim. */
const FIRST_PAUSE_MS = 20;
const MAX_PAUSE_MS = 1_000;

/** How patient a change is. */
export interface Patience {
  readonly pause?: ((ms: number) => Promise<void>) | undefined;
  /** How many failures of the store to outlast; a commit may have been made although its answer was lost. */
  readonly failures: number;
  /** How often to try before giving up. @default 8 */
  readonly tries?: number;
}

/** Runs a read-decide-commit until it does not conflict; each run must read again. Throws `StoreUnavailable` when it never does. */
export async function untilCommitted<T>(patience: Patience, run: () => Promise<T | "conflict">): Promise<T> {
  const { pause = sleep, tries = MAX_TRIES } = patience;
  let failures = 0;
  for (let attempt = 1; ; attempt += 1) {
    const isLast = attempt === tries;
    try {
      const result = await run();
      if (result !== "conflict") return result;
    } catch (error) {
      failures += 1;
      if (!(error instanceof StoreUnavailable) || failures > patience.failures || isLast) throw error;
    }
    if (isLast) throw new StoreUnavailable("conflict");
    await pause(Math.random() * Math.min(FIRST_PAUSE_MS * 2 ** attempt, MAX_PAUSE_MS));
  }
}

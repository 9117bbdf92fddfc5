import type { Clock } from "../ports/index.ts";

let source: Clock = { now: () => Date.now() };

/** The clock that every handler is composed with: the machine's own, unless the local engine put a virtual one in its place. */
export const systemClock: Clock = { now: () => source.now() };

/** Puts another clock behind `systemClock`; for the embedded engine, which runs the handlers in its own process. */
export function replaceSystemClock(clock: Clock): void {
  source = clock;
}

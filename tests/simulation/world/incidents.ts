import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import type { MemoryStore } from "../../support/memory-store.ts";
import type { VirtualTime } from "../clock/virtual-time.ts";
import type { Oracle } from "../oracle/oracle.ts";
import type { Post } from "../population/human.ts";
import type { FromOutside } from "./from-outside.ts";
import type { Observer } from "./observer.ts";

const MINUTE = 60_000;
/** How long the restored tables are watched before they go live. */
const CALM_MS = 10 * MINUTE;

/** The kill switch of the simulated deployment. */
export interface Switch {
  mode: "live" | "paused";
}

/** Throws the kill switch for a while. */
export function pauseSending(time: VirtualTime, at: number, ms: number, sending: Switch, oracle: Oracle): void {
  const set = (mode: Switch["mode"]) => {
    sending.mode = mode;
    oracle.sendingPaused(mode === "paused");
  };
  time.at(at, () => set("paused"));
  time.at(at + ms, () => set("live"));
}

/** The practice with one more step, at position 2 of its new-lead cadence; live runs keep the cadence that they have. */
export function withInsertedStep(config: PracticeConfig): PracticeConfig {
  const cadence = config.cadences["new-lead"];
  const [first, ...others] = cadence.steps;
  const email = cadence.steps.find(({ channel }) => channel === "email");
  if (first === undefined || email === undefined) throw new RangeError("expected a cadence with an email");
  const { skipIfLaterThan: _worth, ...rest } = email;
  const inserted = { ...rest, key: "inserted-email", offset: "PT5H", firstResponse: false };
  return {
    ...config,
    cadences: { ...config.cadences, "new-lead": { ...cadence, steps: [first, inserted, ...others] } },
  };
}

/** What a restore does to the simulated deployment. */
export interface RestoreParts {
  readonly time: VirtualTime;
  readonly memory: MemoryStore;
  readonly observer: Observer;
  readonly oracle: Oracle;
  readonly outside: FromOutside;
  readonly sending: Switch;
  /** Posts that were answered as accepted, and when. */
  readonly accepted: readonly { readonly at: number; readonly post: Post }[];
  readonly postAgain: (post: Post) => Promise<unknown>;
}

/**
 * Loses the newest `lostMs` of both tables and restores them as the runbook says: sending is paused, what came in since (opt-outs,
 * replies, reports, posts) is delivered again, and only then does it go live.
 */
export function restoreTables(parts: RestoreParts, at: number, lostMs: number): void {
  const { time, memory, observer, oracle, sending } = parts;
  const from = at - lostMs;
  time.at(from, () => {
    const snapshot = memory.snapshot();
    // Everything stops first, so that nothing under way writes into the restored table.
    time.at(at - MINUTE, () => {
      sending.mode = "paused";
      oracle.sendingPaused(true);
    });
    time.at(at, () => {
      memory.restore(snapshot);
      observer.restored(snapshot);
      oracle.tablesRestored = true;
      oracle.book.forget(from);
    });
    time.at(at + MINUTE, () => void bringBack(parts, from));
  });
}

/** Everything that came in since comes in again: first the inquiries, so that replies find whose they are. */
async function bringBack({ time, oracle, outside, sending, accepted, postAgain }: RestoreParts, from: number) {
  await Promise.all(accepted.filter(({ at }) => at >= from).map(({ post }) => postAgain(post)));
  const lost = outside.worked.filter(({ at }) => at >= from);
  for (const one of lost) one.lost = true;
  await Promise.all(lost.map((one) => one.again()));
  await time.sleep(CALM_MS);
  sending.mode = "live";
  oracle.sendingPaused(false);
}

import type { Run } from "../../../shared/domain/entities/run.ts";
import { REVIVE_GRACE_MS } from "../../../shared/domain/timing.ts";
import type { VirtualTime } from "../clock/virtual-time.ts";

const MINUTE = 60_000;

/** Calls revive-runs each full minute at which some run is late; in all others it would find nothing to do. */
export class Reviver {
  readonly #time: VirtualTime;
  readonly #wakeOf: ReadonlyMap<string, number>;
  readonly #revive: () => Promise<unknown>;
  readonly #due = new Map<number, Set<string>>();

  constructor(time: VirtualTime, wakeOf: ReadonlyMap<string, number>, revive: () => Promise<unknown>) {
    this.#time = time;
    this.#wakeOf = wakeOf;
    this.#revive = revive;
  }

  /** Looks after a run: it may be late at the first full minute after its time. */
  watch({ runId, wakeAt = 0 }: Pick<Run, "runId" | "wakeAt">): void {
    const late = Math.max(wakeAt + REVIVE_GRACE_MS + 1, this.#time.now() + 1);
    const minute = Math.ceil(late / MINUTE) * MINUTE;
    const due = this.#due.get(minute);
    if (due !== undefined) {
      due.add(runId);
      return;
    }
    this.#due.set(minute, new Set([runId]));
    this.#time.at(minute, () => void this.#look(minute));
  }

  async #look(minute: number): Promise<void> {
    const before = minute - REVIVE_GRACE_MS;
    const isLate = (runId: string) => (this.#wakeOf.get(runId) ?? minute) < before;
    const due = [...(this.#due.get(minute) ?? [])].filter(isLate);
    this.#due.delete(minute);
    if (due.length === 0) return;
    await this.#revive();
    for (const runId of due) if (isLate(runId)) this.watch({ runId: runId as Run["runId"], wakeAt: 0 });
  }
}

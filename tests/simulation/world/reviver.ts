import type { VirtualTime } from "../clock/virtual-time.ts";

const MINUTE = 60_000;

/** Calls a scheduled function each full minute at which something is late for it; in all others it would find nothing to do. */
export class Reviver {
  readonly #time: VirtualTime;
  readonly #wakeOf: ReadonlyMap<string, number>;
  /** How long past its time something counts as late, ms. */
  readonly #graceMs: number;
  readonly #revive: () => Promise<unknown>;
  readonly #due = new Map<number, Set<string>>();

  constructor(time: VirtualTime, wakeOf: ReadonlyMap<string, number>, graceMs: number, revive: () => Promise<unknown>) {
    this.#time = time;
    this.#wakeOf = wakeOf;
    this.#graceMs = graceMs;
    this.#revive = revive;
  }

  /** Looks after a run or a job: it may be late at the first full minute after its time, ms. */
  watch(id: string, wakeAt = 0): void {
    const late = Math.max(wakeAt + this.#graceMs + 1, this.#time.now() + 1);
    const minute = Math.ceil(late / MINUTE) * MINUTE;
    const due = this.#due.get(minute);
    if (due !== undefined) {
      due.add(id);
      return;
    }
    this.#due.set(minute, new Set([id]));
    this.#time.at(minute, () => void this.#look(minute));
  }

  async #look(minute: number): Promise<void> {
    const before = minute - this.#graceMs;
    const isLate = (id: string) => (this.#wakeOf.get(id) ?? minute) < before;
    const due = [...(this.#due.get(minute) ?? [])].filter(isLate);
    this.#due.delete(minute);
    if (due.length === 0) return;
    await this.#revive();
    for (const id of due) if (isLate(id)) this.watch(id);
  }
}

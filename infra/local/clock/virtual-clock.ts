import type { Clock } from "../../../shared/ports/index.ts";
import { createTimerQueue, type Timer } from "./timer-queue.ts";

/** Longest delay that `setTimeout` takes, ms; a longer one would fire at once. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** Rejects a sleep when the clock stops. */
export class ClockStopped extends Error {
  override readonly name = "ClockStopped";
  constructor() {
    super("the clock was stopped; nothing waits on it any more");
  }
}

/** Does what is left to do before the clock may move on; answers whether it did anything. */
export type Settler = () => Promise<boolean>;

/**
 * The engine's time. Runs at `speed` while everything is parked, at real speed while work is in flight (so that latencies
 * stay real), and jumps from timer to timer while it is being advanced. Never goes backwards.
 */
export class VirtualClock implements Clock {
  readonly #speed: number;
  readonly #timers = createTimerQueue();
  readonly #settlers: Settler[] = [];
  #anchor: { virtual: number; real: number };
  #work = 0;
  #idle = Promise.withResolvers<void>();
  #advancing = false;
  #advances: Promise<unknown> = Promise.resolve();
  #alarm: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: { startsAt: number; speed: number }) {
    this.#speed = options.speed;
    this.#anchor = { virtual: options.startsAt, real: performance.now() };
    this.#idle.resolve();
  }

  now(): number {
    return Math.floor(this.#exactNow());
  }

  /** Moves on to `at` (epoch ms) without firing anything; for a start from stored data. Does nothing when it is past. */
  catchUp(at: number): void {
    this.#jumpTo(at);
  }

  /** Marks work as in flight until the answered function is called. */
  hold(): () => void {
    this.#takeHold();
    let held = true;
    return () => {
      if (held) this.#dropHold();
      held = false;
    };
  }

  /** Parks the caller, who must hold the clock, until `at` (epoch ms); it holds the clock again when this resolves. */
  async sleepUntil(at: number): Promise<void> {
    if (this.#stopped) throw new ClockStopped();
    if (at <= this.now()) return;
    const sleep = Promise.withResolvers<void>();
    const cancel = () => {
      this.#takeHold();
      sleep.reject(new ClockStopped());
    };
    this.#add({ at, run: sleep.resolve, cancel });
    this.#dropHold();
    await sleep.promise;
  }

  /** Runs `task` at `at` (epoch ms) and holds the clock meanwhile; answers how to call it off. `task` must not reject. */
  schedule(at: number, task: () => Promise<void>): () => void {
    const timer: Timer = { at, run: () => void task().finally(() => this.#dropHold()), cancel: () => {} };
    this.#add(timer);
    return () => {
      this.#timers.remove(timer);
      this.#arm();
    };
  }

  /** Has `settler` asked, each time nothing is in flight, before time moves on during `advance`. */
  onSettle(settler: Settler): void {
    this.#settlers.push(settler);
  }

  /**
   * Moves virtual time on by `seconds`, firing what becomes due in order and letting the engine settle between timers.
   * Concurrent calls queue. Answers the time reached, ms.
   */
  advance(seconds: number): Promise<number> {
    const advance = this.#advances.then(() => this.#advance(seconds * 1000));
    this.#advances = advance.catch(() => {});
    return advance;
  }

  /** Resolves once nothing is in flight and no settler has anything left to do. */
  async settle(): Promise<void> {
    for (;;) {
      await this.#idle.promise;
      let busy = false;
      for (const settler of this.#settlers) busy = (await settler()) || busy;
      if (!busy && this.#work === 0) return;
    }
  }

  /** Stops for good: whoever sleeps gets `ClockStopped`, nothing scheduled runs any more. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#alarm);
    for (let timer = this.#timers.take(); timer; timer = this.#timers.take()) timer.cancel();
  }

  async #advance(ms: number): Promise<number> {
    this.#rebase();
    this.#advancing = true;
    const target = this.#exactNow() + ms;
    try {
      await this.settle();
      for (let next = this.#timers.first(); next && next.at <= target; next = this.#timers.first()) {
        this.#jumpTo(next.at);
        for (let due = this.#timers.takeDue(next.at); due; due = this.#timers.takeDue(next.at)) {
          this.#takeHold();
          due.run();
        }
        await this.settle();
      }
      this.#jumpTo(target);
      // Whoever keeps the time reached has it before anybody is told of it.
      await this.settle();
      return this.now();
    } finally {
      this.#rebase();
      this.#advancing = false;
      this.#arm();
    }
  }

  get #rate(): number {
    return this.#work > 0 || this.#advancing ? 1 : this.#speed;
  }

  #exactNow(): number {
    const now = this.#anchor.virtual + (performance.now() - this.#anchor.real) * this.#rate;
    const next = this.#timers.first();
    // Faster than real, an alarm rings far too late on the virtual scale: wait for it rather than pass the timer by.
    return this.#rate > 1 && next ? Math.max(this.#anchor.virtual, Math.min(now, next.at)) : now;
  }

  #rebase(): void {
    this.#anchor = { virtual: this.#exactNow(), real: performance.now() };
  }

  #jumpTo(at: number): void {
    this.#anchor = { virtual: Math.max(at, this.#exactNow()), real: performance.now() };
  }

  #takeHold(now = this.#exactNow()): void {
    this.#anchor = { virtual: now, real: performance.now() };
    this.#work += 1;
    if (this.#work > 1) return;
    this.#idle = Promise.withResolvers<void>();
    this.#arm();
  }

  #dropHold(): void {
    this.#rebase();
    this.#work -= 1;
    if (this.#work > 0) return;
    this.#idle.resolve();
    this.#arm();
  }

  #add(timer: Timer): void {
    if (this.#stopped) {
      timer.cancel();
      return;
    }
    this.#timers.add(timer);
    this.#arm();
  }

  #arm(): void {
    clearTimeout(this.#alarm);
    const next = this.#timers.first();
    if (!next || this.#advancing || this.#stopped) return;
    const delay = (next.at - this.#exactNow()) / this.#rate;
    this.#alarm = setTimeout(() => this.#ring(), Math.min(Math.max(delay, 0), MAX_DELAY_MS));
  }

  #ring(): void {
    // Before the timer is taken, because the clock does not pass a timer that still waits.
    const now = this.#exactNow();
    const due = this.#timers.takeDue(now);
    if (due) {
      this.#takeHold(now);
      due.run();
    } else {
      this.#arm();
    }
  }
}

/** Something that happens at a moment. */
export interface Timer {
  /** Epoch ms. */
  readonly at: number;
  run(): void;
  /** Tells the owner that it will never run. */
  cancel(): void;
}

/** Timers in the order in which they are due; equal ones in the order in which they were added. */
export function createTimerQueue() {
  const timers: Timer[] = [];
  return {
    first: (): Timer | undefined => timers[0],
    take: (): Timer | undefined => timers.shift(),
    /** Takes the first timer if it is due at `now`. */
    takeDue: (now: number): Timer | undefined => (timers[0] && timers[0].at <= now ? timers.shift() : undefined),
    add(timer: Timer): void {
      const later = timers.findIndex((other) => other.at > timer.at);
      timers.splice(later < 0 ? timers.length : later, 0, timer);
    },
    remove(timer: Timer): void {
      const index = timers.indexOf(timer);
      if (index >= 0) timers.splice(index, 1);
    },
  };
}

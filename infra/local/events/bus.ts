import { EVENT_SOURCE } from "../../../shared/contracts/events.ts";
import type { BusEvent } from "../aws/services.ts";
import type { VirtualClock } from "../clock/virtual-clock.ts";

/** Pauses before a delivery is tried again, ms. */
const PAUSES_MS = [1_000, 5_000, 30_000, 120_000];

/** Makes the event bus: events of ours go to record-metrics, in the background, and again when it fails. */
export function createBus(deps: {
  clock: VirtualClock;
  recordMetrics(event: BusEvent): Promise<unknown>;
  onLost(event: BusEvent): void;
}): (event: BusEvent) => void {
  const { clock } = deps;

  async function deliver(event: BusEvent): Promise<void> {
    const release = clock.hold();
    try {
      for (const pause of [...PAUSES_MS, undefined]) {
        try {
          await deps.recordMetrics(event);
          return;
        } catch {
          if (pause === undefined) deps.onLost(event);
          else await clock.sleepUntil(clock.now() + pause);
        }
      }
    } catch {
      // The clock stopped.
    } finally {
      release();
    }
  }

  return (event) => {
    if (event.source === EVENT_SOURCE) void deliver(event);
  };
}

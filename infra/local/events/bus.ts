import { EVENT_CONSUMERS } from "../../../shared/contracts/event-consumers.ts";
import { EVENT_SOURCE } from "../../../shared/contracts/events.ts";
import { FILE_PREFIXES } from "../../../shared/contracts/file-keys.ts";
import type { BusEvent } from "../aws/services.ts";
import type { VirtualClock } from "../clock/virtual-clock.ts";

/** Pauses before a delivery is tried again, ms. */
const PAUSES_MS = [1_000, 5_000, 30_000, 120_000];
/** How late an event may be that is handed over twice, ms of real time: enough for some others to pass it by. */
const MOST_LATE_MS = 100;

/** What the buses need. */
export interface BusDeps {
  readonly clock: VirtualClock;
  readonly invoke: (functionName: string, event: BusEvent) => Promise<unknown>;
  readonly onLost: (functionName: string, event: BusEvent) => void;
  /** Whether to hand this one over twice, and late. @default never */
  readonly isTwice?: () => boolean;
}

/** The event buses. */
export interface Bus {
  /** Hands an event to every function that asked for its kind, in the background and each by itself, and again when that fails. */
  readonly deliver: (event: BusEvent) => void;
  /** Waits until all that was delivered so far was taken, or given up; false when the engine stopped before. */
  readonly taken: () => Promise<boolean>;
}

/** Makes the event buses. */
export function createBus({ clock, invoke, onLost, isTwice = () => false }: BusDeps): Bus {
  const underWay = new Set<Promise<boolean>>();

  async function hand(functionName: string, event: BusEvent): Promise<boolean> {
    const release = clock.hold();
    try {
      for (const pause of [...PAUSES_MS, undefined]) {
        try {
          await invoke(functionName, event);
          return true;
        } catch {
          if (pause === undefined) onLost(functionName, event);
          else await clock.sleepUntil(clock.now() + pause);
        }
      }
      return true;
    } catch {
      // The clock stopped.
      return false;
    } finally {
      release();
    }
  }

  /** At any moment of the next few (real time), so that what comes later may be first. */
  async function late(functionName: string, event: BusEvent): Promise<boolean> {
    const release = clock.hold();
    try {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * MOST_LATE_MS));
      return await hand(functionName, event);
    } finally {
      release();
    }
  }

  return {
    deliver(event) {
      for (const functionName of consumersOf(event)) {
        const copies = isTwice() ? [late, late] : [hand];
        for (const copy of copies) {
          const handed: Promise<boolean> = copy(functionName, event).finally(() => underWay.delete(handed));
          underWay.add(handed);
        }
      }
    },
    async taken() {
      return (await Promise.all(underWay)).every(Boolean);
    },
  };
}

/** The functions that the rules on AWS would hand an event to. */
function consumersOf(event: BusEvent): string[] {
  if (isUpload(event)) return ["start-import"];
  if (event.source !== EVENT_SOURCE) return [];
  return EVENT_CONSUMERS.filter(({ types }) => types.some((type) => type === event["detail-type"])).map(
    ({ functionName }) => functionName,
  );
}

function isUpload({ source, detail, "detail-type": type }: BusEvent): boolean {
  const key = (detail as { object?: { key?: unknown } }).object?.key;
  return (
    source === "aws.s3" && type === "Object Created" && typeof key === "string" && key.startsWith(FILE_PREFIXES.uploads)
  );
}

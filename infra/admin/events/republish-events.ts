import type { EventPage } from "../../../shared/adapters/dynamo/stored-events.ts";
import type { EventBus } from "../../../shared/ports/index.ts";

/** What republishing needs. */
export interface RepublishDeps {
  readonly pages: AsyncIterable<EventPage>;
  /** Left out, events are counted and go nowhere. */
  readonly bus?: EventBus | undefined;
  /** Events published a second, at most. */
  readonly perSecond: number;
  readonly pause: (ms: number) => Promise<unknown>;
  /** Hears how far it has come, after each page with events. */
  readonly onProgress: (told: Republished) => void;
}

/** How far it has come. */
export interface Republished {
  readonly published: number;
  readonly scanned: number;
  /** Items that call themselves events and are none. */
  readonly unreadable: number;
  /** Where to go on from; absent once all of the table was read. */
  readonly next?: string | undefined;
  /** Why it stopped before that. */
  readonly stopped?: "not_taken";
}

/**
 * Publishes stored events on the bus once more, in the order of each lead. It stops at the first page that the bus does not take, and says
 * where to go on; what was taken of that page is then published twice, which consumers bear.
 */
export async function republishEvents(deps: RepublishDeps): Promise<Republished> {
  let told: Republished = { published: 0, scanned: 0, unreadable: 0 };
  for await (const { events, scanned, unreadable, from, next } of deps.pages) {
    const { failed } = deps.bus === undefined ? { failed: [] } : await publishSlowly(deps, deps.bus, events);
    if (failed.length > 0) return { ...told, next: from, stopped: "not_taken" };
    told = {
      published: told.published + events.length,
      scanned: told.scanned + scanned,
      unreadable: told.unreadable + unreadable,
      next,
    };
    if (events.length > 0) deps.onProgress(told);
  }
  return told;
}

async function publishSlowly(
  { perSecond, pause }: RepublishDeps,
  bus: EventBus,
  events: EventPage["events"],
): Promise<{ failed: readonly string[] }> {
  for (let start = 0; start < events.length; start += perSecond) {
    if (start > 0) await pause(1_000);
    const { failed } = await bus.publish(events.slice(start, start + perSecond));
    if (failed.length > 0) return { failed };
  }
  if (events.length > 0) await pause((1_000 * Math.min(events.length, perSecond)) / perSecond);
  return { failed: [] };
}

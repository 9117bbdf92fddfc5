import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { StoreUnavailable } from "../../domain/errors.ts";
import { findPlaces, type Place, type PlaceRequest, type PlaceSearch } from "../../domain/pacing/find-places.ts";
import type { Pacer } from "../../ports/index.ts";
import { batchGet } from "./batch-get.ts";
import { sharedDocumentClient } from "./client.ts";
import { isConflict, orUnavailable } from "./failures.ts";
import { dayItem, minuteItems, minuteOf, PoolPages } from "./pace-items.ts";
import type { SettingsTable } from "./settings.ts";

/** Tries against others who want a place in the same pool; with their pauses about two seconds. */
const MAX_TRIES = 12;
/**
 * The first try takes the first place. Whoever loses it meets many others, so each further try chooses among this many times
 * more parts, up to the limit: of 1,000 callers at one moment all have a place after eight rounds.
 */
const SPREAD = 8;
const MAX_SPREAD = 512;
/** Pauses grow from up to this to at most `MAX_PAUSE_MS`, ms. */
const FIRST_PAUSE_MS = 10;
const MAX_PAUSE_MS = 400;
/** Minutes read at first; twice as many after a lost try or when they are full, up to what one batch takes beside the day. */
const FIRST_MINUTES = 3;
const MAX_MINUTES = 96;

type Request = Parameters<Pacer["reserve"]>[0];

/** Where the pacer keeps its places, and what tests replace. */
export interface PacerConfig extends SettingsTable {
  readonly pause?: (ms: number) => Promise<unknown>;
  /** In [0, 1). */
  readonly random?: () => number;
}

/**
 * Keeps places in number pools: one item per pool and minute, one counter per pool and day, both in one transaction whose
 * conditions hold whatever others have written meanwhile. See docs/adr/0010-pacing.md.
 */
export function createPacer(config: PacerConfig): Pacer {
  const { leadTable, client = sharedDocumentClient(), pause = sleep, random = Math.random } = config;

  async function search(request: Request, wanted: PlaceRequest, attempt: number): Promise<PlaceSearch> {
    const pages = new PoolPages(request);
    const spread = Math.min(SPREAD ** attempt, MAX_SPREAD);
    let minutes = Math.min(FIRST_MINUTES * 2 ** attempt, MAX_MINUTES);
    for (;;) {
      const result = findPlaces(pages, wanted, Math.ceil(spread / wanted.partsPerSecond));
      if (result.is !== "unread") return result;
      const keys = pages.keysFrom(minuteOf(result.second), minutes, result.day.date);
      const items = await orUnavailable(() =>
        batchGet(
          client,
          keys.map((key) => ({ table: leadTable, key })),
        ),
      );
      pages.add(keys, items);
      minutes = Math.min(minutes * 2, MAX_MINUTES);
    }
  }

  async function keep(request: Request, place: Place): Promise<boolean> {
    const updates = [...minuteItems(request, place), dayItem(request, place)];
    const command = new TransactWriteCommand({
      // A retry of the SDK after a lost answer must not keep a second place.
      ClientRequestToken: randomUUID(),
      TransactItems: updates.map((update) => ({ Update: { TableName: leadTable, ...update } })),
    });
    try {
      await orUnavailable(() => client.send(command), isConflict);
      return true;
    } catch (error) {
      if (isConflict(error)) return false;
      throw error;
    }
  }

  return {
    async reserve(request) {
      const { partsPerSecond, partsPerDay } = request.capacity;
      const { parts, share, zone } = request;
      const wanted = { partsPerSecond, partsPerDay, parts, share, zone, from: Math.floor(request.from / 1_000) };
      for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
        if (attempt > 0) await pause(random() * Math.min(FIRST_PAUSE_MS * 2 ** attempt, MAX_PAUSE_MS));
        const result = await search(request, wanted, attempt);
        if (result.is !== "found") throw new StoreUnavailable("pool_full");
        const place = result.places[Math.floor(random() * result.places.length)] ?? result.places[0];
        if (await keep(request, place)) return { slotAt: Math.max(request.from, place.second * 1_000) };
      }
      throw new StoreUnavailable("conflict");
    },
  };
}

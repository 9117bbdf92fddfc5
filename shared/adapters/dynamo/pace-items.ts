import { dayLimit } from "../../domain/pacing/cells.ts";
import type { KnownPool, Place } from "../../domain/pacing/find-places.ts";
import type { Pacer } from "../../ports/index.ts";
import { type ItemKey, paceKeys } from "./keys.ts";

type Request = Parameters<Pacer["reserve"]>[0];
type Pool = Pick<Request, "practiceId" | "pool">;

/** Seconds kept in one item: a minute is read at once, and its item stays below 1 KB, one write unit. */
const SECONDS_PER_ITEM = 60;
/** How long items outlive their time, seconds: a day, for whoever looks into a delay. */
const KEPT_SECONDS = 86_400;
/** Raised when the stored shape changes in a way that readers must tell apart. */
const SCHEMA_VERSION = 1;

/** The minute of a second, both since the epoch. */
export const minuteOf = (second: number): number => Math.floor(second / SECONDS_PER_ITEM);

/** The attribute that counts the parts of a second. */
const cellName = (second: number) => `s${second % SECONDS_PER_ITEM}`;

/** What was read of a pool so far. */
export class PoolPages implements KnownPool {
  readonly #pool: Pool;
  readonly #items = new Map<string, Record<string, unknown>>();

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** The keys of `count` minutes and of a day. */
  keysFrom(minute: number, count: number, date: string): ItemKey[] {
    const { practiceId, pool } = this.#pool;
    const minutes = Array.from({ length: count }, (_, i) => paceKeys.minute(practiceId, pool, minute + i));
    return [...minutes, paceKeys.day(practiceId, pool, date)];
  }

  /** Remembers what these keys hold; an item that is not there is an empty one. */
  add(keys: readonly ItemKey[], items: readonly (Record<string, unknown> | undefined)[]): void {
    for (const [i, { pk }] of keys.entries()) this.#items.set(pk, items[i] ?? {});
  }

  readonly takenAt = (second: number): number | undefined => {
    const item = this.#items.get(paceKeys.minute(this.#pool.practiceId, this.#pool.pool, minuteOf(second)).pk);
    return item && Number(item[cellName(second)] ?? 0);
  };

  readonly usedOn = (date: string): number | undefined => {
    const item = this.#items.get(paceKeys.day(this.#pool.practiceId, this.#pool.pool, date).pk);
    return item && Number(item.parts ?? 0);
  };
}

/** Adds the cells of a place to their minutes, provided that each second still has room for them. */
export function minuteItems({ practiceId, pool }: Pool, { cells }: Place) {
  const minutes = Map.groupBy(cells, ({ second }) => minuteOf(second));
  return [...minutes].map(([minute, ofMinute]) =>
    addTo(
      paceKeys.minute(practiceId, pool, minute),
      (minute + 1) * SECONDS_PER_ITEM + KEPT_SECONDS,
      ofMinute.map(({ second, parts, limit }) => ({ name: cellName(second), parts, limit })),
    ),
  );
}

/** Adds the parts of a message to the count of its day, provided that it stays within what the pool may send for its share. */
export function dayItem({ practiceId, pool, parts, capacity, share }: Request, { day }: Place) {
  const count = { name: "parts", parts, limit: dayLimit(capacity.partsPerDay, share) };
  return addTo(paceKeys.day(practiceId, pool, day.date), day.end + KEPT_SECONDS, [count]);
}

/** An update that adds to counters, each up to its limit; a counter that is not there is 0. */
function addTo(key: ItemKey, expiresAt: number, counts: readonly { name: string; parts: number; limit: number }[]) {
  const within = counts.map((_, i) => `(attribute_not_exists(#c${i}) OR #c${i} <= :room${i})`);
  return {
    Key: { ...key },
    UpdateExpression: `SET entity = :entity, schemaVersion = :schema, expiresAt = :expires ADD ${counts.map((_, i) => `#c${i} :parts${i}`).join(", ")}`,
    ConditionExpression: within.join(" AND "),
    ExpressionAttributeNames: Object.fromEntries(counts.map(({ name }, i) => [`#c${i}`, name])),
    ExpressionAttributeValues: {
      ":entity": "pace",
      ":schema": SCHEMA_VERSION,
      ":expires": expiresAt,
      ...Object.fromEntries(
        counts.flatMap(({ parts, limit }, i) => [
          [`:parts${i}`, parts],
          [`:room${i}`, limit - parts],
        ]),
      ),
    },
  };
}

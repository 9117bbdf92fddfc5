import type { Clock } from "../../ports/index.ts";

/** Most keys that a cache keeps; unknown callers must not fill the memory of a function. */
const MAX_KEYS = 1_000;

/**
 * Remembers what `load` answered, each answer for `ttlMs(answer)` (0: not at all); callers at the same time share one load.
 * A failed load is not remembered.
 */
export function cached<V>(
  clock: Clock,
  load: (key: string) => Promise<V>,
  ttlMs: (value: V) => number,
): (key: string) => Promise<V> {
  const entries = new Map<string, { value: Promise<V>; until: number }>();
  return (key) => {
    const known = entries.get(key);
    if (known && clock.now() < known.until) return known.value;
    if (entries.size >= MAX_KEYS) entries.clear();
    const value = load(key);
    const entry = { value, until: Number.POSITIVE_INFINITY };
    entries.set(key, entry);
    const forget = () => entries.get(key) === entry && entries.delete(key);
    value.then((loaded) => {
      const ttl = ttlMs(loaded);
      if (ttl > 0) entry.until = clock.now() + ttl;
      else forget();
    }, forget);
    return value;
  };
}

import { StoreUnavailable } from "../../shared/domain/errors.ts";
import { findPlaces } from "../../shared/domain/pacing/find-places.ts";
import type { Pacer } from "../../shared/ports/index.ts";

/** What a pool has kept places for. */
class Pool {
  readonly cells = new Map<number, number>();
  readonly days = new Map<string, number>();
  /** By what was looked for: from where to where on one day there is no place any more. Places are never given back. */
  readonly full = new Map<string, { from: number; to: number }>();
  readonly takenAt = (second: number) => this.cells.get(second) ?? 0;
  readonly usedOn = (date: string) => this.days.get(date) ?? 0;
}

/** Keeps places in memory, by the same rules as the pacer over DynamoDB; both pass `tests/contract/pacer.contract.ts`. */
export function createMemoryPacer(): Pacer {
  const pools = new Map<string, Pool>();
  const poolOf = (key: string) => {
    const pool = pools.get(key) ?? new Pool();
    pools.set(key, pool);
    return pool;
  };
  return {
    async reserve({ practiceId, pool: name, capacity, parts, share, from: fromMs, zone }) {
      const pool = poolOf(`${practiceId} ${name}`);
      const asked = Math.floor(fromMs / 1_000);
      const sort = [share, parts, capacity.partsPerSecond, capacity.partsPerDay, zone].join(" ");
      const full = pool.full.get(sort);
      const skips = full !== undefined && asked >= full.from && asked < full.to;
      const result = findPlaces(pool, { ...capacity, parts, share, zone, from: skips ? full.to : asked }, 1);
      if (result.is !== "found") throw new StoreUnavailable("pool_full");
      const [{ second, cells, day }] = result.places;
      for (const cell of cells) pool.cells.set(cell.second, pool.takenAt(cell.second) + cell.parts);
      pool.days.set(day.date, pool.usedOn(day.date) + parts);
      if (asked >= day.start) pool.full.set(sort, { from: skips ? full.from : asked, to: second });
      return { slotAt: Math.max(fromMs, second * 1_000) };
    },
  };
}

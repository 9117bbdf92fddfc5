import { fnvHash } from "../../shared/domain/fnv-hash.ts";

/** Numbers that look random and are the same in every run. */
export class SeededRandom {
  #state: number;

  constructor(seed: string) {
    this.#state = fnvHash(seed) || 1;
  }

  /** From 0 to below 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Of the standard normal distribution (Box and Muller). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** How often something happens that happens so often on average (Knuth; normal when it is often). */
  count(mean: number): number {
    if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    const limit = Math.exp(-mean);
    let times = 0;
    for (let left = this.next(); left > limit; left *= this.next()) times += 1;
    return times;
  }
}

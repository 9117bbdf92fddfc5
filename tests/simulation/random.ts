import { seeded } from "../support/seeded.ts";

/** Choices that are always the same for a seed. */
export class Random {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = seeded(seed);
  }

  /** A number in [0, 1). */
  fraction(): number {
    return this.#next();
  }

  /** True in this share of the cases. */
  chance(share: number): boolean {
    return share > 0 && this.#next() < share;
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.#next() * (high - low + 1));
  }

  pick<T>(options: readonly T[]): T {
    const option = options[Math.floor(this.#next() * options.length)];
    if (option === undefined) throw new RangeError("got nothing to choose from");
    return option;
  }

  /** One of the names, as often as its weight says. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
    const entries = Object.entries(weights) as [K, number][];
    let rest = this.#next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) {
      rest -= weight;
      if (rest < 0) return name;
    }
    throw new RangeError("got no weights");
  }

  /** A seed for another sequence. */
  seed(): number {
    return Math.floor(this.#next() * 2 ** 32);
  }
}

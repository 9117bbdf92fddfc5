import type { Random } from "../random.ts";
import { PLACES, type Place } from "./places.ts";

/** Subscriber numbers kept for tests and fiction: the first belong to the practices and their staff, the others to people. */
const FIRST = 130;
const LAST = 199;

/** Gives every simulated person of a practice a number of their own. */
export class Numbers {
  readonly #given = new Map<string, number>();
  readonly #first: number;
  readonly #step: number;

  /** One of several that share the numbers there are. */
  constructor(index: number, sharers: number) {
    this.#first = FIRST + index;
    this.#step = sharers;
  }

  /** The next free number of an area code, in E.164; undefined when there is none left. */
  next(areaCode: string): string | undefined {
    const line = this.#given.get(areaCode) ?? this.#first;
    if (line > LAST) return undefined;
    this.#given.set(areaCode, line + this.#step);
    return `+1${areaCode}5550${line}`;
  }

  /** A free number somewhere in the US, and where that is. */
  anywhere(random: Random): { phone: string; place: Place } {
    const start = random.between(0, PLACES.length - 1);
    for (let step = 0; step < PLACES.length; step += 1) {
      const place = PLACES[(start + step) % PLACES.length] as Place;
      const phone = this.in(place);
      if (phone !== undefined) return { phone, place };
    }
    throw new RangeError(
      "got more people than there are numbers kept for tests; expected at most 5,000 leads per shard",
    );
  }

  /** A free number in a place. */
  in({ areaCodes }: Place): string | undefined {
    for (const areaCode of areaCodes) {
      const phone = this.next(areaCode);
      if (phone !== undefined) return phone;
    }
    return undefined;
  }
}

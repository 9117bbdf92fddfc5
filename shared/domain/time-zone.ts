import { IANAZone } from "luxon";

/** Every change of an offset falls on a whole quarter of an hour, ms. */
const QUARTER_MS = 15 * 60_000;
/** Quarters remembered per zone before it starts afresh. */
const REMEMBERED = 10_000;

/** A zone that asks Intl for its offset once per quarter of an hour: Intl is most of what date arithmetic costs. */
class RememberingZone extends IANAZone {
  readonly #offsets = new Map<number, number>();

  override offset(ms: number): number {
    const quarter = Math.floor(ms / QUARTER_MS);
    const known = this.#offsets.get(quarter);
    if (known !== undefined) return known;
    const offset = super.offset(ms);
    if (this.#offsets.size >= REMEMBERED) this.#offsets.clear();
    this.#offsets.set(quarter, offset);
    return offset;
  }
}

const zones = new Map<string, RememberingZone>();

/** The IANA zone of this name; undefined when there is none. */
export function timeZone(name: string): IANAZone | undefined {
  const known = zones.get(name);
  if (known !== undefined) return known;
  if (!IANAZone.isValidZone(name)) return undefined;
  const zone = new RememberingZone(name);
  zones.set(name, zone);
  return zone;
}

/** The basic and extended characters of GSM 03.38; a message of these takes 160 to a part, or 153 in each of several. */
const GSM = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€\f]*$/;
const EXTENDED = /[\^{}\\[~\]|€\f]/g;
/** Hand-overs may lie this far from the second that was kept for them: a slow provider, a repeated read, s. */
const WINDOW_SECONDS = 60;

/** How many parts a text message takes, counted again by hand. */
export function partsOf(text: string): number {
  const isGsm = GSM.test(text);
  const units = isGsm ? text.length + (text.match(EXTENDED)?.length ?? 0) : text.length;
  const [single, each] = isGsm ? [160, 153] : [70, 67];
  return units <= single ? 1 : Math.ceil(units / each);
}

/** Counts what a number pool was given in the last minute. */
export class PoolMeter {
  readonly #given: { readonly at: number; readonly parts: number }[] = [];

  /** Adds a message; answers by how many parts the minute before it is over what the pool carries. */
  add(at: number, text: string, partsPerSecond: number): number {
    const parts = partsOf(text);
    this.#given.push({ at, parts });
    const recent = this.#given.filter((one) => one.at > at - WINDOW_SECONDS * 1_000);
    this.#given.splice(0, this.#given.length - recent.length);
    const total = recent.reduce((sum, one) => sum + one.parts, 0);
    // One message may begin in each end of the minute.
    return total - partsPerSecond * WINDOW_SECONDS - 2 * parts;
  }
}

const LOW_BITS = 0x80;

/** Numbers of ms in a text: sorted, as differences, seven bits to a byte, in base64. Times are kept exactly, so percentiles are exact. */
export function encodeTimes(times: Iterable<number>): string {
  const bytes: number[] = [];
  let before = 0;
  for (const time of Float64Array.from(times).sort()) {
    const whole = Math.round(time);
    let rest = whole - before;
    before = whole;
    for (; rest >= LOW_BITS; rest = Math.floor(rest / LOW_BITS)) bytes.push((rest % LOW_BITS) + LOW_BITS);
    bytes.push(rest);
  }
  return Buffer.from(bytes).toString("base64");
}

/** The numbers in such texts together, in order. */
export function decodeTimes(texts: readonly string[]): Float64Array {
  const buffers = texts.map((text) => Buffer.from(text, "base64"));
  const times = new Float64Array(buffers.reduce((sum, { length }) => sum + length, 0));
  let count = 0;
  for (const bytes of buffers) {
    let [time, part, scale] = [0, 0, 1];
    // By index: an iterator takes several times as long over a year of times.
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      part += (byte & (LOW_BITS - 1)) * scale;
      if (byte >= LOW_BITS) {
        scale *= LOW_BITS;
        continue;
      }
      time += part;
      times[count] = time;
      count += 1;
      part = 0;
      scale = 1;
    }
  }
  return times.subarray(0, count).sort();
}

/** Texts that were read before, the oldest first: months that are over keep theirs. */
const read = new Map<string, Float64Array>();
const MOST_READ = 5_000;

/** The numbers of each of these texts, in order. */
export function readTimes(texts: readonly string[]): Float64Array[] {
  return texts.map((text) => {
    const known = read.get(text);
    if (known !== undefined) return known;
    const [oldest] = read.keys();
    if (oldest !== undefined && read.size >= MOST_READ) read.delete(oldest);
    const times = decodeTimes([text]);
    read.set(text, times);
    return times;
  });
}

/**
 * The nearest-rank percentile of lists of whole numbers, each in order: the smallest that at least this share of all does not exceed;
 * undefined of none. The lists need not become one: the number is found by halving what it may be.
 */
export function percentile(lists: readonly Float64Array[], share: number): number | undefined {
  const count = lists.reduce((sum, list) => sum + list.length, 0);
  if (count === 0) return undefined;
  const rank = Math.max(Math.ceil(share * count - ROUNDING), 1);
  let [low, high] = [0, lists.reduce((most, list) => Math.max(most, list.at(-1) ?? 0), 0)];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (countUpTo(lists, middle) >= rank) high = middle;
    else low = middle + 1;
  }
  return low;
}
/** 0.07 × 100 is a little more than 7. */
const ROUNDING = 1e-9;

/** How many numbers of lists, each in order, are at most `limit`. */
export function countUpTo(lists: readonly Float64Array[], limit: number): number {
  return lists.reduce((sum, list) => sum + countInList(list, limit), 0);
}

function countInList(sorted: Float64Array, limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

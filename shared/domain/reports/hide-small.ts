/**
 * Counts of people below this are not shown to marketing: CMS, "Cell Size Suppression Policy" (cells of 1 to 10, and whatever lets them be
 * worked out, ResDAC 2017). Zero says nothing about anybody.
 */
export const SMALL_COUNT = 11;

/** `parts` add up to `total`; both are places in the list of values. */
export interface Sum {
  readonly total: number;
  readonly parts: readonly number[];
}

const TINY = 1e-9;

/**
 * Which of these counts must not be shown: the small ones, and as many others as it takes that no hidden one can be worked out from what
 * is shown and how it adds up. `settled`: places that are hidden (true) or shown (false) whatever comes of it, since others tell them.
 */
export function hideSmall(
  counts: readonly number[],
  sums: readonly Sum[],
  settled: ReadonlyMap<number, boolean> = new Map(),
): ReadonlySet<number> {
  const isSmall = (count: number) => count > 0 && count < SMALL_COUNT;
  const hidden = new Set(counts.flatMap((count, place) => ((settled.get(place) ?? isSmall(count)) ? [place] : [])));
  const known = new Set(sums.flatMap((sum) => onlyPart(sum, counts, settled)));
  const mayHide = (place: number) => !hidden.has(place) && !settled.has(place) && !known.has(place);
  while (hideOneMore(counts, sums, hidden, mayHide));
  return hidden;
}

/** What a shown total that stays says of its only part: hiding that would hide nothing. */
function onlyPart(
  { total, parts }: Sum,
  counts: readonly number[],
  settled: ReadonlyMap<number, boolean>,
): readonly number[] {
  if (settled.get(total) !== false) return [];
  const some = parts.filter((place) => (counts[place] ?? 0) > 0);
  return some.length === 1 ? some : [];
}

type MayHide = (place: number) => boolean;

function hideOneMore(counts: readonly number[], sums: readonly Sum[], hidden: Set<number>, mayHide: MayHide): boolean {
  const next = (sum: Sum) => nextToHide(sum, counts, mayHide);
  const exposed = sums.filter((sum) => exposes(sum, counts, hidden));
  const place = firstOf(exposed, next) ?? firstNear(workedOut(sums, hidden), sums, next);
  if (place === undefined) return false;
  hidden.add(place);
  return true;
}

/** What the first sum says that has something left to hide. */
function firstOf(sums: readonly Sum[], next: (sum: Sum) => number | undefined): number | undefined {
  for (const sum of sums) {
    const place = next(sum);
    if (place !== undefined) return place;
  }
  return undefined;
}

/** Whether a sum gives a hidden count away by itself, or shows that the hidden ones are few even together. */
function exposes({ total, parts }: Sum, counts: readonly number[], hidden: ReadonlySet<number>): boolean {
  const unknown = parts.filter((place) => hidden.has(place));
  if (hidden.has(total)) return unknown.length === 0;
  const rest = unknown.reduce((sum, place) => sum + (counts[place] ?? 0), 0);
  return unknown.length === 1 || (unknown.length > 1 && rest < SMALL_COUNT);
}

/** What they say, or else the sums that share a place with them, and so on. */
function firstNear(
  some: readonly Sum[],
  sums: readonly Sum[],
  next: (sum: Sum) => number | undefined,
): number | undefined {
  const place = firstOf(some, next);
  if (place !== undefined) return place;
  const places = new Set(some.flatMap(placesOf));
  const wider = sums.filter((sum) => placesOf(sum).some((at) => places.has(at)));
  return wider.length === some.length ? undefined : firstNear(wider, sums, next);
}

const placesOf = ({ total, parts }: Sum) => [total, ...parts];

/** The smallest part that is no zero, or the total when there is none left. */
function nextToHide({ total, parts }: Sum, counts: readonly number[], mayHide: MayHide): number | undefined {
  const shown = parts.filter((place) => mayHide(place) && (counts[place] ?? 0) > 0);
  const [smallest] = shown.sort((a, b) => (counts[a] ?? 0) - (counts[b] ?? 0));
  return smallest ?? (mayHide(total) ? total : undefined);
}

/** Sums that, together with others, give a hidden count away. */
function workedOut(sums: readonly Sum[], hidden: ReadonlySet<number>): readonly Sum[] {
  const places = determined(sums, hidden);
  return places.size === 0 ? [] : sums.filter((sum) => placesOf(sum).some((at) => places.has(at)));
}

/** Hidden places whose value follows from all sums together: what elimination leaves alone in a row. */
export function determined(sums: readonly Sum[], hidden: ReadonlySet<number>): ReadonlySet<number> {
  const unknowns = [...hidden];
  const at = new Map(unknowns.map((place, column) => [place, column]));
  const matrix = sums.map(({ total, parts }) => {
    const row = new Float64Array(unknowns.length);
    const put = (place: number, factor: number) => {
      const column = at.get(place);
      if (column !== undefined) row[column] = (row[column] ?? 0) + factor;
    };
    put(total, -1);
    for (const part of parts) put(part, 1);
    return row;
  });
  const reduced = eliminate(
    matrix.filter((row) => row.some(Boolean)),
    unknowns.length,
  );
  const alone = reduced.flatMap((row) => {
    const columns = [...row.keys()].filter((column) => Math.abs(row[column] ?? 0) > TINY);
    return columns.length === 1 ? columns : [];
  });
  return new Set(alone.map((column) => unknowns[column] as number));
}

/** Reduced row echelon form (Gauss-Jordan). */
function eliminate(matrix: Float64Array[], columns: number): Float64Array[] {
  let done = 0;
  for (let column = 0; column < columns && done < matrix.length; column += 1) {
    const pivot = matrix.findIndex((row, index) => index >= done && Math.abs(row[column] ?? 0) > TINY);
    if (pivot < 0) continue;
    const row = matrix[pivot] as Float64Array;
    matrix[pivot] = matrix[done] as Float64Array;
    const lead = row[column] as number;
    const scaled = row.map((value) => value / lead);
    matrix[done] = scaled;
    for (const [index, other] of matrix.entries()) {
      const factor = other[column] ?? 0;
      if (index === done || Math.abs(factor) <= TINY) continue;
      for (let k = 0; k < columns; k += 1) other[k] = (other[k] ?? 0) - factor * (scaled[k] ?? 0);
    }
    done += 1;
  }
  return matrix.slice(0, done);
}

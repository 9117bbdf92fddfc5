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
 * is shown and how it adds up.
 */
export function hideSmall(counts: readonly number[], sums: readonly Sum[]): ReadonlySet<number> {
  const hidden = new Set(counts.flatMap((count, place) => (count > 0 && count < SMALL_COUNT ? [place] : [])));
  while (hideOneMore(counts, sums, hidden));
  return hidden;
}

function hideOneMore(counts: readonly number[], sums: readonly Sum[], hidden: Set<number>): boolean {
  const exposed = sums.find((sum) => exposes(sum, counts, hidden)) ?? workedOut(sums, hidden);
  const place = exposed && nextToHide(exposed, counts, hidden);
  if (place === undefined) return false;
  hidden.add(place);
  return true;
}

/** Whether a sum gives a hidden count away by itself, or shows that the hidden ones are few even together. */
function exposes({ total, parts }: Sum, counts: readonly number[], hidden: ReadonlySet<number>): boolean {
  const unknown = parts.filter((place) => hidden.has(place));
  if (hidden.has(total)) return unknown.length === 0;
  const rest = unknown.reduce((sum, place) => sum + (counts[place] ?? 0), 0);
  return unknown.length === 1 || (unknown.length > 1 && rest < SMALL_COUNT);
}

/** The smallest part that is no zero, or the total when there is none left. */
function nextToHide({ total, parts }: Sum, counts: readonly number[], hidden: ReadonlySet<number>): number | undefined {
  const shown = parts.filter((place) => !hidden.has(place) && (counts[place] ?? 0) > 0);
  const [smallest] = shown.sort((a, b) => (counts[a] ?? 0) - (counts[b] ?? 0));
  return smallest ?? (hidden.has(total) ? undefined : total);
}

/** A sum that, together with others, gives a hidden count away, and of which more can be hidden. */
function workedOut(sums: readonly Sum[], hidden: ReadonlySet<number>): Sum | undefined {
  const places = determined(sums, hidden);
  return sums.find(
    ({ total, parts }) => [total, ...parts].some((place) => places.has(place)) && isOpen(total, parts, hidden),
  );
}

const isOpen = (total: number, parts: readonly number[], hidden: ReadonlySet<number>) =>
  [total, ...parts].some((place) => !hidden.has(place));

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

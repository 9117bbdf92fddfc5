import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { determined, hideSmall, SMALL_COUNT, type Sum } from "../../../shared/domain/reports/hide-small.ts";

/** A table of counts with the total of each column, and its places as they add up. */
function tableOf(rows: readonly (readonly number[])[]): { counts: number[]; sums: Sum[] } {
  const columns = rows[0]?.length ?? 0;
  const totals = Array.from({ length: columns }, (_, c) => rows.reduce((sum, row) => sum + (row[c] ?? 0), 0));
  const sums = totals.map((_, c) => ({
    total: rows.length * columns + c,
    parts: rows.map((_row, r) => r * columns + c),
  }));
  return { counts: [...rows.flat(), ...totals], sums };
}

/** Rows in which the first column is the sum of the others. */
function nested(parts: readonly (readonly number[])[]) {
  const rows = parts.map((row) => [row.reduce((sum, count) => sum + count, 0), ...row]);
  const { counts, sums } = tableOf(rows);
  const width = (parts[0]?.length ?? 0) + 1;
  const across = Array.from({ length: rows.length + 1 }, (_, r) => ({
    total: r * width,
    parts: Array.from({ length: width - 1 }, (_unused, c) => r * width + c + 1),
  }));
  return { counts, sums: [...sums, ...across] };
}

const table = (columns: number) =>
  fc.array(
    fc.array(fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 500 })), {
      minLength: columns,
      maxLength: columns,
    }),
    { minLength: 1, maxLength: 7 },
  );

describe("small counts", () => {
  it("are hidden from 1 to 10, as CMS does; zero and eleven are shown", () => {
    const { counts, sums } = tableOf([[0], [1], [10], [11], [500]]);
    expect([...hideSmall(counts, sums)]).toEqual([1, 2]);
  });

  it("do not follow from the total: with a single one, the next smallest is hidden, too", () => {
    const { counts, sums } = tableOf([[300], [4], [20], [0]]);
    expect([...hideSmall(counts, sums)].sort()).toEqual([1, 2]);
  });

  it("do not follow from being few together: two that are one each could be nothing else", () => {
    const { counts, sums } = tableOf([[1], [1], [40], [90]]);
    expect([...hideSmall(counts, sums)].sort()).toEqual([0, 1, 2]);
  });

  it("take the total with them when there is nothing else to hide behind", () => {
    const one = tableOf([[4]]);
    expect([...hideSmall(one.counts, one.sums)].sort()).toEqual([0, 1]);
    const beside = tableOf([[4], [0]]);
    expect([...hideSmall(beside.counts, beside.sums)].sort()).toEqual([0, 2]);
  });

  it("cannot be worked out from any table, neither by one subtraction nor by all sums together", () => {
    const isSafe = ({ counts, sums }: { counts: number[]; sums: Sum[] }) => {
      const hidden = hideSmall(counts, sums);
      for (const [place, count] of counts.entries()) {
        if (count > 0 && count < SMALL_COUNT) expect(hidden.has(place)).toBe(true);
        if (count === 0) expect(hidden.has(place)).toBe(false);
      }
      for (const { total, parts } of sums) {
        const unknown = parts.filter((place) => hidden.has(place));
        if (!hidden.has(total) && unknown.length > 0) {
          expect(unknown.length).toBeGreaterThan(1);
          expect(unknown.reduce((sum, place) => sum + (counts[place] ?? 0), 0)).toBeGreaterThanOrEqual(SMALL_COUNT);
        }
        if (hidden.has(total)) expect(unknown.length).toBeGreaterThan(0);
      }
      expect([...determined(sums, hidden)]).toEqual([]);
    };
    fc.assert(fc.property(fc.integer({ min: 1, max: 4 }).chain(table), (rows) => isSafe(tableOf(rows))));
    fc.assert(fc.property(fc.integer({ min: 2, max: 4 }).chain(table), (rows) => isSafe(nested(rows))));
  });
});

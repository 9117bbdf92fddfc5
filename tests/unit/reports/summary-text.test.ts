import { describe, expect, it } from "@jest/globals";
import { type Row, rowsOf, sumOf } from "../../../shared/domain/reports/rows.ts";
import { partsOf, rowsOfParts } from "../../../shared/domain/reports/summary-text.ts";
import { manyFacts } from "../../bench/facts.ts";
import { PRACTICE_ID } from "../../support/builders/index.ts";

/** What DynamoDB takes for an item, bytes. */
const MOST_BYTES = 400 * 1024;
const facts = [...manyFacts(PRACTICE_ID, 3_000, 30, "2026-12-01")];
const NO_KEY: Row["key"] = { source: "", channel: "", campaign: "", serviceLine: "", staff: "" };

describe("a stored summary", () => {
  it("gives its rows back as they were", () => {
    const rows = rowsOf(facts);
    const parts = partsOf(PRACTICE_ID, "2026-12-01", 3, rows);
    expect(rowsOfParts(parts)).toEqual(rows);
    expect(parts.map(({ part }) => part)).toEqual(parts.map((_, index) => index));
    expect(parts[0]?.rows).toBe("");
  });

  it("fits into items however large it is, and adds up to the same", () => {
    const many = Array.from({ length: 300_000 }, (_, n) => ({
      startedAt: 0,
      responseMs: n * 977,
      staffedMs: n * 1_313,
    }));
    const [fact] = facts;
    if (fact === undefined) throw new Error("got no fact");
    const rows = [...rowsOf([{ ...fact, inquiries: many }]), ...rowsOf(facts)];
    const parts = partsOf(PRACTICE_ID, "2026-12", 1, rows);
    expect(parts.length).toBeGreaterThan(3);
    for (const part of parts) expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThan(MOST_BYTES);
    const total = (list: readonly Row[]) => sumOf(list, NO_KEY).counts;
    expect(total(rowsOfParts(parts) ?? [])).toEqual(total(rows));
  });

  it("is none while a part is missing or of another version; what is left over from a larger one does not count", () => {
    const parts = partsOf(PRACTICE_ID, "2026-12", 2, rowsOf(facts));
    const [head, ...others] = parts;
    if (head === undefined || others[0] === undefined) throw new Error("got too few parts");
    expect(rowsOfParts([head])).toBeUndefined();
    expect(rowsOfParts([head, { ...others[0], version: 1 }, ...others.slice(1)])).toBeUndefined();
    expect(rowsOfParts(others)).toBeUndefined();
    expect(rowsOfParts([])).toBeUndefined();
    const leftOver = { ...others[0], part: parts.length, version: 1 };
    expect(rowsOfParts([...parts, leftOver])).toEqual(rowsOfParts(parts));
  });
});

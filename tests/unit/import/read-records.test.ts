import { describe, expect, it } from "@jest/globals";
import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { MAX_RECORD_BYTES, readRecords } from "../../../functions/import-chunk/read-records.ts";

const cellsOf = (text: string | Uint8Array, delimiter = ",") =>
  readRecords(Buffer.from(text), { delimiter, isEnd: true }).records.map(({ cells }) => cells);

/** Reads a file in chunks as an import does: each begins where the one before consumed to. */
function readInChunks(bytes: Uint8Array, size: number, delimiter = ","): string[][] {
  const all: string[][] = [];
  let from = 0;
  while (from < bytes.length) {
    // At least one record fits, as long as none is longer than the limit.
    let length = size;
    let read = readRecords(bytes.subarray(from, from + length), { delimiter, isEnd: from + length >= bytes.length });
    while (read.consumed === 0 && read.problem === undefined && from + length < bytes.length) {
      length += size;
      read = readRecords(bytes.subarray(from, from + length), { delimiter, isEnd: from + length >= bytes.length });
    }
    expect(read.problem).toBeUndefined();
    all.push(...read.records.map(({ cells }) => cells));
    from += read.consumed;
  }
  return all;
}

describe("readRecords", () => {
  it("reads quoted delimiters, quotes and line ends", () => {
    expect(cellsOf('a,"b, c","He said ""hi""","two\nlines","and\r\nthree"\nnext,"",x\n')).toEqual([
      ["a", "b, c", 'He said "hi"', "two\nlines", "and\r\nthree"],
      ["next", "", "x"],
    ]);
  });

  it.each(["\n", "\r\n", "\r"])("ends records at %j, also at the end without one", (lineEnd) => {
    expect(cellsOf(["a,b", "c,d", "", "e,f"].join(lineEnd))).toEqual([
      ["a", "b"],
      ["c", "d"],
      ["e", "f"],
    ]);
  });

  it("reads files of mixed line ends", () => {
    expect(cellsOf('a,b\r\nc,"d\ne"\nf,g\rh,i\n')).toEqual([
      ["a", "b"],
      ["c", "d\ne"],
      ["f", "g"],
      ["h", "i"],
    ]);
  });

  it.each([";", "\t", "|"])("splits at %j", (delimiter) => {
    expect(cellsOf(`a${delimiter}"b${delimiter}c"${delimiter}\n`, delimiter)).toEqual([["a", `b${delimiter}c`, ""]]);
  });

  it("forgives spaces before a quote and quotes in the middle of a cell", () => {
    expect(cellsOf('a, "b, c",5" pipe,d "e" f\n')).toEqual([["a", "b, c", '5" pipe', 'd "e" f']]);
  });

  it("takes only spaces for spaces before a cell", () => {
    const line = "(312) 555-0110,)x,/a,_b,?c,€50, d,\u2003e\n";
    const cells = ["(312) 555-0110", ")x", "/a", "_b", "?c", "€50", "d", "e"];
    expect(cellsOf(line)).toEqual([cells]);
    const printable = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).filter(
      (c) => c !== '"',
    );
    expect(cellsOf(printable.join("\t"), "\t")).toEqual([printable]);
    // ÿ, €, ˆ and Ž, which Windows-1252 writes as one byte each.
    const bytes = [0xff, 0x80, 0x88, 0x8e];
    expect(cellsOf(Buffer.from(bytes.flatMap((byte) => [byte, 0x3b])), ";")).toEqual([["ÿ", "€", "ˆ", "Ž", ""]]);
  });

  it("passes over rows whose cells are all blank", () => {
    expect(cellsOf('\n\n,,,\n   \n"",\nDana,1\n\t,\n')).toEqual([["Dana", "1"]]);
  });

  it("takes rows of any width", () => {
    const wide = Array.from({ length: 100 }, (_, index) => `cell ${index}`);
    expect(cellsOf(`a\n${wide.join(",")}\nb,c,,,\n`)).toEqual([["a"], wide, ["b", "c", "", "", ""]]);
  });

  it("decodes each cell by itself: UTF-8, or Windows-1252 where it is none", () => {
    const line = Buffer.concat([
      Buffer.from("Zoë,"),
      Buffer.from([0x5a, 0x6f, 0xeb]),
      Buffer.from(","),
      Buffer.from([0x93, 0x68, 0x69, 0x94, 0x80]),
      Buffer.from(",日本,🦷\n"),
    ]);
    expect(cellsOf(line)).toEqual([["Zoë", "Zoë", "“hi”€", "日本", "🦷"]]);
  });

  it("leaves a record that the chunk cuts off to the next one", () => {
    const { records, consumed, problem } = readRecords(Buffer.from('a,b\nc,"d'), { delimiter: ",", isEnd: false });
    expect([records, consumed, problem]).toEqual([[{ cells: ["a", "b"], end: 4 }], 4, undefined]);
    expect(readRecords(Buffer.from("a,b\nc,d"), { delimiter: ",", isEnd: false }).consumed).toBe(4);
    expect(readRecords(Buffer.from("a,b\nc,d"), { delimiter: ",", isEnd: true }).consumed).toBe(7);
  });

  it("consumes the empty lines of a chunk that has nothing else", () => {
    expect(readRecords(Buffer.from("\n\r\n\n"), { delimiter: ",", isEnd: false })).toEqual({
      records: [],
      consumed: 4,
    });
    expect(readRecords(Buffer.alloc(0), { delimiter: ",", isEnd: true })).toEqual({ records: [], consumed: 0 });
  });

  it("says where each record ends, so that reading can begin there", () => {
    const bytes = Buffer.from('Zoë,"x\r\ny"\r\n\r\nb,c\nd,e');
    const { records } = readRecords(bytes, { delimiter: ",", isEnd: true });
    expect(records.map(({ end }) => bytes.subarray(end).toString())).toEqual(["\r\nb,c\nd,e", "d,e", ""]);
  });

  it("gives the same records in whatever chunks a file is read", () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.string({ unit: fc.constantFrom('"', ",", "\n", "\r", " ", "é", "🦷", "a", ";"), maxLength: 8 }),
    );
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 12 });
    const file = fc.tuple(
      rows,
      fc.constantFrom("\n", "\r\n"),
      fc.constantFrom(",", ";"),
      fc.integer({ min: 1, max: 40 }),
    );
    fc.assert(
      fc.property(file, ([cells, lineEnd, delimiter, size]) => {
        const bytes = Buffer.from(stringify(cells, { record_delimiter: lineEnd, delimiter, quoted: true }));
        const kept = cells.filter((row) => row.some((one) => one.trim() !== ""));
        const whole = cellsOf(bytes, delimiter);
        // Halves of surrogate pairs have no bytes of their own.
        expect(whole).toEqual(kept.map((row) => row.map((one) => one.toWellFormed())));
        expect(readInChunks(bytes, size, delimiter)).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  it("gives the same records for any bytes in whatever chunks, as far as they can be read", () => {
    const unit = fc.constantFrom("a", ",", "\n", "\r", " ", "é", "\u0000", "=");
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 80 }), fc.integer({ min: 1, max: 20 }), (text, size) => {
        const bytes = Buffer.from(text);
        expect(readInChunks(bytes, size)).toEqual(cellsOf(bytes));
      }),
      { numRuns: 500 },
    );
  });

  it("finds a record that is too long without reading the rest of the file", () => {
    const read = (text: string) => readRecords(Buffer.from(text), { delimiter: ",", isEnd: false });
    const tooLong = "x".repeat(MAX_RECORD_BYTES + 1);
    expect(read(tooLong)).toEqual({ records: [], consumed: 0, problem: "row_too_long" });
    expect(read(`a,b\n"${"line\n".repeat(MAX_RECORD_BYTES / 4)}`)).toMatchObject({
      consumed: 4,
      problem: "row_too_long",
    });
    expect(read(`a,b\n${tooLong}\nc,d\n`)).toMatchObject({ consumed: 4, problem: "row_too_long" });
    expect(read(`${"x".repeat(MAX_RECORD_BYTES - 1)}\nc,d\n`).records).toHaveLength(2);
  });

  it("says that a quote is never closed where the file ends within it", () => {
    const read = readRecords(Buffer.from('a,b\nc,"d\ne,f\n'), { delimiter: ",", isEnd: true });
    expect(read).toEqual({ records: [{ cells: ["a", "b"], end: 4 }], consumed: 4, problem: "unclosed_quote" });
  });
});

import { describe, expect, it } from "@jest/globals";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { namesOfRejected, ownColumns, rejectedCsv } from "../../../functions/import-chunk/rejected-rows.ts";
import { type ImportKind, ImportOptionsSchema } from "../../../shared/domain/entities/import.ts";
import { anyText } from "../../support/any-text.ts";

/** Halves of surrogate pairs have no bytes of their own. */
const wellFormed = anyText.map((text) => text.toWellFormed());

describe("rejectedCsv", () => {
  it("writes the row, the reason and the cells as they were", () => {
    const rows = [{ row: 7, reason: "invalid_date", cells: ["Reyes, Dana", 'say "hi"', "two\nlines", "", "Zoë"] }];
    expect(rejectedCsv(rows)).toBe('7,invalid_date,"Reyes, Dana","say ""hi""","two\nlines",,Zoë\n');
    expect(rejectedCsv([])).toBe("");
  });

  it("begins with the names of the columns when it is given some", () => {
    const rows = [{ row: 1, reason: "formula_cell", cells: ["a", "b"] }];
    expect(rejectedCsv(rows, ["Name", "Phone"])).toBe("row,reason,Name,Phone\n1,formula_cell,a,b\n");
    expect(rejectedCsv([], [])).toBe("row,reason\n");
  });

  it("keeps spreadsheets from running a cell, however its formula is hidden", () => {
    const signs = ["=1+1", "+1+1", "-1+1", "@SUM(1)", "＝1", "＋1", "－1", "＠1"];
    const hidden = ["", "\t", "\r", "\n", " ", "\u0000", "\u00a0", "\ufeff", " \t "];
    for (const sign of signs) {
      for (const before of hidden) {
        const [cells = []] = parse(rejectedCsv([{ row: 1, reason: "x", cells: [before + sign] }])) as string[][];
        expect(cells).toEqual(["1", "x", `'${before}${sign}`]);
      }
    }
  });

  it("gives back every cell, and none that begins a formula", () => {
    fc.assert(
      fc.property(fc.array(wellFormed, { minLength: 1, maxLength: 6 }), (cells) => {
        const [read = []] = parse(rejectedCsv([{ row: 1, reason: "x", cells }]), { relax_quotes: false }) as string[][];
        const given = read.slice(2);
        expect(given.map((cell, index) => (cell === cells[index] ? cell : cell.replace(/^'/, "")))).toEqual(cells);
        for (const cell of given) expect(cell).not.toMatch(/^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u);
      }),
    );
  });
});

describe("namesOfRejected", () => {
  const names = (header: readonly string[], kind: ImportKind = "suppressions", columns = {}) =>
    namesOfRejected(header, { kind, options: ImportOptionsSchema.parse({ columns }) });

  it("are those of the file", () => {
    expect(names(["Name", "Phone", "Phone"], "leads")).toEqual(["Name", "Phone", "Phone"]);
    expect(names(["Phone"])).toEqual(["Phone"]);
    expect(names(["Best one"], "leads", { phone: "Best one" })).toEqual(["Best one"]);
  });

  it("are not those that an earlier import has put before them", () => {
    expect(names(["row", "reason", "Name", "Phone"], "leads")).toEqual(["Name", "Phone"]);
    expect(names(["row", "reason", "contact"])).toEqual(["contact"]);
    expect(ownColumns(["row", "reason", "Phone"])).toBe(2);
    for (const other of [[], ["row"], ["reason", "row"], ["Phone", "row", "reason"], ["Row", "Reason", "Phone"]])
      expect(ownColumns(other)).toBe(0);
  });

  it("are one that a list is known by where there is no header, or only a title", () => {
    expect(names([])).toEqual(["contact"]);
    expect(names(["Do not contact list"])).toEqual(["contact"]);
  });
});

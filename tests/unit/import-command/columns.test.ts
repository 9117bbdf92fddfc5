import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { columnNames } from "../../../infra/admin/import/columns.ts";
import { type ImportKind, ImportOptionsSchema } from "../../../shared/domain/entities/import.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "first-touch-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function names(content: string, columns: readonly number[], kind: ImportKind = "leads") {
  const file = join(folder, "file.csv");
  writeFileSync(file, content);
  return columnNames(file, columns, { kind, options: ImportOptionsSchema.parse({}) });
}

describe("columnNames", () => {
  it("are those of the header", () => {
    expect(names('Name;Phone;Owner;"Fax, if any"\nDana;312-555-0142;;\n', [3, 4])).toEqual(["Owner", "Fax, if any"]);
  });

  it("are on one line and harmless to a terminal", () => {
    expect(names('Name,Phone,"Own\ner\u001b[31m",,\n', [3, 4, 9])).toEqual(["Own er [31m", "column 4"]);
  });

  it("are no cells of a list without a header", () => {
    expect(names("312-555-0142\n312-555-0143\n", [1], "suppressions")).toEqual([]);
    expect(names("Dana,312-555-0142\n", [1, 2])).toEqual([]);
  });

  it("are none that an earlier import has added", () => {
    expect(names("row,reason,Name,Phone,Owner\n", [1, 2, 5])).toEqual(["Owner"]);
  });

  it("are read from the beginning of a file, however long it is", () => {
    expect(names(`Name,Phone,Owner\n${"Dana,312-555-0142,\n".repeat(80_000)}`, [3])).toEqual(["Owner"]);
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { checkRejectedFile, writeRejectedFile } from "../../../infra/admin/import/rejected-file.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "first-touch-"));
  file = join(folder, "leads.csv");
  writeFileSync(file, "Name,Phone\n");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("writeRejectedFile", () => {
  it("writes beside the file under a name that is free", () => {
    const write = (text: string) => writeRejectedFile(Buffer.from(text), { rejected: undefined, file });
    expect([write("1"), write("2"), write("3")]).toEqual([
      `${file}.rejected.csv`,
      `${file}.rejected-2.csv`,
      `${file}.rejected-3.csv`,
    ]);
    expect(readFileSync(`${file}.rejected.csv`, "utf8")).toBe("1");
    expect(readFileSync(`${file}.rejected-3.csv`, "utf8")).toBe("3");
  });

  it("writes where the caller says, and over nothing", () => {
    const rejected = join(folder, "mine.csv");
    expect(writeRejectedFile(Buffer.from("1"), { rejected, file })).toBe(rejected);
    expect(() => writeRejectedFile(Buffer.from("2"), { rejected, file })).toThrow("EEXIST");
    expect(readFileSync(rejected, "utf8")).toBe("1");
  });
});

describe("checkRejectedFile", () => {
  it("takes a name that is free", () => {
    expect(() => checkRejectedFile(join(folder, "mine.csv"), file)).not.toThrow();
  });

  it("refuses the file itself, one that exists, and a folder that does not", () => {
    writeFileSync(join(folder, "mine.csv"), "corrections");
    expect(() => checkRejectedFile(join(folder, "..", folder.split("/").at(-1) ?? "", "leads.csv"), file)).toThrow(
      "expected another file than the one to import",
    );
    expect(() => checkRejectedFile(join(folder, "mine.csv"), file)).toThrow("mine.csv exists");
    expect(() => checkRejectedFile(folder, file)).toThrow("exists");
    expect(() => checkRejectedFile(join(folder, "none", "mine.csv"), file)).toThrow("there is no folder");
  });
});

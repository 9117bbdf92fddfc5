import { describe, expect, it } from "@jest/globals";
import { headerNames, readHeader } from "../../../functions/import-chunk/read-header.ts";
import { MAX_RECORD_BYTES } from "../../../functions/import-chunk/read-records.ts";
import { type ImportKind, ImportOptionsSchema } from "../../../shared/domain/entities/import.ts";
import { FILE_PROBLEMS } from "../../../shared/domain/import/file-problems.ts";

function read(file: string | Uint8Array, given: { kind?: ImportKind; columns?: object; isEnd?: boolean } = {}) {
  const { kind = "leads", columns, isEnd = true } = given;
  const options = ImportOptionsSchema.parse(columns === undefined ? {} : { columns });
  return readHeader(Buffer.from(file), { isEnd, kind, options });
}
const codeOf = (...of: Parameters<typeof read>) => {
  const header = read(...of);
  return header.ok ? header.layout : header.flaw.code;
};

describe("readHeader", () => {
  it.each([",", ";", "\t", "|"])("finds that cells are split by %j", (delimiter) => {
    const header = ["First Name", "Phone", "Notes"].join(delimiter);
    expect(read(`${header}\nDana${delimiter}312-555-0142${delimiter}"a, b; c|d"\n`)).toEqual({
      ok: true,
      layout: {
        delimiter,
        rowsFrom: header.length + 1,
        width: 3,
        columns: { firstName: [0], phone: [1], message: [2] },
        dates: {},
      },
    });
  });

  it("is not misled by other delimiters in names of columns and in cells", () => {
    const header = 'Name;Phone;"Notes, questions; wishes";Zip|City';
    expect(read(`${header}\nDana, Reyes;312;a,b,c;d\n`)).toMatchObject({ layout: { delimiter: ";", width: 4 } });
  });

  it("begins behind a byte order mark, empty lines and Excel's hint at the delimiter", () => {
    const rows = "Dana;312-555-0142\n";
    for (const before of ["", "\ufeff", "\n\r\n", "sep=;\r\n", "\ufeffsep=;\n"]) {
      const bytes = Buffer.from(`${before}Name;Phone\n${rows}`);
      const header = read(bytes);
      expect(header).toMatchObject({ ok: true, layout: { delimiter: ";", columns: { fullName: [0], phone: [1] } } });
      if (header.ok) expect(bytes.subarray(header.layout.rowsFrom).toString()).toBe(rows);
    }
  });

  it("reads a header of a hundred columns, with line ends in names", () => {
    const names = Array.from({ length: 97 }, (_, index) => `Question ${index}`);
    const header = `${names.join(",")},"Mobile\nphone",Email,\r\n`;
    expect(read(header)).toMatchObject({
      layout: { width: 100, columns: { phone: [97], email: [98] }, rowsFrom: header.length },
    });
  });

  it("reads names in Windows-1252", () => {
    const header = Buffer.concat([Buffer.from("Tel"), Buffer.from([0xe9]), Buffer.from("fono,Correo\n")]);
    expect(read(header)).toMatchObject({ layout: { columns: { phone: [0], email: [1] } } });
  });

  it("reads a header that is all of the file", () => {
    expect(read("Phone")).toMatchObject({ layout: { rowsFrom: 5, columns: { phone: [0] } } });
  });

  it("reads the beginning of a file, however long it is", () => {
    const file = `Name,Phone\n${'Dana,"312-555-0142"\n'.repeat(50_000)}`;
    expect(read(file, { isEnd: false })).toMatchObject({ layout: { rowsFrom: 11, width: 2 } });
  });
});

describe("readHeader, of what is no list", () => {
  it.each([
    ["nothing", "", "empty_file"],
    ["empty lines", "\n\r\n\n", "empty_file"],
    ["a byte order mark", "\ufeff", "empty_file"],
    ["rows without a header", "Dana,Reyes,312-555-0142\nSam,Ortiz,312-555-0143\n", "no_header"],
    ["numbers without a header", "312-555-0142\n312-555-0143\n", "no_header"],
    ["rows of numbers", "1,2,3\n4,5,6\n", "no_header"],
    ["no column of numbers or addresses", "Name,Created\nDana,2025-03-04\n", "no_contact_column"],
    ["another delimiter", "Name^Phone^Email\nDana^312-555-0142^\n", "unknown_delimiter"],
    ["columns of spaces", "First Name    Phone         Email\nDana          312-555-0142\n", "unknown_delimiter"],
    ["a delimiter that Excel names and we do not know", "sep=^\nName^Phone\n", "unknown_delimiter"],
    ["rows split otherwise than the header", "Name,Phone,Email\nDana;312-555-0142;x\nSam;1;2\n", "unknown_delimiter"],
    ["a repeated column", "Phone,Created,Created\n", "repeated_column"],
    ["XLSX", "PK\u0003\u0004rest", "not_csv"],
    ["PDF", "%PDF-1.7\n", "not_csv"],
    ["HTML", " <!DOCTYPE html><html>", "not_csv"],
    ["a table of HTML", "<table><tr>", "not_csv"],
    ["XML", '\ufeff<?xml version="1.0"?>', "not_csv"],
    ["JSON", '{"leads": []}', "not_csv"],
    ["a list of JSON", '[ {"phone": 1}]', "not_csv"],
    ["a quote that never closes", '"Name,Phone\nDana,312\n', "unclosed_quote"],
  ])("refuses %s", (_, file, code) => {
    expect(codeOf(file)).toBe(code);
  });

  it("refuses old Office files and archives", () => {
    expect(codeOf(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]))).toBe("not_csv");
    expect(codeOf(Buffer.from([0x1f, 0x8b, 8, 0]))).toBe("not_csv");
  });

  it("refuses UTF-16, with and without a byte order mark", () => {
    expect(codeOf(Buffer.from("\ufeffName\tPhone\n", "utf16le"))).toBe("unsupported_encoding");
    expect(codeOf(Buffer.from("\ufeffName\tPhone\n", "utf16le").swap16())).toBe("unsupported_encoding");
    expect(codeOf(Buffer.from("Name\tPhone\n", "utf16le"))).toBe("unsupported_encoding");
  });

  it("refuses a line without end, wherever its quotes are", () => {
    const long = "x".repeat(MAX_RECORD_BYTES * 2);
    expect(codeOf(long, { isEnd: false })).toBe("line_too_long");
    expect(codeOf(`"${long}`, { isEnd: false })).toBe("line_too_long");
    expect(codeOf(`Name,Phone,${long}\nDana`, { isEnd: false })).toBe("line_too_long");
  });

  it("names the field whose column is missing, never the column", () => {
    expect(read("Name,Phone\n", { columns: { stage: "Phase" } })).toEqual({
      ok: false,
      flaw: { code: "mapped_column_missing", field: "stage" },
    });
  });

  it("has a sentence for every problem, that says what to do", () => {
    for (const text of Object.values(FILE_PROBLEMS)) expect(text).toMatch(/^[A-Z].{40,}\.$/);
  });
});

describe("readHeader, of a list of opt-outs", () => {
  const list = { kind: "suppressions" } as const;

  it("takes a list of nothing but numbers and addresses, with or without a header", () => {
    const layout = { width: 1, columns: { phone: [0], email: [0] } };
    expect(codeOf("1-312.555.0199\ndana@example.com\n", list)).toMatchObject({ ...layout, rowsFrom: 0 });
    expect(codeOf("\ufeff312-555-0199\n", list)).toMatchObject({ ...layout, rowsFrom: 3 });
    expect(codeOf("dana@example.com", list)).toMatchObject({ ...layout, rowsFrom: 0 });
    expect(codeOf("Phone\n312-555-0199\n", list)).toMatchObject({ ...layout, rowsFrom: 6 });
    expect(codeOf("DNC list\n312-555-0199\n", list)).toMatchObject({ ...layout, rowsFrom: 9 });
    expect(codeOf("People who said no\ndana@example.com\n", list)).toMatchObject({ ...layout, rowsFrom: 19 });
  });

  it("loses no entry that cannot be read to the header", () => {
    expect(codeOf("312-555-019\n312-555-0199\n", list)).toMatchObject({ rowsFrom: 0 });
    expect(codeOf("dana@\n312-555-0199\n", list)).toMatchObject({ rowsFrom: 0 });
  });

  it("asks for a header where there are several columns, or neither numbers nor addresses", () => {
    expect(codeOf("Dana,312-555-0199\nSam,312-555-0198\n", list)).toBe("no_header");
    expect(codeOf("Dana\nSam\n", list)).toBe("no_contact_column");
  });
});

describe("headerNames", () => {
  it.each([
    ["Name;Phone\n", ["Name", "Phone"]],
    ['\ufeff"Name";"Phone"\r\n', ["Name", "Phone"]],
    ["\n\nsep=;\n", ["sep=", ""]],
    ["sep=;\r\nName;Phone\r\n", ["Name", "Phone"]],
    ["\ufeffsep=;\n", []],
    ["\ufeff", []],
    ["", []],
  ])("are those before the first row: %j", (before, names) => {
    expect(headerNames(Buffer.from(before), ";")).toEqual(names);
  });
});

import { describe, expect, it } from "@jest/globals";
import { readHeader } from "../../../functions/import-chunk/read-header.ts";
import { mayBeOptOuts } from "../../../functions/import-chunk/unclear-kind.ts";
import { ImportOptionsSchema } from "../../../shared/domain/entities/import.ts";

function unclear(file: string, columns = {}): boolean {
  const bytes = Buffer.from(file);
  const given = { isEnd: true, options: ImportOptionsSchema.parse({ columns }) };
  return mayBeOptOuts(readHeader(bytes, { ...given, kind: "leads" }), bytes, given);
}

describe("mayBeOptOuts", () => {
  it.each([
    ["numbers", "phone\n312-555-0142\n"],
    ["addresses", "Email\ndana@example.com\n"],
    ["both", "Mobile,Home Phone,Email\n312-555-0142,,\n"],
    ["columns without a name", "Phone,,\n312-555-0142,,\n"],
    ["numbers without a header", "312-555-0142\n312-555-0143\n"],
    ["numbers behind a byte order mark", "\ufeff312-555-0142\n"],
    ["numbers under a title", "Do Not Call List\n312-555-0142\n"],
    ["addresses under a title", "Unsubscribes\ndana@example.com\n"],
    ["rejected rows of such a list", "row,reason,contact\n2,no_contact_point,312-555-0142\n"],
  ])("finds that a file may be a list of opt-outs: %s", (_, file) => {
    expect(unclear(file)).toBe(true);
  });

  it.each([
    ["their names", "First Name,Last Name,Mobile,Email\nDana,Reyes,312-555-0142,\n"],
    ["rejected rows with names", "row,reason,name,phone\n2,no_contact_point,Dana,312-555-0142\n"],
    ["a date", "Name,Phone,Created\nDana,312-555-0142,2025-03-04\n"],
    ["a column of opt-outs", "Phone,Do Not Contact\n312-555-0142,yes\n"],
    ["a column of their own", "Phone,Favourite doctor\n312-555-0142,Shah\n"],
  ])("takes a file for leads that says more of people: %s", (_, file) => {
    expect(unclear(file)).toBe(false);
  });

  it.each([
    ["rows of several cells without a header", "Dana,312-555-0142\nSam,312-555-0143\n"],
    ["no numbers or addresses", "Name,Created\nDana,2025-03-04\n"],
    ["another delimiter", "First Name~Phone~Created\nDana~312-555-0142~2025-01-01\n"],
    ["nothing", ""],
    ["JSON", '{"leads": []}'],
  ])("leaves a file that is neither to what is wrong with it: %s", (_, file) => {
    expect(unclear(file)).toBe(false);
  });

  it("knows columns by the options as well", () => {
    expect(unclear("Best one;Other\n312-555-0142;\n", { phone: "Best one", email: "Other" })).toBe(true);
    expect(unclear("Who;Best one\nDana;312-555-0142\n", { phone: "Best one", stage: "Who" })).toBe(false);
  });
});

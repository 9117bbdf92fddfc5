import { describe, expect, it } from "@jest/globals";
import { viewOf } from "../../../functions/read-import/view.ts";
import { importReport } from "../../../infra/admin/import/report.ts";
import type { ImportJob } from "../../../shared/domain/entities/import.ts";
import { buildImportJob } from "../../support/builders/index.ts";

const report = (changes: Partial<ImportJob>, notRead: readonly string[] = []) =>
  importReport(viewOf(buildImportJob(changes)), notRead);

describe("importReport", () => {
  it("names the columns, then counts the rows", () => {
    const layout = { delimiter: ",", rowsFrom: 9, width: 3, columns: { phone: [0] }, dates: {} };
    const counts = { accepted: 2, merged: 0, unchanged: 0, rejected: 1, optOuts: 0 };
    expect(report({ status: "done", rows: 3, counts, layout, rejectedFor: { no_contact_point: 1 } }, ["Fax"])).toEqual([
      "columns read: phone",
      "not read, but for words of an opt-out: Fax",
      "3 rows: 2 accepted, 0 merged, 0 unchanged, 1 rejected",
      "rejected for: no_contact_point 1",
    ]);
  });

  it("says of opt-outs what holds for all of them, also for those of email alone", () => {
    const counts = { accepted: 1, merged: 0, unchanged: 0, rejected: 0, optOuts: 1 };
    const [, optOuts] = report({ status: "done", rows: 1, counts });
    expect(optOuts).toBe(
      "1 of them opted out: no automated message goes to those who opted out of everything, no marketing email to the others",
    );
  });

  it.each([
    ["kind_unclear", "--kind suppressions"],
    ["no_contact_column", "--mapping"],
    ["mapped_column_missing", "--mapping"],
    ["ambiguous_dates", "--date-order"],
  ])("says what to do about %s with the command", (code, option) => {
    expect(report({ status: "failed", error: { code } })[2]).toContain(option);
  });

  it("says where a file is wrong", () => {
    expect(report({ status: "failed", error: { code: "unclosed_quote", row: 7 } })[0]).toBe(
      "failed: unclosed_quote at row 7",
    );
    expect(report({ status: "failed", error: { code: "ambiguous_dates", field: "receivedAt" } })[0]).toBe(
      "failed: ambiguous_dates in the column of receivedAt",
    );
  });
});

import { describe, expect, it } from "@jest/globals";
import { reasonOf, rowOf } from "./rows.ts";

const entry = (header: string, cells: string[], options: object = {}) =>
  rowOf(header, cells, { kind: "suppressions", options });
const rejected = (header: string, cells: string[], options: object = {}) =>
  reasonOf(header, cells, { kind: "suppressions", options });

describe("readRow, of a list of opt-outs", () => {
  it("suppresses every number and address of an entry", () => {
    expect(entry("Phone", ["dana@example.com"])).toMatchObject({
      optOut: "all",
      contact: { email: "dana@example.com" },
    });
    expect(entry("Phone,Email", ["1-312.555.0199 / 312-555-0144", "dana@example.com; d@example.com"]).contact).toEqual({
      phones: ["+13125550199", "+13125550144"],
      email: "dana@example.com",
      emails: ["dana@example.com", "d@example.com"],
    });
  });

  it.each([
    "Home",
    "Home #",
    "Work",
    "Work Tel",
    "Landline",
    "Mobile 2",
    "Telephone 2",
    "Phone(s)",
    "Cell #",
    "Cellular",
    "Day phone",
    "Alternate",
    "Secondary",
    "HmPhone",
    "WirelessPhone",
    "Emergency phone",
    "Guarantor Phone",
    "Spouse",
    "Custom 7",
    "Name",
    "Notes",
  ])("counts a number in a column called %s", (header) => {
    for (const cell of ["3125550199", "(312) 555-0199", "312-555-0199 (home)", "+1 312 555 0199 ext. 5"])
      expect([cell, entry(`Email,${header}`, ["", cell]).contact.phones]).toEqual([cell, ["+13125550199"]]);
    expect(entry(`Email,${header}`, ["", "312-555-0199 / 312-555-0144"]).contact.phones).toHaveLength(2);
  });

  it.each(["Alt Email", "Other e-mail", "Record ID", "Name", "Custom 7", "Source", "Created"])(
    "counts an address in a column called %s",
    (header) => {
      expect(entry(`Phone,${header}`, ["312-555-0142", "dana@example.com"]).contact.emails).toEqual([
        "dana@example.com",
      ]);
    },
  );

  it.each([
    "Record ID",
    "Lead ID",
    "Account Number",
    "Acct #",
    "PatNum",
    "Patient No",
    "Chart #",
    "Amount",
    "Total price",
    "Zip",
    "Created",
    "Opt-in timestamp",
    "Fax",
    "Fax phone",
    "NPI",
    "SSN",
    "Insurance ID",
    "Member",
    "Source",
  ])("takes ten digits in a column called %s for no number", (header) => {
    expect(entry(`Email,${header}`, ["dana@example.com", "3125550199"])).toMatchObject({
      contact: { phones: [] },
      warnings: [],
    });
  });

  it.each(["called 312-555-0199 twice", "Dana Reyes", "2025-03-04", "$3,125.00", "1 Main St 60601", "12345", "n/a"])(
    "takes %j in a column without a meaning for no number",
    (cell) => {
      expect(entry("Email,Custom 7", ["dana@example.com", cell])).toMatchObject({
        contact: { phones: [], emails: ["dana@example.com"] },
        warnings: [],
      });
    },
  );

  it("covers what the options say, and all where an entry says so", () => {
    expect(entry("Email", ["dana@example.com"], { scope: "email" }).optOut).toBe("email");
    expect(entry("Email,DNC", ["dana@example.com", "yes"], { scope: "email" }).optOut).toBe("all");
    expect(entry("Email,Email Opt Out", ["dana@example.com", "yes"]).optOut).toBe("all");
  });

  it.each([
    ["email", "all", "email"],
    ["Email only", "all", "email"],
    ["all", "email", "all"],
    ["", "email", "email"],
    ["", "all", "all"],
    ["newsletters", "email", "all"],
  ] as const)("covers by a scope of %j, where the list covers %s, %s", (cell, scope, covered) => {
    const row = entry("phone,email,scope,since,reason", ["", "dana@example.com", cell, "", "unsubscribed"], { scope });
    expect(row.optOut).toBe(cell === "" ? "all" : covered);
    const bare = entry("email,scope", ["dana@example.com", cell], { scope });
    expect(bare.optOut).toBe(covered);
    expect(bare.warnings).toEqual(cell === "newsletters" ? ["opt_out_unclear"] : []);
  });

  it("lets another column of opt-outs say more than a scope", () => {
    expect(entry("email,scope,DNC", ["dana@example.com", "email", "yes"]).optOut).toBe("all");
    expect(entry("email,scope,DNC", ["dana@example.com", "email", ""]).optOut).toBe("email");
  });

  it.each(["no", "N", "false", "0", "Subscribed", "Opted in", "Not opted out"])(
    "leaves out whom its column of opt-outs says %j of",
    (cell) => {
      expect(rejected("Phone,Opted Out", ["312-555-0142", cell])).toBe("not_opted_out");
    },
  );

  it.each(["yes", "TRUE", "1", "x", "Active", "2025-03-04", "", "n/a", "per patient"])(
    "keeps whom its column of opt-outs says %j of",
    (cell) => {
      expect(entry("Phone,Opted Out", ["312-555-0142", cell]).optOut).toBe("all");
    },
  );

  it("keeps whom anything else in the entry says to have opted out, or what it says is not settled by a no", () => {
    expect(entry("Phone,Opted Out,DNC", ["312-555-0142", "no", "yes"]).optOut).toBe("all");
    expect(entry("Phone,Opted Out,Reason", ["312-555-0142", "no", "STOP"]).optOut).toBe("all");
    expect(entry("Phone,Opted Out", ["312-555-0142", "no", "moved, too"]).warnings).toContain("opt_out_denied");
    expect(entry("Phone,Email Opt Out", ["312-555-0142", "no"])).toMatchObject({
      optOut: "all",
      warnings: ["opt_out_denied"],
    });
    expect(rejected("Email,Email Opt Out", ["dana@example.com", "no"], { scope: "email" })).toBe("not_opted_out");
    for (const cell of ["Unknown", "Delivered", ""])
      expect(entry("Email,Email Status", ["dana@example.com", cell], { scope: "email" }).optOut).toBe("email");
    expect(entry("Phone,Opted In", ["312-555-0142", "yes"])).toMatchObject({
      optOut: "all",
      warnings: ["opt_out_denied"],
    });
  });

  it("rejects no entry for dates, formulas or cells out of place", () => {
    expect(entry("Phone,Created,Name", ["312-555-0142", "45720", "=1+1"]).warnings).toEqual([]);
    expect(entry("Phone,Email", ["312-555-0142", "=1+1"])).toMatchObject({ warnings: ["formula_ignored"] });
    expect(entry("Name,Phone", ["Reyes", " Dana", "312-555-0142"]).contact.phones).toEqual(["+13125550142"]);
    expect(entry("Phone", ["312-555-0142", "dana@example.com"]).contact.emails).toEqual(["dana@example.com"]);
  });

  it("says of an entry that cannot be read", () => {
    expect(entry("Phone", ["3.12555E+09"]).warnings).toEqual(["phone_digits_lost"]);
    expect(entry("Phone", ["Dana"]).warnings).toEqual(["phone_unusable"]);
  });
});

import { describe, expect, it } from "@jest/globals";
import { reasonOf, rowOf } from "./rows.ts";

const HEADER = "Phone,Email,Created,Notes,DNC,SMS Consent,Consent Date";
const before = ["312-555-0142", "dana@example.com", "2025-01-05"];
const after = ["yes", "2025-01-05"];

describe("readRow, of a row with a comma too many", () => {
  it.each([
    ["a yes that was moved", [...before, "Moved to Oak St", " Chicago", "yes", ...after]],
    ["a yes that is in place", [...before, "fine", "x", "yes", "Jan 5", " 2025"]],
    ["a yes two columns further", [...before, "a", "b", "c", "TRUE", ...after]],
    ["words in what was a note", [...before, "3/4 LVM", " asked us to stop texting", "", ...after]],
    ["a keyword", [...before, "3/4", "STOP", "", ...after]],
  ])("keeps the opt-out of %s, and nothing else", (_, cells) => {
    expect(rowOf(HEADER, cells)).toEqual({
      contact: { phones: ["+13125550142"], email: "dana@example.com", emails: ["dana@example.com"] },
      source: {},
      inquiry: {},
      consent: { sms: false, call: false, email: false },
      stage: "open",
      optOut: "all",
      warnings: ["columns_ignored", "no_date"],
    });
  });

  it("keeps an opt-out of email, and a no to the question whether contact is fine", () => {
    const email = rowOf("Email,Notes,Email Opt Out", ["dana@example.com", "a", " b", "true"]);
    expect(email).toMatchObject({ optOut: "email", consent: { email: false } });
    expect(rowOf("Phone,Notes,OK to contact", ["312-555-0142", "a", " b", "no"]).optOut).toBe("all");
  });

  it("finds whom it is about beside other words, if need be", () => {
    const row = rowOf("Name,Phone,DNC", ["Reyes", " Dana", "call 312-555-0142 at home", "yes"]);
    expect(row.contact.phones).toEqual(["+13125550142"]);
  });

  it.each([
    ["nobody opted out", [...before, "a", " b", "", ...after].map((cell) => (cell === "yes" ? "" : cell))],
    ["a no was moved", [...before, "a", " b", "no", "", "2025-01-05"]],
    ["a day was moved near", [...before, "a", " b", "", "no", "2025-01-05"]],
    ["a channel is refused", [...before, "Do not text - email is best", " she says", "", "", "2025-01-05"]],
    [
      "a wording speaks of opting out",
      [...before, "I agree to texts. Reply STOP to opt out", "x y", "", "", "2025-01-05"],
    ],
    ["nobody can be told from it", ["n/a", "", "", "a", " b", "yes", "", "2025-01-05"]],
  ])("is rejected where %s", (_, cells) => {
    expect(reasonOf(HEADER, cells)).toBe("too_many_columns");
  });
});

import { describe, expect, it } from "@jest/globals";
import { proven, withPhone } from "./rows.ts";

/** Questions whether messages are allowed, in general: a "no" is one to consent, and suppresses nobody. */
const PERMISSIONS = [
  "Opted In",
  "Opt In",
  "Marketing Opt In",
  "Is Subscribed",
  "Subscribed",
  "Subscription",
  "Consent",
  "Marketing consent",
  "Communication consent",
  "GDPR consent",
  "Promotions",
  "Special offers",
  "Mailing list",
  "Acepta marketing",
];

describe("readRow, of a general permission", () => {
  it.each(PERMISSIONS)("refuses consent by a no in %s, and suppresses nobody", (header) => {
    for (const cell of ["No", "false", "0", "unchecked", "Declined"]) {
      const row = proven(header, cell);
      expect([cell, row.optOut, row.consent]).toMatchObject([
        cell,
        undefined,
        { sms: false, call: false, email: false },
      ]);
      expect(row.warnings).not.toContain("message_unclear");
    }
    expect(withPhone(header, ["Yes"]).consent).toEqual({});
    expect(proven(header, "perhaps")).toMatchObject({
      consent: { sms: true, call: true, email: true },
      warnings: ["consent_unclear"],
    });
    for (const cell of ["Opted out", "Unsubscribed", "Do not contact", "STOP"])
      expect(proven(header, cell).optOut).toBe("all");
  });

  it("refuses texts and calls by a no to TCPA consent", () => {
    for (const header of ["TCPA", "TCPA consent", "TCPA opt in"])
      expect(proven(header, "No")).toMatchObject({ consent: { sms: false, call: false, email: true } });
    expect(proven("TCPA consent", "No")).not.toHaveProperty("optOut");
    expect(withPhone("TCPA consent", ["Yes"]).consent).toEqual({ sms: true, call: true });
  });

  it.each(["May we contact you?", "Contact OK", "Permission to contact", "OK to contact"])(
    "takes a no in %s for an opt-out",
    (header) => {
      expect(proven(header, "No").optOut).toBe("all");
    },
  );
});

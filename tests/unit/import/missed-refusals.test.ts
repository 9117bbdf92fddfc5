import { describe, expect, it } from "@jest/globals";
import { refusalsIn } from "../../../shared/domain/import/opt-out-words.ts";
import { withPhone } from "./rows.ts";

const YES = ["yes", "yes", "yes", "2024-05-01"];
const dated = (header: string, cells: readonly string[]) =>
  withPhone(`SMS Consent,Call Consent,Email Consent,Consent Date,${header}`, [...YES, ...cells]).consent;

describe("readRow, of a wording that does not agree", () => {
  it.each(["none", "pending", "verbal", "Consent expired", "on file?", "TBD", "see chart"])(
    "takes a date beside %j for no evidence",
    (text) => {
      expect(dated("Consent Text", [text])).toEqual({ sms: true, call: true, email: true });
      expect(dated("Consent Text,Consent Proof", [text, "https://example.com/p"])).toEqual({
        sms: true,
        call: true,
        email: true,
        proofUrl: "https://example.com/p",
      });
    },
  );

  it.each([
    "No",
    "false",
    "Rechazó",
    "Not given",
    "unchecked",
    "did not check the box",
    "sin consentimiento",
    "I withdraw my consent",
    "I agree to receive appointment reminders only, no marketing",
    "I do not agree",
    "declined",
  ])("takes %j for a refusal of texts and calls, whatever the date", (text) => {
    expect(dated("Consent Text", [text])).toEqual({ sms: false, call: false, email: true });
  });

  it.each(["", "-", "N/A"])("says nothing by %j", (text) => {
    expect(dated("Consent Text", [text])).toEqual({ sms: true, call: true, email: true, at: "2024-05-01" });
  });

  it("keeps the date beside a wording that agrees, and beside a yes", () => {
    expect(dated("Consent Text", ["Yes"])).toEqual({ sms: true, call: true, email: true, at: "2024-05-01" });
    expect(dated("Consent Text", ["I agree"])).toMatchObject({ sms: true, at: "2024-05-01", text: "I agree" });
  });
});

describe("readRow, of a no in more columns", () => {
  it.each([
    ["SMS Marketing", ["sms"]],
    ["Email Marketing", ["email"]],
    ["Marketing texts", ["sms"]],
    ["Marketing emails", ["email"]],
    ["Texting Enabled", ["sms"]],
    ["SMS Enabled", ["sms"]],
    ["Textable", ["sms"]],
    ["Text promos", ["sms"]],
    ["Text alerts", ["sms"]],
    ["Send promo texts?", ["sms"]],
    ["Send promo?", ["sms", "call", "email"]],
    ["Promotions", ["sms", "call", "email"]],
    ["Special offers", ["sms", "call", "email"]],
    ["Mailing list", ["sms", "call", "email"]],
    ["Acepta marketing", ["sms", "call", "email"]],
    ["Acepta mensajes", ["sms"]],
    ["Permiso para llamar", ["call"]],
  ])("takes a no in %s for a refusal of %j", (header, refused) => {
    const consent = dated(header, ["No"]);
    const channels = (["sms", "call", "email"] as const).filter((channel) => consent[channel] === false);
    expect(channels).toEqual(refused);
    expect(withPhone(header, ["No"])).not.toHaveProperty("optOut");
  });
});

/** Notes, and what they refuse: `no_email` is no opt-out of it. */
const REFUSED: [note: string, refused: string[]][] = [
  ["ya no quiere mensajes", ["all"]],
  ["Ya no quiere más llamadas", ["all"]],
  ["told us to get lost", ["all"]],
  ["No further follow up per pt", ["all"]],
  ["email only", ["sms", "call"]],
  ["prefers email only", ["sms", "call"]],
  ["Only contact by email", ["sms", "call"]],
  ["text only", ["call", "no_email"]],
  ["pt prefers texts only", ["call", "no_email"]],
  ["call only", ["sms", "no_email"]],
  ["calls only please", ["sms", "no_email"]],
  ["no calls, email only", ["call", "sms"]],
  ["Wrong number - do not use", ["sms", "call"]],
  ["not her number", ["sms", "call"]],
  ["number belongs to someone else", ["sms", "call"]],
];

describe("refusalsIn, of notes that were missed", () => {
  it.each(REFUSED)("reads %j as %j", (note, refused) => {
    expect([...refusalsIn(note)].sort()).toEqual([...refused].sort());
  });

  it("suppresses nobody by a preference", () => {
    for (const note of ["email only", "text only", "call only", "not her number"])
      expect(withPhone("Notes", [note])).not.toHaveProperty("optOut");
    expect(dated("Notes", ["text only"])).toMatchObject({ sms: true, call: false, email: false });
  });

  it.each([
    "wrong number",
    "Wrong number, new one is 312-555-0199",
    "read email only yesterday",
    "only called once",
    "3/4 only called",
    "only emailed",
    "Left VM only",
    "phone only rings",
    "Left VM, text only went through once",
    "can only call after 5",
  ])("finds nothing in %j", (note) => {
    expect([...refusalsIn(note)]).toEqual([]);
  });

  it("takes the only way that is fine for an answer to whether contact is", () => {
    const row = withPhone("SMS Consent,OK to contact", ["yes", "email only"]);
    expect(row).toMatchObject({ consent: { sms: false, call: false } });
    expect(row).not.toHaveProperty("optOut");
  });

  it.each(["Stop", "stop", "STOP"])("finds the keyword %j in what a person has replied", (cell) => {
    for (const header of ["Last reply", "Last message", "SMS response"])
      expect(withPhone(header, [cell]).optOut).toBe("all");
  });
});

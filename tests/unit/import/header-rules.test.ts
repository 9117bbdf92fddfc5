import { describe, expect, it } from "@jest/globals";
import { recogniseHeaders } from "../../../shared/domain/import/headers.ts";

/** What a column is read for beside a column of postal codes and one of contact data. */
function fieldsOf(header: string): string[] {
  const recognised = recogniseHeaders(["Phone", "Zip", header], {});
  if ("problem" in recognised) throw new Error(`expected columns, got ${recognised.problem.code}`);
  return Object.entries(recognised.columns).flatMap(([field, columns]) => (columns.includes(2) ? [field] : []));
}

describe("recogniseHeaders, by the words of names", () => {
  it.each([
    "Work Tel",
    "Landline",
    "Mobile 2",
    "Telephone 2",
    "Phone(s)",
    "Cell #",
    "Cellular",
    "Day phone",
    "HmPhone",
    "WkPhone",
    "WirelessPhone",
    "Phone (home)",
    "Best phone",
    "Preferred phone",
    "Teléfono 2",
    "Celular 2",
    "Móvil",
    "Assistant Phone",
  ])("takes %s for numbers", (header) => {
    expect(fieldsOf(header)).toEqual(["phone"]);
  });

  it.each(["Alt Email", "Other e-mail", "E-Mail Addr.", "Email 3", "Mail", "Email ID", "Correo 2"])(
    "takes %s for addresses",
    (header) => {
      expect(fieldsOf(header)).toEqual(["email"]);
    },
  );

  it.each([
    "Emergency phone",
    "Guarantor Phone",
    "Spouse Cell",
    "Parent Email",
    "Referring Doctor Phone",
    "Referral phone",
    "Physician phone",
    "Pharmacy Phone",
    "Employer phone",
    "Agent phone",
    "Owner email",
    "Sales rep email",
    "Fax",
    "Fax phone",
    "Phone type",
    "Phone ID",
    "Phone verified",
    "Area code",
    "Email domain",
    "Email bounced",
    "Last email date",
    "Marketing emails opened",
    "Mailing address",
    "Number of calls",
  ])("takes %s for neither", (header) => {
    expect(fieldsOf(header)).toEqual([]);
  });

  it("puts numbers in columns that it knows by their words behind the others", () => {
    const recognised = recogniseHeaders(["Mobile 2", "Landline", "Phone", "Home Phone"], {});
    expect(recognised).toEqual({ columns: { phone: [2, 3, 0, 1] } });
  });

  it("knows the columns of Open Dental", () => {
    expect(["LName", "FName", "HmPhone", "PatStatus", "TxtMsgOk", "PreferContactMethod"].map(fieldsOf)).toEqual([
      ["lastName"],
      ["firstName"],
      ["phone"],
      ["relationship"],
      ["consentSms"],
      ["preferredChannel"],
    ]);
    expect([fieldsOf("PatNum"), fieldsOf("DateFirstVisit")]).toEqual([[], []]);
  });

  it.each([
    "Opt-In",
    "Opted In",
    "Marketing Opt In",
    "Subscribed",
    "Is Subscribed",
    "Subscription status",
    "Permission",
    "Subscription",
    "GDPR consent",
    "Consent",
    "Consent to contact",
    "Communication consent",
    "Receive marketing?",
    "Send promo?",
    "Special offers",
    "Mailing list",
    "Opt In Status",
  ])("takes %s for a permission in general", (header) => {
    expect(fieldsOf(header)).toEqual(["permission"]);
  });

  it.each(["Contact OK", "OK to contact", "May we contact you?", "Permission to contact", "Patient can be contacted"])(
    "takes %s for the question whether contact is allowed",
    (header) => {
      expect(fieldsOf(header)).toEqual(["mayContact"]);
    },
  );

  it.each([
    ["TxtMsgOk", ["consentSms"]],
    ["TextOk", ["consentSms"]],
    ["Receive texts?", ["consentSms"]],
    ["May we text you?", ["consentSms"]],
    ["SMS Status", ["consentSms"]],
    ["Phone OK", ["consentCall"]],
    ["Email Permission Status", ["consentEmail"]],
    ["Subscriber", ["consentEmail"]],
    ["Text/Call consent", ["consentSms", "consentCall"]],
    ["TCPA", ["consentSms", "consentCall"]],
    ["TCPA consent", ["consentSms", "consentCall"]],
    ["Marketing texts", ["consentSms"]],
    ["Text promos", ["consentSms"]],
    ["E-mail consent", ["consentEmail"]],
    ["Marketing e-mails", ["consentEmail"]],
  ])("takes %s for the question about its channels", (header, fields) => {
    expect(fieldsOf(header)).toEqual(fields);
  });

  it.each([
    "HIPAA consent",
    "Photo consent",
    "Treatment consent",
    "Consent form signed",
    "Consent IP",
    "Opt-in source",
    "Wants",
    "Subscriber ID",
    "Insurance subscriber",
    "OK to leave message",
    "Call back ok",
    "Marketing contact status",
    "Permission set",
    "OK to mail",
    "Receive mail",
    "Mail consent",
    "Marketing message",
    "SMS marketing source",
  ])("takes %s for no such question", (header) => {
    expect(fieldsOf(header)).toEqual([]);
  });

  it.each([
    ["Stop", ["optOut"]],
    ["STOP received", ["optOut"]],
    ["No SMS", ["optOut"]],
    ["No Texts", ["optOut"]],
    ["No Calls", ["optOut"]],
    ["No Emails", ["optOutEmail"]],
    ["Remove", ["optOut"]],
    ["Removed from list", ["optOut"]],
    ["Suppressed", ["optOut"]],
    ["Deceased", ["optOut"]],
    ["Deceased Date", ["optOut"]],
    ["Litigator", ["optOut"]],
    ["SMSOptOut", ["optOut"]],
    ["Do Not Email", ["optOutEmail"]],
  ])("takes %s for a column of opt-outs", (header, fields) => {
    expect(fieldsOf(header)).toEqual(fields);
  });

  it.each([
    "DoNotMail",
    "Bus Stop",
    "Stop Date",
    "Non-stop",
    "No Show",
    "Cancellation",
    "Removed teeth",
    "Removed",
    "Suppress statement",
    "Suppress finance charge",
    "Medicare Opt Out",
    "Opted Out of Fluoride",
  ])("takes %s for no opt-out", (header) => {
    expect(fieldsOf(header)).toEqual([]);
  });
});

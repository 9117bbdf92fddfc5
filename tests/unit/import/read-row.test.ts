import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { anyText } from "../../support/any-text.ts";
import { read, reasonOf, rowOf, withPhone } from "./rows.ts";

const HUBSPOT =
  "Record ID,First Name,Last Name,Email,Phone Number,Mobile Phone Number,Lead Status,Create Date,Last Activity Date,Original Source,Unsubscribed from all email,Postal Code,Preferred language,Message,Closed lost reason,Amount";

describe("readRow", () => {
  it("reads a row of a HubSpot export", () => {
    const cells = [
      "10451",
      "Dana",
      "Reyes",
      "Dana@Example.com",
      "(312) 555-0142",
      "'+1 312-555-0199",
      "Unqualified",
      "2025-03-04 10:11",
      "2025-04-01",
      "Paid Social",
      "false",
      "60601",
      "es-MX",
      "How much are\nimplants?",
      "Too expensive",
      "$4,500.00",
    ];
    expect(read(HUBSPOT, cells)).toEqual({
      ok: true,
      row: {
        contact: {
          firstName: "Dana",
          lastName: "Reyes",
          phones: ["+13125550199", "+13125550142"],
          email: "Dana@Example.com",
          emails: ["Dana@Example.com"],
          postalCode: "60601",
          preferredLanguage: "es",
        },
        source: { name: "Paid Social", externalId: "10451" },
        inquiry: { message: "How much are\nimplants?" },
        consent: {},
        receivedAt: Date.parse("2025-03-04T16:11:00Z"),
        lastActivityAt: Date.parse("2025-04-01T17:00:00Z"),
        stage: "lost",
        stageText: "Unqualified",
        lostReason: "price",
        lostReasonText: "Too expensive",
        value: 4500,
        warnings: [],
      },
    });
  });

  it("reads a row of a Salesforce export", () => {
    const header =
      "Id,LastName,FirstName,Name,State,PostalCode,Phone,MobilePhone,Email,Description,LeadSource,Status,HasOptedOutOfEmail,CreatedDate,DoNotCall,Loss_Reason__c";
    const cells = [
      "00Q5e00000AbCdEFGH",
      "Reyes",
      "Dana",
      "Dana Reyes",
      "IL",
      "2134",
      "312-555-0142",
      "",
      "dana@example.com",
      "",
      "Web",
      "Working - Contacted",
      "1",
      "2025-03-04T10:11:12.000+0000",
      "0",
      "",
    ];
    expect(rowOf(header, cells)).toEqual({
      contact: {
        firstName: "Dana",
        lastName: "Reyes",
        phones: ["+13125550142"],
        email: "dana@example.com",
        emails: ["dana@example.com"],
        state: "IL",
        postalCode: "02134",
      },
      source: { name: "Web", externalId: "00Q5e00000AbCdEFGH" },
      inquiry: {},
      consent: { email: false },
      receivedAt: Date.parse("2025-03-04T10:11:12Z"),
      stage: "open",
      stageText: "Working - Contacted",
      optOut: "email",
      warnings: [],
    });
  });

  it("takes cells that are missing or say nothing for blank", () => {
    const blank = { phones: [], emails: [] };
    expect(rowOf("Name,Phone,Email,Status,Notes", [])).toMatchObject({
      contact: blank,
      stage: "open",
      warnings: ["no_date"],
    });
    expect(rowOf("Name,Phone,Email,Status,Notes", ["", "n/a", "-", "NULL", "#N/A"])).toMatchObject({
      contact: blank,
      inquiry: {},
    });
    expect(rowOf("First Name,Last Name,Phone", ["Christopher", "Null", ""]).contact.lastName).toBe("Null");
  });

  it("cleans texts as intake does", () => {
    expect(withPhone("First Name,Notes", ["  Da\u0000na\u0007 ", "a\u0001\r\nb\t"])).toMatchObject({
      contact: { firstName: "Dana" },
      inquiry: { message: "a\nb" },
    });
    const long = withPhone("First Name,Notes,Service", ["x".repeat(200), "y".repeat(20_000), "z".repeat(300)]);
    expect(long.contact.firstName).toHaveLength(100);
    expect(long.inquiry.message).toHaveLength(10_000);
    expect(long.inquiry.serviceLine).toBeUndefined();
    expect(long.warnings).toEqual(expect.arrayContaining(["text_truncated", "field_ignored"]));
  });

  it("keeps every note", () => {
    expect(withPhone("Message,Notes,Comments", ["Hello", "", "called"]).inquiry.message).toBe("Hello\ncalled");
  });
});

describe("readRow, of names", () => {
  it.each([
    ["Dana Reyes", "Dana", "Reyes"],
    ["Reyes, Dana", "Dana", "Reyes"],
    ["Dana María Reyes López", "Dana", "María Reyes López"],
    ["Dr. Dana Reyes, DDS", "Dana", "Reyes"],
    ["Mrs. Dana Reyes", "Dana", "Reyes"],
    ["Reyes, Jr., Dana", "Dana", "Reyes Jr."],
    ["Dana Reyes Jr.", "Dana", "Reyes Jr."],
    ["Dana Reyes, III", "Dana", "Reyes III"],
    ["  Dana   Reyes ", "Dana", "Reyes"],
    ["Dana", "Dana", undefined],
    ["Reyes,", "Reyes", undefined],
    [", Dana", "Dana", undefined],
    ["Li Na", "Li", "Na"],
    ["Dr.", "Dr.", undefined],
  ])("splits %j", (name, first, last) => {
    const { firstName, lastName } = withPhone("Name", [name]).contact;
    expect([firstName, lastName]).toEqual([first, last]);
  });

  it("believes names that come split", () => {
    expect(withPhone("Name,First Name,Last Name", ["Reyes-Lopez Dana", "Dana", "Reyes"]).contact).toMatchObject({
      firstName: "Dana",
      lastName: "Reyes",
    });
    expect(withPhone("Name,First Name,Last Name", ["Dana Reyes", "", ""]).contact.lastName).toBe("Reyes");
  });
});

describe("readRow, of numbers and addresses", () => {
  it("gathers numbers from all columns, mobile ones first, each once", () => {
    const cells = ["(312)555-0144 / 312-555-0145", "3125550146.0", "312.555.0144"];
    expect(rowOf("Phone,Cell,Home Phone", cells).contact.phones).toEqual([
      "3125550146",
      "+13125550144",
      "+13125550145",
    ]);
  });

  it("says what is wrong with a number or an address", () => {
    expect(rowOf("Phone,Email", ["3.12555E+09", ""]).warnings).toEqual(["no_date", "phone_digits_lost"]);
    expect(rowOf("Phone,Email", ["555-01", ""]).warnings).toEqual(["no_date", "phone_unusable"]);
    expect(rowOf("Phone,Email", ["", "dana at example.com"]).warnings).toEqual(["no_date", "email_unusable"]);
    expect(rowOf("Phone,Email", ["312-555-0142", ""]).warnings).toEqual(["no_date"]);
  });

  it("takes the first usable address", () => {
    expect(rowOf("Email,Work Email", ["none@gmail.com", "Dana <dana@example.com>;"]).contact).toMatchObject({
      email: "none@gmail.com",
      emails: ["none@gmail.com", "dana@example.com"],
    });
  });

  it("gives postal codes their zeros back", () => {
    expect(withPhone("Zip", ["2134"]).contact.postalCode).toBe("02134");
    expect(withPhone("Zip", ["z:60601"]).contact.postalCode).toBe("60601");
    expect(withPhone("Zip", ["60601-1234"]).contact.postalCode).toBe("60601-1234");
    expect(withPhone("Zip", ['="02134"']).contact.postalCode).toBe("02134");
  });
});

describe("readRow, of words", () => {
  it("reads languages, channels and amounts, and says what it does not know", () => {
    expect(
      withPhone("Language,Preferred contact method,Channel,Value", ["Español", "Text message", "Website", "1,200"]),
    ).toMatchObject({
      contact: { preferredLanguage: "es", preferredChannel: "sms" },
      source: { channel: "web_form" },
      value: 1200,
    });
    const odd = withPhone("Language,Preferred contact method,Channel,Value", ["Klingon", "Pigeon", "Fax", "a lot"]);
    expect(odd.warnings).toEqual(expect.arrayContaining(["unknown_language", "unknown_channel", "value_ignored"]));
    expect(odd).not.toHaveProperty("value");
  });

  it.each(["-500", "1.200,50", "1,20", "3000-5000", "€100", "99999999999", "NaN", "1e5"])(
    "takes %j for no amount",
    (amount) => {
      const row = withPhone("Value", [amount]);
      expect(row.value).toBeUndefined();
      expect(row.warnings).toContain("value_ignored");
    },
  );

  it.each([
    ["Existing patient", "Yes", "existing"],
    ["Existing patient", "no", "new"],
    ["New patient?", "Yes", "new"],
    ["New patient?", "No", "existing"],
    ["New or returning", "Returning", "existing"],
    ["Patient type", "New patient", "new"],
  ])("reads %s: %s as %s", (header, cell, relationship) => {
    expect(withPhone(header, [cell]).inquiry.relationship).toBe(relationship);
  });

  it("takes for a patient whom any column calls one", () => {
    expect(withPhone("Status,New patient?", ["Active patient", "Yes"]).inquiry.relationship).toBe("existing");
    expect(withPhone("Lead Status,Lifecycle Stage", ["New", "Customer"])).toMatchObject({
      stage: "patient",
      stageText: "Customer",
    });
    expect(withPhone("New patient?", ["perhaps"]).warnings).toContain("unknown_relationship");
  });

  it("keeps an unknown stage open, and says so", () => {
    expect(withPhone("Status", ["Phase 7b"])).toMatchObject({ stage: "open", stageText: "Phase 7b" });
    expect(withPhone("Status", ["Phase 7b"]).warnings).toContain("unknown_stage");
    expect(withPhone("Status", ["Phase 7b"], { options: { stages: { "phase 7B": "booked" } } }).stage).toBe("booked");
  });

  it("reads why a lead was lost, from its stage if nowhere else", () => {
    expect(withPhone("Status,Lost Reason", ["Lost", "No insurance"])).toMatchObject({
      lostReason: "insurance",
      lostReasonText: "No insurance",
    });
    expect(withPhone("Status", ["Closed - Lost: price"])).toMatchObject({ stage: "lost", lostReason: "price" });
    expect(withPhone("Status", ["Lost"])).not.toHaveProperty("lostReason");
    expect(withPhone("Status,Lost Reason", ["Lost", "the moon"])).toMatchObject({ lostReason: "other" });
    expect(withPhone("Status,Lost Reason", ["Lost", "the moon"]).warnings).toContain("unknown_lost_reason");
    expect(withPhone("Status,Lost Reason", ["Not interested", ""])).not.toHaveProperty("optOut");
  });
});

describe("readRow, of dates", () => {
  const header = "Phone,Created,Last Activity,DOB";
  const row = (created: string, ...others: string[]) => ["312-555-0142", created, ...others];

  it("reads them in the order that the file proves", () => {
    expect(rowOf(header, row("03/04/2025"), { others: [row("12/25/2024")] }).receivedAt).toBe(
      Date.parse("2025-03-04T18:00:00Z"),
    );
    expect(rowOf(header, row("03/04/2025"), { others: [row("25/12/2024")] }).receivedAt).toBe(
      Date.parse("2025-04-03T17:00:00Z"),
    );
    expect(rowOf(header, row("", "", "03/04/85"), { others: [row("", "", "12/25/70")] }).contact.birthDate).toBe(
      "1985-03-04",
    );
  });

  it.each(["03/28", "March 28", "28 de marzo"])("does without the birthday %s, which has no year", (birthday) => {
    const read = rowOf(header, row("2025-03-04", "", birthday));
    expect(read.contact.birthDate).toBeUndefined();
    expect(read.warnings).toEqual(["date_ignored"]);
  });

  it("rejects a row whose date it would have to guess", () => {
    const others = [row("12/25/2024"), row("25/12/2024")];
    expect(reasonOf(header, row("03/04/2025"), { others })).toBe("ambiguous_date");
    expect(reasonOf(header, row("13/04/2025"), { others })).toBe("ok");
  });

  it("rejects dates that are none, not in the order given, or to come", () => {
    expect(reasonOf(header, row("45720"))).toBe("invalid_date");
    expect(reasonOf(header, row("13/04/2025"), { options: { dateOrder: "mdy" } })).toBe("invalid_date");
    expect(reasonOf(header, row("2090-01-01"))).toBe("date_in_future");
    expect(reasonOf(header, row("", "soon"))).toBe("invalid_date");
    expect(reasonOf(header, row("", "", "2090-01-01"))).toBe("date_in_future");
  });

  it("says that there is no date", () => {
    expect(rowOf(header, row("", "2025-04-01"))).toMatchObject({ warnings: ["no_date"] });
    expect(rowOf(header, row("0000-00-00"))).not.toHaveProperty("receivedAt");
  });
});

describe("readRow, of consent", () => {
  it("takes a plain yes in a column of its channel, with its evidence", () => {
    const header = "SMS Consent,Call Consent,Email Opt-In,Consent Date,Consent Text,Consent Proof";
    expect(
      withPhone(header, ["Yes", "no", "", "2024-05-01", "I agree to texts.", "https://example.com/proof"]).consent,
    ).toEqual({
      sms: true,
      call: false,
      text: "I agree to texts.",
      at: "2024-05-01",
      proofUrl: "https://example.com/proof",
    });
    expect(withPhone("SMS Consent,Consent Date", ["TRUE", "2024-05-01T10:00:00-05:00"]).consent).toEqual({
      sms: true,
      at: "2024-05-01T15:00:00.000Z",
    });
  });

  it("finds none without a column for it", () => {
    expect(withPhone("Opt In,Marketing consent,Agreed", ["Yes", "Yes", "Yes"]).consent).toEqual({});
  });

  it.each(["pending", "verbal", "unknown", "TBD", "?", "Yes"])("takes %j for no wording of a consent", (text) => {
    const row = withPhone("SMS Consent,Consent Text", ["yes", text]);
    expect(row.consent).toEqual({ sms: true });
    expect(row.warnings).toContain("consent_text_ignored");
  });

  it.each(["I do not agree to receive texts", "No consent given", "Did not sign", "declined", "no", "false", "0"])(
    "takes %j beside a yes for a no",
    (text) => {
      const row = withPhone("SMS Consent,Call Consent,Email Consent,Consent Text", ["yes", "yes", "yes", text]);
      expect(row.consent).toEqual({ sms: false, call: false, email: true });
      expect(row.warnings).toContain("consent_unclear");
    },
  );

  it("reads a question about two channels for both", () => {
    expect(withPhone("Text/Call consent", ["no"])).toMatchObject({ consent: { sms: false, call: false } });
    expect(withPhone("Text/Call consent", ["yes"]).consent).toEqual({ sms: true, call: true });
  });

  it("takes nothing unclear for consent", () => {
    const row = withPhone("SMS Consent,Call Consent", ["verbal", "2024-05-01"]);
    expect(row.consent).toEqual({});
    expect(row.warnings).toContain("consent_unclear");
  });

  it("needs a yes in every column of a channel", () => {
    expect(withPhone("SMS Consent,Text Opt In", ["Yes", "Yes"]).consent.sms).toBe(true);
    expect(withPhone("SMS Consent,Text Opt In", ["Yes", "No"]).consent.sms).toBe(false);
    expect(withPhone("SMS Consent,Text Opt In", ["Yes", "perhaps"]).consent.sms).toBeUndefined();
  });

  it("never reads an opt-out as consent, whatever the options call its column", () => {
    const options = { columns: { consentSms: "SMS Opt Out" } };
    expect(withPhone("SMS Opt Out", ["Yes"], { options })).toMatchObject({ optOut: "all", consent: { sms: false } });
  });

  it("holds a note that refuses one channel against a yes", () => {
    const row = withPhone("SMS Consent,Email Consent,Notes", ["Yes", "Yes", "Do not text, email is best"]);
    expect(row).toMatchObject({ consent: { sms: false, email: true } });
    expect(row).not.toHaveProperty("optOut");
  });

  it("leaves nobody who opted out with consent", () => {
    const row = withPhone("SMS Consent,Call Consent,Email Consent,Notes", [
      "Yes",
      "Yes",
      "Yes",
      "asked not to be contacted",
    ]);
    expect(row).toMatchObject({ optOut: "all", consent: { sms: false, call: false, email: false } });
  });
});

/** Rows of people who want no contact, as lists hide it. */
const HIDDEN: [header: string, cells: string[]][] = [
  ["Do Not Contact", ["TRUE"]],
  ["Do Not Contact", ["x"]],
  ["DNC", ["Y"]],
  ["DNC status", ["per patient"]],
  ["SMS opt-out", ["1"]],
  ["Unsubscribed", ["yes"]],
  ["Opt-out date", ["3/4/25"]],
  ["DoNotCall", ["✓"]],
  ["OK to contact", ["No"]],
  ["OK to contact", ["unsure"]],
  ["SMS Consent", ["Opted out"]],
  ["Consent to call", ["revoked"]],
  ["Lead Status", ["Do Not Contact"]],
  ["Lead Status", ["Closed - DNC"]],
  ["Lead Status,Deal Stage", ["New", "Opted out"]],
  ["Lead Status", ["Remove"]],
  ["Lead Status", ["Deceased"]],
  ["Lost Reason", ["Do not call again"]],
  ["Lost Reason", ["pt asked us to stop calling"]],
  ["Lost Reason", ["Unsubscribed"]],
  ["Notes", ["3/1/25 LVM\n3/4/25 pt says STOP texting\n3/9 MH"]],
  ["Notes", ["No me llamen más por favor"]],
  ["Message", ["please take me off your list"]],
  ["Comments,Notes", ["fine", "DNC per patient"]],
  ["Last Name", ["Reyes (DO NOT CALL)"]],
  ["First Name", ["DNC - Dana"]],
  ["Name", ["Dana Reyes - opted out"]],
  ["Service", ["Implants / DNC"]],
  ["Source", ["Facebook - do not contact"]],
  ["Tags", ["implants; dnc; vip"]],
  ["Front desk flag", ["DO NOT CONTACT"]],
  ["Custom 7", ["Opted-Out"]],
  ["Email", ["dana@example.com (do not contact)"]],
  ["Do Not Call", ["Active"]],
  ["Unsubscribed", ["Current"]],
  ["Subscription status", ["Unsubscribed"]],
  ["Opt In Status", ["Opted-out"]],
  ["GDPR consent", ["withdrawn"]],
  ["Contact OK", ["N"]],
  ["SMS Status", ["STOP"]],
  ["Stop", ["x"]],
  ["STOP received", ["yes"]],
  ["No Texts", ["Y"]],
  ["Remove", ["x"]],
  ["Litigator", ["yes"]],
  ["Deceased Date", ["2024-01-01"]],
  ["PatStatus", ["Deceased"]],
  ["PreferContactMethod", ["DoNotCall"]],
  ["Contact Preference", ["No contact"]],
  ["List", ["SMS Opt-outs"]],
  ["Lists", ["Newsletter; Do not contact list"]],
  ["Internal remark", ["STOP"]],
  ["Source", ["please remove me"]],
  ["Notes", ["She asked that we not reach out again"]],
];

describe("readRow, of opt-outs", () => {
  it.each(HIDDEN)("finds the one in %s: %j", (header, cells) => {
    expect(withPhone(header, cells).optOut).toBe("all");
  });

  it("finds one beside a number", () => {
    for (const cell of [
      "312-555-0142 DNC",
      "312-555-0142 STOP",
      "(312) 555-0142 - do not call",
      "OPTED OUT 3125550142",
    ])
      expect(rowOf("Phone,Name", [cell, "Dana"])).toMatchObject({
        optOut: "all",
        contact: { phones: ["+13125550142"] },
      });
    for (const cell of [
      "312-555-0142 cell",
      "312-555-0142 ext. 5",
      "home: 312-555-0142",
      "312-555-0142 (call after 5)",
    ])
      expect([cell, rowOf("Phone,Name", [cell, "Dana"]).optOut]).toEqual([cell, undefined]);
  });

  it.each([
    ["Unsubscribed from all email", "true"],
    ["HasOptedOutOfEmail", "1"],
    ["Email Opt Out", "TRUE"],
    ["Opted out of email: Marketing", "Yes"],
    ["Email status", "Unsubscribed"],
    ["Email consent", "unsubscribed"],
    ["Notes", "please do not email"],
    ["No Emails", "Y"],
    ["Email Opt Out", "x"],
    ["Segment", "Email opt-outs"],
  ])("takes %s: %s for an opt-out of email alone", (header, cell) => {
    expect(withPhone(header, [cell])).toMatchObject({ optOut: "email", consent: { email: false } });
  });

  it("lets the wider one count", () => {
    expect(withPhone("Email Opt Out,Notes", ["TRUE", "asked not to be contacted"]).optOut).toBe("all");
  });

  it.each([
    ["Do Not Contact", "FALSE"],
    ["Do Not Contact", ""],
    ["DNC", "no"],
    ["Unsubscribed from all email", "false"],
    ["Email status", "Subscribed"],
    ["OK to contact", "Yes"],
    ["OK to contact", ""],
    ["Opted In", "Yes"],
    ["Opted In", ""],
    ["Opted In", "2025-03-04"],
    ["Subscribed", "Newsletter"],
    ["Subscription status", "Active"],
    ["TCPA consent", "By submitting this form I agree to receive calls and texts."],
    ["GDPR consent", "https://example.com/proof"],
    ["Permission", "Implied"],
    ["Subscriber", "Dana Reyes"],
    ["Email status", "Active"],
    ["Do Not Call", "Inactive"],
    ["Deceased Date", ""],
    ["DoNotMail", "1"],
    ["TxtMsgOk", "Unknown"],
    ["PreferContactMethod", "None"],
    ["PreferContactMethod", "TextMessage"],
    ["Photo consent", "No"],
    ["HIPAA consent", "No"],
    ["Smoker", "Quit"],
    ["Last appointment", "Cancel"],
    ["Call result", "No contact"],
    ["Last Name", "Stop"],
    ["Opt-in / opt-out", "Opted in"],
    ["Fax Opt Out", "TRUE"],
    ["Unsubscribe link", "https://example.com/u/abc"],
    ["Notes", "Not interested, too expensive. Could not contact since."],
    ["Notes", "Form: I agree to texts, reply STOP to opt out at any time."],
    ["Lost Reason", "Not interested"],
    ["Consent Text", "I agree to calls even if my number is on a do-not-call list. Reply STOP to opt out."],
    ["Legal", `${"By checking this box I agree to receive calls. ".repeat(4)}Do not call registry does not apply.`],
  ])("finds none in %s: %j", (header, cell) => {
    expect(withPhone(header, [cell])).not.toHaveProperty("optOut");
  });

  it("takes what is unclear for one, and says so", () => {
    const row = withPhone("Do Not Contact", ["ask Maya"]);
    expect(row.optOut).toBe("all");
    expect(row.warnings).toContain("opt_out_unclear");
  });

  it("refuses every channel by what may be one, and asks a person to read it", () => {
    const row = withPhone("SMS Consent,Email Consent,Notes", ["Yes", "Yes", "attorney involved"]);
    expect(row).not.toHaveProperty("optOut");
    expect(row).toMatchObject({ consent: { sms: false, call: false, email: false } });
    expect(row.warnings).toContain("message_unclear");
  });

  it.each(["Went with another dentist", "Moved away", "Changed her mind", "Not ready", "Lawsuit settled: price"])(
    "leaves nothing unclear by a lost reason that is known: %j",
    (reason) => {
      expect(withPhone("Lost Reason", [reason])).toMatchObject({ consent: {} });
      expect(withPhone("Lost Reason", [reason]).warnings).not.toContain("message_unclear");
    },
  );

  it("refuses calls alone where a note prefers texts", () => {
    const row = withPhone("SMS Consent,Call Consent,Notes", ["Yes", "Yes", "no calls, text ok"]);
    expect(row).toMatchObject({ consent: { sms: true, call: false } });
    expect(row.warnings).toEqual(["no_date"]);
  });

  it("believes the practice's own words for stages and lost reasons", () => {
    const options = {
      stages: { "Do not call": "open", Zebra: "opted_out" },
      lostReasons: { "do not call": "unreachable" },
    };
    expect(withPhone("Status", ["Do not call"], { options })).not.toHaveProperty("optOut");
    expect(withPhone("Status", ["Do not call"]).optOut).toBe("all");
    expect(withPhone("Status", ["Zebra"], { options }).optOut).toBe("all");
    expect(withPhone("Status,Lost Reason", ["Lost", "Do not call"], { options })).not.toHaveProperty("optOut");
  });

  it("never loses one to a flaw elsewhere in its row", () => {
    const row = withPhone("Do Not Contact,Created,Notes", ["yes", "45720", "=1+1"]);
    expect(row).toMatchObject({ optOut: "all", inquiry: {}, contact: { phones: ["+13125550142"] } });
    expect(row.warnings).toEqual(["formula_ignored", "date_ignored", "no_date"]);
    expect(reasonOf("Phone,Do Not Contact,Created", ["312-555-0142", "no", "45720"])).toBe("invalid_date");
  });

  it("finds one in a cell that it will not keep", () => {
    expect(withPhone("Notes", ["=1+1 do not call"])).toMatchObject({ optOut: "all", inquiry: {} });
  });
});

describe("readRow, of flawed rows", () => {
  it("rejects a formula in any column that is read, and ignores it in any other", () => {
    for (const [header, cell] of [
      ["Name", "=1+1"],
      ["Notes", "\t=cmd|' /C calc'!A0"],
      ["Email", "@SUM(1+1)*cmd|' /C calc'!A0"],
      ["Value", "+A1"],
      ["Created", "=TODAY()"],
      ["Source", "'=x"],
    ] as const) {
      expect([header, reasonOf(`Phone,${header}`, ["312-555-0142", cell])]).toEqual([header, "formula_cell"]);
    }
    expect(reasonOf("Phone,Custom 7", ["312-555-0142", "=1+1"])).toBe("ok");
    expect(reasonOf("Phone,Notes", ["+1 (312) 555-0142", "- wants implants"])).toBe("ok");
    expect(reasonOf("Phone,Notes", ["=1+1", "hello"])).toBe("formula_cell");
  });

  it("rejects a row with more cells than columns, blank ones apart", () => {
    expect(reasonOf("Phone,Name", ["312-555-0142", "Reyes", " Dana"])).toBe("too_many_columns");
    expect(reasonOf("Phone,Name", ["312-555-0142", "Reyes", "", " "])).toBe("ok");
  });

  it("rejects a row whose cell swallowed others, but not a letter with commas", () => {
    const swallowed = "called back\nSam,Ortiz,312-555-0143,fine\nKim,Lee,312-555-0145,x";
    expect(reasonOf("First Name,Last Name,Phone,Notes", ["Dana", "Reyes", "312-555-0142", swallowed])).toBe(
      "unclosed_quote",
    );
    const letter = "Hi,\nI would like crowns, veneers, implants, and more,\nmy number is 312-555-0142, thanks,\nDana";
    expect(reasonOf("First Name,Last Name,Phone,Notes", ["Dana", "Reyes", "312-555-0142", letter])).toBe("ok");
  });

  it("answers for any cells, and the same each time", () => {
    const cell = fc.oneof(
      anyText,
      fc.constantFrom("yes", "=1", "312-555-0142", "03/04/2025", "DNC", "dana@example.com"),
    );
    const header = "Name,Phone,Email,Created,Status,Lost Reason,Notes,Value,SMS Consent,Do Not Contact,Custom";
    for (const kind of ["leads", "suppressions"] as const) {
      fc.assert(
        fc.property(fc.array(cell, { maxLength: 13 }), (cells) => {
          expect(read(header, cells, { kind })).toEqual(read(header, cells, { kind }));
        }),
      );
    }
  });
});

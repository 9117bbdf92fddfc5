import { describe, expect, it } from "@jest/globals";
import { ImportFieldSchema } from "../../../shared/domain/entities/import.ts";
import { HEADER_NAMES } from "../../../shared/domain/import/header-names.ts";
import { headerKey, recogniseHeaders } from "../../../shared/domain/import/headers.ts";

/** What was found, as names of columns. */
function found(line: string, options: Parameters<typeof recogniseHeaders>[1] = {}, kind?: "leads" | "suppressions") {
  const headers = line.split(",");
  const recognised = recogniseHeaders(headers, options, kind);
  if ("problem" in recognised) return recognised.problem;
  return Object.fromEntries(
    Object.entries(recognised.columns).map(([field, columns]) => [field, columns.map((column) => headers[column])]),
  );
}

const HUBSPOT =
  "Record ID,First Name,Last Name,Email,Phone Number,Mobile Phone Number,Contact owner,Lead Status,Lifecycle Stage,Marketing contact status,Create Date,Last Activity Date,Last Contacted,Original Source,Unsubscribed from all email,Opted out of email: Marketing Information,Opted out of email: One to One,Postal Code,State/Region,City,Preferred language,Date of birth,Message,Notes,Closed lost reason,Amount,Associated Company";
const SALESFORCE =
  "Id,IsDeleted,LastName,FirstName,Salutation,Name,Title,Company,Street,City,State,PostalCode,Country,Phone,MobilePhone,Fax,Email,Website,Description,LeadSource,Status,Industry,Rating,OwnerId,HasOptedOutOfEmail,IsConverted,CreatedDate,LastModifiedDate,LastActivityDate,DoNotCall,HasOptedOutOfFax,Loss_Reason__c,Service_Line__c,SMS_Opt_Out__c,Expected_Revenue__c";
const SALESFORCE_LABELS =
  "Lead ID,First Name,Last Name,Company / Account,Email,Phone,Mobile,Lead Source,Lead Status,Created Date,Last Activity,Zip/Postal Code,State/Province,Email Opt Out,Do Not Call,Description";
const META =
  "id,created_time,ad_id,ad_name,adset_id,adset_name,campaign_id,campaign_name,form_id,form_name,is_organic,platform,full_name,email,phone_number,zip_code,lead_status,date_of_birth";
const GOOGLE = "Lead ID,Campaign,Ad group ID,Form ID,Lead submit time,Full name,User email,User phone,Zip code,GCLID";

describe("recogniseHeaders", () => {
  it("knows an export of HubSpot contacts", () => {
    expect(found(HUBSPOT)).toEqual({
      externalId: ["Record ID"],
      firstName: ["First Name"],
      lastName: ["Last Name"],
      email: ["Email"],
      phone: ["Mobile Phone Number", "Phone Number"],
      stage: ["Lead Status", "Lifecycle Stage"],
      receivedAt: ["Create Date"],
      lastActivityAt: ["Last Activity Date"],
      source: ["Original Source"],
      optOutEmail: [
        "Unsubscribed from all email",
        "Opted out of email: Marketing Information",
        "Opted out of email: One to One",
      ],
      postalCode: ["Postal Code"],
      state: ["State/Region"],
      language: ["Preferred language"],
      birthDate: ["Date of birth"],
      message: ["Message", "Notes"],
      lostReason: ["Closed lost reason"],
      value: ["Amount"],
    });
  });

  it("knows an export of Salesforce leads, by API names and by labels", () => {
    expect(found(SALESFORCE)).toEqual({
      externalId: ["Id"],
      firstName: ["FirstName"],
      lastName: ["LastName"],
      fullName: ["Name"],
      email: ["Email"],
      phone: ["MobilePhone", "Phone"],
      state: ["State"],
      postalCode: ["PostalCode"],
      source: ["LeadSource"],
      stage: ["Status"],
      receivedAt: ["CreatedDate"],
      lastActivityAt: ["LastActivityDate"],
      optOutEmail: ["HasOptedOutOfEmail"],
      optOut: ["DoNotCall", "SMS_Opt_Out__c"],
      message: ["Description"],
      lostReason: ["Loss_Reason__c"],
      serviceLine: ["Service_Line__c"],
      value: ["Expected_Revenue__c"],
    });
    expect(found(SALESFORCE_LABELS)).toMatchObject({
      externalId: ["Lead ID"],
      phone: ["Mobile", "Phone"],
      receivedAt: ["Created Date"],
      lastActivityAt: ["Last Activity"],
      postalCode: ["Zip/Postal Code"],
      state: ["State/Province"],
      optOutEmail: ["Email Opt Out"],
      optOut: ["Do Not Call"],
    });
  });

  it("knows the lead forms of Meta and Google", () => {
    expect(found(META)).toEqual({
      externalId: ["id"],
      receivedAt: ["created_time"],
      campaign: ["campaign_name"],
      source: ["platform"],
      fullName: ["full_name"],
      email: ["email"],
      phone: ["phone_number"],
      postalCode: ["zip_code"],
      stage: ["lead_status"],
      birthDate: ["date_of_birth"],
    });
    expect(found(GOOGLE)).toEqual({
      externalId: ["Lead ID"],
      campaign: ["Campaign"],
      receivedAt: ["Lead submit time"],
      fullName: ["Full name"],
      email: ["User email"],
      phone: ["User phone"],
      postalCode: ["Zip code"],
    });
  });

  it("knows plain names in Spanish", () => {
    expect(found("Nombre,Apellidos,Teléfono móvil,Correo electrónico,Fecha,Mensaje,No llamar,Código postal")).toEqual({
      firstName: ["Nombre"],
      lastName: ["Apellidos"],
      phone: ["Teléfono móvil"],
      email: ["Correo electrónico"],
      receivedAt: ["Fecha"],
      message: ["Mensaje"],
      optOut: ["No llamar"],
      postalCode: ["Código postal"],
    });
  });

  it.each([
    "First Name",
    "first_name",
    "FIRST.NAME",
    "firstName",
    "FirstName",
    ' "First  Name" ',
    "First_Name__c",
    "first-name",
    "\ufeffFirst Name",
    "First Name*",
  ])("takes %j for a first name", (header) => {
    expect(found(`${header},Phone`)).toMatchObject({ firstName: [header] });
  });

  it.each([
    "Do Not Contact",
    "DoNotContact",
    "DNC",
    "On DNC list",
    "DNC status",
    "SMS opt-out",
    "Text Opt Out?",
    "Opted out",
    "Opt-out date",
    "Opt-In / Opt-Out",
    "Unsubscribed",
    "Globally unsubscribed",
    "Suppressed",
    "Blacklisted",
    "Patient opted out of SMS",
    "Do not text",
    "has_opted_out",
    "Opted out of SMS and email",
  ])("takes %j for a column of opt-outs", (header) => {
    expect(found(`Phone,${header}`)).toMatchObject({ optOut: [header] });
  });

  it.each([
    "Email Opt Out",
    "hs_email_optout",
    "hs_email_optout_123456",
    "Opted out of email: News",
    "Unsubscribed from newsletter",
    "Do not email",
  ])("takes %j for a column of email opt-outs", (header) => {
    expect(found(`Phone,${header}`)).toMatchObject({ optOutEmail: [header] });
  });

  it.each([
    "Unsubscribe link",
    "Opt-out URL",
    "Fax Opt Out",
    "Do Not Mail",
    "HasOptedOutOfFax",
    "Optometrist",
    "Opt-out instructions",
  ])("takes %j for no opt-out", (header) => {
    expect(found(`Phone,${header}`)).toEqual({ phone: ["Phone"] });
  });

  it("never takes an opt-out for consent, nor consent without a channel for one", () => {
    const columns = found("Phone,SMS Opt Out,Email Opt Out,Opt In,Marketing consent,TCPA consent,OK to contact");
    expect(columns).toEqual({
      phone: ["Phone"],
      optOut: ["SMS Opt Out"],
      optOutEmail: ["Email Opt Out"],
      mayContact: ["OK to contact"],
      permission: ["Opt In", "Marketing consent"],
      consentSms: ["TCPA consent"],
      consentCall: ["TCPA consent"],
    });
    expect(found("Phone,SMS Opt-In,Email consent,Consent to call")).toMatchObject({
      consentSms: ["SMS Opt-In"],
      consentEmail: ["Email consent"],
      consentCall: ["Consent to call"],
    });
  });

  it("prefers the surest name where only one column can count", () => {
    expect(found("Phone,Date,Created,Create Date")).toMatchObject({ receivedAt: ["Create Date"] });
    expect(found("Phone,Date")).toMatchObject({ receivedAt: ["Date"] });
  });

  it("puts mobile numbers first, whatever their place", () => {
    expect(found("Home Phone,Phone 2,Phone,Work Phone,Cell")).toEqual({
      phone: ["Cell", "Phone", "Home Phone", "Work Phone", "Phone 2"],
    });
  });

  it("asks which is meant where two columns have one name", () => {
    expect(found("Phone,Created,created")).toEqual({ code: "repeated_column", field: "receivedAt" });
    expect(found("Phone,Notes,Notes")).toMatchObject({ message: ["Notes", "Notes"] });
  });

  it("gives every name one meaning", () => {
    const names = ImportFieldSchema.options.flatMap((field) => HEADER_NAMES[field].split(",").map(headerKey));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names).not.toContain("estado");
  });
});

describe("recogniseHeaders, with columns named by the practice", () => {
  it("believes these first", () => {
    expect(found("Col A,Phone,Wann", { columns: { phone: "Col A", receivedAt: "wann" } })).toEqual({
      phone: ["Col A"],
      receivedAt: ["Wann"],
    });
  });

  it("reads one column for two things", () => {
    const columns = { consentSms: "TCPA consent", consentCall: "TCPA consent" };
    expect(found("Phone,TCPA consent", { columns })).toMatchObject({
      consentSms: ["TCPA consent"],
      consentCall: ["TCPA consent"],
    });
  });

  it("takes a name as it is written before one that is alike", () => {
    expect(found("Phone,date,Date", { columns: { receivedAt: "Date" } })).toMatchObject({ receivedAt: ["Date"] });
    expect(found("Phone,Date,Date", { columns: { receivedAt: "Date" } })).toEqual({
      code: "repeated_column",
      field: "receivedAt",
    });
  });

  it("says which field's column is missing", () => {
    expect(found("Phone,Name", { columns: { stage: "Phase" } })).toEqual({
      code: "mapped_column_missing",
      field: "stage",
    });
  });

  it("keeps looking for opt-outs and notes in the others", () => {
    const columns = { optOut: "Flag", message: "Story" };
    expect(found("Phone,Flag,DNC,Story,Notes", { columns })).toEqual({
      phone: ["Phone"],
      optOut: ["Flag", "DNC"],
      message: ["Story", "Notes"],
    });
  });

  it("keeps a column of opt-outs one, whatever else it is to be read for", () => {
    expect(found("Phone,SMS Opt Out", { columns: { consentSms: "SMS Opt Out" } })).toMatchObject({
      optOut: ["SMS Opt Out"],
    });
  });
});

describe("recogniseHeaders, for what is no header", () => {
  it.each([
    "Dana,Reyes,dana@example.com",
    "Dana,Reyes,(312) 555-0142",
    "1,2,3",
    "1,2025-03-04,",
    "Name,Phone,312-555-0142",
  ])("takes %j for a row", (line) => {
    expect(found(line)).toEqual({ code: "no_header" });
  });

  it("asks for a column of numbers or addresses", () => {
    expect(found("Name,Status,Created")).toEqual({ code: "no_contact_column" });
    expect(found("Alpha,Beta")).toEqual({ code: "no_contact_column" });
  });
});

describe("recogniseHeaders, of a list of opt-outs", () => {
  it("reads nothing but numbers, addresses and what they opted out of, and looks for numbers where no others are", () => {
    const line = "Record ID,First Name,Phone,Email,Create Date,Amount,Zip,Fax,Chart #,Unsubscribed,Notes,Home 2";
    expect(found(line, {}, "suppressions")).toEqual({
      phone: ["Phone", "Email"],
      email: ["Phone", "Email", "First Name", "Unsubscribed", "Notes", "Home 2"],
      optOut: ["Unsubscribed"],
    });
  });

  it.each(["contact", "Number", "recipient", "número", "Home #", "Work"])(
    "takes %j for numbers and addresses",
    (header) => {
      expect(found(`${header},Fax`, {}, "suppressions")).toEqual({ phone: [header], email: [header] });
    },
  );

  it("takes a scope for what an entry is out of, and in a list of leads for nothing", () => {
    expect(found("email,scope", {}, "suppressions")).toMatchObject({ optOut: ["scope"] });
    expect(found("email,scope")).toEqual({ email: ["email"] });
  });
});

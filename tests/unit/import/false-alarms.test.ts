import { describe, expect, it } from "@jest/globals";
import { refusalsIn } from "../../../shared/domain/import/opt-out-words.ts";
import { proven, withPhone } from "./rows.ts";

/** Ordinary cells that silence nobody, by column. */
const NOTHING: Record<string, string[]> = {
  // Nobody was asked yet, or what became of a message.
  TxtMsgOk: ["Unknown", "Not asked", "N/A", ""],
  "SMS Status": ["Delivered", "Sent", "Opened", "Clicked", "Active", "Valid", "Verified", "Queued", "Pending"],
  "Email Status": ["Delivered", "Sent", "Opened", "Clicked", "Active", "Valid", "Verified", "Queued", "Unknown"],
  "Opted In": ["Unknown", "Pending", "Not yet", "Not asked", "Yes", "2025-03-04", ""],
  "Marketing consent": ["Unknown", "Pending", "Yes", "Implied"],
  "Communication consent": ["Not asked"],
  Subscribed: ["Not yet", "TRUE", "Newsletter"],
  "TCPA consent": ["Unknown", "Pending", "Yes", "By submitting this form I agree to receive calls and texts."],
  "May we contact you?": ["Unknown", "Pending", "Not asked", "Not yet", "Yes"],
  "OK to contact": ["Unknown", "Not set"],
  // Nobody was reached, or a program stopped.
  "Lost Reason": ["No contact", "Cancelled", "declined", "not now"],
  "Call outcome": ["No contact"],
  Stage: ["No contact", "Cancelled", "Closed - No contact"],
  Status: ["Stop bot"],
  Tags: [
    "No contact",
    "implants; no contact; vip",
    "dnd-off",
    "dnd:false",
    "dnd disabled",
    "stop bot",
    "stop drip",
    "stop nurture",
    "stop-workflow",
    "ai-stop",
    "Stop Automation",
    "unsubscribed-from-workflow",
    "Unsubscribed from sequence",
    "end",
    "cancelled",
    "declined",
    "not now",
    "vip, end, implants",
  ],
  Custom: ["dnd:false", "Unsubscribed from sequence", "stop bot"],
  Automation: ["Stop"],
  "Follow up": ["Stop"],
  Recall: ["Stop"],
  // Of other things than messages.
  "Suppress statement": ["Yes"],
  "Suppress finance charge": ["Yes"],
  "Medicare Opt Out": ["Yes"],
  "Opted Out of Fluoride": ["Yes"],
  Removed: ["Yes"],
  "OK to mail": ["No"],
  "Receive mail": ["No"],
};

describe("readRow, of an ordinary lead", () => {
  it.each(Object.entries(NOTHING).flatMap(([header, cells]) => cells.map((cell) => [header, cell])))(
    "leaves the consent that was given alone where %s says %j",
    (header, cell) => {
      const row = proven(header, cell);
      expect(row).not.toHaveProperty("optOut");
      expect(row).toMatchObject({ consent: { sms: true, call: true, email: true } });
      expect(row.warnings).not.toContain("message_unclear");
    },
  );

  it.each(["Unknown", "Delivered", "Active", "Not asked", "Pending"])("takes %j for no consent either", (cell) => {
    for (const header of ["SMS Consent", "TxtMsgOk", "TCPA consent", "Opted In"])
      expect(withPhone(header, [cell])).toMatchObject({ consent: {}, warnings: ["no_date"] });
  });

  it("counts nobody reached as such", () => {
    expect(proven("Lost Reason", "No contact").lostReason).toBe("unreachable");
    expect(proven("Stage", "No contact").stage).toBe("open");
    expect(proven("Stage", "Closed - No contact")).toMatchObject({ stage: "lost", lostReason: "unreachable" });
  });

  it.each(["Non-Patient", "NonPatient", "Non Patient", "Not a patient"])("takes %j for no patient", (cell) => {
    for (const header of ["Stage", "Status"]) {
      expect(proven(header, cell)).toMatchObject({ stage: "open" });
      expect(proven(header, cell).inquiry.relationship).toBeUndefined();
    }
    expect(proven("PatStatus", cell).inquiry.relationship).toBe("new");
  });

  it.each(["Non-active patient", "Inactive patient"])("takes %j for a patient, who was one", (cell) => {
    expect(proven("Stage", cell)).toMatchObject({ stage: "patient", inquiry: { relationship: "existing" } });
  });
});

/** Notes that refuse nothing. */
const NOTES = [
  // What the practice has sent.
  "Reply YES to confirm, STOP to unsubscribe",
  "Text HELP for help, STOP to cancel.",
  "Reply C to confirm or STOP to opt out",
  "Sent: appt reminder. Reply 1 to confirm, 2 to cancel, STOP to end",
  // What a check of lists has shown.
  "DNC checked, not on list",
  "not on DNC",
  "not on do not call list",
  "Not on the Do Not Call registry",
  "DNC scrub clean 3/2025",
  "DNC clear",
  "no opt out on file",
  "No opt-outs on record",
  // Other people, numbers and things.
  "do not call home, call cell",
  "do not call the work number",
  "don't call landline",
  "do not call her mom",
  "Do not contact spouse",
  "do not contact previous dentist",
  "do not contact her insurance",
  "stop mailing statements",
  "does not want reminders by mail",
  "opted out of x-rays",
  "opted out of fluoride",
  "opted out of insurance",
  "opted out of the plan",
  "Dr. opted out of Medicare",
  "does not consent to extraction yet",
  "sleep apnea, STOP-Bang questionnaire",
  "deceased father was pt",
  "wife passed away in Jan",
  "attorney referral - Smith LLP",
  "PI case, attorney lien",
  "complained that nobody called back",
  "complained that no one returned her calls",
  // Another time.
  "Not now",
  "not now, maybe in spring",
  "Not now, call in spring",
  "not at this time",
  "not right now",
  "do not text after 9pm",
  "do not text before 8am",
  "do not text while driving",
  "email/text only",
  "no call no show, text ok later",
  "no llamar antes de las 5",
  "no molestar antes de las 10",
];
/** Notes that refuse no more than they say. */
const ONE_CHANNEL: [note: string, refused: string[]][] = [
  ["text, don't call", ["call"]],
  ["no calls - text ok", ["call"]],
  ["landline, no texts", ["sms"]],
  ["flip phone no texting", ["sms"]],
  ["landline - do not text, call ok", ["sms"]],
  ["unsubscribed from email 3/4", ["email"]],
  ["opted out of emails", ["email"]],
  ["call ok, no text", ["sms"]],
  ["no text, call ok", ["sms"]],
  ["text ok, do not call", ["call"]],
  ["ok to text, no call", ["call"]],
];
/** What the exceptions above must not hide. */
const STILL_ALL = [
  "opted out of texts",
  "opted out of all marketing",
  "opted out of texts and x-rays",
  "no x-rays. opted out",
  "on the do not call list",
  "DNC checked: on list, do not contact",
  "do not call her",
  "do not call her again",
  "do not contact her mom or her",
  "do not call home or cell",
  "do not contact",
  "stop mailing me and stop texting me",
  "Reply YES to confirm. Pt replied STOP",
  "Not now. Do not contact again",
  "pt deceased",
  "deceased 3/4",
  "pt passed away in Jan",
  "do not text after 9pm. Asked not to be contacted",
  "no llamar",
  "unsubscribed from texts",
  "unsubscribed from everything",
  "opted out on file",
  "declined. stop texting me",
  "STOP",
  "dnd on",
  "no calls, no texts, no email",
  "do not call home, cell or work",
  "do not call home phone or cell",
  "do not call home again",
  "do not contact ex-patient",
  "DNC - ok to email",
  "DNC, passed away",
  "Do not call, clear aligner lead",
  "DNC clear aligners",
  "DNC - removed",
  "opted out of x-rays and texts",
  "opted out of text plan",
  "unsubscribed from email and texts",
  "unsubscribed from sms workflow",
  "opted out of drip",
  "complained that nobody called back and asked us to stop contacting her",
  "complained that no one returned her calls, wants no contact",
  "attorney referral. DNC",
  "pt sent a text: do not call",
  "text: do not call",
  "do not text, don't call",
  "never call her mom again, never contact us",
  "does not consent to marketing. do not contact",
];

describe("refusalsIn, of ordinary notes", () => {
  it.each(NOTES)("finds nothing in %j", (note) => {
    expect([...refusalsIn(note)]).toEqual([]);
    expect(proven("Notes", note)).toMatchObject({ consent: { sms: true, call: true, email: true } });
  });

  it.each([
    "Husband called to say pt's wife passed away",
    "her daughter reports mother passed away",
    "attorney involved",
    "lawyer called",
    "complained about our texts",
  ])("leaves %j to a person", (note) => {
    expect([...refusalsIn(note)]).toEqual(["unclear"]);
  });

  it.each(ONE_CHANNEL)("takes %j for no more than %j", (note, refused) => {
    expect([...refusalsIn(note)]).toEqual(refused);
  });

  it.each(STILL_ALL)("still finds no contact wanted in %j", (note) => {
    expect([...refusalsIn(note)]).toContain("all");
    expect(proven("Notes", note).optOut).toBe("all");
  });

  it.each(["No contact", "Cancelled"])("takes a whole cell of %j for what became of a call", (cell) => {
    expect(proven("Notes", cell)).not.toHaveProperty("optOut");
  });
});

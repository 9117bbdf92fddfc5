import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { refusalsIn, refusalsInCell, refusalsInWords } from "../../../shared/domain/import/opt-out-words.ts";
import { anyText } from "../../support/any-text.ts";

/** What staff and people write of no contact, as it stands in notes. */
const NO_CONTACT = [
  "DNC",
  "D.N.C.",
  "DND",
  "DNC per patient 3/4/25",
  "Interested in implants. DNC!!!",
  "Do not call",
  "DO NOT CONTACT - per Dr. Smith",
  "Do-Not-Call",
  "don’t contact",
  "NO CONTACT",
  "no further contact please",
  "Patient requested no further contact",
  "wants no more texts",
  "requested no more texts or calls",
  "no calls please",
  "pt asked us to stop calling",
  "wants us to stop",
  "asked us not to call again",
  "Asked not to be contacted",
  "Patient doesn't want to be contacted",
  "doesn't want us to call",
  "she does not want any more calls",
  "No longer wants to be contacted",
  "said never call again",
  "pt hung up and said dont call back",
  "asked to be removed from list",
  "Please remove her from our list",
  "please take me off your list",
  "removed from list 3/4/25",
  "Put her on the do not call list",
  "added to DNC",
  "told me to lose her number",
  "opted out 3/2",
  "Opted-out via SMS",
  "OPT OUT",
  "wants to opt out",
  "unsubscribed",
  "stop",
  'Pt replied "stop"',
  "texted STOP 3/4",
  "Reply: STOP",
  "remove",
  "leave me alone",
  "revoked consent",
  "SMS consent withdrawn",
  "TCPA complaint",
  "TCPA litigator",
  "cease and desist letter",
  "threatened to sue if we call again",
  "blocked our number",
  "marked as spam",
  "blacklisted",
  "hostile, do not pursue",
  "deceased",
  "Pt passed away",
  "Wrong number, asked to be removed",
  "do not call or text",
  "No llamar",
  "No contactar",
  "no me llamen mas",
  "no quiero mas mensajes",
  "pidió que no la contacten",
  "Ya no quiere que la llamemos",
  "Ya no desea recibir mensajes",
  "no desea ser contactada",
  "Pidió darse de baja",
  "quitar de la lista",
  "🛑",
  "She asked that we not reach out again",
  "we should not contact this patient again",
  "refuses communication",
  "refused all further contact",
  "declined marketing",
  "consent: no",
  "Marketing consent: no",
  "Opt-in: No",
  "wants nothing from us",
  "Removed by request",
  "3/4 removed per pt request",
  "Pt removed by request",
  "please no more messages",
  "please no more calls",
  "Husband says stop bugging her",
  "asked me to quit calling",
  "no more contact please",
  "Please delete my data",
  "Pt requested no further contact",
  "don't bother her again",
  "quit contacting",
  "no calls no texts",
  "does not wish to receive messages",
  "doesn't wish to hear from us",
  "prefers we not call",
  "patient prefers that we not contact her",
  "requested that we do not contact him",
  "asked that you never call again",
  "told us to stop",
  "told front desk to stop contacting her",
  "told me to stop calling",
  "wishes that we not text or call",
  "She said we must not contact her",
  "should not be contacted",
  "may not be called again",
  "does not want anything from us",
  "leave her alone",
  "opt out requested",
  "Opt-outs",
  "received STOP",
  "stop request received",
  "please remove me",
  "wants off our list",
  "requested removal from our database",
  "declined all communications",
  "rejects marketing messages",
  "dislikes being contacted",
  "no solicitation",
  "No longer wishes to get calls or texts",
  "DoNotCall",
  "DoNotContact",
  "never wants to hear from us again",
  "Do not reach out",
  "asked not to be bugged",
  "refuses to be contacted",
  "never to be contacted",
  "no more follow-ups",
  "wants no calls",
  "SMS Opt-outs",
];

/** Notes of calls that came to nothing, small print, and words that only sound alike. */
const NO_REFUSAL = [
  "Left VM, no answer",
  "Called 3x. Mailbox full. Will try again next week.",
  "could not contact",
  "couldn’t reach",
  "unable to contact, will call",
  "Called, no contact",
  "LVM, no contact",
  "Called x3 no contact",
  "No contact made",
  "no contact info on file",
  "Lead not contacted yet",
  "Patient was not contacted yet",
  "No calls have been made",
  "did not call back",
  "never called back",
  "She never texted back",
  "is not answering",
  "lead went cold",
  "not interested",
  "Not interested at this time, too expensive",
  "lost interest",
  "No longer interested, went with another dentist",
  "no me interesa",
  "wrong number",
  "cancel appointment",
  "Cancelled twice",
  "do not call before 5pm",
  "dont call her at work",
  "Do not call Mondays",
  "Please do not call until January",
  "Do not leave voicemail at work",
  "Stop by the office tomorrow",
  "She said she will stop by Friday",
  "Wants implants, stopped taking blood thinners",
  "Wants to stop smoking before implants",
  "Remove bridge and place implant",
  "Bone loss, tooth removed",
  "Wants crown removed",
  "Insurance denied. Stop coverage end of month",
  "Interested. Do not have insurance",
  "Not a candidate for implants",
  "no quiere implantes",
  "Husband passed away last month, wants to wait",
  "Reply STOP to unsubscribe. Msg & data rates may apply",
  "Sent: Hi Dana, it's Maya from Bright Smile. Reply STOP to opt out.",
  "I agree to receive texts. Text STOP to 12345 to opt out.",
  "You can opt out at any time by replying STOP",
  "Newsletter, click here to unsubscribe",
  "I agree to be called even if my number is on a Do Not Call list",
  "stop-me@example.com",
  "See https://example.com/unsubscribe?do-not-contact",
  "DNC: No",
  "DNC scrub: clean",
  "Opted out: false; Do not contact: no",
  "not deceased",
  "Not opted out",
  "Has not unsubscribed",
  "Declined treatment",
  "Declined call",
  "pt declined follow up visit",
  "refused x-rays",
  "refused contact lens exam",
  "declined to schedule",
  "Tooth removed per patient request",
  "Braces were removed by request",
  "wants nothing to do with dentures",
  "no call no show",
  "No call/no show",
  "signed consent, no show",
  "consent: no show",
  "treatment consent: no",
  "photo consent: no",
  "upset about price",
  "chief complaint: tooth pain",
  "complains of pain",
  "patient is upset stomach",
  "hung up",
  "Called, no calls returned",
  "no texts received",
  "changed her mind",
  "changed mind about implants",
  "went with another dentist",
  "Chose another provider",
  "found someone else",
  "already has a dentist",
  "going elsewhere",
  "moved away",
  "decided against implants",
  "will pass for now, too expensive",
  "no longer looking",
  "cancelled her appointment",
  "already had it done elsewhere",
  "does not need it anymore",
  "wants us to call back",
  "asked that we call back Monday",
  "We should not forget to call",
  "asked that we not call before 5pm",
  "prefers not to be called at work",
  "should not be called during work",
  "we stopped calling",
  "no calls before 9am",
  "wants no calls at work",
  "Asked for removal of braces",
  "requests removal of wisdom tooth",
  "likes texts",
  "prefers texts",
  "prefers calls",
  "dislikes needles",
  "hates dentists",
  "refused insurance",
  "does not want implants",
  "does not want to wait",
  "Please remove my old crown",
  "declined financing",
  "objects to price",
  "rejected by insurance",
  "opt in: yes",
  "SMS consent: yes",
  "no email on file",
  "no phone number",
  "no emails sent yet",
  "lost to competitor: Bright Dental",
  "has her own dentist",
  "not a patient",
  "Said she will stop in Monday",
  "asked us to call",
  "sent message, no reply",
  "replied stopped by",
  "send him a message",
  "received message",
  "Text ok",
  "ok to text, no preference",
  "wants us to stop by",
  "I already have a dentist but want a second opinion",
  "My dentist said I need implants",
  "who is your best doctor for this?",
  "Do you accept Delta? I don't want to wait",
  "never had implants",
  "I do not like my smile",
  "I never like the dentist",
  "I don't want dentures, I want implants",
  "I was told to stop smoking",
  "asked to stop the medication",
];

/** What refuses one kind of contact and no other, and what a person should read. */
const ONE_KIND = {
  sms: [
    "Pt. declined texts",
    "hates texts",
    "declined text messages, ok to call",
    "Do not text, landline",
    "refuses SMS",
    "SMS consent: no",
    "text opt-in: declined",
    "no texting, call instead",
    "does not want texts, email is fine",
  ],
  call: [
    "no calls - text ok",
    "declined calls",
    "prefers text, no phone calls",
    "Call consent: No",
    "no calls please, text is ok",
    "refuses phone calls",
    "stop calling, text instead",
  ],
  email: ["declined emails", "Email consent: no", "stop emailing", "does not wish to receive emails"],
  unclear: [
    "attorney involved",
    "hostile",
    "Pt very upset about the calls",
    "complained about our texts",
    "complained that we called her at work",
    "angry, harassing calls",
    "lawyer called",
  ],
};

describe("refusalsIn", () => {
  it.each(NO_CONTACT)("finds no contact wanted in %j", (note) => {
    expect([...refusalsIn(note)]).toContain("all");
  });

  it.each(NO_REFUSAL)("finds no refusal in %j", (note) => {
    expect([...refusalsIn(note)]).toEqual([]);
  });

  it.each(["Please do not email, text is best", "do not email", "no emails please", "Email opt out"])(
    "finds no email wanted in %j",
    (note) => {
      expect([...refusalsIn(note)]).toEqual(["email"]);
    },
  );

  it("takes a channel that is refused in favour of another for just that", () => {
    expect([...refusalsIn("Do not text, call only")]).toEqual(["sms", "no_email"]);
    expect([...refusalsIn("don't text me, call instead")]).toEqual(["sms"]);
    expect([...refusalsIn("Please dont call, text me")]).toEqual(["call"]);
    expect([...refusalsIn("dont call, email is best")]).toEqual(["call"]);
  });

  it.each(Object.entries(ONE_KIND).flatMap(([kind, notes]) => notes.map((note) => [kind, note])))(
    "finds %s in %j",
    (kind, note) => {
      expect([...refusalsIn(note)]).toEqual([kind]);
    },
  );

  it("reads the answers of a form, each for its channel", () => {
    expect([...refusalsIn("SMS consent: no; Call consent: no; Email consent: yes")]).toEqual(["sms", "call"]);
  });

  it.each(NO_CONTACT)("finds %j in any line of a history", (note) => {
    const history = ["3/1/25 Left VM, no answer", "3/2/25 emailed price list", `3/4/25 ${note}`, "3/9/25 LM: Maya"];
    for (const end of ["\n", "\r\n", "\r"]) expect([...refusalsIn(history.join(end))]).toContain("all");
  });

  it("reads a long note to its end", () => {
    const story = "Called about implants and she told us of her garden. ".repeat(200);
    expect([...refusalsIn(story)]).toEqual([]);
    expect([...refusalsIn(`${story}Asked not to be contacted.`)]).toContain("all");
    expect([...refusalsIn(`${story.replaceAll(" ", "")} stop calling me`)]).toContain("all");
    expect([...refusalsIn(`${"Called back. ".repeat(100)}Hostile, do not pursue.`)]).toEqual(["all"]);
    expect([...refusalsIn(`${"3/4 LVM\n".repeat(1_000)}asked not to be contacted\nLVM`)]).toEqual(["all"]);
  });

  it.each([
    "a\n",
    "no ",
    "do not ",
    "reply stop ",
    "to opt out ",
    "x, ",
    "(",
    "even if ",
    "\u0301",
    "do not call her ",
    "husband was ",
    "complained that nobody ",
    "dnc checked ",
    "opted out of the plan ",
    "only ",
    "reply x, ",
    "not on the ",
    "stop from the ",
    "she said ",
  ])("comes to an end over 64 kB of %j", (unit) => {
    expect(refusalsIn(unit.repeat(65_536 / unit.length))).toBeInstanceOf(Set);
  });

  it("answers for any text", () => {
    fc.assert(fc.property(anyText, (text) => refusalsIn(text) instanceof Set));
  });
});

describe("refusalsInCell", () => {
  it("finds the words of staff in cells of any kind", () => {
    for (const cell of ["Reyes (DNC)", "DO NOT CALL Dana", "Implants;DNC;VIP", "312-555-0142 do not call", "opted-out"])
      expect([cell, refusalsInCell(cell)]).toEqual([cell, ["all"]]);
  });

  it("finds nothing in names, numbers, services and sources", () => {
    const cells = [
      "Dana",
      "Stop",
      "Reyes",
      "Nott",
      "Don",
      "Dunn",
      "Dontae",
      "Implants",
      "All-on-4",
      "Facebook",
      "No insurance",
      "60601",
      "dana@example.com",
      "dnc@example.com",
      "non-smoker",
      "Referral: patient",
      "Do not know",
      "",
    ];
    for (const cell of cells) expect([cell, refusalsInCell(cell)]).toEqual([cell, []]);
  });
});

describe("refusalsInWords", () => {
  it.each([
    "STOP",
    "please remove me",
    "Unsubscribe",
    "Stop calling me",
    "SMS Opt-outs",
    "Do not contact list",
    "Newsletter; SMS Opt-outs",
    "Unsubscribed 2024",
    "Suppression list",
    "DNC_LIST",
    "vip; do-not-contact",
    "asked us to stop texting",
    "No Phone Calls, No Correspondence",
  ])("finds no contact wanted in a cell that says %j", (cell) => {
    expect(refusalsInWords(cell)).toEqual(["all"]);
  });

  it("tells a list of people who want no email", () => {
    expect(refusalsInWords("Email Opt-outs")).toEqual(["email"]);
  });

  it.each([
    "Bus stop",
    "Non-stop",
    "Stop smoking",
    "Quit",
    "End",
    "Cancel",
    "No",
    "None",
    "No contact",
    "no show",
    "Remove bridge",
    "Baja California",
    "List of opt-in leads",
    "Suppress appetite",
    "declined",
    "Landline",
  ])("finds nothing in a cell that says %j", (cell) => {
    expect(refusalsInWords(cell)).toEqual([]);
  });
});

import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { refusalIn, refusalsIn } from "../../../shared/domain/import/opt-out-words.ts";
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
  "Do not text, landline",
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
  "prefers email only",
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
];

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
    expect([...refusalsIn("Do not text, call only")]).toEqual(["sms"]);
    expect([...refusalsIn("don't text me, call instead")]).toEqual(["sms"]);
    expect([...refusalsIn("Please dont call, text me")]).toEqual(["call"]);
    expect([...refusalsIn("dont call, email is best")]).toEqual(["call"]);
  });

  it("leaves what may be an opt-out to people", () => {
    expect([...refusalsIn("Husband passed away last month, wants to wait")]).toEqual(["unclear"]);
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

  it.each(["a\n", "no ", "do not ", "reply stop ", "to opt out ", "x, ", "(", "even if ", "\u0301"])(
    "comes to an end over 64 kB of %j",
    (unit) => {
      expect(refusalsIn(unit.repeat(65_536 / unit.length))).toBeInstanceOf(Set);
    },
  );

  it("answers for any text", () => {
    fc.assert(fc.property(anyText, (text) => refusalsIn(text) instanceof Set));
  });
});

describe("refusalIn", () => {
  it("finds the words of staff in cells of any kind", () => {
    for (const cell of ["Reyes (DNC)", "DO NOT CALL Dana", "Implants;DNC;VIP", "312-555-0142 do not call", "opted-out"])
      expect([cell, refusalIn(cell)]).toEqual([cell, "all"]);
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
    for (const cell of cells) expect([cell, refusalIn(cell)]).toEqual([cell, undefined]);
  });
});

import { describe, expect, it } from "@jest/globals";
import { readAppointment } from "../../../functions/act-on-lead/appointment.ts";
import { timelineMoment } from "../../../functions/act-on-lead/timeline-words.ts";
import { appendEvents, type EventDraft } from "../../../shared/contracts/append-events.ts";
import { revealingWords } from "../../../shared/domain/lexicon/revealing-words.ts";
import { buildContact, buildLead, buildPractice, MINUTE, PRACTICE_ID } from "../../support/builders/index.ts";
import { NOW } from "../../support/fakes/index.ts";
import { createWorld, INQUIRED_AT, type World } from "./world.ts";

const { leadId, practiceId } = buildLead();

/** Puts events and what the vault holds of them into the world, as intake and replies do. */
async function tell(world: World, drafts: readonly EventDraft[]): Promise<void> {
  const lead = await world.lead();
  const { version, events } = appendEvents(lead, NOW, { kind: "system", id: "test" }, drafts);
  await world.store.commit({ puts: [{ entity: "lead", value: { ...lead, version }, expected: lead.version }], events });
}

const received = {
  type: "lead.received.v1",
  reason: "web_form",
  data: {
    channel: "web_form",
    source: "google-ads",
    runId: `${leadId}-new-lead`,
    language: "en",
    consents: [],
    zones: [],
    jurisdictions: [],
    flags: [],
  },
} as unknown as EventDraft;

describe("the page of a lead", () => {
  it("shows what a person wrote literally, whatever it is", async () => {
    const world = createWorld();
    const bad = `<script>alert("x")</script>' & "`;
    await tell(world, [received, reply("sms-1")]);
    const { version } = await world.lead();
    world.store.seed(
      {
        entity: "contact",
        value: buildContact({ firstName: bad, lastName: `"><img src=x>`, email: `"onx="@example.com` }),
      },
      { entity: "inquiry", value: inquiryOf(version - 1, bad) },
      { entity: "inboundText", value: textOf("sms-1", bad) },
    );
    const { html } = await (await world.opened()).get();
    expect(html).not.toMatch(/<script|<img|"onx/);
    expect(html.match(/&lt;script&gt;alert\(&quot;x&quot;\)&lt;\/script&gt;&#39; &amp; &quot;/g)).toHaveLength(3);
  });

  it("shows the newest inquiries and replies, and the newest first", async () => {
    const world = createWorld();
    await tell(
      world,
      Array.from({ length: 8 }, (_, index) => reply(`sms-${index}`)),
    );
    for (let index = 0; index < 8; index += 1)
      world.store.seed({ entity: "inboundText", value: textOf(`sms-${index}`, `message ${index}`) });
    const { html } = await (await world.opened()).get();
    expect([...html.matchAll(/message \d/g)].map(([text]) => text)).toEqual(
      [7, 6, 5, 4, 3].map((index) => `message ${index}`),
    );
  });

  it("warns of whoever opted out, is under 18, shares a number, is a patient already, or has a wrong number", async () => {
    const world = createWorld({
      lead: { relationship: "existing", flags: ["minor", "sensitive", "shared_contact_point"] },
    });
    const [phone, email] = await world.points();
    if (phone === undefined || email === undefined) throw new Error("expected contact points");
    const suppression = { scope: "all", at: NOW, reason: "sms" } as const;
    world.store.seed({ entity: "contactPoint", value: { ...phone, version: 9, wrongNumberAt: NOW, suppression } });
    const { html } = await (await world.opened()).get();
    for (const words of ["Opted out", "Under 18", "Sensitive inquiry", "is shared", "already a patient", "not theirs"])
      expect(html).toContain(words);
    expect(html).not.toContain("Note wrong number");
  });

  it("says that whom staff noted as a patient is one", async () => {
    const world = createWorld();
    const browser = await world.opened();
    await browser.press({ action: "existing_patient" });
    const { html } = await browser.get();
    expect(html).toContain("Is already a patient.");
    expect(html).not.toContain("Says that they are");
  });

  it("offers no call to a number that is not theirs, and does again once they inquire anew", async () => {
    const world = createWorld();
    const browser = await world.opened();
    expect((await browser.get()).html.match(/href="tel:/g)).toHaveLength(2);
    await browser.press({ action: "wrong_number" });
    const { html } = await browser.get();
    expect(html).not.toMatch(/tel:|How did the call go/);
    expect(html).toContain("<dt>Phone</dt><dd>(312) 555-0142</dd>");
    expect(html).toMatch(/class="bar".*<button type="submit">Claim/s);
    const lead = await world.lead();
    const clocks = { startedAt: NOW + MINUTE };
    world.store.seed({ entity: "lead", value: { ...lead, version: lead.version + 1, clocks } });
    expect((await browser.get()).html).toContain("tel:");
  });

  it("shows names and messages without the characters that would reorder them", async () => {
    const world = createWorld();
    await tell(world, [reply("sms-1")]);
    world.store.seed(
      { entity: "contact", value: buildContact({ firstName: "Ana\u202E", lastName: "\u2066Lee\u2069" }) },
      { entity: "inboundText", value: textOf("sms-1", "call \u202D555\u202C now") },
    );
    const { html } = await (await world.opened()).get();
    expect(html).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
    expect(html).toContain("<h1>Ana Lee</h1>");
    expect(html).toContain("call 555 now");
  });

  it("speaks the person's language where it quotes them, and says so to screen readers", async () => {
    const world = createWorld({ lead: { language: "es" } });
    await tell(world, [reply("sms-1")]);
    world.store.seed({ entity: "inboundText", value: textOf("sms-1", "¿Cuánto cuesta?") });
    expect((await (await world.opened()).get()).html).toContain('<blockquote lang="es">¿Cuánto cuesta?</blockquote>');
  });

  it("has no button to call where there is no number, and no name where none was given", async () => {
    const world = createWorld();
    const { phone: _none, firstName: _first, lastName: _last, ...contact } = buildContact();
    world.store.seed({ entity: "contact", value: { ...contact, version: 2 } });
    const { html } = await (await world.opened()).get();
    expect(html).toContain("<h1>No name given</h1>");
    expect(html).not.toMatch(/tel:|How did the call go/);
  });

  it("gives the practice's hint for the call that staff were asked to make, with its own words filled in", async () => {
    const world = createWorld();
    const published = (await world.deps.configs.current(PRACTICE_ID))?.config ?? buildPractice();
    const templates = {
      ...published.templates,
      "call-hint": { en: { body: "Say: {{ publicName }}, {{practicePhone}}." } },
    };
    world.deps.configs.publish({ ...published, templates });
    await tell(world, [callTask("call-hint")]);
    expect((await (await world.opened()).get()).html).toContain("Say: Bright Smile, (312) 555-0100.");
    world.deps.configs.publish({
      ...published,
      templates: { ...templates, "call-hint": { en: { body: "Ask {{ firstName }}" } } },
    });
    expect((await (await world.opened()).get()).html).not.toContain("For your call");
  });

  it("says where the lead stands, whose it is, how long it waits and when its appointment is, on the practice's clocks", async () => {
    const world = createWorld({
      lead: {
        status: "replied",
        claim: { staffId: "luis", at: NOW },
        owner: { staffId: "maria", at: NOW },
        appointmentAt: Date.parse("2026-12-04T20:30:00Z"),
      },
    });
    const { html } = await (await world.opened()).get();
    for (const words of [
      "Has replied",
      "Waiting for 10 min",
      "With Luis",
      "Fri, Dec 4, 2:30 PM",
      "<dt>Owner</dt><dd>Maria</dd>",
    ])
      expect(html).toContain(words);
  });

  it("has nothing of the lead in its title, and no address of another origin", async () => {
    const world = createWorld();
    const { html } = await (await world.opened()).get();
    expect(html).not.toMatch(/https?:|\/\/|<(script|link|img|iframe)|\son\w+=|url\(|@import/i);
    expect(revealingWords("A lead – Bright Smile")).toEqual([]);
  });

  it("counts a claim of before they asked again for nothing", async () => {
    const world = createWorld({ lead: { claim: { staffId: "luis", at: INQUIRED_AT - MINUTE } } });
    const { html } = await (await world.opened()).get();
    expect(html).not.toContain("With Luis");
    expect(html).toContain(">Claim<");
  });
});

describe("the time of an appointment", () => {
  it.each([
    ["2026-12-03T14:30", "2026-12-03T20:30:00Z"],
    ["2026-07-03T14:30", "2026-07-03T19:30:00Z"],
    ["2026-07-03T14:30:00", "2026-07-03T19:30:00Z"],
    // It comes twice when the clocks go back: the earlier one.
    ["2026-11-01T01:30", "2026-11-01T06:30:00Z"],
    ["2027-03-14T03:00", "2027-03-14T08:00:00Z"],
  ])("%s is read on the clocks of the practice", (typed, utc) => {
    expect(readAppointment("America/Chicago", typed, Date.parse("2026-06-30T12:00:00Z"))).toBe(Date.parse(utc));
  });

  it.each([
    ["that the change of clocks skips", "2027-03-14T02:30"],
    ["on a day that the month has not", "2027-02-30T10:00"],
    ["of 24:00", "2026-12-03T24:00"],
  ])("%s does not exist", (_why, typed) => {
    expect(readAppointment("America/Chicago", typed, NOW)).toBe("no_such_time");
  });
});

describe("the timeline", () => {
  it("is told without ids, and leaves out what only the machinery has to know", async () => {
    const world = createWorld();
    await tell(world, [
      received,
      reply("sms-1"),
      callTask("call-hint"),
      { type: "run.finished.v1", reason: "lost", data: { runId: `${leadId}-new-lead` as never, outcome: "lost" } },
    ]);
    const told = (await world.events()).map((event) => timelineMoment(event, () => "Maria")?.text);
    expect(told).toEqual(["The inquiry came in", "They texted", "Staff were asked to call", undefined]);
  });
});

function reply(messageId: string): EventDraft {
  return { type: "reply.received.v1", reason: "answer", data: { class: "answer", messageId, sentAt: NOW } };
}

function inquiryOf(eventVersion: number, message: string) {
  const consent = { seller: "Bright Smile" };
  return { practiceId, leadId, eventVersion, version: 1, receivedAt: NOW, message, source: {}, consent };
}

function textOf(messageId: string, body: string) {
  return { practiceId, messageId, version: 1, at: NOW, from: "+13125550142", to: "+13125550102", body };
}

function callTask(template: string): EventDraft {
  const ids = { runId: `${leadId}-new-lead`, touchId: `${leadId}-new-lead#call#1`, stepKey: "call", attempt: 1 };
  const data = { ...ids, channel: "call_task", template, providerId: "x" };
  return { type: "touch.sent.v1", reason: "provider_accepted", data } as unknown as EventDraft;
}

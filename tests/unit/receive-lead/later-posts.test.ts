import { describe, expect, it } from "@jest/globals";
import { parseEvent } from "../../../shared/contracts/events.ts";
import { buildBarePost, buildPost, PRACTICE_ID } from "../../support/builders/index.ts";
import { answerFirst, itemsOf, openIntake } from "./intake.ts";

const DAY = 86_400_000;

describe("receiveLead, learning from a further post", () => {
  it("adds a number, a name and consents that the lead lacked", async () => {
    const intake = openIntake();
    const first = await intake.post(buildBarePost({ email: "dana@example.com" }));
    await intake.post();
    const { lead, contact, person } = await intake.stored(first);
    expect(contact).toMatchObject({ firstName: "Dana", lastName: "Reyes", phone: "+13125550142", version: 2 });
    expect(lead.reach.phone).toBeDefined();
    expect(lead.consents.map((grant) => grant.class)).toContain("sms.marketing_written");
    expect(person?.points).toHaveLength(2);
    expect(person?.name.first).toBeDefined();
    expect(lead.reach.zones).toEqual(["America/Chicago"]);
    const pointKey = lead.reach.phone as NonNullable<typeof lead.reach.phone>;
    const point = await intake.memory.read("contactPoint", { practiceId: PRACTICE_ID, pointKey });
    expect(point?.leadId).toBe(lead.leadId);
  });

  it("follows a corrected number, and carries no consent over to it", async () => {
    const intake = openIntake();
    const first = await intake.post();
    await intake.post(buildBarePost({ firstName: "Dana", phone: "312-555-0143", email: "dana@example.com" }));
    const { lead, contact } = await intake.stored(first);
    expect(contact?.phone).toBe("+13125550143");
    expect(lead.consents.map((grant) => grant.class).sort()).toEqual(["call.live", "email"]);
  });

  it("lets the newest refusal end an earlier consent", async () => {
    const intake = openIntake();
    const first = await intake.post();
    await intake.post(buildPost({ source: { externalId: "f-2" }, consent: { sms: false } }));
    const classes = (await intake.stored(first)).lead.consents.map((grant) => grant.class);
    expect(classes).not.toContain("sms.marketing_written");
    expect(classes).toContain("call.automated_written");
  });

  it("remembers that the person called themselves a patient", async () => {
    const intake = openIntake();
    const first = await intake.post();
    await intake.post(
      buildPost({ source: { externalId: "f-2" }, inquiry: { relationship: "existing", urgency: "urgent" } }),
    );
    await intake.post(
      buildPost({ source: { externalId: "f-3" }, inquiry: { relationship: "new", urgency: "routine" } }),
    );
    expect((await intake.stored(first)).lead).toMatchObject({ relationship: "existing", urgency: "urgent" });
  });

  it("writes nothing but the inquiry when a repeated post says nothing new", async () => {
    const intake = openIntake();
    const first = await intake.post();
    await intake.post();
    const { contact, person, lead } = await intake.stored(first);
    expect([contact?.version, person?.version, lead.version]).toEqual([1, 1, 3]);
    expect(itemsOf(intake.memory.dump(), "contactPoint").map(({ version }) => version)).toEqual([1, 1]);
  });

  it("takes a postal code and a state given last for where the person is", async () => {
    const intake = openIntake();
    const first = await intake.post();
    await intake.post(buildPost({ source: { externalId: "f-2" }, contact: { postalCode: "90012", state: "CA" } }));
    const { lead, contact } = await intake.stored(first);
    expect(contact).toMatchObject({ postalCode: "90012", state: "CA" });
    expect(lead.reach).toMatchObject({
      zones: ["America/Chicago", "America/Los_Angeles"],
      jurisdictions: ["IL", "CA"],
    });
  });

  it("says on the timeline what changed, in words, and nothing when nothing did", async () => {
    const intake = openIntake();
    const first = await intake.post();
    await answerFirst(intake, first);
    await intake.post(buildPost({ source: { externalId: "f-2" } }));
    await intake.post(
      buildPost({ source: { externalId: "f-3" }, consent: { sms: false }, inquiry: { relationship: "existing" } }),
    );
    intake.clock.advance(DAY);
    await intake.post(buildPost({ source: { externalId: "f-4" }, consent: { at: undefined } }));
    const { timeline } = await intake.stored(first);
    const [same, changed, again] = timeline.slice(2);
    for (const key of ["consents", "relationship", "flags"]) expect(same?.data).not.toHaveProperty(key);
    expect(changed?.data).toMatchObject({
      consents: expect.not.arrayContaining(["sms.marketing_written"]),
      relationship: "existing",
    });
    expect(changed?.data).not.toHaveProperty("flags");
    expect(again).toMatchObject({
      type: "lead.inquired_again.v1",
      data: { inquiry: 2, consents: expect.arrayContaining(["sms.marketing_written"]) },
    });
    expect(timeline.map((event) => parseEvent(event))).toEqual(timeline);
  });
});

describe("receiveLead, with a later post that does not name the person", () => {
  const PHONE = "312-555-0142";

  it.each([
    ["without a name", {}],
    ["with a part of the name that was not known", { lastName: "Rivera" }],
  ])("sends nobody's messages to an address that somebody adds %s", async (_, name) => {
    const intake = openIntake();
    const first = await intake.post(buildBarePost({ firstName: "Dana", phone: PHONE, email: "dana@example.com" }));
    const before = await intake.stored(first);
    const post = buildBarePost({ ...name, phone: PHONE, email: "stranger@example.com" });
    expect(await intake.post(post)).toMatchObject({ leadId: first.leadId, status: "duplicate" });
    intake.clock.advance(DAY);
    expect(await intake.post(post)).toMatchObject({ leadId: first.leadId, status: "accepted" });
    const after = await intake.stored(first);
    expect(after.contact).toEqual(before.contact);
    expect(after.lead).toMatchObject({ reach: before.lead.reach, consents: before.lead.consents, inquiries: 2 });
    expect(after.person).toMatchObject({ points: before.person?.points, name: before.person?.name });
    expect(after.lead.flags).toEqual(["identity_conflict"]);
    expect(itemsOf(intake.memory.dump(), "contactPoint")).toHaveLength(2);
  });

  it("does not go back to a number that the person has given up", async () => {
    const intake = openIntake();
    const first = await intake.post();
    await intake.post(buildPost({ source: { externalId: "f-2" }, contact: { phone: "312-555-0143" } }));
    const { reach } = (await intake.stored(first)).lead;
    await intake.post(buildBarePost({ phone: PHONE }));
    const { lead, contact } = await intake.stored(first);
    expect([lead.reach, contact?.phone]).toEqual([reach, "+13125550143"]);
    expect(lead.flags).toEqual(["identity_conflict"]);
  });

  it("neither ends consents nor makes a patient of the lead, and shows staff that somebody tried", async () => {
    const intake = openIntake();
    const first = await intake.post();
    const before = await intake.stored(first);
    await intake.post({
      contact: { phone: PHONE },
      consent: { sms: false, call: false, email: false },
      inquiry: { relationship: "existing", message: "stop it" },
    });
    const after = await intake.stored(first);
    expect(after.lead).toMatchObject({ consents: before.lead.consents, relationship: "new" });
    expect(after.lead.flags).toEqual(["identity_conflict"]);
    expect(after.timeline.at(-1)?.data).toMatchObject({ flags: ["identity_conflict"] });
    expect(await after.inquiry(3)).toMatchObject({ message: "stop it", consent: { sms: false } });
  });

  it("grants nothing that the person did not", async () => {
    const intake = openIntake();
    const first = await intake.post(buildPost({ consent: { sms: false } }));
    const { consents } = (await intake.stored(first)).lead;
    await intake.post({ contact: { phone: PHONE }, consent: { sms: true } });
    expect((await intake.stored(first)).lead).toMatchObject({ consents, flags: ["identity_conflict"] });
  });

  it("flags nothing when it asks for nothing but an answer", async () => {
    const intake = openIntake();
    const first = await intake.post();
    await intake.post(buildBarePost({ phone: PHONE }));
    expect((await intake.stored(first)).lead).toMatchObject({ version: 3, flags: [] });
  });

  it("makes a person of its own of it when it brings an address and the person's follow-up has ended", async () => {
    const intake = openIntake();
    const first = await intake.post();
    const { run, person } = await intake.stored(first);
    if (run === undefined) throw new Error("expected a run");
    intake.memory.seed({ entity: "run", value: { ...run, outcome: "exhausted" } });
    intake.clock.advance(30 * DAY);
    const later = await intake.post(buildBarePost({ phone: PHONE, email: "stranger@example.com" }));
    const after = await intake.stored(later);
    expect(after.lead.personId).not.toBe(person?.personId);
    expect(after.lead.flags).toEqual(["shared_contact_point", "identity_conflict"]);
    expect((await intake.stored(first)).person?.points).toEqual(person?.points);
  });

  it("counts in full for a person without any name", async () => {
    const intake = openIntake();
    const first = await intake.post(buildBarePost({ phone: PHONE }));
    await intake.post(buildBarePost({ phone: PHONE, email: "dana@example.com" }));
    const { lead, contact } = await intake.stored(first);
    expect(contact?.email).toBe("dana@example.com");
    expect(lead.flags).toEqual([]);
  });
});

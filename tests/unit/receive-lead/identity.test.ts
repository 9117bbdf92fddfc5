import { describe, expect, it } from "@jest/globals";
import { buildBarePost, buildPost, PRACTICE_ID } from "../../support/builders/index.ts";
import { NOW, testKeyRings } from "../../support/fakes/index.ts";
import { answerFirst, itemsOf, openIntake } from "./intake.ts";

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const MOTHER = { firstName: "Maria", lastName: "Lopez", phone: "312-555-0150", email: undefined };
const SON = { ...MOTHER, firstName: "Leo" };

describe("receiveLead, for someone who is known", () => {
  it("joins a second inquiry within ten minutes to the lead", async () => {
    const intake = openIntake();
    const first = await intake.post();
    intake.clock.advance(10 * MINUTE);
    const second = await intake.post(
      buildPost({ source: { externalId: "f-2" }, inquiry: { message: "Also whitening?" } }),
    );
    expect(second).toMatchObject({ leadId: first.leadId, status: "duplicate" });
    const { lead, types, inquiry, run } = await intake.stored(first);
    expect(types.at(-1)).toBe("lead.inquiry_joined.v1");
    expect(lead).toMatchObject({ version: 3, inquiries: 1, clocks: { startedAt: NOW } });
    expect(run?.generation).toBe(1);
    expect(await inquiry(3)).toMatchObject({ message: "Also whitening?" });
    expect(intake.followUps.started).toHaveLength(1);
  });

  it("hears one again who posts every nine minutes", async () => {
    const intake = openIntake();
    const first = await intake.post();
    const statuses: string[] = [];
    for (let n = 2; n <= 5; n++) {
      intake.clock.advance(9 * MINUTE);
      statuses.push((await intake.post(buildPost({ source: { externalId: `f-${n}` } }))).status);
    }
    expect(statuses).toEqual(["duplicate", "accepted", "duplicate", "accepted"]);
    expect((await intake.stored(first)).lead).toMatchObject({ inquiries: 3, clocks: { startedAt: NOW + 36 * MINUTE } });
  });

  it("restarts the clocks and the run of one who asks again later", async () => {
    const intake = openIntake();
    const first = await intake.post();
    await answerFirst(intake, first);
    intake.clock.advance(2 * DAY);
    const again = await intake.post(buildPost({ source: { externalId: "f-2" } }));
    expect(again).toMatchObject({ leadId: first.leadId, status: "accepted" });
    const { lead, run, types } = await intake.stored(first);
    expect(types.slice(2)).toEqual(["lead.inquired_again.v1", "lead.status_changed.v1", "run.restarted.v1"]);
    expect(lead).toMatchObject({
      version: 5,
      inquiries: 2,
      status: "unanswered",
      clocks: { startedAt: NOW + 2 * DAY },
    });
    expect(lead.clocks.firstResponseAt).toBeUndefined();
    expect(run).toMatchObject({ generation: 2, loops: 0, wakeAt: NOW + 2 * DAY, enrolledAt: NOW });
    expect(intake.followUps.started.map(({ generation }) => generation)).toEqual([1, 2]);
    expect(intake.followUps.started[1]?.action).toMatchObject({ stepKey: "inquiry-2-sms" });
  });

  it("plans with the current configuration when the one that the run started with is gone", async () => {
    const intake = openIntake();
    const first = await intake.post();
    const { run } = await intake.stored(first);
    if (run === undefined) throw new Error("expected a run");
    intake.memory.seed({ entity: "run", value: { ...run, configVersion: 99 } });
    intake.clock.advance(DAY);
    const again = await intake.post(buildPost({ source: { externalId: "f-2" } }));
    expect(again).toMatchObject({ leadId: first.leadId, status: "accepted" });
    expect(intake.followUps.started[1]).toMatchObject({ generation: 2, action: { type: "send" } });
    expect(intake.logger.lines).toEqual([
      expect.objectContaining({ level: "error", fields: expect.objectContaining({ code: "config_version_missing" }) }),
    ]);
  });

  it("says so when an answered lead waits for an answer again", async () => {
    const intake = openIntake();
    const first = await intake.post();
    await answerFirst(intake, first);
    intake.clock.advance(DAY);
    await intake.post(buildPost({ source: { externalId: "f-2" } }));
    const { timeline } = await intake.stored(first);
    expect(timeline[3]).toMatchObject({ data: { from: "following_up", to: "unanswered" } });
  });

  it("opens a new lead for a person whose follow-up has ended", async () => {
    const intake = openIntake();
    const first = await intake.post();
    const { run, person } = await intake.stored(first);
    if (run === undefined) throw new Error("expected a run");
    intake.memory.seed({ entity: "run", value: { ...run, outcome: "exhausted" } });
    intake.clock.advance(30 * DAY);
    const later = await intake.post(buildPost({ source: { externalId: "f-2" } }));
    expect(later.status).toBe("accepted");
    expect(later.leadId).not.toBe(first.leadId);
    const after = await intake.stored(later);
    expect(after.lead.personId).toBe(person?.personId);
    expect(after.person).toMatchObject({ leadId: later.leadId, activeRunId: after.run?.runId });
    expect(after.run?.generation).toBe(1);
  });

  it("opens a new lead rather than reopen one that is booked", async () => {
    const intake = openIntake();
    const first = await intake.post();
    const { lead } = await intake.stored(first);
    intake.memory.seed({ entity: "lead", value: { ...lead, status: "booked" } });
    intake.clock.advance(DAY);
    const later = await intake.post(buildPost({ source: { externalId: "f-2" } }));
    expect(later.leadId).not.toBe(first.leadId);
  });

  it("recognises a source's repeated delivery for as long as the follow-up is under way", async () => {
    const intake = openIntake();
    const first = await intake.post();
    intake.clock.advance(90 * DAY);
    expect(await intake.post()).toMatchObject({ leadId: first.leadId, status: "duplicate" });
    const { timeline, lead } = await intake.stored(first);
    expect(timeline.at(-1)).toMatchObject({ type: "lead.inquiry_joined.v1", data: { match: "external_id" } });
    expect(lead.inquiries).toBe(1);
  });

  it("loses no lead over a source that gives two persons the same id", async () => {
    const intake = openIntake();
    const dana = await intake.post();
    const kim = await intake.post(
      buildPost({ contact: { firstName: "Kim", phone: "312-555-0160", email: "kim@example.com" } }),
    );
    expect(kim).toMatchObject({ status: "accepted", warnings: [{ code: "external_id_reused" }] });
    expect(kim.leadId).not.toBe(dana.leadId);
  });

  it("takes the same id from two sources for two submissions", async () => {
    const intake = openIntake();
    await intake.post();
    intake.clock.advance(90 * DAY);
    expect(await intake.post(buildPost({ source: { name: "referral-desk" } }))).toMatchObject({ status: "accepted" });
  });

  it("finds people under every version of the key ring and leaves them under the key they have", async () => {
    const old = openIntake();
    const first = await old.post();
    const rotated = openIntake({ store: old.memory, keyRings: testKeyRings([2, 1]) });
    expect(await rotated.post(buildPost({ source: { externalId: "f-2" } }))).toMatchObject({
      leadId: first.leadId,
      status: "duplicate",
    });
    const other = await rotated.post(buildBarePost({ firstName: "Kim", phone: "312-555-0160" }));
    expect((await old.stored(first)).lead.reach.phone).toMatch(/^v1:/);
    expect(other.leadId).not.toBe(first.leadId);
    expect(itemsOf(old.memory.dump(), "contactPoint").map(({ pointKey }) => String(pointKey).slice(0, 2))).toEqual([
      "v1",
      "v1",
      "v2",
    ]);
  });
});

describe("receiveLead, for people who share a number", () => {
  it("makes two leads of a mother and a son, and shows neither the other's words", async () => {
    const intake = openIntake();
    const mother = await intake.post({ contact: MOTHER, inquiry: { message: "my own braces" } });
    const son = await intake.post({ contact: SON, inquiry: { message: "a chipped tooth" } });
    expect(son.status).toBe("accepted");
    const [hers, his] = [await intake.stored(mother), await intake.stored(son)];
    expect(his.lead.personId).not.toBe(hers.lead.personId);
    expect(his.lead.flags).toEqual(["shared_contact_point"]);
    expect(his.lead.reach.phone).toBe(hers.lead.reach.phone);
    const vault = itemsOf(intake.memory.dumpVault(), "inquiry");
    expect(vault.filter(({ leadId }) => leadId === mother.leadId).map(({ message }) => message)).toEqual([
      "my own braces",
    ]);
    expect(vault.filter(({ leadId }) => leadId === son.leadId).map(({ message }) => message)).toEqual([
      "a chipped tooth",
    ]);
    expect(JSON.stringify([hers.timeline, his.timeline])).not.toMatch(/braces|chipped/);
  });

  it("still joins each one's repeated post to their own lead", async () => {
    const intake = openIntake();
    const mother = await intake.post({ contact: MOTHER });
    const son = await intake.post({ contact: SON });
    expect(await intake.post({ contact: MOTHER })).toMatchObject({ leadId: mother.leadId, status: "duplicate" });
    expect(await intake.post({ contact: SON })).toMatchObject({ leadId: son.leadId, status: "duplicate" });
  });

  it("gives a nameless inquiry on a family's number to none of them, once", async () => {
    const intake = openIntake();
    const mother = await intake.post({ contact: MOTHER });
    const son = await intake.post({ contact: SON });
    const nameless = await intake.post(buildBarePost({ phone: MOTHER.phone }));
    expect([mother.leadId, son.leadId]).not.toContain(nameless.leadId);
    expect((await intake.stored(nameless)).lead.flags).toEqual(["shared_contact_point", "identity_conflict"]);
    expect(await intake.post(buildBarePost({ phone: MOTHER.phone }))).toMatchObject({ leadId: nameless.leadId });
  });

  it("never adds another person's address to a lead", async () => {
    const intake = openIntake();
    const son = await intake.post(buildBarePost({ firstName: "Leo", email: "leo@example.com" }));
    const mother = await intake.post(buildBarePost({ firstName: "Maria", phone: MOTHER.phone }));
    const repeated = await intake.post(
      buildBarePost({ firstName: "Maria", phone: MOTHER.phone, email: "leo@example.com" }),
    );
    expect(repeated).toMatchObject({ leadId: mother.leadId, status: "duplicate" });
    const { lead, contact } = await intake.stored(mother);
    expect(lead.reach.email).toBeUndefined();
    expect(contact?.email).toBeUndefined();
    expect(lead.consents.map((grant) => grant.class)).not.toContain("email");
    expect((await intake.stored(son)).types).toHaveLength(2);
  });

  it("notices by a name learned elsewhere that an inquiry is not this person's", async () => {
    const intake = openIntake();
    const unnamed = await intake.post(buildBarePost({ phone: "312-555-0142", email: "home@example.com" }));
    await intake.post(buildBarePost({ phone: "312-555-0142", firstName: "Dana" }));
    const leo = await intake.post(buildBarePost({ email: "home@example.com", firstName: "Leo" }));
    expect(leo.leadId).not.toBe(unnamed.leadId);
    expect((await intake.stored(leo)).lead.flags).toEqual(["shared_contact_point"]);
  });

  it.each([
    ["one field and then in two", ["Dana Reyes", undefined], ["Dana", "Reyes"]],
    ["two fields and then in one", ["Dana", "Reyes"], ["Dana Reyes", undefined]],
    ["the field for last names", ["Dana", "Reyes"], [undefined, "Dana Reyes"]],
  ])("knows one person by a name in %s", async (_, [firstName, lastName], [first2, last2]) => {
    const intake = openIntake();
    const one = await intake.post(buildBarePost({ firstName, lastName, phone: "312-555-0142" }));
    const two = await intake.post(buildBarePost({ firstName: first2, lastName: last2, phone: "312-555-0142" }));
    const split = await intake.post(buildBarePost({ firstName: "Dana", phone: "312-555-0142" }));
    expect([two, split]).toMatchObject([
      { leadId: one.leadId, status: "duplicate" },
      { leadId: one.leadId, status: "duplicate" },
    ]);
  });

  it("still reads people who were stored without a full name", async () => {
    const intake = openIntake();
    const first = await intake.post();
    const { person } = await intake.stored(first);
    if (person === undefined) throw new Error("expected a person");
    const { full: _, ...name } = person.name;
    for (const pointKey of person.points) {
      const point = await intake.memory.read("contactPoint", { practiceId: PRACTICE_ID, pointKey });
      if (point === undefined) throw new Error("expected a contact point");
      const persons = [{ personId: person.personId, name }];
      intake.memory.seed({ entity: "contactPoint", value: { ...point, persons } });
    }
    intake.memory.seed({ entity: "person", value: { ...person, name } });
    expect(await intake.post(buildPost({ source: { externalId: "f-2" } }))).toMatchObject({ leadId: first.leadId });
    expect((await intake.stored(first)).person?.name).toEqual(person.name);
  });

  it("flags a person who appears under another one's address", async () => {
    const intake = openIntake();
    const byPhone = await intake.post(buildBarePost({ firstName: "Dana", phone: "312-555-0142" }));
    await intake.post(buildBarePost({ firstName: "Dana", email: "dana@example.com" }));
    const both = await intake.post(
      buildBarePost({ firstName: "Dana", phone: "312-555-0142", email: "dana@example.com" }),
    );
    expect(both).toMatchObject({ leadId: byPhone.leadId, status: "duplicate" });
    expect((await intake.stored(byPhone)).lead.flags).toEqual(["identity_conflict"]);
  });
});

describe("receiveLead, for someone who opted out", () => {
  async function optOut(intake: ReturnType<typeof openIntake>, answer: { leadId: string }, scope: "all" | "email") {
    const pointKey = (await intake.stored(answer)).lead.reach.phone;
    if (pointKey === undefined) throw new Error("expected a phone number");
    const point = await intake.memory.read("contactPoint", { practiceId: PRACTICE_ID, pointKey });
    if (point === undefined) throw new Error("expected a contact point");
    const suppression = { scope, at: NOW, reason: "stop" };
    intake.memory.seed({ entity: "contactPoint", value: { ...point, version: point.version + 1, suppression } });
  }

  it("accepts the inquiry and gives it to staff", async () => {
    const intake = openIntake();
    await optOut(intake, await intake.post({ contact: MOTHER }), "all");
    const son = await intake.post({ contact: SON });
    expect((await intake.stored(son)).lead.flags).toContain("suppressed_person");
    expect(intake.followUps.started.at(-1)?.action).toMatchObject({ type: "alertStaff", reason: "suppressed_person" });
  });

  it("honours an opt-out on a number that the new inquiry does not name", async () => {
    const intake = openIntake();
    const first = await intake.post(buildBarePost({ phone: "312-555-0142", email: "dana@example.com" }));
    await optOut(intake, first, "all");
    const { run } = await intake.stored(first);
    if (run === undefined) throw new Error("expected a run");
    intake.memory.seed({ entity: "run", value: { ...run, outcome: "opted_out" } });
    intake.clock.advance(DAY);
    const later = await intake.post(buildBarePost({ phone: "312-555-0143", email: "dana@example.com" }));
    expect(later.leadId).not.toBe(first.leadId);
    expect((await intake.stored(later)).lead.flags).toEqual(["suppressed_person"]);
  });

  it("keeps the opt-out through every later post", async () => {
    const intake = openIntake();
    const first = await intake.post({ contact: MOTHER });
    await optOut(intake, first, "all");
    await intake.post({ contact: SON });
    const points = itemsOf(intake.memory.dump(), "contactPoint");
    expect(points).toEqual([expect.objectContaining({ suppression: { scope: "all", at: NOW, reason: "stop" } })]);
  });

  it("does not take an email unsubscribe for an opt-out from everything", async () => {
    const intake = openIntake();
    await optOut(intake, await intake.post({ contact: MOTHER }), "email");
    expect((await intake.stored(await intake.post({ contact: SON }))).lead.flags).not.toContain("suppressed_person");
  });
});

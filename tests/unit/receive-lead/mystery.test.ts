import { describe, expect, it } from "@jest/globals";
import { SMS_SIMULATOR_NUMBERS, simulatorAddress } from "../../../shared/contracts/simulator.ts";
import { normalizePhone } from "../../../shared/domain/contact/phone.ts";
import { PRACTICE_ID } from "../../support/builders/index.ts";
import { testKeyRing } from "../../support/fakes/key-ring.ts";
import { itemsOf, openIntake, problemOf } from "./intake.ts";

const [NUMBER = ""] = SMS_SIMULATOR_NUMBERS;
const ADDRESS = simulatorAddress("turn");
const BODY = {
  source: { channel: "web_form" },
  contact: { firstName: "Mystery", lastName: "Shopper", phone: NUMBER, email: ADDRESS },
  consent: { sms: true, email: true },
};
const shopper = { callerId: "shopper-key", role: "shopper" } as const;

describe("receiveLead: a post of the mystery shopper", () => {
  it("is marked by the key that it comes with, and so is every event of it", async () => {
    const { post, stored } = openIntake();
    const { lead, timeline, contact } = await stored(await post(BODY, { access: shopper }));
    expect(lead).toMatchObject({ mystery: true, status: "unanswered", inquiries: 1, flags: [] });
    expect(timeline.map(({ type, mystery }) => [type, mystery])).toEqual([
      ["lead.received.v1", true],
      ["run.started.v1", true],
    ]);
    expect(timeline[0]?.actor).toEqual({ kind: "system", id: "mystery-shopper" });
    expect(contact).toMatchObject({ phone: NUMBER, email: ADDRESS });
  });

  it("can be made by no word of a body", async () => {
    const { post, stored } = openIntake();
    const { lead, timeline } = await stored(await post({ ...BODY, mystery: true, test: true }));
    expect(lead).not.toHaveProperty("mystery");
    expect(timeline[0]).not.toHaveProperty("mystery");
  });

  it("may name simulators and numbers of the operator only: it passes over caps and opt-outs", async () => {
    const { post, memory } = openIntake({ mysteryNumbers: [NUMBER, "+13125550160"] });
    const contact = { ...BODY.contact, phone: "(312) 555-0142", email: "dana@example.com" };
    expect(await problemOf(post({ ...BODY, contact }, { access: shopper }))).toMatchObject({
      status: 422,
      code: "not_a_simulator",
      errors: [
        { path: "contact.phone", code: "not_a_simulator" },
        { path: "contact.email", code: "not_a_simulator" },
      ],
    });
    expect(itemsOf(memory.dump(), "lead")).toEqual([]);
    const own = { ...BODY.contact, phone: "(312) 555-0160" };
    expect(await post({ ...BODY, contact: own }, { access: shopper })).toMatchObject({ status: "accepted" });
  });

  it("is taken with the numbers and addresses of the simulators, without a warning", async () => {
    const { post, stored } = openIntake();
    const answer = await post(BODY, { access: shopper });
    expect(answer).toMatchObject({ status: "accepted", warnings: [] });
    expect((await stored(answer)).lead.reach).toMatchObject({ jurisdictions: ["WA"], zones: ["America/Los_Angeles"] });
    for (const number of SMS_SIMULATOR_NUMBERS) expect(normalizePhone(number)).toMatchObject({ ok: true });
  });

  it("joins no other, however alike: each is a lead, a person and contact points of its own", async () => {
    const { post, stored, memory } = openIntake();
    const withId = { ...BODY, source: { channel: "web_form", externalId: "f-1" } };
    const answers = [];
    for (let round = 0; round < 100; round += 1) answers.push(await post(withId, { access: shopper }));
    expect(answers.map(({ status }) => status)).toEqual(Array(100).fill("accepted"));
    const leads = await Promise.all(answers.map(async (answer) => (await stored(answer)).lead));
    const distinct = (values: unknown[]) => new Set(values).size;
    expect([
      distinct(leads.map(({ leadId }) => leadId)),
      distinct(leads.map(({ personId }) => personId)),
      distinct(leads.map(({ reach }) => reach.phone)),
      distinct(leads.map(({ reach }) => reach.email)),
    ]).toEqual([100, 100, 100, 100]);
    // No ledger has more than its own lead's touches, so no cap is ever reached.
    const points = itemsOf(memory.dump(), "contactPoint");
    expect(points.every(({ persons }) => (persons as unknown[]).length === 1)).toBe(true);
  });

  it("neither finds a person nor is found by one, whoever has its number", async () => {
    const { post, stored } = openIntake();
    const person = await stored(await post(BODY));
    const test = await stored(await post(BODY, { access: shopper }));
    const again = await post(BODY);
    expect(test.lead.personId).not.toBe(person.lead.personId);
    expect(again).toMatchObject({ leadId: person.lead.leadId, status: "duplicate" });
    const real = testKeyRing().pointKeys(PRACTICE_ID, "phone", NUMBER);
    expect(real).toContain(person.lead.reach.phone);
    expect(real).not.toContain(test.lead.reach.phone);
  });

  it("knows nothing of an opt-out on its number", async () => {
    const { post, stored, memory } = openIntake();
    const { lead } = await stored(await post(BODY));
    const key = { practiceId: PRACTICE_ID, pointKey: lead.reach.phone as never };
    const point = await memory.read("contactPoint", key);
    const suppression = { scope: "all", at: 1, reason: "sms" } as const;
    memory.seed({ entity: "contactPoint", value: { ...(point as NonNullable<typeof point>), suppression } });
    expect((await stored(await post(BODY, { access: shopper }))).lead.flags).toEqual([]);
  });

  it("is repeated by its idempotency key like any other", async () => {
    const { post } = openIntake();
    const options = { access: shopper, idempotencyKey: "turn-1" };
    const first = await post(BODY, options);
    expect(await post(BODY, options)).toEqual(first);
    expect((await post(BODY, { ...options, idempotencyKey: "turn-2" })).leadId).not.toBe(first.leadId);
  });

  it("starts its run with the first response, and alerts nobody, whatever it says", async () => {
    const { post, followUps, stored } = openIntake();
    const urgent = { ...BODY, inquiry: { message: "I cannot breathe, call 911", relationship: "existing" } };
    const { lead, run } = await stored(await post(urgent, { access: shopper }));
    expect(lead).not.toHaveProperty("owner");
    expect(followUps.started.map(({ action }) => action.type)).toEqual(["send"]);
    expect(run).toMatchObject({ purpose: "new-lead" });
  });

  it("that names no contact point is refused and leaves nothing behind: no quarantine, no alarm", async () => {
    const { post, memory, metrics } = openIntake();
    const before = memory.dump();
    const refused = await problemOf(post({ contact: { firstName: "Mystery" } }, { access: shopper }));
    expect(refused).toMatchObject({ status: 422, code: "no_usable_contact_point" });
    expect([memory.dump(), metrics.emitted]).toEqual([before, []]);
  });
});

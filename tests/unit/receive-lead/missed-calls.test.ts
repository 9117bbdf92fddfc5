import { describe, expect, it } from "@jest/globals";
import { receiveFlowCall } from "../../../functions/receive-lead/flow-call.ts";
import { receiveMissedCall } from "../../../functions/receive-lead/missed-call.ts";
import { PracticeIdSchema } from "../../../shared/domain/ids.ts";
import type { Access } from "../../../shared/ports/index.ts";
import { buildAccess, buildPost, buildPractice, PRACTICE_ID } from "../../support/builders/index.ts";
import { NOW } from "../../support/fakes/index.ts";
import { MINUTE } from "../../support/plan-facts.ts";
import { problemOf } from "../../support/problem.ts";
import { itemsOf, openIntake } from "./intake.ts";

const OTHER = PracticeIdSchema.parse("clear-skin");

function open() {
  const intake = openIntake();
  const call = (body: object | string, access: Partial<Access> = {}) =>
    receiveMissedCall(intake.deps, {
      access: buildAccess(access),
      body: typeof body === "string" ? body : JSON.stringify(body),
      idempotencyKey: undefined,
      receivedAt: intake.clock.now(),
    });
  return { ...intake, call };
}

const PHONE = "(312) 555-0142";

describe("a call that nobody took", () => {
  it("becomes a lead by phone, and the first thing done is to tell staff to call back", async () => {
    const { call, stored, followUps } = open();
    const answer = await call({ phone: PHONE, at: "2026-12-01T16:00:00Z", source: "referral-desk" });
    expect(answer).toMatchObject({ status: "accepted", warnings: [] });
    const { lead, run, types, timeline } = await stored(answer);
    expect(lead).toMatchObject({ status: "unanswered", source: { channel: "phone" }, clocks: { startedAt: NOW } });
    expect(types).toEqual(["lead.received.v1", "call.missed.v1", "run.started.v1"]);
    expect(timeline[1]?.data).toEqual({ at: NOW - 2 * MINUTE });
    expect(run?.alerts).toEqual([{ key: "alert-missed-call-1", reason: "missed_call", at: NOW }]);
    expect(followUps.started).toMatchObject([{ action: { type: "alertStaff", reason: "missed_call" } }]);
  });

  it("allows a live call by a person, and no text message", async () => {
    const { call, stored } = open();
    const { lead } = await stored(await call({ phone: PHONE }));
    expect(lead.consents.map((grant) => grant.class)).toEqual(["call.live"]);
  });

  it("of a person who just filled in the form joins their lead, and staff are told of it", async () => {
    const { call, post, stored, followUps, clock } = open();
    const first = await post();
    clock.advance(2 * MINUTE);
    const answer = await call({ phone: PHONE });
    expect(answer).toMatchObject({ leadId: first.leadId, status: "duplicate" });
    const { run, types } = await stored(first);
    expect(types.slice(-3)).toEqual(["lead.inquiry_joined.v1", "call.missed.v1", "run.restarted.v1"]);
    expect(run?.alerts?.map(({ reason }) => reason)).toEqual(["missed_call"]);
    expect(followUps.started.at(-1)).toMatchObject({ generation: 2 });
  });

  it("again and again within ten minutes is one inquiry, of which staff are told once", async () => {
    const { call, stored, clock } = open();
    const first = await call({ phone: PHONE });
    for (let repeat = 0; repeat < 2; repeat += 1) {
      clock.advance(3 * MINUTE);
      expect(await call({ phone: PHONE })).toMatchObject({ leadId: first.leadId, status: "duplicate" });
    }
    const { run, types } = await stored(first);
    expect(run?.alerts).toHaveLength(1);
    expect(types.filter((type) => type === "call.missed.v1")).toHaveLength(3);
    clock.advance(20 * MINUTE);
    expect(await call({ phone: PHONE })).toMatchObject({ leadId: first.leadId, status: "accepted" });
    const later = await stored(first);
    expect(later.lead).toMatchObject({ inquiries: 2, status: "unanswered" });
    expect(later.run?.alerts?.map(({ reason }) => reason)).toEqual(["missed_call", "missed_call"]);
  });

  it("delivered twice under the telephone system's own id is one call", async () => {
    const { call, stored, clock } = open();
    const first = await call({ phone: PHONE, externalId: "CAL-1" });
    clock.advance(30 * MINUTE);
    expect(await call({ phone: PHONE, externalId: "CAL-1" })).toMatchObject({
      leadId: first.leadId,
      status: "duplicate",
    });
    const { types, run } = await stored(first);
    expect(types.filter((type) => type === "call.missed.v1")).toHaveLength(1);
    expect(run?.alerts).toHaveLength(1);
  });

  it("is the practice's whose number was called", async () => {
    const { call } = open();
    const access = { practiceIds: [PRACTICE_ID, OTHER] };
    const { phone, sms } = buildPractice();
    for (const calledNumber of [phone, sms.originationIdentity])
      expect(await call({ phone: PHONE, calledNumber }, access)).toMatchObject({ leadId: expect.any(String) });
    const problems = await Promise.all([
      problemOf(call({ phone: PHONE }, access)),
      problemOf(call({ phone: PHONE, calledNumber: "(312) 555-0199" }, access)),
      problemOf(call({ phone: PHONE, practiceId: "clear-skin" })),
    ]);
    expect(problems.map(({ code }) => code)).toEqual(["practice_required", "practice_required", "unknown_practice"]);
  });

  it("of a hidden number is refused, and fills no quarantine", async () => {
    const { call, memory } = open();
    for (const body of [{}, { phone: "anonymous" }, { phone: "" }, { phone: null }, { phone: {} }])
      expect(await problemOf(call(body))).toMatchObject({ status: 422, code: "no_usable_contact_point" });
    expect(itemsOf(memory.dumpVault(), "quarantine")).toEqual([]);
    expect((await problemOf(call("{"))).code).toBe("invalid_json");
    expect((await problemOf(call("[]"))).code).toBe("invalid_body");
  });

  it("at a moment that is none, or still to come, rang when we were told", async () => {
    const { call, stored } = open();
    const first = await call({ phone: PHONE, at: "yesterday" });
    expect(first.warnings).toEqual([{ code: "field_ignored", path: "at" }]);
    expect((await stored(first)).timeline[1]?.data).toEqual({ at: NOW });
    const second = await call({ phone: "(312) 555-0143", at: "2030-01-01T00:00:00Z" });
    expect((await stored(second)).timeline[1]?.data).toEqual({ at: NOW });
  });

  it("leaves an ordinary post as it is", async () => {
    const { post, stored } = open();
    const { run, types } = await stored(await post(buildPost()));
    expect(types).not.toContain("call.missed.v1");
    expect(run).not.toHaveProperty("alerts");
  });
});

describe("a call that a contact flow tells of", () => {
  const event = (number: string | undefined, contactId = "contact-1") =>
    ({ practiceId: PRACTICE_ID, contactId, number, tag: undefined }) as const;

  it("is a missed call of the practice whose flow it is, once however often the flow tries", async () => {
    const intake = openIntake();
    expect(await receiveFlowCall(intake.deps, event("+13125550142"))).toEqual({ taken: "true" });
    await receiveFlowCall(intake.deps, event("+13125550142"));
    expect(intake.followUps.started).toMatchObject([{ action: { type: "alertStaff", reason: "missed_call" } }]);
  });

  it.each([undefined, "anonymous"])("is not said to be taken without a number (%s)", async (number) => {
    const { deps } = openIntake();
    expect(await problemOf(receiveFlowCall(deps, event(number)))).toMatchObject({ code: "no_usable_contact_point" });
  });
});

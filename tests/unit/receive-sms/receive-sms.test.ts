import { describe, expect, it } from "@jest/globals";
import { UnknownNumber } from "../../../functions/receive-sms/logic.ts";
import { suppressionOf } from "../../../shared/domain/suppression/suppression.ts";
import { MINUTE } from "../../support/builders/index.ts";
import { NOW } from "../../support/fakes/index.ts";
import { testKeyRing } from "../../support/fakes/key-ring.ts";
import { addPerson, createWorld, INQUIRED_AT, SENDER, SENDER_KEY, text } from "./world.ts";

const SENT_AT = NOW - 500;

describe("an opt-out by text", () => {
  it("ends all follow-up of the person at once", async () => {
    const world = createWorld();
    await text(world, "please stop texting me");
    expect(suppressionOf(await world.point())).toBe("all");
    expect(await world.lead()).toMatchObject({ status: "opted_out", clocks: { repliedAt: SENT_AT } });
    const run = await world.run();
    expect(run).toMatchObject({ outcome: "opted_out", generation: 1 });
    expect(run.wakeAt).toBeUndefined();
    expect((await world.person()).activeRunId).toBeUndefined();
    expect(await world.types()).toEqual([
      "reply.received.v1",
      "contact.opted_out.v1",
      "run.finished.v1",
      "lead.status_changed.v1",
      "reply.answered.v1",
    ]);
    expect(world.deps.followUps.started).toEqual([]);
  });

  it("holds for everybody who shares the number", async () => {
    const world = createWorld();
    const { leadId, personId } = addPerson(world);
    await text(world, "STOP");
    expect((await world.lead()).status).toBe("opted_out");
    expect((await world.lead(leadId)).status).toBe("opted_out");
    expect((await world.run(leadId)).outcome).toBe("opted_out");
    expect((await world.person(personId)).activeRunId).toBeUndefined();
    expect((await world.timeline(leadId)).map(({ type }) => type)).toEqual([
      "contact.opted_out.v1",
      "run.finished.v1",
      "lead.status_changed.v1",
    ]);
    expect(world.handed).toHaveLength(1);
  });

  it("leaves a booking a booking", async () => {
    const world = createWorld({ lead: { status: "booked" }, run: { outcome: "booked" } });
    await text(world, "STOP");
    expect((await world.lead()).status).toBe("booked");
    expect(suppressionOf(await world.point())).toBe("all");
  });

  it("still lets staff be told what they were to be told before it", async () => {
    const world = createWorld();
    await text(world, "I have chest pain");
    await text(world, "STOP");
    expect((await world.lead()).status).toBe("opted_out");
    const run = await world.run();
    expect(run.outcome).toBeUndefined();
    expect(run.staffOnlySince).toBeUndefined();
    expect(await world.alerts()).toEqual(["emergency"]);
  });

  it("tells staff of an emergency in the same message", async () => {
    const world = createWorld();
    await text(world, "stop texting me, I can't breathe");
    expect((await world.lead()).status).toBe("opted_out");
    expect(await world.alerts()).toEqual(["emergency"]);
    expect(world.deps.followUps.started).toHaveLength(1);
    expect(world.handed.map(({ body }) => body)).toEqual([expect.stringContaining("911")]);
  });

  it("of before a later inquiry stops messages, and a person sorts out what they want", async () => {
    const world = createWorld();
    await text(world, "STOP", { sentAt: INQUIRED_AT - MINUTE });
    expect(suppressionOf(await world.point())).toBe("all");
    expect((await world.lead()).status).toBe("following_up");
    expect(await world.alerts()).toEqual(["suppressed_person"]);
  });

  it("from a number that nobody knows holds for a later inquiry", async () => {
    const world = createWorld({ empty: true });
    await text(world, "Stop");
    expect(await world.point()).toMatchObject({ persons: [], suppression: { scope: "all", at: SENT_AT } });
    expect(world.handed).toHaveLength(1);
    expect(world.deps.metrics.emitted).toContainEqual({
      name: "OptedOut",
      value: 1,
      dimensions: { Practice: "bright-smile" },
    });
  });

  it("holds under every key that the number is stored under", async () => {
    const world = createWorld();
    const ring = testKeyRing([1, 2]);
    const [newest] = ring.pointKeys("bright-smile" as never, "phone", SENDER);
    const point = await world.point();
    world.store.seed({ entity: "contactPoint", value: { ...point, pointKey: newest as typeof SENDER_KEY } });
    const deps = { ...world.deps, keyRings: { load: async () => ring } };
    await text({ ...world, deps }, "STOP");
    expect(suppressionOf(await world.point(newest))).toBe("all");
    expect(suppressionOf(await world.point(SENDER_KEY))).toBe("all");
    expect(world.handed).toHaveLength(1);
  });
});

describe("START", () => {
  it("lifts the opt-out and leaves the rest to a person", async () => {
    const world = createWorld();
    await text(world, "STOP");
    world.clock.advance(MINUTE);
    await text(world, "START");
    expect(suppressionOf(await world.point())).toBeUndefined();
    expect((await world.lead()).status).toBe("opted_out");
    expect(await world.alerts()).toEqual(["replied"]);
    expect(world.handed.map(({ body }) => body)).toEqual([
      expect.stringContaining("opted out"),
      expect.stringContaining("again"),
    ]);
  });

  it("at the same moment as STOP does not lift it", async () => {
    const world = createWorld();
    await text(world, "STOP");
    await text(world, "START");
    expect(suppressionOf(await world.point())).toBe("all");
    expect(world.handed).toHaveLength(1);
  });

  it("of someone who never opted out is an answer", async () => {
    const world = createWorld();
    await text(world, "START");
    expect((await world.lead()).status).toBe("replied");
    expect(world.handed).toEqual([]);
  });
});

describe("an answer by text", () => {
  it("ends touches, tells staff and starts their timer", async () => {
    const world = createWorld();
    const { messageId } = await text(world, "Tuesday at 3 works");
    expect(await world.lead()).toMatchObject({ status: "replied", clocks: { repliedAt: SENT_AT } });
    const run = await world.run();
    expect(run).toMatchObject({ generation: 2, staffOnlySince: SENT_AT, waitingFor: "start", wakeAt: NOW });
    expect(run.alerts).toEqual([{ key: "alert-replied-1", reason: "replied", at: SENT_AT }]);
    expect(world.deps.followUps.started).toMatchObject([{ generation: 2, action: { type: "plan" } }]);
    expect(await world.types()).toEqual(["reply.received.v1", "lead.status_changed.v1", "run.restarted.v1"]);
    expect(await world.text(messageId)).toMatchObject({ from: SENDER, body: "Tuesday at 3 works", at: SENT_AT });
    expect(await world.point()).toMatchObject({ inboundAt: SENT_AT });
    expect(world.handed).toEqual([]);
  });

  it("keeps its words and its number out of everything but the vault", async () => {
    const world = createWorld();
    await text(world, "Tuesday at 3 works");
    const outside = JSON.stringify([world.store.dump(), world.deps.logger.lines, world.deps.followUps.started]);
    expect(outside).not.toContain("Tuesday at 3");
    expect(outside).not.toContain("5550142");
    expect(world.store.dumpVault()).toContain("Tuesday at 3");
  });

  it("may be answered by text, of which the newest message is the ground", async () => {
    const world = createWorld();
    await text(world, "do you take my insurance?");
    await text(world, "STOP");
    const replies = (await world.lead()).consents.filter((grant) => grant.class === "sms.reply");
    expect(replies).toEqual([{ class: "sms.reply", at: SENT_AT, basis: "text_message" }]);
  });

  it("keeps the timer of the first of several messages", async () => {
    const world = createWorld();
    await text(world, "Tuesday works");
    world.clock.advance(5 * MINUTE);
    await text(world, "or Wednesday");
    expect((await world.run()).staffOnlySince).toBe(SENT_AT);
    expect(await world.alerts()).toEqual(["replied", "replied"]);
  });

  it("after a person spoke with them starts a new timer", async () => {
    const world = createWorld({
      lead: { status: "contacted", clocks: { startedAt: INQUIRED_AT, humanContactAt: NOW - MINUTE } },
      run: { outcome: "with_staff", staffOnlySince: NOW - 2 * MINUTE },
    });
    await text(world, "one more question");
    expect((await world.lead()).status).toBe("replied");
    expect((await world.run()).staffOnlySince).toBe(SENT_AT);
  });

  it("that is older than the last talk only tells staff", async () => {
    const world = createWorld({
      lead: { status: "contacted", clocks: { startedAt: INQUIRED_AT, humanContactAt: NOW } },
      run: { outcome: "with_staff" },
    });
    await text(world, "Tuesday works");
    expect((await world.lead()).status).toBe("contacted");
    expect(await world.alerts()).toEqual(["replied"]);
  });

  it.each(["lost", "contacted", "with_staff", "stalled", "nurturing", "unanswered"] as const)(
    "brings a lead that is %s back to people",
    async (status) => {
      const world = createWorld({ lead: { status }, run: { outcome: "exhausted", wakeAt: undefined } });
      world.store.seed({ entity: "person", value: { ...(await world.person()), activeRunId: undefined } });
      await text(world, "are you still there?");
      expect((await world.lead()).status).toBe("replied");
      expect(await world.run()).toMatchObject({ generation: 2, waitingFor: "start" });
      expect((await world.run()).outcome).toBeUndefined();
      // So that a further inquiry joins this run, and no second one begins.
      expect((await world.person()).activeRunId).toBe((await world.run()).runId);
    },
  );

  it("leaves a booking a booking, and staff hear of it", async () => {
    const world = createWorld({ lead: { status: "booked" }, run: { outcome: "booked" } });
    await text(world, "running late");
    expect((await world.lead()).status).toBe("booked");
    expect((await world.run()).staffOnlySince).toBeUndefined();
    expect(await world.alerts()).toEqual(["replied"]);
    expect(world.deps.followUps.started).toHaveLength(1);
  });

  it("after an opt-out reopens nothing, and staff hear that it came after", async () => {
    const world = createWorld();
    await text(world, "STOP");
    world.clock.advance(MINUTE);
    await text(world, "Who was this?");
    expect((await world.lead()).status).toBe("opted_out");
    expect(suppressionOf(await world.point())).toBe("all");
    expect(await world.alerts()).toEqual(["reply_after_opt_out"]);
  });

  it("of before an opt-out that comes in late reopens nothing", async () => {
    const world = createWorld();
    await text(world, "STOP");
    await text(world, "Tuesday works", { sentAt: NOW - MINUTE });
    expect((await world.lead()).status).toBe("opted_out");
    expect(await world.alerts()).toEqual(["replied"]);
  });

  it("from a number of no lead is kept and counted", async () => {
    const world = createWorld({ empty: true });
    const { messageId } = await text(world, "Do you take Delta Dental?");
    expect(await world.text(messageId)).toMatchObject({ body: "Do you take Delta Dental?" });
    expect(world.deps.logger.lines).toContainEqual({
      level: "warn",
      message: expect.any(String),
      fields: { practiceId: "bright-smile", code: "reply_of_unknown_number" },
    });
    expect(world.deps.metrics.emitted).toEqual([
      { name: "ReplyReceived", value: 1, dimensions: { Practice: "bright-smile", Reason: "answer" } },
    ]);
  });

  it("belongs to the person on the number who was written to last before it", async () => {
    const world = createWorld();
    const { leadId } = addPerson(world);
    const touchId = `${leadId}-new-lead#first-sms#1`;
    const later = `${(await world.lead()).leadId}-new-lead#first-sms#1`;
    const ledger = [
      { at: NOW - MINUTE, touchId },
      { at: NOW, touchId: later },
    ];
    world.store.seed({ entity: "contactPoint", value: { ...(await world.point()), ledger } });
    await text(world, "Tuesday works");
    expect((await world.lead(leadId)).status).toBe("replied");
    expect((await world.lead()).status).toBe("following_up");
  });

  it("belongs to whoever inquired last where nobody was written to", async () => {
    const world = createWorld();
    const { leadId } = addPerson(world, { inquiredAt: NOW - MINUTE });
    await text(world, "Tuesday works");
    expect((await world.lead(leadId)).status).toBe("replied");
    expect((await world.lead()).status).toBe("following_up");
  });
});

describe("other texts", () => {
  it("that may be an opt-out pause everybody on the number and ask a person", async () => {
    const world = createWorld();
    const { leadId } = addPerson(world);
    await text(world, "not interested");
    expect((await world.lead()).status).toBe("replied");
    expect((await world.lead(leadId)).status).toBe("replied");
    expect(await world.alerts()).toEqual(["ambiguous_reply"]);
    expect((await world.run(leadId)).alerts).toMatchObject([{ reason: "ambiguous_reply" }]);
    expect(world.deps.followUps.started).toHaveLength(2);
    expect(suppressionOf(await world.point())).toBeUndefined();
  });

  it("that say wrong number void consent for it and tell staff; the follow-up goes on elsewhere", async () => {
    const world = createWorld();
    await text(world, "wrong number");
    expect(await world.point()).toMatchObject({ wrongNumberAt: SENT_AT });
    expect((await world.lead()).status).toBe("following_up");
    expect((await world.run()).staffOnlySince).toBeUndefined();
    expect(await world.alerts()).toEqual(["wrong_number"]);
    expect(await world.types()).toEqual(["reply.received.v1", "contact.wrong_number.v1", "run.restarted.v1"]);
    expect(world.handed).toEqual([]);
  });

  it("that ask for help change nothing", async () => {
    const world = createWorld();
    await text(world, "HELP");
    expect((await world.lead()).status).toBe("following_up");
    expect(await world.run()).toMatchObject({ generation: 1, waitingFor: "second-sms: due" });
    expect(world.handed.map(({ body }) => body)).toEqual([expect.stringContaining("(312) 555-0100")]);
    expect(await world.types()).toEqual(["reply.received.v1", "reply.answered.v1"]);
  });

  it("that sound like an emergency get the fixed text and page a person", async () => {
    const world = createWorld({ lead: { language: "es" } });
    await text(world, "no puedo respirar");
    expect(world.handed.map(({ body }) => body)).toEqual([expect.stringContaining("911")]);
    expect(world.handed[0]?.body).toContain("emergencia");
    expect(await world.alerts()).toEqual(["emergency"]);
    expect((await world.lead()).status).toBe("replied");
    expect(world.deps.followUps.started).toHaveLength(1);
  });

  it("to a number of no practice go to the dead-letter queue", async () => {
    const world = createWorld();
    const result = text(world, "STOP", { to: "+13125550199" });
    await expect(result).rejects.toThrow(UnknownNumber);
    await expect(result).rejects.toMatchObject({ code: "unknown_number", retryable: false });
    await expect(result).rejects.not.toThrow("5550199");
  });
});

import { describe, expect, it } from "@jest/globals";
import { type InboundSms, receiveSms } from "../../../functions/receive-sms/logic.ts";
import { StoreUnavailable } from "../../../shared/domain/errors.ts";
import { HAND_OVER_WITHIN_MS } from "../../../shared/domain/timing.ts";
import type { Store } from "../../../shared/ports/store.ts";
import { MINUTE } from "../../support/builders/index.ts";
import { NOW } from "../../support/fakes/index.ts";
import {
  createWorld,
  OPT_OUT_LIST,
  PRACTICE_NUMBER,
  SENDER,
  SENDER_KEY,
  TOLL_FREE_NUMBER,
  text,
  type World,
} from "./world.ts";

const answerOf = async (world: World, { messageId }: InboundSms) => (await world.inbound(messageId)).answer;

describe("the confirmation of an opt-out", () => {
  it("goes out once, from the number that was texted, and is recorded", async () => {
    const world = createWorld();
    const message = await text(world, "STOP");
    expect(world.handed).toMatchObject([
      { to: SENDER, originationIdentity: PRACTICE_NUMBER, messageType: "PROMOTIONAL", ttlSeconds: 299 },
    ]);
    expect(world.handed[0]?.body).toContain("Bright Smile");
    // It is no touch.
    expect(world.handed[0]?.tag).toBeUndefined();
    expect(await answerOf(world, message)).toMatchObject({
      kind: "opt_out_confirmed",
      state: "sent",
      providerId: "provider-1",
    });
    expect((await world.timeline()).at(-1)).toMatchObject({
      type: "reply.answered.v1",
      data: { answer: "opt_out_confirmed", messageId: message.messageId, state: "sent", providerId: "provider-1" },
    });
  });

  it("is not repeated for an opt-out that changes nothing", async () => {
    const world = createWorld();
    await text(world, "STOP");
    const second = await text(world, "I said stop");
    expect(world.handed).toHaveLength(1);
    expect(await answerOf(world, second)).toBeUndefined();
  });

  it("is given again for another opt-out after START", async () => {
    const world = createWorld();
    for (const body of ["STOP", "START", "STOP"]) {
      await text(world, body);
      world.clock.advance(MINUTE);
    }
    expect(world.handed).toHaveLength(3);
  });

  it("is left to the carrier on toll-free numbers", async () => {
    const world = createWorld();
    const message = await text(world, "STOP", { to: TOLL_FREE_NUMBER });
    expect(world.handed).toEqual([]);
    expect(await answerOf(world, message)).toBeUndefined();
    expect(world.mirror.calls).toEqual([{ did: "put", list: OPT_OUT_LIST, e164: SENDER }]);
  });

  it.each([
    [4 * MINUTE + 54_000, 1],
    [4 * MINUTE + 56_000, 0],
    [9 * MINUTE, 0],
  ])("is given within five minutes of the opt-out, delivery included: %d ms later", async (lateMs, given) => {
    const world = createWorld();
    const message = await text(world, "STOP", { sentAt: NOW - lateMs });
    expect(world.handed).toHaveLength(given);
    const expected = given === 1 ? { state: "sent" } : { state: "failed", code: "too_late" };
    expect(await answerOf(world, message)).toMatchObject(expected);
    expect((await world.timeline()).at(-1)).toMatchObject({ type: "reply.answered.v1", data: expected });
    for (const { ttlSeconds } of world.handed) expect(ttlSeconds * 1_000 + lateMs).toBeLessThanOrEqual(5 * MINUTE);
  });

  it.each([
    [
      { outcome: "throttled", code: "ThrottlingException" },
      { state: "failed", code: "ThrottlingException" },
    ],
    [
      { outcome: "rejected", code: "ValidationException" },
      { state: "failed", code: "ValidationException" },
    ],
    [
      { outcome: "ambiguous", code: "TimeoutError" },
      { state: "ambiguous", code: "TimeoutError" },
    ],
  ] as const)("that the provider did not simply take is never repeated: %j", async (result, recorded) => {
    const world = createWorld();
    world.answers.push(result);
    const message = await text(world, "STOP");
    expect(await answerOf(world, message)).toMatchObject(recorded);
    world.clock.advance(MINUTE);
    await receiveSms(world.deps, message);
    expect(world.handed).toHaveLength(1);
    expect((await world.lead()).status).toBe("opted_out");
  });

  it.each([
    ["paused", [], "sending_paused"],
    ["shadow", [], "shadow_mode"],
    ["test-only", [], "not_on_test_list"],
    ["test-only", [SENDER_KEY], undefined],
  ] as const)("obeys the sending switch: %s %j", async (mode, testPoints, code) => {
    const world = createWorld();
    Object.assign(world.sending, { mode, testPoints });
    const message = await text(world, "STOP");
    expect(world.handed).toHaveLength(code === undefined ? 1 : 0);
    expect(await answerOf(world, message)).toMatchObject(
      code === undefined ? { state: "sent" } : { state: "failed", code },
    );
    expect((await world.lead()).status).toBe("opted_out");
  });

  it("is in the language of the lead", async () => {
    const world = createWorld({ lead: { language: "es" } });
    await text(world, "ALTO");
    expect(world.handed[0]?.body).toContain("no le enviaremos");
  });

  it("outlasts a store that fails for a moment while it is claimed", async () => {
    const world = createWorld();
    let failures = 0;
    const store: Store = {
      ...world.store,
      readMany: async (refs) => {
        if (failures-- > 0) throw new StoreUnavailable("ThrottlingException");
        return world.store.readMany(refs);
      },
      commit: async (commit) => {
        failures = 2;
        return world.store.commit(commit);
      },
    };
    const message = world.message("HELP");
    await receiveSms({ ...world.deps, store }, message);
    expect(world.handed).toHaveLength(1);
    expect(await answerOf(world, message)).toMatchObject({ state: "sent" });
  });

  it("is given up when it comes so late after its claim that the function might end in its midst", async () => {
    const world = createWorld();
    const message = world.message("STOP");
    world.deps.sending.read = async () => {
      world.clock.advance(HAND_OVER_WITHIN_MS + 1);
      return { ...world.sending };
    };
    await receiveSms(world.deps, message);
    expect(world.handed).toEqual([]);
    expect(await answerOf(world, message)).toMatchObject({ state: "failed", code: "claim_too_old" });
  });
});

describe("answers to HELP and emergencies", () => {
  it.each(["HELP", "I can't breathe"])("are given three times in 24 hours: %s", async (body) => {
    const world = createWorld();
    for (let hour = 0; hour < 5; hour += 1) {
      await text(world, body);
      world.clock.advance(60 * MINUTE);
    }
    expect(world.handed).toHaveLength(3);
    world.clock.advance(20 * 60 * MINUTE);
    await text(world, body);
    expect(world.handed).toHaveLength(4);
  });

  it("each have their own limit, and staff hear of every emergency", async () => {
    const world = createWorld();
    for (const body of ["HELP", "HELP", "HELP", "HELP", "call 911", "call 911", "call 911", "call 911"])
      await text(world, body);
    expect(world.handed).toHaveLength(6);
    expect(await world.alerts()).toEqual(["emergency", "emergency", "emergency", "emergency"]);
  });

  it("are given within the quarter of an hour in which someone who texts may be answered", async () => {
    const world = createWorld();
    await text(world, "HELP", { sentAt: NOW - 16 * MINUTE });
    await text(world, "HELP", { sentAt: NOW - 14 * MINUTE });
    expect(world.handed.map(({ ttlSeconds }) => ttlSeconds)).toEqual([60]);
  });

  it("are given to who asks after opting out, and to nobody who asked before", async () => {
    const world = createWorld();
    await text(world, "STOP");
    await text(world, "HELP", { sentAt: NOW - MINUTE });
    expect(world.handed).toHaveLength(1);
    world.clock.advance(MINUTE);
    await text(world, "HELP");
    expect(world.handed).toHaveLength(2);
  });

  it("are not given any more when the person opts out just before the call", async () => {
    const world = createWorld();
    const message = world.message("HELP", { sentAt: NOW - 2_000 });
    const read = world.deps.sending.read;
    world.deps.sending.read = async () => {
      world.deps.sending.read = read;
      await text(world, "STOP");
      return read();
    };
    await receiveSms(world.deps, message);
    expect(world.handed.map(({ body }) => body)).toEqual([expect.stringContaining("opted out")]);
    expect(await answerOf(world, message)).toMatchObject({ kind: "help", state: "failed", code: "suppressed" });
  });

  it("stay few and are remembered as few, however often a number says STOP and START", async () => {
    const world = createWorld();
    for (let round = 0; round < 40; round += 1) {
      await text(world, round % 2 === 0 ? "STOP" : "START");
      await text(world, "HELP");
      world.clock.advance(MINUTE);
    }
    expect(world.handed.filter(({ body }) => body.includes("For help call"))).toHaveLength(3);
    for (let round = 0; round < 60; round += 1) {
      await text(world, round % 2 === 0 ? "STOP" : "START");
      world.clock.advance(MINUTE);
    }
    expect((await world.point()).autoAnswers?.length).toBeLessThanOrEqual(50);
  });

  it("are in the practice's first language where nothing is known of the person", async () => {
    const world = createWorld({ empty: true });
    await text(world, "ayuda");
    expect(world.handed[0]?.body).toContain("For help call");
  });

  it("are not given while the practice has nothing published; an opt-out counts all the same", async () => {
    const world = createWorld();
    world.deps.configs.current = async () => undefined;
    const message = await text(world, "STOP");
    expect(world.handed).toEqual([]);
    expect(await answerOf(world, message)).toMatchObject({ state: "failed", code: "practice_not_published" });
    expect((await world.lead()).status).toBe("opted_out");
  });
});

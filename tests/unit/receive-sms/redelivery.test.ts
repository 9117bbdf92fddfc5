import { describe, expect, it } from "@jest/globals";
import { receiveSms } from "../../../functions/receive-sms/logic.ts";
import { StoreUnavailable } from "../../../shared/domain/errors.ts";
import { suppressionOf } from "../../../shared/domain/suppression/suppression.ts";
import { CLAIM_LEASE_MS } from "../../../shared/domain/timing.ts";
import type { Put, Store } from "../../../shared/ports/store.ts";
import { type CommitFault, createConflictingStore } from "../../support/conflicting-store.ts";
import { stepping } from "../../support/stepping.ts";
import { addPerson, createWorld, text, type World } from "./world.ts";

type Deps = World["deps"];

/** The process dies: nothing it would still have done happens. */
class Crash extends Error {}

/** Dies just before, or just after, one of the steps that leave the process. */
function mortal(deps: Deps, crashAt: number): { deps: Deps; steps: () => number } {
  let steps = 0;
  const burn = () => {
    steps += 1;
    // Dead is dead.
    if (steps >= crashAt) throw new Crash();
  };
  const around = stepping(burn);
  const store: Store = {
    read: around(deps.store.read) as Store["read"],
    readMany: around(deps.store.readMany) as Store["readMany"],
    commit: around(deps.store.commit),
  };
  const { followUps, sms, optOuts } = deps;
  return {
    steps: () => steps,
    deps: {
      ...deps,
      store,
      followUps: { ...followUps, start: around(followUps.start) },
      sms: { send: around(sms.send) },
      optOuts: { ...optOuts, put: around(optOuts.put), remove: around(optOuts.remove) },
    },
  };
}

/** What must be the same in the end, whatever happened on the way. */
async function outcomeOf(world: World, others: { leadId: Parameters<World["lead"]>[0] }) {
  const [lead, run, point, person] = [await world.lead(), await world.run(), await world.point(), await world.person()];
  const other = await world.lead(others.leadId);
  return {
    status: lead.status,
    other: other.status,
    suppressed: suppressionOf(point),
    run: { outcome: run.outcome, since: run.staffOnlySince, generation: run.generation },
    alerts: run.alerts?.map(({ reason }) => reason),
    activeRunId: person.activeRunId,
    started: world.deps.followUps.started.map(({ runId, generation }) => `${runId} ${generation}`).sort(),
    said: (await world.types()).filter((type) => type !== "reply.answered.v1"),
    mirrored: world.mirror.calls.some(({ did }) => did === "put"),
  };
}

describe("a text that is delivered again", () => {
  it.each(["STOP", "START", "HELP", "call 911", "wrong number", "not interested", "Tuesday works"])(
    "changes nothing more: %s",
    async (body) => {
      const world = createWorld();
      const message = await text(world, body);
      const before = [world.store.dump(), world.handed.length, world.deps.followUps.started.length];
      world.clock.advance(60_000);
      expect(await receiveSms(world.deps, message)).toMatchObject({ outcome: "repeated" });
      expect([world.store.dump(), world.handed.length, world.deps.followUps.started.length]).toEqual(before);
    },
  );

  it("does not end the follow-up of an inquiry that came after it", async () => {
    const world = createWorld();
    const message = await text(world, "STOP");
    world.clock.advance(60_000);
    await text(world, "START");
    const startedAt = world.clock.now();
    const lead = { ...(await world.lead()), status: "following_up" as const, clocks: { startedAt } };
    world.store.seed({ entity: "lead", value: lead });
    await receiveSms(world.deps, message);
    expect((await world.lead()).status).toBe("following_up");
  });

  it("means what it was first taken for, whatever a newer release would read in it", async () => {
    const world = createWorld();
    const message = await text(world, "STOP");
    const { leadId } = addPerson(world);
    await receiveSms(world.deps, { ...message, body: "Tuesday works" });
    expect((await world.lead(leadId)).status).toBe("opted_out");
  });

  it("twice at the same moment is worked and answered once, and what came too soon comes again", async () => {
    const world = createWorld();
    const message = world.message("STOP");
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => receiveSms(world.deps, message)));
    const outcomes = results.map((one) => (one.status === "fulfilled" ? one.value.outcome : one.reason.code)).sort();
    expect(outcomes.filter((outcome) => outcome === "worked")).toHaveLength(1);
    expect(["answer_under_way", "repeated", "worked"]).toEqual(expect.arrayContaining(outcomes));
    expect(world.handed).toHaveLength(1);
    expect(await world.inbound(message.messageId)).toMatchObject({ answer: { state: "sent" } });
    expect(world.mirror.calls.map(({ did }) => did)).toContain("put");
  });

  it("while the first delivery is at its answer leaves that to it, and comes again", async () => {
    const world = createWorld();
    const message = world.message("HELP");
    const send = world.deps.sms.send;
    world.deps.sms.send = async (sms) => {
      const again = receiveSms(world.deps, message);
      await expect(again).rejects.toMatchObject({ name: "StoreUnavailable", code: "answer_under_way" });
      return send(sms);
    };
    await receiveSms(world.deps, message);
    expect(world.handed).toHaveLength(1);
    expect((await world.inbound(message.messageId)).answer?.state).toBe("sent");
    expect(await receiveSms(world.deps, message)).toMatchObject({ outcome: "repeated" });
  });

  it("after its answer could not be recorded knows it to be unknown once the claim has run out", async () => {
    const world = createWorld();
    const first: CommitFault[] = ["none", ...Array<CommitFault>(6).fill("unavailable")];
    const message = world.message("STOP");
    const store = createConflictingStore(world.store, { first });
    await expect(receiveSms({ ...world.deps, store }, message)).rejects.toThrow(StoreUnavailable);
    await expect(receiveSms(world.deps, message)).rejects.toMatchObject({ code: "answer_under_way" });
    world.clock.advance(CLAIM_LEASE_MS);
    await receiveSms(world.deps, message);
    expect(world.handed).toHaveLength(1);
    expect((await world.inbound(message.messageId)).answer).toMatchObject({
      state: "ambiguous",
      code: "claim_expired",
    });
  });

  it("after the first delivery seemed dead knows the answer to be unknown, until the first reports after all", async () => {
    const world = createWorld();
    const message = world.message("STOP");
    const send = world.deps.sms.send;
    world.deps.sms.send = async (sms) => {
      const result = await send(sms);
      world.clock.advance(CLAIM_LEASE_MS);
      await receiveSms(world.deps, message);
      expect((await world.inbound(message.messageId)).answer).toMatchObject({
        state: "ambiguous",
        code: "claim_expired",
      });
      return result;
    };
    await receiveSms(world.deps, message);
    expect(world.handed).toHaveLength(1);
    const { answer } = await world.inbound(message.messageId);
    expect(answer).toMatchObject({ state: "sent", providerId: "provider-1" });
    expect(answer?.code).toBeUndefined();
  });
});

describe("a crash at any moment", () => {
  it.each(["STOP", "START", "HELP", "wrong number", "not interested", "call 911"])(
    "is made good by the next delivery: %s",
    async (body) => {
      const calm = createWorld();
      const calmOthers = addPerson(calm);
      const whole = mortal(calm.deps, Number.POSITIVE_INFINITY);
      const calmMessage = calm.message(body);
      await receiveSms(whole.deps, calmMessage);
      const expected = await outcomeOf(calm, calmOthers);
      expect(whole.steps()).toBeGreaterThan(10);

      for (let crashAt = 1; crashAt <= whole.steps(); crashAt += 1) {
        const world = createWorld();
        const others = addPerson(world);
        const message = world.message(body);
        // What a function never tells anybody is caught where it can be: a start or the mirror may fail quietly.
        await receiveSms(mortal(world.deps, crashAt).deps, message).catch((error: unknown) => {
          if (!(error instanceof Crash)) throw error;
        });
        world.clock.advance(60_000);
        await receiveSms(world.deps, message);
        expect([crashAt, await outcomeOf(world, others)]).toEqual([crashAt, expected]);
        expect(world.handed.length).toBeLessThanOrEqual(1);
        const { answer } = await world.inbound(message.messageId);
        expect(answer === undefined || answer.state !== "claimed").toBe(true);
        if (answer?.state === "sent") expect(world.handed).toHaveLength(1);
      }
    },
  );
});

describe("a store that does not play along", () => {
  it.each([
    ["conflicts", ["conflict", "conflict"]],
    ["fails for a moment", ["unavailable", "unavailable"]],
    ["loses the answer to the commit", ["answer_lost"]],
    ["conflicts while recording the answer", ["none", "conflict", "conflict"]],
    ["loses the answer to the record", ["none", "answer_lost"]],
    ["does all of that", ["conflict", "answer_lost", "unavailable", "answer_lost"]],
  ] as [string, CommitFault[]][])("and %s still gets one opt-out and one confirmation", async (_what, first) => {
    const world = createWorld();
    const store = createConflictingStore(world.store, { first });
    const message = world.message("STOP");
    await receiveSms({ ...world.deps, store }, message);
    expect((await world.lead()).status).toBe("opted_out");
    expect(world.handed).toHaveLength(1);
    expect((await world.inbound(message.messageId)).answer?.state).toBe("sent");
    expect((await world.types()).filter((type) => type === "reply.received.v1")).toHaveLength(1);
    expect((await world.types()).filter((type) => type === "reply.answered.v1")).toHaveLength(1);
  });

  it("and fails at random gets one opt-out and at most one confirmation in the end", async () => {
    let confirmed = 0;
    for (let seed = 1; seed <= 60; seed += 1) {
      const world = createWorld();
      const { leadId } = addPerson(world);
      const commits = { conflict: 0.2, unavailable: 0.15, answer_lost: 0.15 };
      const store = createConflictingStore(world.store, { commits, reads: 0.1, seed });
      const message = world.message("STOP");
      for (let delivery = 1, done = false; !done; delivery += 1) {
        expect(delivery).toBeLessThan(20);
        done = await receiveSms({ ...world.deps, store }, message).then(
          () => true,
          (error: unknown) => {
            if (!(error instanceof StoreUnavailable)) throw error;
            return false;
          },
        );
        world.clock.advance(CLAIM_LEASE_MS);
      }
      expect([(await world.lead()).status, (await world.lead(leadId)).status]).toEqual(["opted_out", "opted_out"]);
      expect(world.handed.length).toBeLessThanOrEqual(1);
      const types = await world.types();
      expect(types.filter((type) => type === "reply.received.v1")).toHaveLength(1);
      expect(types.filter((type) => type === "reply.answered.v1")).toHaveLength(1);
      const { answer } = await world.inbound(message.messageId);
      if (answer?.state === "sent") expect(world.handed).toHaveLength(1);
      confirmed += world.handed.length;
    }
    // Nearly all of them are.
    expect(confirmed).toBeGreaterThan(50);
  });

  it("and stays away makes the message come again, before anything is said", async () => {
    const world = createWorld();
    const store = createConflictingStore(world.store, { first: Array<CommitFault>(4).fill("unavailable") });
    const message = world.message("STOP");
    await expect(receiveSms({ ...world.deps, store }, message)).rejects.toThrow(StoreUnavailable);
    expect(world.handed).toEqual([]);
    await receiveSms(world.deps, message);
    expect(world.handed).toHaveLength(1);
  });

  it("and fails for the others on the number still gets the confirmation out, and the message comes again", async () => {
    const world = createWorld();
    const { leadId } = addPerson(world);
    const message = world.message("STOP");
    const isOther = (put: Put) => put.entity === "lead" && put.value.leadId === leadId;
    const store: Store = {
      ...world.store,
      commit: async (commit) => {
        if (commit.puts.some(isOther)) throw new StoreUnavailable("ThrottlingException");
        return world.store.commit(commit);
      },
    };
    await expect(receiveSms({ ...world.deps, store }, message)).rejects.toThrow(StoreUnavailable);
    expect(world.handed).toHaveLength(1);
    expect((await world.lead(leadId)).status).toBe("following_up");
    await receiveSms(world.deps, message);
    expect((await world.lead(leadId)).status).toBe("opted_out");
    expect(world.handed).toHaveLength(1);
  });

  it("does not keep the answer back when the follow-up cannot be started", async () => {
    const world = createWorld();
    world.deps.followUps.failWith("ThrottlingException");
    const message = await text(world, "call 911");
    expect(world.handed).toHaveLength(1);
    world.deps.followUps.failWith(undefined);
    await receiveSms(world.deps, message);
    expect(world.deps.followUps.started).toMatchObject([{ generation: 2, action: { type: "plan" } }]);
  });
});

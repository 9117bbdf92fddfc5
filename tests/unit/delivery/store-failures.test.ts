import { describe, expect, it } from "@jest/globals";
import { StoreUnavailable } from "../../../shared/domain/errors.ts";
import { type CommitFault, createConflictingStore } from "../../support/conflicting-store.ts";
import { createWorld, send } from "./world.ts";

/** Delivers the first SMS while the first commits meet these faults. */
async function deliverThrough(...first: CommitFault[]) {
  const world = createWorld();
  const store = createConflictingStore(world.store, { first });
  const result = send({ ...world.deps, store }, world.sendTask());
  return { world, result };
}

describe("a store that does not play along", () => {
  it.each([
    ["conflicts while claiming", ["conflict", "conflict", "conflict"]],
    ["fails once while claiming", ["unavailable"]],
    ["loses the answer to the claim", ["answer_lost"]],
    ["conflicts while recording", ["none", "conflict", "conflict", "conflict"]],
    ["fails while recording", ["none", "unavailable", "unavailable", "unavailable"]],
    ["loses the answer to the record", ["none", "answer_lost"]],
    ["does all of that", ["answer_lost", "unavailable", "conflict", "answer_lost"]],
  ] as [string, CommitFault[]][])("and %s still gets one message out, recorded once", async (_what, faults) => {
    const { world, result } = await deliverThrough(...faults);
    expect(await result).toEqual({ outcome: "sent" });
    expect(world.handed).toHaveLength(1);
    expect((await world.timeline()).map(({ type }) => type)).toEqual([
      "touch.claimed.v1",
      "touch.sent.v1",
      "lead.status_changed.v1",
    ]);
    expect(await world.step()).toMatchObject({ state: "sent", attempt: 1 });
  });

  it("and stays away while claiming makes the task fail before anything is sent", async () => {
    const { world, result } = await deliverThrough("unavailable", "unavailable");
    await expect(result).rejects.toThrow(StoreUnavailable);
    expect(world.handed).toHaveLength(0);
    expect(await send(world.deps, world.sendTask())).toEqual({ outcome: "sent" });
  });

  it("and never stops conflicting makes the task fail, retryable", async () => {
    const { result } = await deliverThrough(...Array<CommitFault>(8).fill("conflict"));
    await expect(result).rejects.toMatchObject({ name: "StoreUnavailable", code: "conflict", retryable: true });
  });

  it("and stays away after the provider accepted leaves a claim that becomes an unknown outcome", async () => {
    const { world, result } = await deliverThrough("none", ...Array<CommitFault>(6).fill("unavailable"));
    await expect(result).rejects.toThrow(StoreUnavailable);
    expect(world.handed).toHaveLength(1);
    expect(await send(world.deps, world.sendTask())).toEqual({ outcome: "in_flight" });
    world.clock.advance(30_000);
    expect(await send(world.deps, world.sendTask())).toEqual({ outcome: "ambiguous", code: "claim_expired" });
    expect(world.handed).toHaveLength(1);
  });

  it("and cannot be read between claim and provider call is given another moment", async () => {
    const world = createWorld();
    let failures = 2;
    let claimed = false;
    const readMany: typeof world.store.readMany = async (refs) => {
      claimed ||= (await world.touch()) !== undefined;
      if (claimed && failures > 0) {
        failures -= 1;
        throw new StoreUnavailable("TimeoutError");
      }
      return world.store.readMany(refs);
    };
    expect(await send({ ...world.deps, store: { ...world.store, readMany } }, world.sendTask())).toEqual({
      outcome: "sent",
    });
    expect(failures).toBe(0);
  });

  it("and lets a claim be taken for dead still learns what became of it", async () => {
    const world = createWorld();
    const provide = world.deps.sms.send;
    world.deps.sms.send = async (message) => {
      const answer = await provide(message);
      world.clock.advance(30_000);
      expect(await send(world.deps, world.sendTask())).toEqual({ outcome: "ambiguous", code: "claim_expired" });
      return answer;
    };
    expect(await send(world.deps, world.sendTask())).toEqual({ outcome: "sent" });
    expect(await world.touch()).toMatchObject({ state: "sent", providerId: "provider-1" });
    expect(await world.step()).toMatchObject({ state: "sent", attempt: 1 });
    expect((await world.lead()).status).toBe("following_up");
  });
});

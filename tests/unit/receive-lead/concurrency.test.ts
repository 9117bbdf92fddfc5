import { setImmediate, setTimeout } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import { StoreUnavailable } from "../../../shared/domain/errors.ts";
import type { Store } from "../../../shared/ports/store.ts";
import { buildPost } from "../../support/builders/index.ts";
import { createConflictingStore } from "../../support/conflicting-store.ts";
import { countingIds } from "../../support/fakes/index.ts";
import { createMemoryStore, type MemoryStore } from "../../support/memory-store.ts";
import { itemsOf, openIntake } from "./intake.ts";

const DAY = 86_400_000;

/** The same store, but others get their turn between any two of its operations. */
function yielding(store: MemoryStore): Store {
  return {
    read: async (...args) => {
      await setImmediate();
      return store.read(...args);
    },
    readMany: async (refs) => {
      await setImmediate();
      return store.readMany(refs);
    },
    commit: async (commit) => {
      await setImmediate();
      return store.commit(commit);
    },
  };
}

/** Ten requests on ten machines that share a store: each has its own everything else. */
function tenMachines(store: Store) {
  const ids = countingIds();
  return Array.from({ length: 10 }, () => openIntake({ store, ids, pause: (ms) => setTimeout(ms) }));
}

describe("receiveLead, under ten posts at once", () => {
  it("makes one lead, one run and one start of ten identical posts", async () => {
    const memory = createMemoryStore();
    const machines = tenMachines(yielding(memory));
    const answers = await Promise.all(machines.map((machine) => machine.post()));
    expect(new Set(answers.map(({ leadId }) => leadId)).size).toBe(1);
    expect(answers.filter(({ status }) => status === "accepted")).toHaveLength(1);
    for (const entity of ["lead", "run", "person", "externalRef"])
      expect(itemsOf(memory.dump(), entity)).toHaveLength(1);
    expect(machines.flatMap(({ followUps }) => followUps.started)).toHaveLength(1);
    expect(itemsOf(memory.dumpVault(), "inquiry")).toHaveLength(10);
  });

  it("gives ten repetitions of one request one answer", async () => {
    const memory = createMemoryStore();
    const machines = tenMachines(yielding(memory));
    const answers = await Promise.all(machines.map((machine) => machine.post(buildPost(), { idempotencyKey: "k" })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(itemsOf(memory.dumpVault(), "inquiry")).toHaveLength(1);
  });

  it("makes ten leads of ten persons who share a number", async () => {
    const memory = createMemoryStore();
    const machines = tenMachines(yielding(memory));
    const names = ["Ana", "Ben", "Cleo", "Dev", "Eve", "Fay", "Gus", "Hal", "Ida", "Jo"];
    const answers = await Promise.all(
      machines.map((machine, index) =>
        machine.post({ contact: { firstName: names[index], phone: "3125550150" }, inquiry: { message: names[index] } }),
      ),
    );
    expect(new Set(answers.map(({ leadId }) => leadId)).size).toBe(10);
    const [point, ...others] = itemsOf(memory.dump(), "contactPoint");
    expect(others).toEqual([]);
    expect(point?.persons).toHaveLength(10);
  });

  it("holds against conflicts, throttles and lost answers", async () => {
    const memory = createMemoryStore();
    const faulty = createConflictingStore(memory, {
      first: ["unavailable", "conflict", "answer_lost", "unavailable"],
      commits: { conflict: 0.1 },
    });
    const machines = tenMachines(faulty);
    const answers = await Promise.all(machines.map((machine) => machine.post()));
    expect(new Set(answers.map(({ leadId }) => leadId)).size).toBe(1);
    expect(answers.filter(({ status }) => status === "accepted")).toHaveLength(1);
    expect(itemsOf(memory.dump(), "lead")).toHaveLength(1);
    expect(machines.flatMap(({ followUps }) => followUps.started)).toHaveLength(1);
    expect(faulty.shown.conflict).toBeGreaterThan(0);
  });

  it.each([undefined, "key"])(
    "starts a lead that was stored although the store's answer was lost (%s)",
    async (idempotencyKey) => {
      const memory = createMemoryStore();
      const intake = openIntake({ store: createConflictingStore(memory, { first: ["answer_lost"] }) });
      const answer = await intake.post(buildPost(), idempotencyKey === undefined ? {} : { idempotencyKey });
      expect(answer.status).toBe("accepted");
      expect(intake.followUps.started.map(({ leadId }) => leadId)).toEqual([answer.leadId]);
      expect(itemsOf(memory.dumpVault(), "inquiry")).toHaveLength(1);
    },
  );

  it.each([undefined, "key"])(
    "starts what a later inquiry began although the store's answer was lost (%s)",
    async (idempotencyKey) => {
      const memory = createMemoryStore();
      const ids = countingIds();
      const first = await openIntake({ store: memory, ids }).post();
      const intake = openIntake({ store: createConflictingStore(memory, { first: ["answer_lost"] }), ids });
      intake.clock.advance(DAY);
      const post = buildPost({ source: { externalId: "f-2" } });
      const answer = await intake.post(post, idempotencyKey === undefined ? {} : { idempotencyKey });
      expect(answer).toMatchObject({ leadId: first.leadId, status: "accepted" });
      expect(intake.followUps.started).toMatchObject([{ leadId: first.leadId, generation: 2 }]);
      expect(itemsOf(memory.dump(), "run")).toMatchObject([{ generation: 2 }]);
      expect(itemsOf(memory.dumpVault(), "inquiry")).toHaveLength(2);
    },
  );

  it("does not take another's later inquiry for its own when its own was not stored", async () => {
    const memory = createMemoryStore();
    const ids = countingIds();
    const first = await openIntake({ store: memory, ids }).post();
    const rival = openIntake({ store: memory, ids });
    rival.clock.advance(DAY);
    let tries = 0;
    const overtaken: Store = {
      ...memory,
      commit: async (commit) => {
        if (++tries > 1) return memory.commit(commit);
        await rival.post(buildPost({ source: { externalId: "f-2" }, inquiry: { message: "the rival's" } }));
        throw new StoreUnavailable("TimeoutError");
      },
    };
    const intake = openIntake({ store: overtaken, ids });
    intake.clock.advance(DAY);
    const answer = await intake.post(buildPost({ source: { externalId: "f-3" }, inquiry: { message: "ours" } }));
    expect(answer).toMatchObject({ leadId: first.leadId, status: "duplicate" });
    expect(itemsOf(memory.dumpVault(), "inquiry").map(({ message }) => message)).toEqual(
      expect.arrayContaining(["the rival's", "ours"]),
    );
  });

  it("gives up after eight conflicts with an error that says to try again, and leaves nothing behind", async () => {
    const memory = createMemoryStore();
    let commits = 0;
    const rival: Store = {
      ...memory,
      commit: async () => {
        commits++;
        return "conflict";
      },
    };
    const intake = openIntake({ store: rival });
    await expect(intake.post()).rejects.toMatchObject({ name: "StoreUnavailable", code: "conflict", retryable: true });
    expect(commits).toBe(8);
    expect(memory.dump() + memory.dumpVault()).toBe("[][]");
    expect(intake.followUps.started).toEqual([]);
  });
});

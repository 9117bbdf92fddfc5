import { describe, expect, it } from "@jest/globals";
import type { Person } from "../../shared/domain/entities/identity.ts";
import { firstReviewAt } from "../../shared/domain/retention/review.ts";
import type { PersonQueries, Store } from "../../shared/ports/store.ts";
import { personId } from "../support/builders/identity.ts";
import { buildPerson, PRACTICE_ID } from "../support/builders/index.ts";
import { NOW } from "../support/fakes/index.ts";

/** What every store must do with persons who are to be looked at. */
export function describePersons(name: string, makeStore: () => Promise<Store & PersonQueries>): void {
  describe(`persons to be looked at, in ${name}`, () => {
    async function put(store: Store, letter: string, changes: Partial<Person>): Promise<Person> {
      const value = buildPerson({ personId: personId(letter), ...changes });
      await store.commit({ puts: [{ entity: "person", value, expected: "absent" }], events: [] });
      return value;
    }

    it("are due when their time may be over, or at once while they are being erased, the earliest first", async () => {
      const store = await makeStore();
      const { leadId } = await put(store, "A", {});
      await put(store, "B", { reviewAt: NOW - 1_000 });
      const erasure = { because: "requested", by: "admin", requestedAt: NOW - 2_000 } as const;
      await put(store, "C", { reviewAt: NOW + 1_000, erasure: { ...erasure, nextLeadId: leadId } });
      const ids = async (before: number, limit = 10) =>
        (await store.duePersons(before, limit)).map((one) => one.personId.slice(-1));
      expect(await ids(NOW)).toEqual(["C", "B"]);
      expect(await ids(NOW, 1)).toEqual(["C"]);
      expect(await ids(NOW - 2_000)).toEqual([]);
      expect((await store.duePersons(NOW, 1))[0]?.practiceId).toBe(PRACTICE_ID);
      expect(await ids(firstReviewAt(leadId) + 1)).toEqual(["C", "B", "A"]);
    });

    it("are in nobody's queue once they were erased, or while they are held", async () => {
      const store = await makeStore();
      const requestedAt = NOW - 2_000;
      await put(store, "A", { erasure: { because: "retention", by: "x", requestedAt, erasedAt: NOW } });
      const held = await put(store, "B", { reviewAt: NOW - 1, legalHold: { reason: "audit", by: "admin", at: NOW } });
      expect(await store.duePersons(Date.parse("2999-01-01T00:00:00Z"), 10)).toEqual([]);
      const { legalHold: _lifted, ...value } = held;
      const puts = [{ entity: "person", value: { ...value, version: 2 }, expected: 1 }] as const;
      await store.commit({ puts: [...puts], events: [] });
      expect(await store.duePersons(NOW - 1, 10)).toEqual([]);
      expect(await store.duePersons(NOW, 10)).toHaveLength(1);
    });
  });
}

import { describe, expect, it } from "@jest/globals";
import type { Commit, Put } from "../../../shared/ports/store.ts";
import { leadIdOf, newLead, oneOfEach } from "../../contract/store-fixtures.ts";
import { createMemoryStore } from "../../support/memory-store.ts";

const commit = newLead({ leadId: leadIdOf(1) });

/** The commit with one field of one of its entities changed. */
function changed(entity: Put["entity"], change: object): Commit {
  const puts = commit.puts.map((put) => (put.entity === entity ? { ...put, value: { ...put.value, ...change } } : put));
  return { ...commit, puts: puts as Put[] };
}

describe("createMemoryStore", () => {
  it("takes one valid entity of every kind", async () => {
    expect(await createMemoryStore().commit(oneOfEach(leadIdOf(1)))).toBe("committed");
  });

  it.each([
    ["a fraction of a millisecond", changed("run", { wakeAt: 1.5 }), "wakeAt"],
    ["a field that nobody knows", changed("lead", { colour: "blue" }), "colour"],
    ["a missing field", changed("contact", { leadId: undefined }), "leadId"],
    [
      "an event that does not fit",
      { ...commit, events: commit.events.map((e) => ({ ...e, occurredAt: 0.5 })) },
      "occurredAt",
    ],
  ])("refuses %s at the write, and keeps nothing of the commit", async (_case, wrong, named) => {
    const store = createMemoryStore();
    await expect(store.commit(wrong)).rejects.toThrow(named);
    expect([store.dump(), store.dumpVault()]).toEqual(["[]", "[]"]);
  });
});

import { describe, expect, it } from "@jest/globals";
import type { Person } from "../../../shared/domain/entities/identity.ts";
import type { LeadId } from "../../../shared/domain/ids.ts";
import { readMemberFacts } from "../../../shared/runs/read-member-facts.ts";
import { personId } from "../../support/builders/identity.ts";
import { buildContactPoint, buildLead, buildPerson, PRACTICE_ID, pointKey } from "../../support/builders/index.ts";
import { createMemoryStore } from "../../support/memory-store.ts";

const NEWER = buildLead().leadId.replace(/.$/, "9") as LeadId;

function given(...persons: Partial<Person>[]) {
  const store = createMemoryStore();
  for (const letter of ["p", "e", "o"])
    store.seed({ entity: "contactPoint", value: buildContactPoint({ pointKey: pointKey(letter) }) });
  for (const changes of persons) store.seed({ entity: "person", value: buildPerson(changes) });
  return store;
}

const keysOf = (points: readonly { pointKey: string }[]) => points.map((point) => point.pointKey);

describe("readMemberFacts", () => {
  it("reads the lead's own contact points, and all others that its person ever used, each once", async () => {
    const store = given({ points: [pointKey("o"), pointKey("p"), pointKey("g")] });
    const [facts] = await readMemberFacts(store, PRACTICE_ID, [buildLead()]);
    expect(keysOf(facts?.points ?? [])).toEqual([pointKey("p"), pointKey("e"), pointKey("o")]);
    expect(facts?.person?.personId).toBe(personId());
  });

  it("knows whether the person has a newer lead", async () => {
    const store = given({ leadId: NEWER });
    const leads = [buildLead(), buildLead({ leadId: NEWER })];
    const facts = await readMemberFacts(store, PRACTICE_ID, leads);
    expect(facts.map(({ isNewestOfPerson }) => isNewestOfPerson)).toEqual([false, true]);
  });

  it("answers in the order of the leads, also for one whose person is not there", async () => {
    const stranger = buildLead({ leadId: NEWER, personId: personId("X"), reach: { zones: [], jurisdictions: [] } });
    const facts = await readMemberFacts(given({}), PRACTICE_ID, [stranger, buildLead()]);
    expect(facts).toMatchObject([
      { lead: { leadId: NEWER }, isNewestOfPerson: true, points: [] },
      { lead: { leadId: buildLead().leadId }, isNewestOfPerson: true },
    ]);
    expect(await readMemberFacts(given(), PRACTICE_ID, [])).toEqual([]);
  });
});

import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { enrollLead } from "../../../functions/enroll-lead/logic.ts";
import { StoreUnavailable } from "../../../shared/domain/errors.ts";
import type { LeadId } from "../../../shared/domain/ids.ts";
import { beginErasure } from "../../../shared/persons/erase-person.ts";
import type { Store } from "../../../shared/ports/store.ts";
import { readWorkedLead } from "../../../shared/runs/read-worked-lead.ts";
import { PRACTICE_ID } from "../../support/builders/index.ts";
import { problemOf } from "../../support/problem.ts";
import { createWorld, type World } from "./world.ts";

const DAY = 86_400_000;
/** Whatever tells of the example person, in any form that it is stored in. */
const TRACES = [
  "Dana",
  "Reyes",
  "5550142",
  "dana@example",
  "60614",
  "How soon could I start",
  "f-8841",
  "I agree to receive",
  "consent/8841",
  "a morning would do",
];

/** One person with two leads, messages both ways, and an inquiry that joined. */
async function givenPerson(world: World) {
  const first = await world.post();
  await world.firstSms(first.leadId);
  world.clock.advance(5 * 60_000);
  await world.post({ source: { externalId: "f-8842" } });
  await world.text("a morning would do");
  const { lead } = await world.stored(first);
  // People settled it, so that the next inquiry is a lead of its own.
  const run = await world.memory.read("run", { practiceId: PRACTICE_ID, leadId: lead.leadId, runId: lead.runId });
  const person = await world.memory.read("person", { practiceId: PRACTICE_ID, personId: lead.personId });
  if (run === undefined || person === undefined) throw new Error("expected a run and a person");
  const { activeRunId: _over, ...released } = person;
  const { wakeAt: _never, ...ended } = run;
  world.memory.seed({ entity: "lead", value: { ...lead, status: "won" } });
  world.memory.seed({ entity: "run", value: { ...ended, outcome: "booked" } });
  world.memory.seed({ entity: "person", value: released });
  world.clock.advance(100 * DAY);
  const second = await world.post({ source: { externalId: "f-8843" } });
  return { first, second, personId: lead.personId };
}

const tracesIn = (text: string) => TRACES.filter((trace) => text.includes(trace));

describe("erasing a person", () => {
  it("leaves nothing that tells of them in either table, and all that happened, when and why", async () => {
    const world = createWorld();
    const { first, second, personId } = await givenPerson(world);
    expect(tracesIn(world.everything())).toEqual(TRACES);
    const before = await world.stored(first);
    expect(await world.erase(personId)).toEqual({ personId, status: "erased" });
    expect(tracesIn(world.everything())).toEqual([]);
    const after = await world.stored(first);
    expect(after.timeline.slice(0, before.timeline.length)).toEqual(before.timeline);
    expect(after.types.at(-1)).toBe("lead.erased.v1");
    expect(after.timeline.at(-1)).toMatchObject({
      actor: { kind: "staff", id: "admin-caller" },
      data: { because: "requested" },
    });
    // What people settled stays as they settled it.
    expect(after.lead).toMatchObject({ status: "won", clocks: before.lead.clocks });
    expect(after.lead.reach).toEqual({
      zones: before.lead.reach.zones,
      jurisdictions: before.lead.reach.jurisdictions,
    });
    const newest = await world.stored(second);
    expect(newest.run).toMatchObject({ outcome: "erased" });
    expect(newest.run).not.toHaveProperty("wakeAt");
    expect(newest.lead).toMatchObject({ status: "stalled" });
    expect(newest.person).toMatchObject({ points: [], name: {}, erasure: { erasedAt: world.clock.now() } });
    expect(newest.person).not.toHaveProperty("activeRunId");
  });

  it("is done once, however often it is asked for", async () => {
    const world = createWorld();
    const { second, personId } = await givenPerson(world);
    await world.erase(personId);
    const before = world.everything();
    expect(await world.erase(personId)).toEqual({ personId, status: "erased" });
    expect(world.everything()).toBe(before);
    expect((await world.stored(second)).types.filter((type) => type === "lead.erased.v1")).toHaveLength(1);
  });

  it("takes the lead out of every queue: late runs, silence, stalled leads, persons to be looked at", async () => {
    const world = createWorld();
    const { personId } = await givenPerson(world);
    await world.erase(personId);
    const later = world.clock.now() + 4_000 * DAY;
    expect(await world.memory.lateRuns(later, 10)).toEqual([]);
    expect(await world.memory.unansweredLeads(10)).toEqual([]);
    for (const queue of ["stalled", "dormant"] as const)
      expect((await world.memory.quietLeads(PRACTICE_ID, queue, later, { limit: 10 })).items).toEqual([]);
    expect(await world.memory.duePersons(Date.UTC(9999, 0), 1)).toEqual([]);
  });

  it("makes whoever posts the number again somebody new, who is written to as anybody", async () => {
    const world = createWorld();
    const { personId } = await givenPerson(world);
    await world.erase(personId);
    const again = await world.post({ source: { externalId: "f-9000" } });
    expect(again.status).toBe("accepted");
    const { lead } = await world.stored(again);
    expect(lead.personId).not.toBe(personId);
    expect(lead).not.toHaveProperty("earlierLeadId");
    expect(lead.flags).toEqual([]);
    expect(await world.firstSms(again.leadId)).toEqual({ outcome: "sent" });
  });

  it("keeps the opt-out by its keyed hash: a later post is not written to, and a later text opts out anew", async () => {
    const world = createWorld();
    const { personId } = await givenPerson(world);
    await world.text("STOP");
    expect(world.memory.dumpVault()).toContain("suppressedContact");
    await world.erase(personId);
    expect(tracesIn(world.everything())).toEqual([]);
    const again = await world.post({ contact: { firstName: "Dan", email: undefined }, source: { externalId: "f-9" } });
    expect((await world.stored(again)).lead.flags).toContain("suppressed_person");
    const sent = world.handed.length;
    expect(await world.firstSms(again.leadId)).toMatchObject({ outcome: "skipped", reason: "suppressed" });
    expect(world.handed).toHaveLength(sent);
    await world.text("STOP");
    expect(world.memory.dumpVault()).toContain('"value":"+13125550142"');
  });

  it("leaves what others said who use the same number", async () => {
    const world = createWorld();
    const { personId } = await givenPerson(world);
    await world.text("STOP");
    const other = await world.post({
      contact: { firstName: "Morgan", lastName: "Stone", email: "morgan@example.com" },
      inquiry: { message: "Do you see children?" },
      source: { externalId: "f-77" },
    });
    await world.erase(personId);
    const { lead, contact, inquiry } = await world.stored(other);
    expect(contact).toMatchObject({ firstName: "Morgan", phone: "+13125550142" });
    expect(await inquiry()).toMatchObject({ message: "Do you see children?" });
    expect(lead).not.toHaveProperty("erasedAt");
    const found = await world.search({ phone: "312 555 0142" });
    expect(found.persons.map((person) => person.personId)).toEqual([lead.personId]);
    // The number is theirs, too, and so it can still be told to whoever must not text it.
    expect(world.memory.dumpVault()).toContain('"value":"+13125550142"');
  });

  it("finds what came from the number while it was nobody's", async () => {
    const world = createWorld();
    await world.text("is this the dentist on Elm Street?");
    const answer = await world.post();
    const { lead } = await world.stored(answer);
    await world.erase(lead.personId);
    expect(world.everything()).not.toContain("Elm Street");
  });

  it("refuses whoever is held, and another practice's person", async () => {
    const world = createWorld();
    const { personId } = await givenPerson(world);
    await world.hold(personId);
    expect(await problemOf(world.erase(personId))).toMatchObject({ status: 409, code: "legal_hold" });
    expect(tracesIn(world.everything())).toEqual(TRACES);
    const foreign = world.access("admin", []);
    expect(await problemOf(world.erase(personId, world.memory, foreign))).toMatchObject({ status: 404 });
    expect(await problemOf(world.erase("no-id"))).toMatchObject({ status: 404 });
    await world.release(personId);
    expect(await world.erase(personId)).toMatchObject({ status: "erased" });
  });

  it("makes them nobody as soon as it begins: whoever posts or texts from then on is not taken for them", async () => {
    const world = createWorld();
    const { leadId } = await world.post();
    const { lead, types } = await world.stored({ leadId });
    await beginErasure(world.deps, lead, { because: "requested", by: "test" });
    await world.text("are you there?");
    const again = await world.post({ source: { externalId: "f-3" } });
    expect(again.status).toBe("accepted");
    expect((await world.stored(again)).lead.personId).not.toBe(lead.personId);
    expect((await world.stored({ leadId })).types).toEqual(types);
  });

  it("goes on after a crash anywhere, by itself", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 60 }), fc.boolean(), async (operations, isWritten) => {
        const world = createWorld();
        const { personId } = await givenPerson(world);
        const crashed = await world.erase(personId, crashingStore(world.memory, operations, isWritten)).then(
          () => false,
          () => true,
        );
        const person = await world.memory.read("person", { practiceId: PRACTICE_ID, personId: personId as never });
        if (crashed && person?.erasure !== undefined) await world.tend();
        else await world.erase(personId);
        expect(tracesIn(world.everything())).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("sends nothing once it is done, whatever was under way, and hands over no touch that it fenced", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const world = createWorld();
        const { leadId } = await world.post();
        const { lead } = await world.stored({ leadId });
        const turn = <T>(work: () => Promise<T>) => scheduler.schedule(Promise.resolve()).then(work);
        const slow: Store = {
          read: (entity, key) => turn(() => world.memory.read(entity, key)),
          readMany: (refs) => turn(() => world.memory.readMany(refs)),
          commit: (commit) => turn(() => world.memory.commit(commit)),
        };
        let sentBefore = -1;
        const erased = world.erase(lead.personId, slow).then(() => {
          sentBefore = world.handed.length;
        });
        const sent = world.firstSms(leadId, slow);
        const posted = turn(() => world.post({ source: { externalId: "f-2" }, inquiry: { message: "and also" } }));
        await scheduler.waitFor(Promise.all([erased, sent, posted]));
        expect(world.handed).toHaveLength(sentBefore);
        expect(await world.firstSms(leadId)).toEqual({ outcome: "superseded" });
        // Whatever was posted meanwhile is gone with the rest, or somebody else's.
        const person = (await world.stored(await posted)).lead.personId;
        if (person === lead.personId) expect(tracesIn(world.everything())).toEqual([]);
        else expect(world.memory.dumpVault()).toContain("and also");
        const { lead: after } = await world.stored({ leadId });
        expect(after.erasedAt).toBeDefined();
      }),
      { numRuns: 80 },
    );
  });
});

/** A store whose process dies at the n-th operation: before it, or after what it wrote. */
function crashingStore(store: Store, operations: number, isWritten: boolean): Store {
  let left = operations;
  const crash = () => {
    throw new StoreUnavailable("crashed");
  };
  const counted = async <T>(work: () => Promise<T>): Promise<T> => {
    left -= 1;
    if (left < 0 || (left === 0 && !isWritten)) crash();
    const result = await work();
    if (left === 0) crash();
    return result;
  };
  return {
    read: (entity, key) => counted(() => store.read(entity, key)),
    readMany: (refs) => counted(() => store.readMany(refs)),
    commit: (commit) => counted(() => store.commit(commit)),
  };
}

describe("a person whose erasure has begun, and not come to their leads yet", () => {
  async function givenBegun() {
    const world = createWorld();
    const { leadId } = await world.post();
    const { lead } = await world.stored({ leadId });
    const begun = await beginErasure(world.deps, lead, { because: "requested", by: "admin-caller" });
    expect(begun).toBe("begun");
    expect((await world.stored({ leadId })).lead.erasedAt).toBeUndefined();
    return { world, leadId };
  }

  it("is sent nothing", async () => {
    const { world, leadId } = await givenBegun();
    await world.firstSms(leadId);
    expect(world.handed).toEqual([]);
    expect((await world.stored({ leadId })).timeline.at(-1)).toMatchObject({
      type: "touch.skipped.v1",
      data: { reason: "erased" },
    });
  });

  it("is shown to nobody", async () => {
    const { world, leadId } = await givenBegun();
    expect(await problemOf(world.contact(leadId))).toMatchObject({ status: 410, code: "person_erased" });
  });

  it("is worked and enrolled by nobody", async () => {
    const { world, leadId } = await givenBegun();
    expect(await readWorkedLead(world.deps, { practiceId: PRACTICE_ID, leadId: leadId as LeadId })).toBeUndefined();
    const enroll = enrollLead(
      { ...world.deps, followUps: world.followUps },
      { access: world.access("coordinator"), leadId, body: JSON.stringify({ cadence: "nurture" }) },
    );
    expect(await problemOf(enroll)).toMatchObject({ status: 404, code: "lead_not_found" });
  });
});

import { describe, expect, it } from "@jest/globals";
import { LeadContactSchema, PersonExportSchema } from "../../../shared/contracts/person-api.ts";
import { StoreUnavailable } from "../../../shared/domain/errors.ts";
import { PracticeIdSchema } from "../../../shared/domain/ids.ts";
import type { Store } from "../../../shared/ports/store.ts";
import { problemOf } from "../../support/problem.ts";
import { createWorld } from "./world.ts";

const OTHER = PracticeIdSchema.parse("north-clinic");
/** Whoever waits at all is due before this. */
const EVER = Date.UTC(9999, 0);

describe("reading who a lead is", () => {
  it("shows name, number, address and what was written either way", async () => {
    const world = createWorld();
    const { leadId } = await world.post();
    await world.firstSms(leadId);
    world.clock.advance(60_000);
    await world.text("tomorrow at nine?");
    const shown = LeadContactSchema.parse(JSON.parse(JSON.stringify(await world.contact(leadId))));
    expect(shown.contact).toMatchObject({ firstName: "Dana", phone: "+13125550142", email: "dana@example.com" });
    expect(shown.inquiries).toMatchObject([{ message: "How soon could I start?", source: { externalId: "f-8841" } }]);
    expect(shown.messages).toMatchObject([
      { direction: "to_person", address: "+13125550142" },
      { direction: "from_person", text: "tomorrow at nine?" },
    ]);
  });

  it("is on the timeline first: who looked, by what way", async () => {
    const world = createWorld();
    const { leadId } = await world.post();
    await world.contact(leadId);
    expect((await world.stored({ leadId })).timeline.at(-1)).toMatchObject({
      type: "lead.viewed.v1",
      reason: "contact_read",
      actor: { kind: "staff", id: "coordinator-caller" },
      data: { staffId: "coordinator-caller", via: "api" },
    });
  });

  it("shows nothing when it cannot be noted: the vault is not even asked", async () => {
    const world = createWorld();
    const { leadId } = await world.post();
    const asked: string[] = [];
    const store: Store = {
      read: (entity, key) => {
        asked.push(entity);
        return world.memory.read(entity, key);
      },
      readMany: (refs) => {
        asked.push(...refs.map(({ entity }) => entity));
        return world.memory.readMany(refs);
      },
      commit: () => Promise.reject(new StoreUnavailable("ThrottlingException")),
    };
    await expect(world.contact(leadId, world.access("coordinator"), store)).rejects.toThrow(StoreUnavailable);
    expect(new Set(asked)).toEqual(new Set(["lead", "person"]));
  });

  it("is refused for another practice's lead, and once the person was erased", async () => {
    const world = createWorld();
    const { leadId } = await world.post();
    const foreign = world.access("coordinator", [OTHER]);
    expect(await problemOf(world.contact(leadId, foreign))).toMatchObject({ status: 404, code: "lead_not_found" });
    const { lead } = await world.stored({ leadId });
    await world.erase(lead.personId);
    expect(await problemOf(world.contact(leadId))).toMatchObject({ status: 410, code: "person_erased" });
    expect((await world.stored({ leadId })).types).not.toContain("lead.viewed.v1");
  });
});

describe("finding persons", () => {
  it("answers ids for a number or an address, however it is written, and nothing else of them", async () => {
    const world = createWorld();
    const { leadId } = await world.post();
    const { lead } = await world.stored({ leadId });
    const expected = { personId: lead.personId, leadIds: [leadId], legalHold: null, isBeingErased: false };
    for (const body of [{ phone: "+1 312-555-0142" }, { email: "DANA@example.com" }])
      expect(await world.search(body)).toEqual({ practiceId: lead.practiceId, persons: [expected] });
    expect(await world.search({ phone: "312 555 0199" })).toMatchObject({ persons: [] });
  });

  it.each([
    [{}, "invalid_search"],
    [{ phone: "3125550142", email: "dana@example.com" }, "invalid_search"],
    [{ phone: "call me" }, "invalid_search"],
    [{ phone: "3125550142", practiceId: "north-clinic" }, "unknown_practice"],
  ])("refuses %j", async (body, code) => {
    expect(await problemOf(createWorld().search(body))).toMatchObject({ status: 422, code });
  });
});

describe("exporting a person", () => {
  it("hands out every lead with its words, its consent evidence and its timeline, and says so on each", async () => {
    const world = createWorld();
    const { leadId } = await world.post();
    const { lead } = await world.stored({ leadId });
    const document = PersonExportSchema.parse(JSON.parse(JSON.stringify(await world.exportAll(lead.personId))));
    expect(document).toMatchObject({
      personId: lead.personId,
      leads: [
        {
          lead: { leadId, status: "unanswered" },
          contact: { lastName: "Reyes" },
          inquiries: [{ consent: { sms: true, proofUrl: "https://example.com/consent/8841", seller: "Bright Smile" } }],
        },
      ],
    });
    expect(document.leads[0]?.lead.timeline.at(-1)).toMatchObject({
      type: "lead.viewed.v1",
      reason: "person_exported",
      actor: "staff:admin-caller",
    });
  });

  it("is refused for another practice's person, and once they were erased", async () => {
    const world = createWorld();
    const { lead } = await world.stored(await world.post());
    const foreign = world.access("admin", [OTHER]);
    expect(await problemOf(world.exportAll(lead.personId, foreign))).toMatchObject({ status: 404 });
    await world.erase(lead.personId);
    expect(await problemOf(world.exportAll(lead.personId))).toMatchObject({ status: 410 });
  });
});

describe("a legal hold", () => {
  it("says why, for which matter and by whom, in words that name nobody, until it is lifted", async () => {
    const world = createWorld();
    const { leadId } = await world.post();
    const { lead } = await world.stored({ leadId });
    const held = await world.hold(lead.personId);
    expect(held).toMatchObject({
      legalHold: { reason: "litigation", reference: "2026-cv-117", by: "admin-caller" },
    });
    expect(await world.hold(lead.personId)).toEqual(held);
    expect(await world.memory.duePersons(EVER, 1)).toEqual([]);
    // A further inquiry does not lift it.
    world.clock.advance(60 * 60_000);
    await world.post({ source: { externalId: "f-2" } });
    expect((await world.search({ phone: "3125550142" })).persons).toMatchObject([{ legalHold: held.legalHold }]);
    expect(await world.release(lead.personId)).toEqual({ personId: lead.personId, legalHold: null });
    await world.release(lead.personId);
    const { types } = await world.stored({ leadId });
    expect(types.filter((type) => type.startsWith("person."))).toEqual([
      "person.hold_placed.v1",
      "person.hold_lifted.v1",
    ]);
    expect(await world.memory.duePersons(world.clock.now() + 1, 1)).toEqual([]);
    expect(await world.memory.duePersons(EVER, 1)).toHaveLength(1);
  });

  it.each([{}, { reason: "Dana Reyes v. us" }, { reason: "audit", reference: "for Dana" }])(
    "refuses %j",
    async (body) => {
      const world = createWorld();
      const { lead } = await world.stored(await world.post());
      const problem = await problemOf(Promise.resolve().then(() => world.hold(lead.personId, body)));
      expect(problem).toMatchObject({ status: 422, code: "invalid_legal_hold" });
    },
  );
});

describe("the reference of a legal hold", () => {
  it.each(["3127017002", "312-701-7002", "(312)701", "Dana-Reyes", "a b", ""])(
    "names nobody: %s is refused",
    async (reference) => {
      const world = createWorld();
      const { leadId } = await world.post();
      const { lead } = await world.stored({ leadId });
      const hold = async () => world.hold(lead.personId, { reason: "audit", reference });
      expect(await problemOf(hold())).toMatchObject({ status: 422, code: "invalid_legal_hold" });
    },
  );
});

import { describe, expect, it } from "@jest/globals";
import { LeadIdSchema, runIdOf } from "../../../shared/domain/ids.ts";
import type { Store } from "../../../shared/ports/store.ts";
import { buildPost, PRACTICE_ID } from "../../support/builders/index.ts";
import { countingIds } from "../../support/fakes/index.ts";
import { createMemoryStore, type MemoryStore } from "../../support/memory-store.ts";
import { answerFirst, itemsOf, openIntake } from "./intake.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const REUSED = [{ code: "external_id_reused", path: "source.externalId" }];
const original = buildPost({ source: { externalId: "f-1" } });

/** Ends the follow-up of a lead. */
async function endRun(memory: MemoryStore, answer: { leadId: string }) {
  const leadId = LeadIdSchema.parse(answer.leadId);
  const key = { practiceId: PRACTICE_ID, leadId };
  const run = await memory.read("run", { ...key, runId: runIdOf(leadId, "new-lead") });
  const lead = await memory.read("lead", key);
  const person = lead && (await memory.read("person", { practiceId: PRACTICE_ID, personId: lead.personId }));
  if (run === undefined || person === undefined) throw new Error("expected a run and a person");
  const { activeRunId: _, ...released } = person;
  memory.seed({ entity: "run", value: { ...run, outcome: "exhausted" } });
  memory.seed({ entity: "person", value: released });
}

describe("receiveLead, when a source delivers an old submission again", () => {
  it("brings back neither a consent that was refused since, nor a number that was replaced", async () => {
    const intake = openIntake();
    const first = await intake.post(original);
    await answerFirst(intake, first);
    intake.clock.advance(DAY);
    await intake.post(
      buildPost({
        source: { externalId: "f-2" },
        contact: { phone: "312-555-0177", preferredLanguage: "es" },
        consent: { sms: false, call: false, at: undefined },
      }),
    );
    const before = await intake.stored(first);
    intake.clock.advance(HOUR);
    expect(await intake.post(original)).toMatchObject({ leadId: first.leadId, status: "duplicate", warnings: [] });
    const after = await intake.stored(first);
    expect(after.lead).toEqual({ ...before.lead, version: before.lead.version + 1 });
    expect([after.contact, after.person, after.run]).toEqual([before.contact, before.person, before.run]);
    expect(after.lead.consents.map((grant) => grant.class)).toEqual(["email"]);
    expect(await after.inquiry(after.lead.version)).toMatchObject({ message: "How soon could I start?" });
  });

  it("does so within ten minutes, too", async () => {
    const intake = openIntake();
    const first = await intake.post(original);
    await intake.post(buildPost({ source: { externalId: "f-2" }, consent: { sms: false } }));
    await intake.post(original);
    const classes = (await intake.stored(first)).lead.consents.map((grant) => grant.class);
    expect(classes).not.toContain("sms.marketing_written");
  });

  it("adds no contact point", async () => {
    const intake = openIntake();
    const first = await intake.post(buildPost({ source: { externalId: "f-1" }, contact: { email: undefined } }));
    await intake.post(original);
    const { lead, contact } = await intake.stored(first);
    expect([lead.reach.email, contact?.email]).toEqual([undefined, undefined]);
    expect(itemsOf(intake.memory.dump(), "contactPoint")).toHaveLength(1);
  });

  it("still takes what it refuses and that the person is a patient", async () => {
    const intake = openIntake();
    const first = await intake.post(original);
    await intake.post(
      buildPost({
        source: { externalId: "f-1" },
        consent: { sms: false, call: false, email: false },
        inquiry: { relationship: "existing" },
      }),
    );
    expect((await intake.stored(first)).lead).toMatchObject({ consents: [], relationship: "existing" });
  });

  it("notices an opt-out", async () => {
    const intake = openIntake();
    const first = await intake.post(original);
    const pointKey = (await intake.stored(first)).lead.reach.phone;
    const point = pointKey && (await intake.memory.read("contactPoint", { practiceId: PRACTICE_ID, pointKey }));
    if (!point) throw new Error("expected a contact point");
    const suppression = { scope: "all", reason: "stop", at: 0 } as const;
    intake.memory.seed({ entity: "contactPoint", value: { ...point, version: 2, suppression } });
    await intake.post(original);
    expect((await intake.stored(first)).lead.flags).toEqual(["suppressed_person"]);
  });

  it("takes the id for a delivery for 72 hours after the last inquiry of a follow-up that has ended", async () => {
    const intake = openIntake();
    const first = await intake.post(original);
    await endRun(intake.memory, first);
    intake.clock.advance(3 * DAY);
    expect(await intake.post(original)).toMatchObject({ leadId: first.leadId, status: "duplicate", warnings: [] });
  });

  it("takes it for a new inquiry after that, with a warning, and the id for the new lead's", async () => {
    const intake = openIntake();
    const first = await intake.post(original);
    await endRun(intake.memory, first);
    intake.clock.advance(3 * DAY + 1);
    const later = await intake.post(original);
    expect(later).toMatchObject({ status: "accepted", warnings: REUSED });
    expect(later.leadId).not.toBe(first.leadId);
    expect(intake.followUps.started.map(({ leadId }) => leadId)).toEqual([first.leadId, later.leadId]);
    intake.clock.advance(DAY);
    expect(await intake.post(original)).toMatchObject({ leadId: later.leadId, status: "duplicate", warnings: [] });
  });

  it("takes an id of a lead of long ago for a further inquiry about the one that is under way", async () => {
    const intake = openIntake();
    const first = await intake.post(original);
    await endRun(intake.memory, first);
    intake.clock.advance(30 * DAY);
    const second = await intake.post(buildPost({ source: { externalId: "f-2" } }));
    intake.clock.advance(DAY);
    expect(await intake.post(original, { idempotencyKey: "k" })).toEqual({
      leadId: second.leadId,
      status: "accepted",
      warnings: REUSED,
    });
    expect(await intake.post(original, { idempotencyKey: "k" })).toMatchObject({ warnings: REUSED });
    expect(intake.followUps.started.at(-1)).toMatchObject({ leadId: second.leadId, generation: 2 });
  });

  it("starts no second follow-up when the lead that the id names is gone", async () => {
    const memory = createMemoryStore();
    const ids = countingIds();
    const intake = openIntake({ store: memory, ids });
    const first = await intake.post(original);
    await endRun(memory, first);
    intake.clock.advance(30 * DAY);
    const second = await intake.post(buildPost({ source: { externalId: "f-2" } }));

    const erased: Store = {
      ...memory,
      readMany: async (refs) => {
        const items = await memory.readMany(refs);
        const isErased = (item: object) =>
          item["leadId" as never] === first.leadId && !("refHash" in item) && !("pointKey" in item);
        return items.map((item) => (item !== undefined && isErased(item) ? undefined : item)) as typeof items;
      },
    };
    const later = openIntake({ store: erased, ids });
    later.clock.advance(31 * DAY);
    expect(await later.post(original)).toMatchObject({ leadId: second.leadId, status: "accepted" });
    expect(later.followUps.started).toMatchObject([{ leadId: second.leadId, generation: 2 }]);
  });
});

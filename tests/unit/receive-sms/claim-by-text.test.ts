import { describe, expect, it } from "@jest/globals";
import { receiveSms } from "../../../functions/receive-sms/logic.ts";
import type { StaffMember } from "../../../shared/domain/entities/desk.ts";
import { LeadIdSchema } from "../../../shared/domain/ids.ts";
import { buildLead, buildPractice, MINUTE, PRACTICE_ID } from "../../support/builders/index.ts";
import { createConflictingStore } from "../../support/conflicting-store.ts";
import { NOW } from "../../support/fakes/index.ts";
import { createWorld, INQUIRED_AT, PRACTICE_NUMBER, text, type World } from "./world.ts";

/** The number of Maria, who is staff. */
const MARIA = "+13125550101";
const LUIS = { staffId: "luis", name: "Luis", role: "coordinator", alert: { sms: "+13125550104" } } as const;
const { leadId } = buildLead();

function alertedWorld(changes: Parameters<typeof createWorld>[0] = {}, alerted: Partial<StaffMember> = {}): World {
  const world = createWorld(changes);
  world.store.seed({
    entity: "staffMember",
    value: {
      practiceId: PRACTICE_ID,
      staffId: "maria",
      version: 1,
      wrongPins: 0,
      alerted: [{ leadId, at: NOW - MINUTE }],
      ...alerted,
    },
  });
  return world;
}

/** Maria was alerted about three leads within a minute: the example lead last. */
function alertedThrice(): World {
  const others = ["01KBDEXAMP1E00000000000A01", "01KBDEXAMP1E00000000000A02"].map((id) => LeadIdSchema.parse(id));
  const ids = [...others, leadId];
  const world = alertedWorld(
    {},
    { alerted: ids.map((id, index) => ({ leadId: id, at: NOW - MINUTE + index * 1_000 })) },
  );
  for (const id of others)
    world.store.seed({
      entity: "lead",
      value: buildLead({ leadId: id, status: "following_up", clocks: { startedAt: INQUIRED_AT } }),
    });
  return world;
}

const holders = async ({ store }: World) => {
  const member = await store.read("staffMember", { practiceId: PRACTICE_ID, staffId: "maria" });
  const keys = (member?.alerted ?? []).map((one) => ({ practiceId: PRACTICE_ID, leadId: one.leadId }));
  const leads = await store.readMany(keys.map((key) => ({ entity: "lead", key }) as const));
  return leads.map((lead) => lead?.claim?.staffId);
};

const said = (world: World) =>
  world.handed.map(({ to, body, originationIdentity }) => ({ to, body, originationIdentity }));
const claims = async (world: World) => (await world.timeline()).filter(({ type }) => type === "lead.claimed.v1");

describe("a text of staff", () => {
  it.each(["1", " 1 ", "1.", "Claim", "CLAIM!"])(
    "that says %j claims the lead that they were last alerted about",
    async (body) => {
      const world = alertedWorld();
      await text(world, body, { from: MARIA });
      expect(await world.lead()).toMatchObject({ claim: { staffId: "maria", at: NOW } });
      expect(await claims(world)).toMatchObject([
        { actor: { kind: "staff", id: "maria" }, data: { staffId: "maria", via: "text_message" } },
      ]);
      expect(said(world)).toEqual([{ to: MARIA, body: "Claimed.", originationIdentity: PRACTICE_NUMBER }]);
    },
  );

  it("each claims the newest of the leads they were alerted about that nobody has, and the next one says when none is left", async () => {
    const world = alertedThrice();
    const seen: unknown[] = [];
    for (let texts = 0; texts < 4; texts += 1) {
      await text(world, "1", { from: MARIA });
      seen.push(await holders(world));
    }
    expect(seen).toEqual([
      [undefined, undefined, "maria"],
      [undefined, "maria", "maria"],
      ["maria", "maria", "maria"],
      ["maria", "maria", "maria"],
    ]);
    expect(said(world).map(({ body }) => body)).toEqual(["Claimed.", "Claimed.", "Claimed.", "You have it already."]);
  });

  it("passes over what others have and what is settled", async () => {
    const world = alertedThrice();
    const lead = await world.lead();
    world.store.seed({ entity: "lead", value: { ...lead, claim: { staffId: "luis", at: NOW } } });
    const settled = buildLead({ leadId: LeadIdSchema.parse("01KBDEXAMP1E00000000000A02"), status: "booked" });
    world.store.seed({ entity: "lead", value: settled });
    await text(world, "1", { from: MARIA });
    expect(await holders(world)).toEqual(["maria", undefined, "luis"]);
    expect(said(world)).toMatchObject([{ body: "Claimed." }]);
  });

  it("that come at the same moment claim one lead each", async () => {
    const world = alertedThrice();
    await Promise.all([1, 2, 3].map(() => text(world, "1", { from: MARIA })));
    expect(await holders(world)).toEqual(["maria", "maria", "maria"]);
    expect(said(world).map(({ body }) => body)).toEqual(["Claimed.", "Claimed.", "Claimed."]);
  });

  it("delivered again claims no further lead, also when two deliveries run at the same time or answers are lost", async () => {
    for (const first of [[], ["answer_lost"], ["conflict", "answer_lost", "unavailable"]] as const) {
      const world = alertedThrice();
      const store = createConflictingStore(world.store, { first });
      const message = world.message("1", { from: MARIA });
      await Promise.allSettled([1, 2].map(() => receiveSms({ ...world.deps, store }, message)));
      world.clock.advance(10 * MINUTE);
      await receiveSms(world.deps, message);
      expect(await holders(world)).toEqual([undefined, undefined, "maria"]);
      expect(world.handed).toHaveLength(1);
    }
  });

  it("claims once and is answered once, however often it is delivered", async () => {
    const world = alertedWorld();
    const message = world.message("1", { from: MARIA });
    expect(await receiveSms(world.deps, message)).toMatchObject({ outcome: "worked" });
    for (let again = 0; again < 3; again += 1)
      expect(await receiveSms(world.deps, message)).toMatchObject({ outcome: "repeated" });
    expect(await claims(world)).toHaveLength(1);
    expect(world.handed).toHaveLength(1);
    expect((await world.inbound(message.messageId)).staffClaim).toMatchObject({ came: "claimed", told: "sent" });
  });

  it("claims once and is answered once when two deliveries run at the same time", async () => {
    const world = alertedWorld();
    const message = world.message("1", { from: MARIA });
    await Promise.allSettled([receiveSms(world.deps, message), receiveSms(world.deps, message)]);
    await receiveSms(world.deps, message);
    expect(await claims(world)).toHaveLength(1);
    expect(world.handed).toHaveLength(1);
  });

  it("is told that they have it already", async () => {
    const world = alertedWorld({ lead: { claim: { staffId: "maria", at: NOW } } });
    await text(world, "1", { from: MARIA });
    expect(said(world)).toMatchObject([{ body: "You have it already." }]);
    expect(await claims(world)).toEqual([]);
  });

  it("outlasts conflicts and a store that is away for a moment", async () => {
    const world = alertedWorld();
    const store = createConflictingStore(world.store, { first: ["conflict", "conflict"] });
    await receiveSms({ ...world.deps, store }, world.message("1", { from: MARIA }));
    expect(await claims(world)).toHaveLength(1);
    expect(said(world).map(({ body }) => body)).toEqual(["Claimed."]);
  });

  it("is told who has the lead already, by first name and nothing of the lead", async () => {
    const world = alertedWorld({ lead: { claim: { staffId: "luis", at: NOW } } });
    world.deps.configs.publish(
      buildPractice({ staff: [...buildPractice().staff, { ...LUIS, timeOff: [], capacity: 100 }] }),
    );
    await text(world, "1", { from: MARIA });
    expect(said(world)).toMatchObject([{ body: "Luis has it already." }]);
    expect(await claims(world)).toEqual([]);
  });

  it.each([
    ["nobody alerted them", {}, { alerted: undefined }],
    ["the alert is of after they wrote", {}, { alerted: [{ leadId, at: NOW }] }],
    ["the alert is of days ago", {}, { alerted: [{ leadId, at: NOW - 73 * 60 * MINUTE }] }],
    ["the lead is settled", { lead: { status: "booked" } }, {}],
  ] as const)("has nothing to claim when %s", async (_why, changes, member) => {
    const world = alertedWorld(changes as never, member as never);
    await text(world, "1", { from: MARIA });
    expect(said(world)).toMatchObject([{ body: "Nothing to claim." }]);
    expect(await claims(world)).toEqual([]);
  });

  it("is not answered while nothing is sent, but claims", async () => {
    for (const mode of ["paused", "shadow"] as const) {
      const world = alertedWorld();
      world.sending.mode = mode;
      await text(world, "1", { from: MARIA });
      expect(world.handed).toEqual([]);
      expect(await claims(world)).toHaveLength(1);
    }
  });

  it("that says anything else is read as it always was: it makes no lead and claims none", async () => {
    const world = alertedWorld();
    const { messageId } = await text(world, "I will call them at 1", { from: MARIA });
    expect(await world.inbound(messageId)).not.toHaveProperty("staffClaim");
    expect(await claims(world)).toEqual([]);
    expect(world.handed).toEqual([]);
  });

  it("is theirs only from their own number: a person who texts 1 answers us", async () => {
    const world = alertedWorld();
    await text(world, "1");
    expect(await claims(world)).toEqual([]);
    expect(await world.types()).toContain("reply.received.v1");
  });
});

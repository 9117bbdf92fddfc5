import { describe, expect, it } from "@jest/globals";
import { receiveSms } from "../../../functions/receive-sms/logic.ts";
import type { StaffMember } from "../../../shared/domain/entities/desk.ts";
import { buildLead, buildPractice, MINUTE, PRACTICE_ID } from "../../support/builders/index.ts";
import { createConflictingStore } from "../../support/conflicting-store.ts";
import { NOW } from "../../support/fakes/index.ts";
import { createWorld, PRACTICE_NUMBER, text, type World } from "./world.ts";

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
      alerted: { leadId, at: NOW - MINUTE },
      ...alerted,
    },
  });
  return world;
}

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
    ["the alert is of after they wrote", {}, { alerted: { leadId, at: NOW } }],
    ["the alert is of days ago", {}, { alerted: { leadId, at: NOW - 73 * 60 * MINUTE } }],
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

import { describe, expect, it } from "@jest/globals";
import { type UnsubscribeVisit, unsubscribe } from "../../../functions/unsubscribe/logic.ts";
import { unsubscribeLink } from "../../../shared/delivery/signed-link.ts";
import type { ContactPoint } from "../../../shared/domain/entities/identity.ts";
import { suppressionOf } from "../../../shared/domain/suppression/suppression.ts";
import { buildContact, buildContactPoint, buildLead, buildPractice, pointKey } from "../../support/builders/index.ts";
import { type CommitFault, createConflictingStore } from "../../support/conflicting-store.ts";
import { fakeLogger, fakePracticeConfigs, fixedClock, NOW, testKeyRings } from "../../support/fakes/index.ts";
import { testKeyRing } from "../../support/fakes/key-ring.ts";
import { createMemoryStore } from "../../support/memory-store.ts";

const lead = buildLead({ language: "es" });
const { practiceId, leadId } = lead;
const EMAIL = pointKey("e");
const token = unsubscribeLink.token(testKeyRing(), [practiceId, leadId, EMAIL]);

/** What is stored at first. */
interface Stored {
  readonly point?: Partial<ContactPoint> | "none";
  readonly lead?: "erased";
  readonly faults?: readonly CommitFault[];
}

function start(stored: Stored = {}) {
  const memory = createMemoryStore();
  if (stored.point !== "none") {
    const value = buildContactPoint({ pointKey: EMAIL, kind: "email", ...stored.point });
    memory.seed({ entity: "contactPoint", value });
  }
  if (stored.lead !== "erased") memory.seed({ entity: "lead", value: lead });
  memory.seed({ entity: "contact", value: buildContact() });
  const clock = fixedClock();
  const logger = fakeLogger();
  const store = createConflictingStore(memory, { first: stored.faults ?? [] });
  const configs = fakePracticeConfigs(buildPractice());
  const deps = { store, keyRings: testKeyRings(), configs, clock, logger, pause: async () => {} };
  return {
    clock,
    memory,
    logger,
    visit: (visit: Partial<UnsubscribeVisit> = {}) => unsubscribe(deps, { token, confirmed: true, ...visit }),
    point: () => memory.read("contactPoint", { practiceId, pointKey: EMAIL }),
    events: () => memory.timeline(practiceId, leadId),
  };
}

describe("unsubscribe", () => {
  it("changes nothing when somebody only looks, as link scanners do", async () => {
    const { visit, memory } = start();
    const before = memory.dump();
    expect(await visit({ confirmed: false })).toEqual({ is: "asked", publicName: "Bright Smile", language: "es" });
    expect(memory.dump()).toBe(before);
  });

  it("stops email to the address once it is confirmed, and says so in the timeline", async () => {
    const { visit, point, events } = start();
    expect(await visit()).toEqual({ is: "unsubscribed", publicName: "Bright Smile", language: "es" });
    expect(await point()).toMatchObject({
      version: 2,
      suppression: { scope: "email", at: NOW, reason: "unsubscribe_link" },
    });
    expect(await events()).toEqual([
      expect.objectContaining({
        id: `${leadId}#3`,
        type: "contact.opted_out.v1",
        occurredAt: NOW,
        reason: "unsubscribe_link",
        actor: { kind: "person", id: "unsubscribe_link" },
        data: { scope: "email", via: "unsubscribe_link", at: NOW },
      }),
    ]);
  });

  it("changes nothing the second time", async () => {
    const { visit, memory, clock } = start();
    await visit();
    const after = memory.dump();
    clock.advance(60_000);
    expect(await visit()).toMatchObject({ is: "unsubscribed" });
    expect(memory.dump()).toBe(after);
  });

  it("leaves a wider opt-out as it is", async () => {
    const { visit, point, events } = start({ point: { suppression: { scope: "all", at: 5, reason: "stop" } } });
    expect(await visit()).toMatchObject({ is: "unsubscribed" });
    expect(await point()).toMatchObject({ version: 1, suppression: { scope: "all", at: 5 } });
    expect(await events()).toEqual([]);
  });

  it("counts again after an opt-out that was lifted meanwhile", async () => {
    const lifted = { suppression: { scope: "all", at: NOW - 20, reason: "stop" }, liftedAt: NOW - 10 } as const;
    const { visit, point } = start({ point: lifted });
    await visit();
    const after = await point();
    expect(after && suppressionOf(after)).toBe("email");
  });

  it("still stops email when the lead was erased, in the practice's first language", async () => {
    const { visit, point, events } = start({ lead: "erased" });
    expect(await visit()).toEqual({ is: "unsubscribed", publicName: "Bright Smile", language: "en" });
    expect(await point()).toMatchObject({ version: 2, suppression: { scope: "email", at: NOW } });
    expect(await events()).toEqual([]);
  });

  it("stops email to an address of which nothing is stored any more", async () => {
    const { visit, point } = start({ lead: "erased", point: "none" });
    await visit();
    expect(await point()).toMatchObject({ kind: "email", version: 1, persons: [], suppression: { scope: "email" } });
  });

  it.each<[string, CommitFault[]]>([
    ["others write to the same lead", ["conflict", "conflict", "conflict"]],
    ["the table fails for a moment", ["unavailable", "unavailable"]],
    ["the answer to its write is lost", ["answer_lost"]],
  ])("is recorded exactly once when %s", async (_case, faults) => {
    const { visit, point, events } = start({ faults });
    expect(await visit()).toMatchObject({ is: "unsubscribed" });
    expect(await point()).toMatchObject({ version: 2, suppression: { scope: "email" } });
    expect(await events()).toHaveLength(1);
  });

  it("is recorded exactly once when the button is pressed twice at the same moment", async () => {
    const { visit, point, events } = start();
    await Promise.all([visit(), visit(), visit()]);
    expect(await point()).toMatchObject({ version: 2 });
    expect(await events()).toHaveLength(1);
  });

  it.each([
    ["none", undefined],
    ["a made-up one", "abc.def"],
    ["one with another signature", `${token}x`],
  ])("knows no link whose token is %s", async (_case, wrong) => {
    const { visit, memory } = start();
    const before = memory.dump();
    expect(await visit({ token: wrong })).toEqual({ is: "unknown_link" });
    expect(memory.dump()).toBe(before);
  });

  it("reads nothing of the vault and logs nobody's address", async () => {
    const { visit, logger } = start();
    const answer = await visit();
    expect(JSON.stringify([answer, logger.lines])).not.toContain("dana");
    expect(logger.lines).toEqual([{ level: "info", message: "unsubscribed", fields: { practiceId, leadId } }]);
  });
});

import { describe, expect, it } from "@jest/globals";
import { recordCallOptOut } from "../../../functions/record-call-opt-out/logic.ts";
import { type FlowCall, FlowEventSchema, flowCallOf } from "../../../shared/contracts/flow-call.ts";
import { touchContext } from "../../../shared/contracts/touch-tags.ts";
import { LeadIdSchema, PracticeIdSchema, touchIdOf } from "../../../shared/domain/ids.ts";
import { suppressionOf } from "../../../shared/domain/suppression/suppression.ts";
import { buildRun, PRACTICE_ID } from "../../support/builders/index.ts";
import { type CommitFault, createConflictingStore } from "../../support/conflicting-store.ts";
import { NOW } from "../../support/fakes/index.ts";
import { addPerson, createWorld, OPT_OUT_LIST, SENDER, SENDER_KEY, type WorldChanges } from "../receive-sms/world.ts";

const PATIENCE = { pause: async () => {} };

function start(changes: WorldChanges = {}, faults: readonly CommitFault[] = []) {
  const world = createWorld(changes);
  const deps = { ...world.deps, ...PATIENCE, store: createConflictingStore(world.store, { first: faults }) };
  const { practiceId, leadId, runId } = buildRun();
  const tag = { practiceId, leadId, runId, touchId: touchIdOf(runId, "checkin", 1), kind: "touch" } as const;
  const call: FlowCall = { practiceId, contactId: "contact-1", number: SENDER, tag };
  const optedOut = async () =>
    (await world.store.timeline(practiceId, leadId)).filter(({ type }) => type === "contact.opted_out.v1");
  return {
    ...world,
    deps,
    call,
    optedOut,
    press: (changed: Partial<FlowCall> = {}) => recordCallOptOut(deps, { ...call, ...changed }),
  };
}

describe("somebody who presses 9", () => {
  it("is contacted no more in any automated way, and the timeline says so", async () => {
    const { press, point, lead, run, optedOut, mirror } = start();
    expect(await press()).toEqual({ recorded: "true" });
    expect(await point()).toMatchObject({ suppression: { scope: "all", at: NOW, reason: "call" } });
    expect(await lead()).toMatchObject({ status: "opted_out" });
    expect((await run()).outcome).toBe("opted_out");
    expect(await optedOut()).toMatchObject([{ reason: "key_pressed", data: { scope: "all", via: "call", at: NOW } }]);
    expect(mirror.calls).toEqual([{ did: "put", list: OPT_OUT_LIST, e164: SENDER }]);
  });

  it("who called the practice is found by the number, and the newest lead of it says so", async () => {
    const { press, lead, optedOut } = start();
    await press({ tag: undefined, number: "(312) 555-0142" });
    expect((await lead()).status).toBe("opted_out");
    expect(await optedOut()).toHaveLength(1);
  });

  it("about a lead that is gone, or another practice's, is told on the newest lead of the number", async () => {
    const { press, call, optedOut } = start();
    const leadId = LeadIdSchema.parse("01KBDEXAMP1E00000000000009");
    await press({ tag: call.tag && { ...call.tag, leadId } });
    expect(await optedOut()).toHaveLength(1);
  });

  it("is in the export of opt-outs, with the number itself in the vault only", async () => {
    const { press, store } = start();
    await press();
    const key = { practiceId: PRACTICE_ID, pointKey: SENDER_KEY };
    expect(await store.read("suppressedContact", key)).toMatchObject({ value: SENDER, kind: "phone" });
    expect(store.dump()).not.toContain("5550142");
  });

  it("and whom nobody knows is never contacted when they inquire later", async () => {
    const { press, point, deps } = start({ empty: true });
    await press({ tag: undefined });
    expect(suppressionOf(await point())).toBe("all");
    expect(deps.metrics.emitted).toMatchObject([{ name: "OptedOut", value: 1 }]);
  });

  it("twice, or told twice by the flow, is noted once", async () => {
    const { press, point, optedOut, clock } = start();
    await press();
    const { version } = await point();
    clock.advance(3_000);
    await press();
    expect((await point()).version).toBe(version);
    expect(await optedOut()).toHaveLength(1);
  });

  it("ends the follow-up of everybody who shares the number", async () => {
    const world = start();
    const { leadId } = addPerson(world);
    await world.press();
    expect((await world.lead()).status).toBe("opted_out");
    expect((await world.lead(leadId)).status).toBe("opted_out");
  });

  it.each([["conflict"], ["unavailable"], ["answer_lost"]] as const)(
    "is noted once although the store answers %s",
    async (fault) => {
      const { press, point, optedOut } = start({}, [fault]);
      await press();
      expect(suppressionOf(await point())).toBe("all");
      expect(await optedOut()).toHaveLength(1);
    },
  );

  it("is not told that it was noted when it was not", async () => {
    const { press, point } = start({}, ["unavailable", "unavailable", "unavailable", "unavailable"]);
    await expect(press()).rejects.toMatchObject({ name: "StoreUnavailable" });
    expect(suppressionOf(await point())).toBeUndefined();
  });

  it.each([undefined, "anonymous", "+442079460000"])(
    "without a number that can be called (%s) is not told so either",
    async (number) => {
      const { press } = start();
      await expect(press({ number, tag: undefined })).rejects.toMatchObject({
        name: "UnknownCaller",
        retryable: false,
      });
    },
  );

  it("stays noted when the provider's own list cannot be reached", async () => {
    const { press, mirror, deps } = start();
    mirror.failing(true);
    expect(await press()).toEqual({ recorded: "true" });
    expect(JSON.stringify(deps.logger)).not.toContain("5550142");
  });

  it("changes nothing at another practice", async () => {
    const { press, lead, store } = start();
    const practiceId = PracticeIdSchema.parse("clear-skin");
    await press({ practiceId });
    expect((await lead()).status).toBe("following_up");
    expect(store.dump()).toContain("P#clear-skin#");
  });
});

describe("the event of a contact flow", () => {
  const { call } = start();
  const event = (data: object) => ({
    Name: "ContactFlowEvent",
    Details: {
      ContactData: { ContactId: "contact-1", Channel: "VOICE", ...data },
      Parameters: { practiceId: PRACTICE_ID },
    },
  });
  const read = (data: object) => flowCallOf(FlowEventSchema.parse(event(data)));

  it("says whose number it is and which touch the call is", () => {
    const CustomerEndpoint = { Address: SENDER, Type: "TELEPHONE_NUMBER" };
    const Attributes = { ...touchContext(call.tag as NonNullable<FlowCall["tag"]>), prompt: "Hello", language: "en" };
    expect(read({ CustomerEndpoint, Attributes })).toEqual(call);
  });

  it.each([{}, { CustomerEndpoint: null, Attributes: null }, { Attributes: {} }])("may say neither: %j", (data) => {
    expect(read(data)).toMatchObject({ number: undefined, tag: undefined });
  });
});

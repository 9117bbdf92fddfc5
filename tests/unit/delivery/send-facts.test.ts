import { describe, expect, it } from "@jest/globals";
import { decideSend, RULES } from "../../../shared/domain/send-gate/send-gate.ts";
import { MINUTE } from "../../support/builders/index.ts";
import { NOW } from "../../support/fakes/index.ts";
import { createWorld, deliveryPractice, send, type WorldChanges } from "./world.ts";

/** The same day at 22:30 in Chicago, ms. */
const NIGHT = Date.parse("2026-12-02T04:30:00Z");

function nightWorld(changes: WorldChanges = {}) {
  const config = deliveryPractice();
  config.compliance.afterHoursAck = true;
  const startedAt = NIGHT - MINUTE;
  const world = createWorld({
    config,
    ...changes,
    lead: { receivedAt: startedAt, clocks: { startedAt }, ...changes.lead },
  });
  world.clock.set(NIGHT);
  return world;
}

describe("what the gate is told of a touch", () => {
  it("is an opt-out only while it holds: START lifts what came before it", async () => {
    const suppression = { scope: "all", at: NOW - MINUTE, reason: "stop" } as const;
    const stopped = createWorld({ phone: { suppression } });
    expect(await send(stopped.deps, stopped.sendTask())).toMatchObject({ reason: "suppressed" });
    const lifted = createWorld({ phone: { suppression, liftedAt: NOW } });
    expect(await send(lifted.deps, lifted.sendTask())).toEqual({ outcome: "sent" });
  });

  it("is a wrong number of the channel's own contact point, not of another", async () => {
    const phone = createWorld({ phone: { wrongNumberAt: NOW } });
    expect(await send(phone.deps, phone.sendTask())).toEqual({ outcome: "skipped", reason: "wrong_number" });
    const email = phone.sendTask({ channel: "email", stepKey: "first-email", template: "first-email" });
    expect(await send(phone.deps, email)).toEqual({ outcome: "sent" });
  });

  it("is the trouble that a provider reported of this channel, not of another", async () => {
    const world = createWorld({ phone: { trouble: { sms: { code: "carrier_blocked", at: NOW } } } });
    expect(await send(world.deps, world.sendTask())).toEqual({ outcome: "skipped", reason: "carrier_blocked" });
    const call = world.sendTask({ channel: "call", stepKey: "voice", template: "voice" });
    expect(await send(world.deps, call)).toEqual({ outcome: "sent" });
  });

  it("is that people answer since the person replied, except to a newer inquiry", async () => {
    const world = createWorld({ run: { staffOnlySince: NOW } });
    expect(await send(world.deps, world.sendTask())).toEqual({ outcome: "skipped", reason: "lead_settled" });
    const acknowledgement = world.sendTask({ stepKey: "inquiry-2-sms", template: "first-sms" });
    expect(await send(world.deps, acknowledgement)).toEqual({ outcome: "sent" });
  });

  it("is the practice's own hours", async () => {
    const config = deliveryPractice();
    config.compliance.quietHours = { opens: "11:00", closes: "16:00" };
    const world = createWorld({ config });
    expect(await send(world.deps, world.sendTask())).toMatchObject({ reason: "quiet_hours" });
  });

  it("is a text that came from the person, which may be answered at night", async () => {
    const world = createWorld({ phone: { inboundAt: NIGHT - MINUTE } });
    world.clock.set(NIGHT);
    expect(await send(world.deps, world.sendTask())).toEqual({ outcome: "sent" });
    expect(world.handed).toMatchObject([{ ttlSeconds: 14 * 60 }]);
  });

  it("is judged by another gate where a test breaks a rule on purpose", async () => {
    const rules = RULES.filter(({ name }) => name !== "consent for the channel");
    const world = createWorld({ lead: { consents: [] } });
    const deps = {
      ...world.deps,
      decide: (...[facts, now]: Parameters<typeof decideSend>) => decideSend(facts, now, rules),
    };
    expect(await send(deps, world.sendTask())).toEqual({ outcome: "sent" });
  });
});

describe("an acknowledgement after hours", () => {
  it("answers the person's own form once, where the practice wants it", async () => {
    const world = nightWorld();
    expect(await send(world.deps, world.sendTask())).toEqual({ outcome: "sent" });
    expect(world.handed).toMatchObject([{ ttlSeconds: 240 }]);
  });

  it.each([
    ["the practice did not opt in", { config: deliveryPractice() }],
    ["somebody else wrote about the person", { lead: { source: { channel: "phone", name: "call-center" } } }],
    ["it is not the first form", { lead: { inquiries: 2 } }],
  ] as [string, WorldChanges][])("waits for the morning when %s", async (_what, changes) => {
    const world = nightWorld(changes);
    expect(await send(world.deps, world.sendTask())).toMatchObject({ reason: "quiet_hours" });
  });

  it("is not repeated when nobody knows whether it went out, and is when it certainly did not", async () => {
    const unknown = nightWorld();
    unknown.answers.push({ outcome: "ambiguous", code: "ECONNRESET" });
    await send(unknown.deps, unknown.sendTask());
    expect(await send(unknown.deps, unknown.sendTask({ attempt: 2 }))).toMatchObject({ reason: "quiet_hours" });

    const refused = nightWorld();
    refused.answers.push({ outcome: "throttled", code: "ThrottlingException" });
    await send(refused.deps, refused.sendTask());
    expect(await send(refused.deps, refused.sendTask({ attempt: 2 }))).toEqual({ outcome: "sent" });
  });

  it("is no longer due once an email has answered", async () => {
    const world = nightWorld();
    await send(world.deps, world.sendTask({ channel: "email", stepKey: "first-email", template: "first-email" }));
    expect(await send(world.deps, world.sendTask())).toMatchObject({ reason: "quiet_hours" });
  });
});

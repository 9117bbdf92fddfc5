import { describe, expect, it } from "@jest/globals";
import { buildContactPoint, MINUTE, pointKey } from "../../support/builders/index.ts";
import { NOW } from "../../support/fakes/index.ts";
import { alert, createWorld, EMAIL_POINT, PHONE_POINT, send, type World } from "./world.ts";

const HOUR = 60 * MINUTE;
const THROTTLED = { outcome: "throttled", code: "ThrottlingException" } as const;
const entries = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ at: NOW - (20 + index) * HOUR, touchId: `earlier-${index}` }));
const laterSms = (world: World, attempt = 1) =>
  world.sendTask({ stepKey: "second-sms", template: "second-sms", attempt });
const email = (world: World) => world.sendTask({ channel: "email", stepKey: "first-email", template: "first-email" });
const ledgerOf = async (world: World, key = PHONE_POINT) =>
  (await world.point(key)).ledger.map(({ touchId }) => touchId);

describe("frequency caps of a delivery", () => {
  it("hold a fourth touch to a number back until the first of the day drops out", async () => {
    const world = createWorld({ phone: { ledger: entries(3) } });
    const outcome = await send(world.deps, laterSms(world));
    expect(outcome).toMatchObject({ outcome: "deferred", reason: "frequency_cap" });
    expect(world.handed).toHaveLength(0);
    expect(await world.touch("second-sms")).toBeUndefined();

    world.clock.set("notBefore" in outcome ? outcome.notBefore : 0);
    expect(await send(world.deps, laterSms(world))).toEqual({ outcome: "sent" });
  });

  it("count per contact point and channel: what went to the number leaves the email address alone", async () => {
    const world = createWorld({ phone: { ledger: entries(3) } });
    expect(await send(world.deps, email(world))).toEqual({ outcome: "sent" });
  });

  it("count everything that the person got, on every contact point that they ever used", async () => {
    const other = pointKey("x");
    const world = createWorld({
      person: { points: [PHONE_POINT, EMAIL_POINT, other] },
      phone: { ledger: entries(2) },
      email: { ledger: entries(2) },
    });
    world.store.seed({ entity: "contactPoint", value: buildContactPoint({ pointKey: other, ledger: entries(1) }) });
    expect(await send(world.deps, email(world))).toMatchObject({ reason: "frequency_cap" });
  });

  it("let the third touch pass its second look, at which it is in the ledger itself", async () => {
    const world = createWorld({ phone: { ledger: entries(2) } });
    expect(await send(world.deps, laterSms(world))).toEqual({ outcome: "sent" });
    expect(await ledgerOf(world)).toHaveLength(3);
  });

  it("count calls that staff are asked to make, and hold them back as well", async () => {
    const task = (world: World) =>
      world.alertTask({ type: "callTask", stepKey: "call-task", template: "call-hint", dueAt: NOW });
    const world = createWorld({ phone: { ledger: entries(2) } });
    expect(await alert(world.deps, task(world))).toEqual({ outcome: "sent" });
    expect(await send(world.deps, laterSms(world))).toMatchObject({ reason: "frequency_cap" });
    const full = createWorld({ phone: { ledger: entries(3) } });
    expect(await alert(full.deps, task(full))).toMatchObject({ outcome: "deferred", reason: "frequency_cap" });
  });

  it("neither count nor hold back other alerts to staff", async () => {
    const world = createWorld({ phone: { ledger: entries(3) } });
    expect(await alert(world.deps, world.alertTask({ type: "alertStaff", reason: "replied" }))).toEqual({
      outcome: "sent",
    });
    expect(await ledgerOf(world)).toHaveLength(3);
  });
});

describe("the ledger of a contact point", () => {
  it("forgets an attempt that certainly did not go out: five refusals for rate use up no cap", async () => {
    const world = createWorld();
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      world.answers.push(THROTTLED);
      await send(world.deps, laterSms(world, attempt));
      expect(await ledgerOf(world)).toEqual([]);
      world.clock.set((await world.step("second-sms"))?.notBefore ?? world.clock.now());
    }
    expect(await world.step("second-sms")).toMatchObject({ state: "failed", attempt: 5 });
    for (const stepKey of ["a", "b", "c"])
      expect(await send(world.deps, world.sendTask({ stepKey, template: "second-sms" }))).toEqual({ outcome: "sent" });
    expect(await ledgerOf(world)).toHaveLength(3);
  });

  it("forgets a touch that the provider refused", async () => {
    const world = createWorld();
    world.answers.push({ outcome: "rejected", code: "ValidationException" });
    await send(world.deps, world.sendTask());
    expect(await ledgerOf(world)).toEqual([]);
  });

  it("keeps what may have gone out", async () => {
    const world = createWorld();
    world.answers.push({ outcome: "ambiguous", code: "ECONNRESET" });
    await send(world.deps, world.sendTask());
    expect(await ledgerOf(world)).toEqual([`${world.runKey.runId}#first-sms#1`]);
  });

  it("keeps what shadow mode would have sent, so that it shows what the caps would hold back", async () => {
    const world = createWorld();
    world.sending.mode = "shadow";
    await send(world.deps, world.sendTask());
    expect(await ledgerOf(world)).toHaveLength(1);
  });

  it("keeps a claim that was taken for dead, until its holder knows better", async () => {
    const world = createWorld();
    const sms = {
      send: async () => {
        world.clock.advance(30_000);
        await send(world.deps, world.sendTask());
        expect(await ledgerOf(world)).toHaveLength(1);
        return THROTTLED;
      },
    };
    expect(await send({ ...world.deps, sms }, world.sendTask())).toMatchObject({ outcome: "retry" });
    expect(await ledgerOf(world)).toEqual([]);
  });

  it("forgets a touch that was stopped after its claim, without losing the opt-out that stopped it", async () => {
    const world = createWorld();
    const commit: typeof world.store.commit = async (change) => {
      const result = await world.store.commit(change);
      const claims = change.puts.some((put) => put.entity === "touch" && put.value.state === "claimed");
      if (claims) await world.suppress();
      return result;
    };
    const deps = { ...world.deps, store: { ...world.store, commit } };
    expect(await send(deps, world.sendTask())).toEqual({ outcome: "skipped", reason: "suppressed" });
    expect(await world.point()).toMatchObject({ ledger: [], suppression: { scope: "all" } });
  });

  it("is read again when somebody else used the contact point meanwhile", async () => {
    const world = createWorld();
    const other = { at: NOW, touchId: "other" };
    const sms = {
      send: async () => {
        const point = await world.point();
        const value = { ...point, version: point.version + 1, ledger: [...point.ledger, other] };
        await world.store.commit({ puts: [{ entity: "contactPoint", value, expected: point.version }], events: [] });
        return THROTTLED;
      },
    };
    await send({ ...world.deps, sms }, world.sendTask());
    expect((await world.point()).ledger).toEqual([other]);
  });
});

import { describe, expect, it } from "@jest/globals";
import { sendingWindow } from "../../../shared/domain/quiet-hours/sending-window.ts";
import { openingJitter } from "../../../shared/domain/send-gate/spread.ts";
import { restartRun } from "../../../shared/runs/restart-run.ts";
import { buildContactPoint, MINUTE, pointKey } from "../../support/builders/index.ts";
import { NOW } from "../../support/fakes/index.ts";
import { createWorld, EMAIL_POINT, PHONE_POINT, send, type World } from "./world.ts";

/** When the quiet hours of the world's clock end, ms. */
function opening(world: World): number {
  const window = sendingWindow({ zones: ["America/Chicago"], jurisdictions: ["IL"] }, world.clock.now());
  if (window.state !== "closed") throw new Error("expected it to be night");
  return window.opensAt;
}

const eventTypes = async (world: World) => (await world.timeline()).map(({ type }) => type);

describe("deliverTouch", () => {
  describe("a touch that goes out", () => {
    it("is claimed, handed over once and recorded", async () => {
      const world = createWorld();
      expect(await send(world.deps, world.sendTask())).toEqual({ outcome: "sent" });

      expect(world.handed).toHaveLength(1);
      expect(world.handed[0]).toMatchObject({
        to: "+13125550142",
        body: expect.stringMatching(/^Hi Dana, Maria here\. How soon\?/),
        originationIdentity: "+13125550102",
        ttlSeconds: 1_800,
        tag: { kind: "touch", touchId: `${world.runKey.runId}#first-sms#1` },
      });
      expect(await world.touch()).toMatchObject({ state: "sent", providerId: "provider-1", settledAt: NOW });
      expect(await world.step()).toMatchObject({ state: "sent", channel: "sms", attempt: 1, ambiguous: 0 });
      expect(await eventTypes(world)).toEqual(["touch.claimed.v1", "touch.sent.v1", "lead.status_changed.v1"]);
    });

    it("answers the lead: both clocks of the first response stop when the provider accepts", async () => {
      const world = createWorld();
      world.clock.advance(850);
      await send(world.deps, world.sendTask());

      expect(await world.lead()).toMatchObject({ status: "following_up", clocks: { firstResponseAt: NOW + 850 } });
      expect((await world.timeline())[1]).toMatchObject({ type: "touch.sent.v1", data: { firstResponseMs: 850 } });
    });

    it("counts as a first response only once", async () => {
      const world = createWorld();
      await send(world.deps, world.sendTask());
      world.clock.advance(MINUTE);
      await send(world.deps, world.sendTask({ stepKey: "second-sms", template: "second-sms" }));

      const later = (await world.timeline()).at(-1);
      expect(later).toMatchObject({ type: "touch.sent.v1", data: { stepKey: "second-sms" } });
      expect(later?.data).not.toHaveProperty("firstResponseMs");
      expect((await world.lead()).clocks.firstResponseAt).toBe(NOW);
    });

    it("leaves what was said to whom in the vault, and nothing of it elsewhere", async () => {
      const world = createWorld();
      await send(world.deps, world.sendTask());
      expect(await world.message()).toMatchObject({
        to: "+13125550142",
        body: expect.stringMatching(/^Hi Dana, Maria here\. How soon\?/),
        at: NOW,
      });
      const outside = world.store.dump() + JSON.stringify(world.logger.lines);
      for (const secret of ["Dana", "3125550142", "dana@example.com"]) expect(outside).not.toContain(secret);
    });

    it("counts in the ledger of its contact point, which forgets after seven days", async () => {
      const old = { at: NOW - 8 * 86_400_000, touchId: "old" };
      const recent = { at: NOW - 6 * 86_400_000, touchId: "recent" };
      const world = createWorld({ phone: { ledger: [old, recent] } });
      await send(world.deps, world.sendTask());
      expect(await world.point()).toMatchObject({
        version: 2,
        ledger: [recent, { at: NOW, touchId: `${world.runKey.runId}#first-sms#1` }],
      });
    });

    it("speaks the lead's language where the template does", async () => {
      const world = createWorld({ lead: { language: "es" }, contact: { firstName: "José" } });
      await send(world.deps, world.sendTask());
      expect(world.handed[0]).toMatchObject({ body: expect.stringMatching(/^Hola José, soy Maria\./) });
    });

    it("uses no name that could carry a message of its own", async () => {
      const world = createWorld({ contact: { firstName: "http://x" } });
      await send(world.deps, world.sendTask());
      expect(world.handed[0]).toMatchObject({ body: expect.stringMatching(/^Hi, Maria here\. How soon\?/) });
    });

    it("goes by email with text, HTML and the way out", async () => {
      const world = createWorld();
      const task = world.sendTask({ channel: "email", stepKey: "first-email", template: "first-email" });
      expect(await send(world.deps, task)).toEqual({ outcome: "sent" });
      expect(world.handed[0]).toMatchObject({
        to: "dana@example.com",
        subject: "Your message",
        text: expect.stringContaining("100 Example Street"),
        html: expect.stringContaining("<p>When would you like to start?</p>"),
        unsubscribe: "unsubscribe@bright-smile.example.com",
        fromName: "Bright Smile",
      });
      expect((await world.point(EMAIL_POINT)).ledger).toHaveLength(1);
    });

    it("goes by automated call with a neutral prompt", async () => {
      const world = createWorld();
      const task = world.sendTask({ channel: "call", stepKey: "voice", template: "voice" });
      expect(await send(world.deps, task)).toEqual({ outcome: "sent" });
      expect(world.handed[0]).toMatchObject({
        to: "+13125550142",
        prompt: "Hello, this is Bright Smile.",
        language: "en",
        sourcePhoneNumber: "+13125550103",
      });
    });
  });

  describe("a touch that may not go out", () => {
    it("is skipped with its reason and never claimed", async () => {
      const world = createWorld({ lead: { consents: [] } });
      expect(await send(world.deps, world.sendTask())).toEqual({ outcome: "skipped", reason: "no_consent" });
      expect(world.handed).toHaveLength(0);
      expect(await world.touch()).toMatchObject({ state: "skipped", code: "no_consent" });
      expect(await world.step()).toMatchObject({ state: "skipped", reason: "no_consent" });
      expect(await eventTypes(world)).toEqual(["touch.skipped.v1"]);
      expect((await world.point()).ledger).toEqual([]);
    });

    it("is skipped after an opt-out on another number that the person once used", async () => {
      const other = pointKey("x");
      const world = createWorld({ person: { points: [PHONE_POINT, EMAIL_POINT, other] } });
      const suppression = { scope: "all", at: NOW, reason: "stop" } as const;
      world.store.seed({ entity: "contactPoint", value: buildContactPoint({ pointKey: other, suppression }) });
      expect(await send(world.deps, world.sendTask())).toEqual({ outcome: "skipped", reason: "suppressed" });
    });

    it("is skipped when the lead's contact point is not stored", async () => {
      const world = createWorld({ lead: { reach: { phone: pointKey("x"), zones: [], jurisdictions: [] } } });
      expect(await send(world.deps, world.sendTask())).toEqual({ outcome: "skipped", reason: "no_contact_point" });
    });

    it("waits at night under the same attempt", async () => {
      const world = createWorld();
      world.clock.set("2026-12-02T04:30:00Z");
      const notBefore = opening(world) + openingJitter(`${world.runKey.runId}#first-sms#1`, true);
      expect(await send(world.deps, world.sendTask())).toEqual({
        outcome: "deferred",
        reason: "quiet_hours",
        notBefore,
      });
      expect(await world.touch()).toBeUndefined();
      expect(await world.step()).toMatchObject({ state: "deferred", attempt: 1, notBefore, reason: "quiet_hours" });

      world.clock.set(notBefore);
      expect(await send(world.deps, world.sendTask())).toEqual({ outcome: "sent" });
      expect(await eventTypes(world)).toContain("touch.deferred.v1");
    });

    it("remembers when quiet hours ended, whatever holds it up after them", async () => {
      const world = createWorld();
      world.clock.set("2026-12-02T04:30:00Z");
      await send(world.deps, world.sendTask());
      const worthFrom = (await world.step())?.notBefore ?? 0;
      world.clock.set(worthFrom);
      world.answers.push({ outcome: "throttled", code: "ThrottlingException" });
      expect(await send(world.deps, world.sendTask())).toMatchObject({ outcome: "retry" });
      expect(await world.step()).toMatchObject({ state: "retry", reason: "ThrottlingException", worthFrom });
    });

    it("tells only once that it waits for a paused deployment, however often it asks", async () => {
      const world = createWorld();
      world.sending.mode = "paused";
      for (let i = 0; i < 3; i += 1) {
        expect(await send(world.deps, world.sendTask())).toMatchObject({ reason: "sending_paused" });
        world.clock.advance(5 * MINUTE);
      }
      expect(await eventTypes(world)).toEqual(["touch.deferred.v1"]);
      expect(await world.step()).toMatchObject({ state: "deferred", notBefore: NOW + 15 * MINUTE });
    });

    it("goes to listed contact points only in test-only mode", async () => {
      const world = createWorld();
      Object.assign(world.sending, { mode: "test-only", testPoints: [EMAIL_POINT] });
      expect(await send(world.deps, world.sendTask())).toEqual({ outcome: "skipped", reason: "not_on_test_list" });
      const email = world.sendTask({ channel: "email", stepKey: "first-email", template: "first-email" });
      expect(await send(world.deps, email)).toEqual({ outcome: "sent" });
    });

    it("is decided and recorded in shadow mode, and reaches nobody", async () => {
      const world = createWorld();
      world.sending.mode = "shadow";
      expect(await send(world.deps, world.sendTask())).toEqual({ outcome: "shadowed" });
      expect(world.handed).toHaveLength(0);
      expect(await world.touch()).toMatchObject({ state: "shadowed" });
      expect(await world.lead()).toMatchObject({ status: "following_up", clocks: { startedAt: NOW } });
      expect((await world.lead()).clocks).not.toHaveProperty("firstResponseAt");
      expect(await eventTypes(world)).toEqual(["touch.claimed.v1", "touch.shadowed.v1", "lead.status_changed.v1"]);
    });

    it.each([
      ["broken", "template_invalid"],
      ["nowhere", "template_missing"],
    ])("fails for good with template %s, before anything is claimed", async (template, code) => {
      const world = createWorld();
      expect(await send(world.deps, world.sendTask({ template }))).toEqual({ outcome: "failed", code });
      expect(await world.step()).toMatchObject({ state: "failed", reason: code });
      expect(await eventTypes(world)).toEqual(["touch.failed.v1"]);
    });

    it("fails for good when the vault no longer knows the person", async () => {
      const world = createWorld({ contact: { phone: undefined } });
      expect(await send(world.deps, world.sendTask())).toEqual({ outcome: "failed", code: "contact_missing" });
    });
  });

  describe("a provider that does not take it", () => {
    it("gets another attempt, later and later, when it refuses for its rate; five in all", async () => {
      const world = createWorld();
      const pauses = [];
      for (let attempt = 1; attempt <= 4; attempt += 1) {
        world.answers.push({ outcome: "throttled", code: "ThrottlingException" });
        const outcome = await send(world.deps, world.sendTask({ attempt }));
        expect(outcome).toMatchObject({ outcome: "retry", code: "ThrottlingException" });
        const step = await world.step();
        expect(step).toMatchObject({ state: "retry", attempt, ambiguous: 0 });
        pauses.push((step?.notBefore ?? 0) - world.clock.now());
        world.clock.set(step?.notBefore ?? 0);
      }
      expect(pauses).toEqual([30_000, 60_000, 120_000, 240_000]);

      world.answers.push({ outcome: "throttled", code: "ThrottlingException" });
      expect(await send(world.deps, world.sendTask({ attempt: 5 }))).toEqual({
        outcome: "failed",
        code: "ThrottlingException",
      });
      expect(await world.step()).toMatchObject({ state: "failed", attempt: 5 });
      const finals = (await world.timeline()).flatMap((event) =>
        event.type === "touch.failed.v1" ? [event.data.final] : [],
      );
      expect(finals).toEqual([false, false, false, false, true]);
    });

    it("settles the step when it refuses the message", async () => {
      const world = createWorld();
      world.answers.push({ outcome: "rejected", code: "ValidationException" });
      expect(await send(world.deps, world.sendTask())).toEqual({ outcome: "failed", code: "ValidationException" });
      expect(await world.touch()).toMatchObject({ state: "failed", code: "ValidationException" });
      expect(await world.lead()).toMatchObject({ status: "unanswered" });
    });

    it("leaves an unknown outcome as unknown; one more attempt may be made, and no third", async () => {
      const world = createWorld();
      for (const attempt of [1, 2]) {
        world.answers.push({ outcome: "ambiguous", code: "ECONNRESET" });
        const task = world.sendTask({ attempt });
        expect(await send(world.deps, task)).toEqual({ outcome: "ambiguous", code: "ECONNRESET" });
        expect(await world.step()).toMatchObject({ state: "ambiguous", attempt, ambiguous: attempt });
      }
      expect(await send(world.deps, world.sendTask({ attempt: 3 }))).toEqual({ outcome: "settled" });
      expect(world.handed).toHaveLength(2);
    });
  });

  describe("a delivery that is asked for again", () => {
    it("does nothing once the attempt is settled", async () => {
      const world = createWorld();
      await send(world.deps, world.sendTask());
      expect(await send(world.deps, world.sendTask())).toEqual({ outcome: "settled" });
      expect(await send(world.deps, world.sendTask({ attempt: 2 }))).toEqual({ outcome: "settled" });
      expect(world.handed).toHaveLength(1);
    });

    it("does nothing for an older generation or a run that has ended", async () => {
      const restarted = createWorld({ run: { generation: 2 } });
      expect(await send(restarted.deps, restarted.sendTask({}, 1))).toEqual({ outcome: "superseded" });
      const ended = createWorld({ run: { outcome: "lost" } });
      expect(await send(ended.deps, ended.sendTask())).toEqual({ outcome: "superseded" });
      expect([...(await restarted.timeline()), ...(await ended.timeline())]).toEqual([]);
    });

    it("leaves a running claim alone, and calls its outcome unknown once the lease is over", async () => {
      const world = createWorld();
      world.deps.sms.send = async () => {
        throw new Error("the process dies");
      };
      await expect(send(world.deps, world.sendTask())).rejects.toThrow("the process dies");
      world.clock.advance(29_999);
      expect(await send(world.deps, world.sendTask())).toEqual({ outcome: "in_flight" });
      world.clock.advance(1);
      expect(await send(world.deps, world.sendTask())).toEqual({ outcome: "ambiguous", code: "claim_expired" });
      expect(await world.step()).toMatchObject({
        state: "ambiguous",
        attempt: 1,
        ambiguous: 1,
        reason: "claim_expired",
      });
      expect(await send(world.deps, world.sendTask())).toEqual({ outcome: "settled" });
    });
  });

  describe("what happens between claim and provider call", () => {
    /** Runs something after the claim has been committed and before anything is read again. */
    function afterClaim(world: World, run: () => Promise<unknown>): World["deps"] {
      const commit: typeof world.store.commit = async (change) => {
        const result = await world.store.commit(change);
        const claims = change.puts.some((put) => put.entity === "touch" && put.value.state === "claimed");
        if (claims && result === "committed") await run();
        return result;
      };
      return { ...world.deps, store: { ...world.store, commit } };
    }

    it.each([PHONE_POINT, EMAIL_POINT])("an opt-out on %s stops it", async (point) => {
      const world = createWorld();
      const deps = afterClaim(world, () => world.suppress(point));
      expect(await send(deps, world.sendTask())).toEqual({ outcome: "skipped", reason: "suppressed" });
      expect(world.handed).toHaveLength(0);
      expect(await world.touch()).toMatchObject({ state: "skipped", code: "suppressed" });
      expect(await eventTypes(world)).toEqual(["touch.claimed.v1", "touch.skipped.v1"]);
    });

    it("stopping the deployment holds it back for a new attempt", async () => {
      const world = createWorld();
      const deps = afterClaim(world, async () => {
        world.sending.mode = "paused";
      });
      expect(await send(deps, world.sendTask())).toMatchObject({ outcome: "deferred", reason: "sending_paused" });
      expect(world.handed).toHaveLength(0);
      expect(await world.step()).toMatchObject({ state: "retry", attempt: 1, notBefore: NOW + 5 * MINUTE });

      world.sending.mode = "live";
      world.clock.advance(5 * MINUTE);
      expect(await send(world.deps, world.sendTask({ attempt: 2 }))).toEqual({ outcome: "sent" });
    });

    it("a claim too old for a whole provider call within the function's time is given up without one", async () => {
      const world = createWorld();
      const deps = afterClaim(world, async () => world.clock.advance(4_001));
      expect(await send(deps, world.sendTask())).toMatchObject({ outcome: "retry", code: "claim_too_old" });
      expect(world.handed).toHaveLength(0);
    });

    it("a number that changed meanwhile is left to a new attempt, since the gate was asked about the new one", async () => {
      const world = createWorld();
      const deps = afterClaim(world, async () => {
        const lead = await world.lead();
        const other = { ...(await world.point()), pointKey: pointKey("o"), version: 1 };
        world.store.seed(
          { entity: "contactPoint", value: other },
          { entity: "lead", value: { ...lead, reach: { ...lead.reach, phone: other.pointKey } } },
        );
      });
      expect(await send(deps, world.sendTask())).toMatchObject({ outcome: "retry", code: "contact_point_changed" });
      expect(world.handed).toHaveLength(0);
    });

    it("a new inquiry is not answered by what was on its way before it", async () => {
      const world = createWorld();
      const deps = afterClaim(world, async () => {
        world.clock.advance(1_000);
        const lead = await world.lead();
        world.store.seed({
          entity: "lead",
          value: { ...lead, inquiries: 2, clocks: { startedAt: world.clock.now() } },
        });
      });
      expect(await send(deps, world.sendTask())).toEqual({ outcome: "sent" });
      const lead = await world.lead();
      expect(lead.status).toBe("unanswered");
      expect(lead.clocks.firstResponseAt).toBeUndefined();
    });

    it("a claim that was taken for dead is not used any more", async () => {
      const world = createWorld();
      const deps = afterClaim(world, async () => {
        world.clock.advance(30_000);
        await send(world.deps, world.sendTask());
      });
      expect(await send(deps, world.sendTask())).toEqual({ outcome: "settled" });
      expect(world.handed).toHaveLength(0);
      expect(await world.touch()).toMatchObject({ state: "ambiguous", code: "claim_expired" });
    });

    it("a new generation lets the claimed touch finish, and knows of it", async () => {
      const world = createWorld();
      const deps = afterClaim(world, async () => {
        const restart = { now: NOW, actor: { kind: "system", id: "revive-runs" }, why: "late", wakeAt: NOW } as const;
        const { commit } = restartRun(await world.lead(), await world.run(), restart);
        expect(await world.store.commit(commit)).toBe("committed");
      });
      expect(await send(deps, world.sendTask())).toEqual({ outcome: "sent" });
      expect(await world.run()).toMatchObject({ generation: 2, steps: { "first-sms": { state: "sent" } } });
      expect(await send(world.deps, world.sendTask({}, 2))).toEqual({ outcome: "settled" });
      expect(world.handed).toHaveLength(1);
    });
  });

  describe("a generation that is raised before the claim", () => {
    it("supersedes the delivery, even one that has already decided", async () => {
      const world = createWorld();
      let raised = false;
      const commit: typeof world.store.commit = async (change) => {
        if (!raised) {
          raised = true;
          const restart = { now: NOW, actor: { kind: "system", id: "x" }, why: "inquired_again", wakeAt: NOW } as const;
          await world.store.commit(restartRun(await world.lead(), await world.run(), restart).commit);
        }
        return world.store.commit(change);
      };
      const deps = { ...world.deps, store: { ...world.store, commit } };
      expect(await send(deps, world.sendTask())).toEqual({ outcome: "superseded" });
      expect(world.handed).toHaveLength(0);
      expect(await world.touch()).toBeUndefined();
    });
  });

  it("says in the log what became of it, in ids and stable words only", async () => {
    const world = createWorld();
    world.answers.push({ outcome: "rejected", code: "ValidationException" });
    await send(world.deps, world.sendTask());
    expect(world.logger.lines).toEqual([
      {
        level: "warn",
        message: "delivery did not go as planned",
        fields: {
          ...world.runKey,
          touchId: `${world.runKey.runId}#first-sms#1`,
          stage: "failed",
          durationMs: 0,
          code: "ValidationException",
        },
      },
    ]);
  });
});

describe("a touch that is settled, of which its run does not know: of a restored table one may be older than the other", () => {
  it("is not sent again, and the run learns of it, so that it does not ask for ever", async () => {
    const world = createWorld();
    await send(world.deps, world.sendTask());
    const { steps: _unknown, ...run } = await world.run();
    world.store.seed({ entity: "run", value: { ...run, steps: {} } });
    expect(await send(world.deps, world.sendTask())).toEqual({ outcome: "settled" });
    expect(world.handed).toHaveLength(1);
    expect(await world.step()).toMatchObject({ state: "sent", channel: "sms", attempt: 1 });
    const { version } = await world.run();
    expect(await send(world.deps, world.sendTask())).toEqual({ outcome: "settled" });
    expect((await world.run()).version).toBe(version);
  });
});

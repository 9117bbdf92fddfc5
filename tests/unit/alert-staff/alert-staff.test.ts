import { describe, expect, it } from "@jest/globals";
import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import { smsParts } from "../../../shared/domain/messages/sms-parts.ts";
import { AlertReasonSchema } from "../../../shared/domain/vocabulary.ts";
import { MINUTE } from "../../support/builders/index.ts";
import { NOW } from "../../support/fakes/index.ts";
import { alert, createWorld, deliveryPractice, PHONE_POINT, type World } from "../delivery/world.ts";

const STAFF: PracticeConfig["staff"] = (
  [
    { staffId: "olga", name: "Olga", role: "manager", alert: { sms: "+13125550111" } },
    { staffId: "maria", name: "Maria", role: "coordinator", alert: { email: "maria@bright-smile.example.com" } },
    {
      staffId: "jo",
      name: "Jo",
      role: "coordinator",
      alert: { sms: "+13125550112", email: "jo@bright-smile.example.com" },
    },
  ] as const
).map((person) => ({ ...person, timeOff: [], capacity: 100 }));
const REJECTED = { outcome: "rejected", code: "ValidationException" } as const;

const told = (world: World) => world.handed.map((message) => ("to" in message ? message.to : undefined));
const callTask = (world: World, action: object = {}) =>
  world.alertTask({ type: "callTask", stepKey: "call-task", template: "call-hint", dueAt: NOW, ...action });
const alertFor = (world: World, reason: string, action: object = {}) =>
  world.alertTask({ type: "alertStaff", reason, ...action });

describe("alertStaff", () => {
  describe("a call task", () => {
    it("goes to staff once, with nothing of the lead but its id", async () => {
      const world = createWorld();
      expect(await alert(world.deps, callTask(world))).toEqual({ outcome: "sent" });
      expect(world.handed).toEqual([
        expect.objectContaining({
          to: "+13125550101",
          body: "Bright Smile: a lead is waiting for a call. Lead 01KBDEXAMP1E00000000000000.",
          tag: expect.objectContaining({ kind: "alert", touchId: `${world.runKey.runId}#call-task#1` }),
        }),
      ]);
      expect(await alert(world.deps, callTask(world))).toEqual({ outcome: "settled" });
      expect(world.handed).toHaveLength(1);
    });

    it("is on the timeline like a touch, counts as one in the ledger, and is no response to the lead", async () => {
      const world = createWorld();
      await alert(world.deps, callTask(world));
      expect((await world.timeline()).map(({ type }) => type)).toEqual(["touch.claimed.v1", "touch.sent.v1"]);
      expect(await world.step("call-task")).toMatchObject({ state: "sent", channel: "call_task" });
      expect(await world.lead()).toMatchObject({ status: "unanswered" });
      expect((await world.lead()).clocks).not.toHaveProperty("firstResponseAt");
      expect((await world.point()).ledger).toEqual([{ at: NOW, touchId: `${world.runKey.runId}#call-task#1` }]);
      expect(world.store.dumpVault()).not.toContain("+13125550101");
    });

    it.each([
      [{ lead: { status: "booked" } }, {}, "lead_settled"],
      [{ lead: { status: "opted_out" } }, {}, "lead_settled"],
      [{ phone: { suppression: { scope: "all", at: NOW, reason: "stop" } } }, {}, "suppressed"],
      [{ lead: { consents: [] } }, {}, "no_consent"],
      [{}, { staleAt: NOW - 1 }, "stale"],
    ] as const)("is not given for %j %j", async (changes, action, reason) => {
      const world = createWorld(changes as Parameters<typeof createWorld>[0]);
      expect(await alert(world.deps, callTask(world, action))).toEqual({ outcome: "skipped", reason });
      expect(world.handed).toHaveLength(0);
    });

    it("is given whatever the hour: staffed hours are the planner's", async () => {
      const world = createWorld();
      world.clock.set("2026-12-02T04:30:00Z");
      expect(await alert(world.deps, callTask(world))).toEqual({ outcome: "sent" });
    });
  });

  describe("a call task more than 90 days after the inquiry", () => {
    const changes = {
      lead: {
        clocks: { startedAt: NOW - 91 * 24 * 60 * MINUTE },
        consents: [{ class: "call.live", at: 0, basis: "inquiry" }],
      },
    } as const;
    const asking = (answer: "clean" | "listed" | "unknown") => {
      const asked: string[] = [];
      const check = async (practiceId: string, pointKey: string) => {
        asked.push(`${practiceId} ${pointKey}`);
        return answer;
      };
      return { asked, registry: { check } };
    };

    it.each(["listed", "unknown"] as const)("is not given when the registries answer %s", async (answer) => {
      const world = createWorld(changes as never);
      const { registry } = asking(answer);
      const outcome = await alert({ ...world.deps, registry }, callTask(world));
      expect(outcome).toEqual({ outcome: "skipped", reason: "registry_not_clean" });
      expect(world.handed).toHaveLength(0);
    });

    it("is given when they are clear of the number", async () => {
      const world = createWorld(changes as never);
      const { registry, asked } = asking("clean");
      expect(await alert({ ...world.deps, registry }, callTask(world))).toEqual({ outcome: "sent" });
      expect(new Set(asked)).toEqual(new Set([`bright-smile ${PHONE_POINT}`]));
    });

    it("is not given by a deployment that subscribes to none", async () => {
      const world = createWorld(changes as never);
      expect(await alert(world.deps, callTask(world))).toMatchObject({ reason: "registry_not_clean" });
    });

    it("asks them only where they decide: not sooner, not with written consent, and for no other alert", async () => {
      const { registry, asked } = asking("listed");
      const soon = createWorld();
      await alert({ ...soon.deps, registry }, callTask(soon));
      const written = createWorld({ lead: { clocks: changes.lead.clocks } });
      expect(await alert({ ...written.deps, registry }, callTask(written))).toEqual({ outcome: "sent" });
      const late = createWorld(changes as never);
      await alert({ ...late.deps, registry }, alertFor(late, "replied"));
      expect(asked).toEqual([]);
    });
  });

  it("says for each reason what is asked of staff, in two text parts and without anything of the lead but its id", async () => {
    const texts = new Set<string>();
    for (const reason of AlertReasonSchema.options) {
      const world = createWorld();
      expect(await alert(world.deps, alertFor(world, reason))).toEqual({ outcome: "sent" });
      const [message] = world.handed;
      const body = message !== undefined && "body" in message ? message.body : "";
      expect(body).toMatch(/^Bright Smile: .+ Lead 01KBDEXAMP1E00000000000000\.$/);
      expect(smsParts(body)).toMatchObject({ encoding: "GSM-7" });
      expect(smsParts(body).parts).toBeLessThanOrEqual(2);
      for (const secret of ["Dana", "3125550142", "dana@example.com"]) expect(body).not.toContain(secret);
      texts.add(body);
    }
    expect(texts.size).toBe(AlertReasonSchema.options.length);
  });

  it.each(["replied", "ambiguous_reply", "reply_waiting", "reply_after_opt_out", "wrong_number", "emergency"])(
    "leaves the lead where it is when it tells staff of %s",
    async (reason) => {
      for (const status of ["unanswered", "replied", "opted_out"] as const) {
        const world = createWorld({ lead: { status } });
        expect(await alert(world.deps, alertFor(world, reason))).toEqual({ outcome: "sent" });
        expect((await world.lead()).status).toBe(status);
      }
    },
  );

  describe("the chain", () => {
    const config = deliveryPractice({ staff: STAFF });
    const all = ["maria@bright-smile.example.com", "+13125550112", "jo@bright-smile.example.com", "+13125550111"];

    it("tells the first coordinator who has a channel", async () => {
      const world = createWorld({ config });
      await alert(world.deps, alertFor(world, "inquired_again"));
      expect(told(world)).toEqual(all.slice(0, 1));
      expect(world.handed[0]).toMatchObject({ subject: "A lead needs a person", fromName: "Bright Smile" });
      expect(world.handed[0]).not.toHaveProperty("unsubscribe");
    });

    it("goes on to the next channel and the next person when one fails, and names who was told", async () => {
      const world = createWorld({ config });
      world.answers.push(REJECTED, { outcome: "throttled", code: "ThrottlingException" }, REJECTED);
      expect(await alert(world.deps, alertFor(world, "inquired_again"))).toEqual({ outcome: "sent" });
      expect(told(world)).toEqual(all);
      expect((await world.timeline()).at(-1)).toMatchObject({
        type: "staff.alerted.v1",
        data: { reason: "inquired_again", staffId: "olga" },
      });
    });

    it("stops when somebody may have been told, and begins with the next way to reach someone at the next attempt", async () => {
      const world = createWorld({ config });
      world.answers.push({ outcome: "ambiguous", code: "ECONNRESET" });
      const outcome = await alert(world.deps, alertFor(world, "inquired_again"));
      expect(outcome).toMatchObject({ outcome: "retry", code: "ECONNRESET" });
      expect(told(world)).toEqual(all.slice(0, 1));
      expect(await alert(world.deps, alertFor(world, "inquired_again", { attempt: 2 }))).toEqual({ outcome: "sent" });
      expect(told(world)).toEqual(all.slice(0, 2));
    });

    it("never gives up when nobody can be told, and says so loudly", async () => {
      const world = createWorld({ config });
      world.answers.push(REJECTED, REJECTED, REJECTED, REJECTED);
      const outcome = await alert(world.deps, alertFor(world, "no_automated_channel"));
      expect(outcome).toMatchObject({ outcome: "retry", code: "no_staff_reachable" });
      expect(await world.step("alert")).toMatchObject({ state: "retry", reason: "no_staff_reachable" });
      expect(await world.lead()).toMatchObject({ status: "unanswered" });
      expect(world.logger.lines.at(-1)).toEqual({
        level: "error",
        message: "nobody could be alerted",
        fields: { ...world.runKey, code: "no_staff_reachable" },
      });
    });

    it("is tried at most an hour apart, however often it failed", async () => {
      const world = createWorld({ config });
      for (let attempt = 1; attempt <= 12; attempt += 1) {
        world.answers.push(REJECTED, REJECTED, REJECTED, REJECTED);
        const before = world.clock.now();
        const outcome = await alert(world.deps, alertFor(world, "no_automated_channel", { attempt }));
        if (outcome.outcome !== "retry") throw new Error(`attempt ${attempt} ended as ${outcome.outcome}`);
        expect(outcome.notBefore - before).toBeLessThanOrEqual(60 * MINUTE);
        world.clock.advance(outcome.notBefore - before);
      }
      expect(await alert(world.deps, alertFor(world, "no_automated_channel", { attempt: 13 }))).toEqual({
        outcome: "sent",
      });
    });

    it("is tried again later when one of the refusals was for the rate", async () => {
      const world = createWorld({ config });
      world.answers.push(REJECTED, { outcome: "throttled", code: "ThrottlingException" }, REJECTED, REJECTED);
      const outcome = await alert(world.deps, alertFor(world, "no_automated_channel"));
      expect(outcome).toMatchObject({ outcome: "retry", notBefore: NOW + 30_000 });
    });

    it("stops before the function would run out of time, and goes on later", async () => {
      const world = createWorld({ config });
      const sms = world.deps.sms.send;
      world.deps.email.send = async (message) => {
        world.clock.advance(7_000);
        await sms(message as never);
        return REJECTED;
      };
      const outcome = await alert(world.deps, alertFor(world, "inquired_again"));
      expect(outcome).toMatchObject({ outcome: "retry", code: "out_of_time" });
      expect(world.handed).toHaveLength(1);
    });

    it("begins with whom the planner named, and remembers whom it was meant for and whom it reached", async () => {
      const world = createWorld({ config });
      world.answers.push(REJECTED);
      await alert(world.deps, alertFor(world, "sla_breached", { staffId: "olga" }));
      expect(told(world)).toEqual(["+13125550111", "maria@bright-smile.example.com"]);
      expect((await world.timeline()).at(-1)).toMatchObject({
        type: "staff.alerted.v1",
        data: { reason: "sla_breached", staffId: "maria" },
      });
      expect(await world.step("alert")).toMatchObject({ state: "sent", told: ["olga", "maria"] });
    });

    it("begins with the owner while they are on duty", async () => {
      const owned = async (hours: PracticeConfig["hours"] | undefined) => {
        const staff = STAFF.map((one) => (one.staffId === "jo" && hours !== undefined ? { ...one, hours } : one));
        const world = createWorld({ config: deliveryPractice({ staff }) });
        const lead = { ...(await world.lead()), owner: { staffId: "jo", at: NOW } };
        world.store.seed({ entity: "lead", value: lead });
        await alert(world.deps, alertFor(world, "inquired_again"));
        return told(world);
      };
      expect(await owned(undefined)).toEqual(["+13125550112"]);
      expect(await owned({ ...config.hours, tuesday: [] })).toEqual(["maria@bright-smile.example.com"]);
    });

    it("leaves alone who has a day off, unless there is nobody else", async () => {
      const timeOff = [{ from: "2026-12-01", to: "2026-12-01" }];
      const staff = STAFF.map((one) => (one.staffId === "olga" ? one : { ...one, timeOff }));
      const world = createWorld({ config: deliveryPractice({ staff }) });
      world.answers.push(REJECTED);
      await alert(world.deps, alertFor(world, "sla_breached", { staffId: "jo" }));
      expect(told(world)).toEqual(["+13125550111", "maria@bright-smile.example.com"]);
    });

    it("follows the current configuration: the run's own may name people who have left", async () => {
      const world = createWorld();
      world.deps.configs.publish(deliveryPractice({ staff: STAFF.slice(0, 1) }));
      await alert(world.deps, alertFor(world, "inquired_again"));
      expect(told(world)).toEqual(["+13125550111"]);
    });
  });

  describe("a lead that the pipeline could not answer", () => {
    it.each([
      ["no_automated_channel", "following_up"],
      ["first_response_failed", "following_up"],
      ["existing_patient", "with_staff"],
      ["suppressed_person", "with_staff"],
      ["minor", "with_staff"],
    ])("is no longer silent once staff know of %s", async (reason, status) => {
      const world = createWorld();
      expect(await alert(world.deps, alertFor(world, reason))).toEqual({ outcome: "sent" });
      expect(await world.lead()).toMatchObject({ status });
      expect((await world.timeline()).slice(1)).toMatchObject([
        { type: "staff.alerted.v1", reason, data: { reason, staffId: "maria" } },
        { type: "lead.status_changed.v1", reason, data: { from: "unanswered", to: status } },
      ]);
      expect(await world.store.unansweredLeads(1)).toEqual([]);
    });

    it("stays where it is when it was answered before, or only asked again", async () => {
      const answered = createWorld({ lead: { status: "following_up" } });
      await alert(answered.deps, alertFor(answered, "existing_patient"));
      expect((await answered.lead()).status).toBe("following_up");
      const again = createWorld();
      await alert(again.deps, alertFor(again, "inquired_again"));
      expect((await again.lead()).status).toBe("unanswered");
    });
  });

  describe("sending switch", () => {
    it("holds alerts back while sending is paused, and lets them out in test-only mode", async () => {
      const world = createWorld();
      world.sending.mode = "paused";
      expect(await alert(world.deps, alertFor(world, "inquired_again"))).toMatchObject({ reason: "sending_paused" });
      expect(world.handed).toHaveLength(0);
      world.sending.mode = "test-only";
      expect(await alert(world.deps, alertFor(world, "inquired_again"))).toEqual({ outcome: "sent" });
    });

    it("records alerts in shadow mode without telling anyone", async () => {
      const world = createWorld();
      world.sending.mode = "shadow";
      expect(await alert(world.deps, alertFor(world, "no_automated_channel"))).toEqual({ outcome: "shadowed" });
      expect(world.handed).toHaveLength(0);
      expect(await world.lead()).toMatchObject({ status: "following_up" });
    });
  });
});

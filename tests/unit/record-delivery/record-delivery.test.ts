import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { recordDelivery, recordEvent } from "../../../functions/record-delivery/logic.ts";
import type { DeliveryReport } from "../../../shared/contracts/delivery-report.ts";
import { StoreUnavailable } from "../../../shared/domain/errors.ts";
import { buildLead, buildPractice, MINUTE, pointKey } from "../../support/builders/index.ts";
import { createConflictingStore } from "../../support/conflicting-store.ts";
import { NOW } from "../../support/fakes/index.ts";
import { buildProgress, DAY } from "../../support/plan-facts.ts";
import { createWorld, PHONE_POINT, PROVIDER_ID, REPORTED_AT, SENT_AT, smsReport, type World } from "./world.ts";

const INVALID = smsReport("failed", { code: "TEXT_INVALID", unusable: "number_invalid" });
const DELIVERED = smsReport("delivered");
/** An email that went out later and is believed to have arrived. */
const EMAIL_SENT = buildProgress({ channel: "email", at: SENT_AT + MINUTE });
const FIRST_SMS = buildProgress({ at: SENT_AT });

const fallbackPractice = () => {
  const practice = buildPractice();
  const [first, ...rest] = practice.cadences["new-lead"].steps;
  const fallback = { channel: "email", template: "first-email" } as const;
  const steps = [{ ...first, fallback } as (typeof rest)[number], ...rest];
  return buildPractice({ cadences: { "new-lead": { steps, acknowledgement: {} } } });
};

describe("recordDelivery", () => {
  it("notes on the touch and on its step that a message arrived, and says so in the timeline", async () => {
    const world = createWorld();
    expect(await world.record(DELIVERED)).toEqual({ outcome: "recorded" });
    expect((await world.touch()).delivery).toEqual({ status: "delivered", code: "TEXT_DELIVERED", at: REPORTED_AT });
    expect((await world.step())?.delivery).toBe("delivered");
    const [event, ...others] = await world.timeline();
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      type: "touch.delivery_updated.v1",
      actor: { kind: "system", id: "record-delivery" },
      data: { stepKey: "first-sms", attempt: 1, channel: "sms", status: "delivered", code: "TEXT_DELIVERED" },
    });
    expect((await world.lead()).version).toBe(event?.version);
    expect(world.followUps.started).toEqual([]);
  });

  it("leaves the run alone while a message is on its way", async () => {
    const world = createWorld();
    const before = await world.run();
    await world.record(smsReport("sent"));
    expect(await world.run()).toEqual(before);
    expect((await world.touch()).delivery?.status).toBe("sent");
  });

  it("changes nothing when a report comes again, by whatever way", async () => {
    const world = createWorld();
    await world.record(DELIVERED);
    const before = world.store.dump();
    expect(await world.record({ ...DELIVERED, tag: world.tag })).toEqual({ outcome: "unchanged" });
    expect(world.store.dump()).toBe(before);
  });

  it("notes a report that overtook the record of the touch, and leaves the step to that record", async () => {
    const world = createWorld({
      lead: { status: "unanswered", clocks: { startedAt: NOW } },
      touch: { state: "claimed", settledAt: undefined, providerId: undefined },
      progress: { state: "claimed" },
    });
    await world.record({ ...INVALID, tag: world.tag });
    expect((await world.touch()).delivery?.status).toBe("failed");
    expect((await world.step())?.delivery).toBeUndefined();
    expect(world.followUps.started).toEqual([]);
  });

  it("does not let a late report of an older attempt speak for the newer one", async () => {
    const world = createWorld({ progress: { attempt: 2, channel: "email" } });
    await world.record(smsReport("failed"));
    expect((await world.touch()).delivery?.status).toBe("failed");
    expect((await world.step())?.delivery).toBeUndefined();
    expect(world.followUps.started).toEqual([]);
  });
});

describe("a first response that is reported failed", () => {
  it("leaves the lead unanswered, and its run plans at once", async () => {
    const world = createWorld();
    await world.record(INVALID);
    const lead = await world.lead();
    expect(lead).toMatchObject({
      status: "unanswered",
      clocks: { startedAt: NOW, firstResponseAt: SENT_AT, firstResponseFailedAt: REPORTED_AT },
    });
    expect(await world.run()).toMatchObject({
      generation: 2,
      waitingFor: "start",
      steps: { "first-sms": { delivery: "failed" } },
    });
    expect(world.followUps.started).toMatchObject([{ generation: 2, action: { type: "plan" } }]);
    const timeline = await world.timeline();
    expect(timeline.map(({ type }) => type)).toEqual([
      "touch.delivery_updated.v1",
      "lead.status_changed.v1",
      "contact.unusable.v1",
      "contact.unusable.v1",
      "run.restarted.v1",
    ]);
    expect(timeline[0]?.data).toMatchObject({ firstResponseFailed: true });
    expect(timeline.at(-1)?.data).toMatchObject({ why: "first_response_failed" });
  });

  it("is answered after all when the same message arrives later", async () => {
    const world = createWorld();
    await world.record(INVALID);
    await world.record({ ...DELIVERED, at: REPORTED_AT + MINUTE });
    const lead = await world.lead();
    expect(lead.status).toBe("following_up");
    expect(lead.clocks).toEqual({ startedAt: NOW, firstResponseAt: SENT_AT });
    expect((await world.step())?.delivery).toBe("delivered");
  });

  it("is told once, however often the report comes", async () => {
    const world = createWorld();
    await world.record(INVALID);
    await world.record({ ...INVALID, tag: world.tag });
    expect(world.followUps.started).toHaveLength(1);
    expect((await world.run()).generation).toBe(2);
  });

  it.each<[string, Parameters<typeof createWorld>[0]]>([
    ["another message went out since", { run: { steps: { "first-sms": FIRST_SMS, "first-email": EMAIL_SENT } } }],
    [
      "the person has replied",
      { lead: { status: "replied" }, run: { staffOnlySince: NOW + 2 * MINUTE, steps: { "first-sms": FIRST_SMS } } },
    ],
    ["the run has ended", { run: { outcome: "exhausted", wakeAt: undefined, steps: { "first-sms": FIRST_SMS } } }],
    ["the person asked again since", { lead: { clocks: { startedAt: NOW + 200, firstResponseAt: SENT_AT } } }],
  ])("changes nothing for the lead when %s", async (_why, changes) => {
    const world = createWorld(changes);
    const before = await world.lead();
    await world.record(smsReport("failed"));
    expect(await world.lead()).toEqual({ ...before, version: before.version + 1 });
    expect((await world.touch()).delivery?.status).toBe("failed");
    expect(world.followUps.started).toEqual([]);
  });

  it("was not the only one: when the message in its place fails as well, the lead is unanswered again", async () => {
    const failed = buildProgress({ at: NOW + 500, delivery: "failed" });
    const world = createWorld({
      lead: { status: "following_up", clocks: { startedAt: NOW, firstResponseAt: NOW + 500 } },
      run: { steps: { "first-email": { ...failed, channel: "email" }, "first-sms": FIRST_SMS } },
    });
    await world.record(smsReport("failed"));
    expect((await world.lead()).status).toBe("unanswered");
  });

  it("counts an alert to staff as no answer", async () => {
    const told = buildProgress({ channel: "call_task", at: SENT_AT + 1 });
    const world = createWorld({ run: { steps: { "first-sms": FIRST_SMS, "call-task": told } } });
    await world.record(smsReport("failed"));
    expect((await world.lead()).status).toBe("unanswered");
  });

  it("is found by revive-runs when the execution cannot be started", async () => {
    const world = createWorld();
    world.followUps.failWith("throttled");
    expect(await world.record(INVALID)).toEqual({ outcome: "recorded" });
    expect((await world.run()).wakeAt).toBe(world.clock.now());
    expect(world.logger.lines).toMatchObject([{ level: "error", fields: { code: "throttled" } }]);
  });
});

describe("a later touch that is reported failed", () => {
  const steps = { "first-sms": FIRST_SMS, "first-email": EMAIL_SENT };

  it("has its run plan at once when its step has a fallback", async () => {
    const world = createWorld({ run: { steps }, config: fallbackPractice() });
    await world.record(smsReport("failed"));
    expect((await world.lead()).status).toBe("following_up");
    expect((await world.timeline()).at(-1)).toMatchObject({
      type: "run.restarted.v1",
      data: { why: "delivery_failed" },
    });
    expect(world.followUps.started).toHaveLength(1);
  });

  it("leaves the run to its timetable when there is none", async () => {
    const world = createWorld({ run: { steps } });
    await world.record(smsReport("failed"));
    expect(world.followUps.started).toEqual([]);
  });
});

describe("what was sent to", () => {
  it("is not texted and not called again when the number is invalid", async () => {
    const world = createWorld();
    await world.record(INVALID);
    const trouble = { code: "number_invalid", at: REPORTED_AT };
    expect((await world.phone()).trouble).toEqual({ sms: trouble, call: trouble });
  });

  it("is not texted again when the carrier blocks it, but may be called", async () => {
    const world = createWorld();
    await world.record(smsReport("failed", { code: "TEXT_CARRIER_BLOCKED", unusable: "carrier_blocked" }));
    expect((await world.phone()).trouble).toEqual({ sms: { code: "carrier_blocked", at: REPORTED_AT } });
  });

  it("stays usable when it could not be reached just now", async () => {
    const world = createWorld();
    await world.record(smsReport("failed", { code: "TEXT_UNREACHABLE" }));
    expect((await world.phone()).trouble).toBeUndefined();
  });

  it("is the number that the touch went to, not the one that the lead has by now", async () => {
    const newer = pointKey("n");
    const world = createWorld({
      lead: { reach: { ...buildLead().reach, phone: newer } },
      person: { points: [PHONE_POINT, newer] },
    });
    const fresh = { ...(await world.phone()), pointKey: newer, ledger: [] };
    world.store.seed({ entity: "contactPoint", value: fresh });
    await world.record(INVALID);
    expect((await world.phone()).trouble?.sms?.code).toBe("number_invalid");
    const other = await world.store.read("contactPoint", { practiceId: fresh.practiceId, pointKey: newer });
    expect(other).toEqual(fresh);
  });

  it("gets no more email after a complaint, and goes on by phone", async () => {
    const world = createWorld();
    const report: DeliveryReport = {
      kind: "complaint",
      channel: "email",
      providerId: "email-1",
      tag: world.tag,
      at: REPORTED_AT,
      code: "Complaint",
    };
    await world.record(report);
    await world.record(report);
    expect((await world.email()).suppression).toEqual({ scope: "email", at: REPORTED_AT, reason: "complaint" });
    expect((await world.types()).filter((type) => type === "contact.opted_out.v1")).toHaveLength(1);
    expect((await world.lead()).status).toBe("following_up");
  });

  it("gets no more email after a bounce that says that there is no such address", async () => {
    const world = createWorld();
    const bounce = { channel: "email", providerId: "email-1", tag: world.tag, at: REPORTED_AT } as const;
    await world.record({ kind: "status", ...bounce, status: "failed", code: "TransientBounce" });
    expect((await world.email()).trouble).toBeUndefined();
    await world.record({ kind: "status", ...bounce, status: "failed", code: "PermanentBounce", unusable: "bounced" });
    expect((await world.email()).trouble).toEqual({ email: { code: "bounced", at: REPORTED_AT } });
  });

  it("is remembered even when the touch itself is not stored any more", async () => {
    const world = createWorld();
    const touchId = `${world.tag.runId}#forgotten#1` as typeof world.tag.touchId;
    expect(await world.record({ ...INVALID, tag: { ...world.tag, touchId } })).toEqual({ outcome: "recorded" });
    expect((await world.phone()).trouble?.sms?.code).toBe("number_invalid");
    expect(await world.types()).toEqual(["contact.unusable.v1", "contact.unusable.v1"]);
  });
});

describe("a number that the carrier has an opt-out of", () => {
  const OPTED_OUT: DeliveryReport = {
    kind: "opted_out",
    channel: "sms",
    providerId: PROVIDER_ID,
    at: REPORTED_AT,
    code: "TEXT_BLOCKED",
  };

  it("ends all automated contact with its person, and nothing goes out in place of the message", async () => {
    const world = createWorld({ config: fallbackPractice() });
    await world.record(OPTED_OUT);
    expect((await world.phone()).suppression).toEqual({ scope: "all", at: REPORTED_AT, reason: "provider" });
    expect(await world.lead()).toMatchObject({ status: "opted_out" });
    expect(await world.run()).toMatchObject({ outcome: "opted_out" });
    expect((await world.run()).wakeAt).toBeUndefined();
    expect((await world.person()).activeRunId).toBeUndefined();
    expect(await world.types()).toEqual([
      "touch.delivery_updated.v1",
      "contact.opted_out.v1",
      "run.finished.v1",
      "lead.status_changed.v1",
    ]);
    expect(world.followUps.started).toEqual([]);
  });

  it("changes nothing when it is told again", async () => {
    const world = createWorld();
    await world.record(OPTED_OUT);
    const before = world.store.dump();
    expect(await world.record(OPTED_OUT)).toEqual({ outcome: "unchanged" });
    expect(world.store.dump()).toBe(before);
  });

  it("finishes what a crash left undone when the report comes again", async () => {
    const world = createWorld();
    const first = createConflictingStore(world.store, { first: ["none", "unavailable", "unavailable"] });
    await expect(recordDelivery({ ...world.deps, store: first }, OPTED_OUT)).rejects.toThrow(StoreUnavailable);
    expect((await world.lead()).status).toBe("following_up");
    await world.record(OPTED_OUT);
    expect((await world.lead()).status).toBe("opted_out");
  });

  it("leaves a booking to itself, and staff hear what they were not told yet", async () => {
    const untold = { key: "alert-replied-1", reason: "replied", at: NOW } as const;
    const booked = createWorld({ lead: { status: "booked" } });
    await booked.record(OPTED_OUT);
    expect([(await booked.lead()).status, (await booked.run()).outcome]).toEqual(["booked", undefined]);
    const world = createWorld({ run: { alerts: [untold], steps: { "first-sms": FIRST_SMS } } });
    await world.record(OPTED_OUT);
    expect([(await world.lead()).status, (await world.run()).outcome]).toEqual(["opted_out", undefined]);
  });

  it("leaves a person alone who asked for messages again since", async () => {
    const world = createWorld({ phone: { liftedAt: REPORTED_AT + 1 } });
    await world.record(OPTED_OUT);
    expect((await world.lead()).status).toBe("following_up");
    expect((await world.run()).outcome).toBeUndefined();
  });
});

describe("a person who is connected with the practice", () => {
  const CONNECTED = {
    kind: "connected_to_agent",
    channel: "call",
    providerId: PROVIDER_ID,
    code: "CONNECTED_TO_AGENT",
  } as const;
  const call = { touch: { channel: "call" }, progress: { channel: "call" } } as const;

  it("stops the clock of human contact, and the run ends as soon as it has planned", async () => {
    const world = createWorld(call);
    await world.record({ ...CONNECTED, at: REPORTED_AT });
    expect(await world.lead()).toMatchObject({ status: "contacted", clocks: { humanContactAt: REPORTED_AT } });
    expect(await world.types()).toEqual([
      "touch.delivery_updated.v1",
      "human.contacted.v1",
      "lead.status_changed.v1",
      "run.restarted.v1",
    ]);
    expect((await world.timeline())[1]?.data).toEqual({
      via: "automated_call",
      at: REPORTED_AT,
      humanContactMs: MINUTE,
      staffedMs: MINUTE,
    });
    expect(world.followUps.started).toHaveLength(1);
  });

  it("counts once, in whatever order the events of the call come", async () => {
    const world = createWorld(call);
    await world.record({ ...CONNECTED, at: REPORTED_AT });
    await world.record({ ...CONNECTED, at: REPORTED_AT });
    const pickedUp = {
      ...smsReport("delivered", { code: "CONNECTED_TO_SYSTEM", at: REPORTED_AT - 5_000 }),
      channel: "call",
    } as DeliveryReport;
    expect(await world.record(pickedUp)).toEqual({ outcome: "unchanged" });
    expect((await world.types()).filter((type) => type === "human.contacted.v1")).toHaveLength(1);
  });

  it.each(["booked", "lost", "opted_out"] as const)("leaves a lead that is %s as it is", async (status) => {
    const world = createWorld({ ...call, lead: { status } });
    await world.record({ ...CONNECTED, at: REPORTED_AT });
    expect(await world.lead()).toMatchObject({ status, clocks: { humanContactAt: REPORTED_AT } });
    expect(world.followUps.started).toEqual([]);
  });

  it("does not count for the inquiry that came afterwards", async () => {
    const world = createWorld({ ...call, lead: { status: "unanswered", clocks: { startedAt: REPORTED_AT + 1 } } });
    await world.record({ ...CONNECTED, at: REPORTED_AT });
    expect(await world.lead()).toMatchObject({ status: "unanswered", clocks: { startedAt: REPORTED_AT + 1 } });
    expect((await world.timeline())[1]?.data).not.toHaveProperty("humanContactMs");
  });

  it("ends the run that the lead is in by now, and notes the call on the run that made it", async () => {
    const world = createWorld({
      ...call,
      run: { outcome: "exhausted", steps: { "first-sms": { ...FIRST_SMS, channel: "call" } } },
    });
    const lead = await world.lead();
    const run = await world.run();
    const { outcome: _ended, ...open } = run;
    const nurture = {
      ...open,
      runId: `${lead.leadId}-nurture-x` as typeof run.runId,
      purpose: "nurture",
      steps: {},
    } as const;
    world.store.seed(
      { entity: "run", value: nurture },
      { entity: "lead", value: { ...lead, status: "nurturing", runId: nurture.runId } },
    );
    await world.record({ ...CONNECTED, at: REPORTED_AT });
    expect(world.followUps.started).toMatchObject([{ runId: nurture.runId, generation: 2 }]);
    expect(await world.run()).toMatchObject({
      outcome: "exhausted",
      steps: { "first-sms": { delivery: "delivered" } },
    });
  });
});

describe("reports that are not of a touch", () => {
  const unknown = (world: World) => world.metrics.emitted.map(({ name, dimensions }) => [name, dimensions]);

  it.each<[string, DeliveryReport]>([
    ["a message of another system", smsReport("delivered", { providerId: "not-ours", at: NOW - DAY })],
    ["an email without our tags", { ...smsReport("delivered"), channel: "email" } as DeliveryReport],
  ])("are counted: %s", async (_what, report) => {
    const world = createWorld();
    const before = world.store.dump();
    expect(await world.record(report)).toEqual({ outcome: "foreign" });
    expect(unknown(world)).toEqual([["UnknownDeliveryEvent", { Reason: "foreign_message" }]]);
    expect(world.store.dump()).toBe(before);
  });

  it("are counted when their lead is in another deployment", async () => {
    const world = createWorld();
    const leadId = "01KBDEXAMP1E0000000000000X" as typeof world.tag.leadId;
    expect(await world.record(smsReport("failed", { tag: { ...world.tag, leadId } }))).toEqual({ outcome: "foreign" });
  });

  it("are looked for again while they are so fresh that they may have overtaken the record", async () => {
    const world = createWorld();
    const ref = await world.store.read("providerRef", { providerId: PROVIDER_ID });
    if (ref === undefined) throw new Error("expected it to be stored");
    const late = { ...ref, providerId: "sms-2" };
    const pause = async () => world.store.seed({ entity: "providerRef", value: late });
    world.clock.set(REPORTED_AT + 500);
    const report = { ...DELIVERED, providerId: "sms-2" };
    expect(await recordDelivery({ ...world.deps, pause }, report)).toEqual({ outcome: "recorded" });
  });

  it("leave an alert's lead alone; one that did not arrive is logged and counted", async () => {
    const world = createWorld();
    const before = world.store.dump();
    const tag = { ...world.tag, kind: "alert" } as const;
    expect(await world.record({ ...DELIVERED, tag })).toEqual({ outcome: "alert" });
    expect([world.logger.lines, world.metrics.emitted]).toEqual([[], []]);
    await world.record({ ...INVALID, tag });
    expect(world.logger.lines).toMatchObject([{ level: "error", fields: { code: "TEXT_INVALID" } }]);
    expect(unknown(world)).toEqual([["TouchFailed", { Practice: "bright-smile", Channel: "call_task" }]]);
    expect(world.store.dump()).toBe(before);
  });

  it("are counted by reason when the type is unknown, and not at all when it tells nothing", async () => {
    const world = createWorld();
    await recordEvent(world.deps, { is: "no_news" });
    expect(world.metrics.emitted).toEqual([]);
    await recordEvent(world.deps, { is: "unknown", reason: "unknown_type" });
    expect(unknown(world)).toEqual([["UnknownDeliveryEvent", { Reason: "unknown_type" }]]);
  });
});

describe("reports in any order, repeated, over conflicting writes", () => {
  const REPORTS: readonly DeliveryReport[] = [
    smsReport("pending", { code: "TEXT_QUEUED", at: NOW + 1_000 }),
    smsReport("pending", { code: "TEXT_PENDING", at: NOW + 1_000 }),
    smsReport("sent", { code: "TEXT_SUCCESSFUL", at: NOW + 3_000 }),
    smsReport("failed", { code: "TEXT_UNKNOWN", at: NOW + 9_000 }),
    smsReport("failed", { code: "TEXT_INVALID", at: NOW + 8_000, unusable: "number_invalid" }),
    smsReport("failed", { code: "TEXT_CARRIER_BLOCKED", at: NOW + 7_000, unusable: "carrier_blocked" }),
    smsReport("delivered", { at: NOW + 5_000 }),
  ];
  const stateOf = async (world: World) => {
    const { version: _lead, ...lead } = await world.lead();
    const { version: _touch, ...touch } = await world.touch();
    const { version: _point, ...phone } = await world.phone();
    return { lead, touch, phone, step: await world.step() };
  };

  it("leave the same state", async () => {
    const inOrder = createWorld();
    for (const report of REPORTS) await inOrder.record(report);
    const expected = await stateOf(inOrder);
    const order = fc.shuffledSubarray([...REPORTS, ...REPORTS], { minLength: REPORTS.length * 2 });
    await fc.assert(
      fc.asyncProperty(order, fc.integer(), async (reports, seed) => {
        const world = createWorld();
        const store = createConflictingStore(world.store, { seed, commits: { conflict: 0.2 } });
        for (const report of reports) await recordDelivery({ ...world.deps, store }, report);
        expect(await stateOf(world)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});

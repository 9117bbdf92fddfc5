import { describe, expect, it } from "@jest/globals";
import { recordMetrics } from "../../../functions/record-metrics/logic.ts";
import { type EventType, parseEvent } from "../../../shared/contracts/events.ts";
import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import { StoreUnavailable } from "../../../shared/domain/errors.ts";
import type { Metrics, PracticeConfigs } from "../../../shared/ports/index.ts";

const LEAD_ID = "01JD0000000000000000000000";
const RUN_ID = `${LEAD_ID}-new-lead`;
const TOUCH = {
  runId: RUN_ID,
  touchId: `${RUN_ID}#first-sms#1`,
  stepKey: "first-sms",
  attempt: 1,
  channel: "sms",
};
const SENT = { ...TOUCH, template: "first-sms", providerId: "m-1" };
const RECEIVED = {
  channel: "web_form",
  source: "google-ads",
  runId: RUN_ID,
  language: "en",
  consents: ["email"],
  zones: ["America/Chicago"],
  jurisdictions: ["IL"],
  flags: [],
};

/** Staffed on the Tuesday of the events, 08:00 to 12:00 in Chicago. */
const calendar = {
  zone: "America/Chicago",
  hours: {
    monday: [],
    tuesday: [{ opens: "08:00", closes: "12:00" }],
    wednesday: [],
    thursday: [],
    friday: [],
    saturday: [],
    sunday: [],
  },
  holidays: [],
};

const practices: PracticeConfigs = {
  current: async (practiceId) =>
    practiceId === "bright-smile"
      ? {
          version: 1,
          config: { practiceId, sources: [{ name: "google-ads" }], ...calendar } as unknown as PracticeConfig,
        }
      : undefined,
  version: async () => {
    throw new Error("metrics are about now");
  },
};

async function recorded(type: EventType, data: object, overrides: object = {}, configs = practices) {
  const emitted: Parameters<Metrics["emit"]>[] = [];
  const event = parseEvent({
    id: `${LEAD_ID}#2`,
    type,
    occurredAt: Date.UTC(2026, 11, 1, 16, 2),
    practiceId: "bright-smile",
    leadId: LEAD_ID,
    version: 2,
    actor: { kind: "system", id: "deliver-touch" },
    reason: "due",
    data,
    ...overrides,
  });
  await recordMetrics({ practices: configs, metrics: { emit: (...args) => void emitted.push(args) } }, event);
  return emitted;
}

describe("recordMetrics", () => {
  it("counts a received lead by practice and source", async () => {
    expect(await recorded("lead.received.v1", RECEIVED)).toEqual([
      ["LeadReceived", 1, { Practice: "bright-smile", Source: "google-ads" }],
    ]);
  });

  it("counts a sent touch by practice and channel", async () => {
    expect(await recorded("touch.sent.v1", SENT)).toEqual([
      ["TouchSent", 1, { Practice: "bright-smile", Channel: "sms" }],
    ]);
  });

  it("measures a first response besides, by channel and source, and once more when its inquiry came in staffed hours", async () => {
    expect(await recorded("touch.sent.v1", { ...SENT, firstResponseMs: 812, source: "google-ads" })).toEqual([
      ["TouchSent", 1, { Practice: "bright-smile", Channel: "sms" }],
      ["FirstResponseMs", 812, { Practice: "bright-smile", Channel: "sms", Source: "google-ads" }],
      ["StaffedFirstResponseMs", 812, { Practice: "bright-smile" }],
    ]);
  });

  it("measures a first response as one of staffed hours by when the inquiry came, not by when it was answered", async () => {
    // Answered at 10:02; asked at 07:02, before staff came.
    const emitted = await recorded("touch.sent.v1", { ...SENT, firstResponseMs: 3 * 3_600_000, source: "google-ads" });
    expect(emitted.map(([name]) => name)).toEqual(["TouchSent", "FirstResponseMs"]);
  });

  it("measures how long the parts of a first response took, and how many parts a text has", async () => {
    expect(await recorded("lead.received.v1", { ...RECEIVED, intakeMs: 41 })).toContainEqual([
      "IntakeMs",
      41,
      { Practice: "bright-smile" },
    ]);
    const emitted = await recorded("touch.sent.v1", { ...SENT, sendMs: 93, parts: 2 });
    expect(emitted).toContainEqual(["SendMs", 93, { Practice: "bright-smile", Channel: "sms" }]);
    expect(emitted).toContainEqual(["SmsPartsSent", 2, { Practice: "bright-smile" }]);
  });

  it("counts failures by codes that are known, and any other code as other", async () => {
    const reasonOf = async (code: string) => {
      const [[, , dimensions] = []] = await recorded("touch.failed.v1", { ...TOUCH, code, final: true });
      return dimensions?.Reason;
    };
    expect(await reasonOf("ThrottlingException")).toBe("ThrottlingException");
    expect(await reasonOf("ConflictException:DESTINATION_PHONE_NUMBER_OPTED_OUT")).toBe(
      "DESTINATION_PHONE_NUMBER_OPTED_OUT",
    );
    expect(await reasonOf("ValidationException:SOMETHING_NEW")).toBe("ValidationException");
    expect(await reasonOf("NeverSeenException")).toBe("other");
  });

  it("counts a touch that waits, and one that nobody can tell of", async () => {
    expect(await recorded("touch.deferred.v1", { ...TOUCH, reason: "pacing", notBefore: 1 })).toEqual([
      ["TouchDeferred", 1, { Practice: "bright-smile", Reason: "pacing" }],
    ]);
    expect(await recorded("touch.ambiguous.v1", { ...TOUCH, code: "TimeoutError" })).toEqual([
      ["TouchAmbiguous", 1, { Practice: "bright-smile", Channel: "sms", Reason: "TimeoutError" }],
    ]);
  });

  it("measures human contact in staffed time, once for each clock", async () => {
    const contact = { via: "staff_call", at: 1, humanContactMs: 900_000, staffedMs: 240_000, staffId: "maya" };
    expect(await recorded("human.contacted.v1", contact)).toEqual([
      ["FunnelStepReached", 1, { Practice: "bright-smile", Reason: "contacted" }],
      ["HumanContactMs", 240_000, { Practice: "bright-smile" }],
    ]);
    expect(await recorded("human.contacted.v1", { via: "staff_call", at: 1 })).toEqual([]);
  });

  it("counts the steps of the funnel, and no other change of status", async () => {
    expect(await recorded("lead.status_changed.v1", { from: "contacted", to: "booked" })).toEqual([
      ["FunnelStepReached", 1, { Practice: "bright-smile", Reason: "booked" }],
    ]);
    expect(await recorded("lead.status_changed.v1", { from: "unanswered", to: "following_up" })).toEqual([]);
  });

  it.each([
    ["call.missed.v1", { at: 1 }, "CallMissed", {}],
    ["call.attempted.v1", { outcome: "no_answer", at: 1, via: "api" }, "CallAttempted", { Reason: "no_answer" }],
    ["lead.claimed.v1", { staffId: "maya", via: "action_link" }, "LeadClaimed", { Reason: "action_link" }],
    ["lead.assigned.v1", { staffId: "maya", because: [] }, "LeadAssigned", {}],
    ["lead.waits_for_owner.v1", { because: [] }, "LeadWaitedForOwner", {}],
    ["sla.breached.v1", { clock: "human_contact", inquiry: 1, dueAt: 1 }, "SlaBreached", { Reason: "human_contact" }],
    [
      "staff.alerted.v1",
      { runId: RUN_ID, touchId: TOUCH.touchId, reason: "sla_at_risk", staffId: "maya" },
      "StaffAlerted",
      { Reason: "sla_at_risk" },
    ],
  ] as const)("counts %s, and names nobody", async (type, data, name, dimensions) => {
    expect(await recorded(type, data)).toEqual([[name, 1, { Practice: "bright-smile", ...dimensions }]]);
  });

  it("measures nothing of a test of our own", async () => {
    expect(await recorded("lead.received.v1", RECEIVED, { mystery: true })).toEqual([]);
    expect(await recorded("touch.sent.v1", { ...SENT, firstResponseMs: 812 }, { mystery: true })).toEqual([]);
  });

  it("measures a first response that took no time at all", async () => {
    const emitted = await recorded("touch.sent.v1", { ...SENT, firstResponseMs: 0 });
    expect(emitted.map(([name, value]) => [name, value])).toContainEqual(["FirstResponseMs", 0]);
  });

  it("counts a skipped touch with its reason", async () => {
    expect(await recorded("touch.skipped.v1", { ...TOUCH, reason: "no_consent" })).toEqual([
      ["TouchSkipped", 1, { Practice: "bright-smile", Channel: "sms", Reason: "no_consent" }],
    ]);
  });

  it("counts a run that was revived, and not one that was renewed", async () => {
    const restart = { runId: RUN_ID, generation: 2 };
    expect(await recorded("run.restarted.v1", { ...restart, why: "late", lateMs: 95_000 })).toEqual([
      ["RunRevived", 1, { Practice: "bright-smile" }],
    ]);
    expect(await recorded("run.restarted.v1", { ...restart, why: "renewed" })).toEqual([]);
  });

  it("counts what did not arrive, first responses once more, and no other report of a provider", async () => {
    const report = { ...TOUCH, status: "failed", code: "TEXT_INVALID", at: 1 };
    expect(await recorded("touch.delivery_updated.v1", { ...report, firstResponseFailed: true })).toEqual([
      ["TouchUndelivered", 1, { Practice: "bright-smile", Channel: "sms", Reason: "TEXT_INVALID" }],
      ["FirstResponseFailed", 1, { Practice: "bright-smile", Channel: "sms" }],
    ]);
    expect(await recorded("touch.delivery_updated.v1", { ...report, status: "delivered" })).toEqual([]);
  });

  it("counts what people answer, by what they ask for", async () => {
    expect(await recorded("reply.received.v1", { class: "opt_out", messageId: "in-1", sentAt: 1 })).toEqual([
      ["ReplyReceived", 1, { Practice: "bright-smile", Reason: "opt_out" }],
    ]);
  });

  it("counts opt-outs, by how they came", async () => {
    expect(await recorded("contact.opted_out.v1", { scope: "email", via: "complaint", at: 1 })).toEqual([
      ["OptedOut", 1, { Practice: "bright-smile", Reason: "complaint" }],
    ]);
  });

  it("counts the members of campaigns whose turn came, by how they are treated", async () => {
    const turn = { campaignId: "winter", group: "control", variant: "main", score: 61 };
    expect(await recorded("campaign.turn_came.v1", turn)).toEqual([
      ["MemberTurnCame", 1, { Practice: "bright-smile", Reason: "control" }],
    ]);
  });

  it("counts a source that is not configured as other", async () => {
    const emitted = await recorded("lead.received.v1", { ...RECEIVED, source: "Dana Reyes" });
    expect(emitted).toEqual([["LeadReceived", 1, { Practice: "bright-smile", Source: "other" }]]);
  });

  it("counts a practice that is not configured as other, with its sources", async () => {
    const emitted = await recorded("lead.received.v1", RECEIVED, { practiceId: "gone-practice" });
    expect(emitted).toEqual([["LeadReceived", 1, { Practice: "other", Source: "other" }]]);
  });

  it("measures nothing, and reads nothing, for other events", async () => {
    const unread: PracticeConfigs = { ...practices, current: () => Promise.reject(new Error("not to be read")) };
    const emitted = await recorded("run.finished.v1", { runId: RUN_ID, outcome: "exhausted" }, {}, unread);
    expect(emitted).toEqual([]);
  });

  it("emits nothing when the configuration cannot be read, so that the event comes again", async () => {
    const down: PracticeConfigs = { ...practices, current: () => Promise.reject(new StoreUnavailable("throttled")) };
    await expect(recorded("lead.received.v1", RECEIVED, {}, down)).rejects.toThrow(StoreUnavailable);
  });
});

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

const practices: PracticeConfigs = {
  current: async (practiceId) =>
    practiceId === "bright-smile"
      ? { version: 1, config: { practiceId, sources: [{ name: "google-ads" }] } as unknown as PracticeConfig }
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

  it("measures a first response besides", async () => {
    expect(await recorded("touch.sent.v1", { ...SENT, firstResponseMs: 812 })).toEqual([
      ["TouchSent", 1, { Practice: "bright-smile", Channel: "sms" }],
      ["FirstResponseMs", 812, { Practice: "bright-smile", Channel: "sms" }],
    ]);
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

  it("counts a first response that turned out not to have arrived, and no other report of a provider", async () => {
    const report = { ...TOUCH, status: "failed", code: "TEXT_INVALID", at: 1 };
    expect(await recorded("touch.delivery_updated.v1", { ...report, firstResponseFailed: true })).toEqual([
      ["FirstResponseFailed", 1, { Practice: "bright-smile", Channel: "sms" }],
    ]);
    expect(await recorded("touch.delivery_updated.v1", report)).toEqual([]);
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

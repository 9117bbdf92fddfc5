import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { measure, measureStaffed } from "../../functions/record-metrics/measurements.ts";
import { EVENT_CONSUMERS } from "../../shared/contracts/event-consumers.ts";
import { type EventType, parseEvent } from "../../shared/contracts/events.ts";
import { DimensionName } from "../../shared/contracts/names.ts";
import { dimensionSets } from "../../shared/platform/metrics.ts";

const LEAD_ID = "01JD0000000000000000000000";
const RUN_ID = `${LEAD_ID}-new-lead`;
const TOUCH_ID = `${RUN_ID}#hello#1`;
const TOUCH = { runId: RUN_ID, touchId: TOUCH_ID, stepKey: "hello", attempt: 1, channel: "sms" };
const SOURCE = { channel: "web_form", source: "google-ads" };
const RECEIVED = { ...SOURCE, runId: RUN_ID, language: "en", consents: [], zones: [], jurisdictions: [], flags: [] };
const RESPONSE = { firstResponseMs: 900, source: "google-ads", parts: 1, sendMs: 90 };

/** One event of each type that record-metrics hears of, with everything in it that is measured. */
const EVENTS: Partial<Record<EventType, object>> = {
  "lead.received.v1": { ...RECEIVED, intakeMs: 40 },
  "touch.sent.v1": { ...TOUCH, template: "hello", providerId: "m-1", ...RESPONSE },
  "touch.skipped.v1": { ...TOUCH, reason: "stale" },
  "touch.deferred.v1": { ...TOUCH, reason: "pacing", notBefore: 1 },
  "touch.failed.v1": { ...TOUCH, code: "ThrottlingException", final: true },
  "touch.ambiguous.v1": { ...TOUCH, code: "TimeoutError" },
  "touch.delivery_updated.v1": { ...TOUCH, status: "failed", code: "TEXT_INVALID", at: 1, firstResponseFailed: true },
  "reply.received.v1": { class: "answer", messageId: "in-1", sentAt: 1 },
  "contact.opted_out.v1": { scope: "all", via: "sms", at: 1 },
  "campaign.turn_came.v1": { campaignId: "winter", group: "control", variant: "main", score: 61 },
  "run.restarted.v1": { runId: RUN_ID, generation: 2, why: "late", lateMs: 95_000 },
  "call.missed.v1": { at: 1 },
  "call.attempted.v1": { outcome: "connected", at: 1, via: "api" },
  "lead.claimed.v1": { staffId: "maya", via: "action_link" },
  "lead.assigned.v1": { staffId: "maya", because: [] },
  "lead.waits_for_owner.v1": { because: [] },
  "lead.status_changed.v1": { from: "contacted", to: "booked" },
  "human.contacted.v1": { via: "staff_call", at: 1, humanContactMs: 9, staffedMs: 9 },
  "sla.breached.v1": { clock: "human_contact", inquiry: 1, dueAt: 1 },
  "staff.alerted.v1": { runId: RUN_ID, touchId: TOUCH_ID, reason: "new_lead", staffId: "maya" },
};

const WINDOWS = [{ opens: "00:00", closes: "23:59" }];
const ALWAYS_STAFFED = {
  zone: "America/Chicago",
  holidays: [],
  hours: {
    monday: WINDOWS,
    tuesday: WINDOWS,
    wednesday: WINDOWS,
    thursday: WINDOWS,
    friday: WINDOWS,
    saturday: WINDOWS,
    sunday: WINDOWS,
  },
};

/** The types that record-metrics hears of, and those that the samples hold. */
export function measuredTypes(): { heard: readonly string[]; sampled: readonly string[] } {
  const heard = EVENT_CONSUMERS.find(({ functionName }) => functionName === "record-metrics")?.types ?? [];
  return { heard: [...heard].sort(), sampled: Object.keys(EVENTS).sort() };
}

/** What the code can emit: for each metric its sets of dimensions, as sorted names. */
export function emittedMetrics(): Map<string, Set<string>> {
  const emitted = new Map<string, Set<string>>();
  const note = (name: string, dimensions: Readonly<Record<string, string>>) => {
    const sets = emitted.get(name) ?? new Set();
    for (const set of dimensionSets(dimensions)) sets.add(Object.keys(set).sort().join("+"));
    emitted.set(name, sets);
  };
  for (const [type, data] of Object.entries(EVENTS)) {
    const event = eventOf(type, data);
    for (const { name, dimensions } of [...measure(event), ...measureStaffed(event, ALWAYS_STAFFED)])
      note(name, { Practice: "x", ...dimensions });
  }
  for (const { name, dimensions } of emitCalls()) note(name, dimensions);
  return emitted;
}

function eventOf(type: string, data: object) {
  const actor = { kind: "system", id: "test" };
  const envelope = { id: `${LEAD_ID}#2`, type, occurredAt: Date.UTC(2026, 11, 1, 16), practiceId: "bright-smile" };
  return parseEvent({ ...envelope, leadId: LEAD_ID, version: 2, actor, reason: "test", data });
}

const CALL = /[.]emit\(\s*(?:MetricName[.](\w+)|"(\w+)")\s*,([^;]*);/g;

/** The metrics that functions emit by themselves, with the dimensions that stand in the call. */
function emitCalls(): { name: string; dimensions: Record<string, string> }[] {
  return ["functions", "shared"].flatMap(sourcesIn).flatMap((source) =>
    [...source.matchAll(CALL)].map(([, byName, byText, rest = ""]) => {
      const named = Object.values(DimensionName).filter((dimension) => new RegExp(`\\b${dimension}\\b`).test(rest));
      return { name: byName ?? byText ?? "", dimensions: Object.fromEntries(named.map((name) => [name, "x"])) };
    }),
  );
}

function sourcesIn(folder: string): string[] {
  const root = fileURLToPath(new URL(`../../${folder}/`, import.meta.url));
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  return files.map((file) => readFileSync(join(root, file), "utf8"));
}

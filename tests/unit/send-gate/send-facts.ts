import type { SendFacts } from "../../../shared/domain/send-gate/send-gate.ts";

/** Tuesday 2026-12-01 10:02 in Chicago, ms: well inside the window. */
export const OPEN = Date.parse("2026-12-01T16:02:00Z");
/** The same day at 22:30 in Chicago, ms. */
export const NIGHT = Date.parse("2026-12-02T04:30:00Z");
export const MINUTE = 60_000;

/** Facts that nothing speaks against: an unanswered lead with consent for everything. */
export function buildSendFacts(overrides: Partial<SendFacts> = {}): SendFacts {
  return {
    channel: "sms",
    mode: "live",
    onTestList: false,
    suppressions: [],
    hasContactPoint: true,
    consents: ["email", "sms.marketing_written", "call.live", "call.automated_written"],
    relationship: "new",
    status: "unanswered",
    flags: [],
    zones: ["America/Chicago"],
    ...overrides,
  };
}

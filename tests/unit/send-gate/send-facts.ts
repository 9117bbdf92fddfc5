import type { SendFacts } from "../../../shared/domain/send-gate/send-gate.ts";
import type { ConsentClass } from "../../../shared/domain/vocabulary.ts";

/** Tuesday 2026-12-01 10:02 in Chicago, ms: well inside the window. */
export const OPEN = Date.parse("2026-12-01T16:02:00Z");
/** The same day at 22:30 in Chicago, ms. */
export const NIGHT = Date.parse("2026-12-02T04:30:00Z");
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Grants of these classes at one moment, an hour before `OPEN` unless given, ms. */
export const granted = (classes: readonly ConsentClass[], at = OPEN - HOUR): SendFacts["consents"] =>
  classes.map((name) => ({ class: name, at }));

/** Everything but consent to a reply, which the other classes contain. */
export const ALL_CLASSES = ["email", "sms.marketing_written", "call.live", "call.automated_written"] as const;

/** Facts that nothing speaks against: an unanswered lead with consent for everything. */
export function buildSendFacts(overrides: Partial<SendFacts> = {}): SendFacts {
  return {
    channel: "sms",
    mode: "live",
    onTestList: false,
    suppressions: [],
    hasContactPoint: true,
    consents: granted(ALL_CLASSES),
    relationship: "new",
    status: "unanswered",
    flags: [],
    staffOnly: false,
    isAcknowledgement: false,
    startedAt: OPEN - HOUR,
    zones: ["America/Chicago"],
    jurisdictions: ["IL"],
    openingJitterMs: 0,
    afterHoursAck: false,
    caps: { perContactPoint: { day: 3, week: 8 }, perPerson: { day: 5, week: 14 } },
    pointTouches: [],
    personTouches: [],
    ...overrides,
  };
}

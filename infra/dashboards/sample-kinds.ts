import { MetricName } from "../../shared/contracts/names.ts";

/** How a metric behaves in the pictures. */
export type Kind =
  /** Happens so often in the busiest hour. `peak` is shared among the values of a dimension. */
  | { readonly is: "counts"; readonly peak: number }
  /** So many of them in the busiest hour, around a median, some of them far slower. */
  | {
      readonly is: "times";
      readonly peak: number;
      readonly medianMs: number;
      readonly slow: { readonly share: number; readonly medianMs: number };
      /** When there are any. @default more by day than by night */
      readonly when?: "staffed" | "always";
    }
  /** Goes up and down around a level, with the time of day when `busy`. */
  | { readonly is: "level"; readonly level: number; readonly busy?: boolean };

const counts = (peak: number): Kind => ({ is: "counts", peak });
const level = (value: number, busy = true): Kind => ({ is: "level", level: value, busy });
const MINUTE_MS = 60_000;

/** Of our own metrics. */
const PRODUCT: Readonly<Record<MetricName, Kind>> = {
  [MetricName.LeadReceived]: counts(18),
  [MetricName.LeadQuarantined]: counts(0.15),
  [MetricName.FirstResponseMs]: { is: "times", peak: 17, medianMs: 2_600, slow: { share: 0.06, medianMs: 110_000 } },
  [MetricName.StaffedFirstResponseMs]: {
    is: "times",
    peak: 16,
    medianMs: 1_300,
    slow: { share: 0.009, medianMs: 30_000 },
    when: "staffed",
  },
  [MetricName.IntakeMs]: { is: "times", peak: 18, medianMs: 120, slow: { share: 0.03, medianMs: 1_100 } },
  [MetricName.SendMs]: { is: "times", peak: 60, medianMs: 210, slow: { share: 0.02, medianMs: 1_600 } },
  [MetricName.HumanContactMs]: {
    is: "times",
    peak: 9,
    medianMs: 2.6 * MINUTE_MS,
    slow: { share: 0.12, medianMs: 14 * MINUTE_MS },
    when: "staffed",
  },
  [MetricName.FirstResponseFailed]: counts(0.35),
  [MetricName.SlaBreached]: counts(1.2),
  [MetricName.TouchSent]: counts(60),
  [MetricName.SmsPartsSent]: counts(52),
  [MetricName.TouchSkipped]: counts(8),
  [MetricName.TouchDeferred]: counts(9),
  [MetricName.TouchFailed]: counts(9),
  [MetricName.TouchAmbiguous]: counts(2),
  [MetricName.TouchUndelivered]: counts(12),
  [MetricName.FunnelStepReached]: counts(5),
  [MetricName.CallMissed]: counts(1.1),
  [MetricName.CallAttempted]: counts(12),
  [MetricName.LeadClaimed]: counts(9),
  [MetricName.LeadAssigned]: counts(15),
  [MetricName.LeadWaitedForOwner]: counts(2),
  [MetricName.StaffAlerted]: counts(16),
  [MetricName.ActionLinkRefused]: counts(0.3),
  [MetricName.DigestFailed]: counts(0.01),
  [MetricName.MysteryFirstResponseMs]: {
    is: "times",
    peak: 6,
    medianMs: 1_400,
    slow: { share: 0.01, medianMs: 8_000 },
    when: "always",
  },
  [MetricName.MysteryFailed]: counts(0.01),
  [MetricName.ReplyReceived]: counts(7),
  [MetricName.OptedOut]: counts(0.8),
  [MetricName.UnknownDeliveryEvent]: counts(0.5),
  [MetricName.RowsImported]: counts(14),
  [MetricName.ImportFailed]: counts(0.01),
  [MetricName.MemberTurnCame]: counts(10),
  [MetricName.RunRevived]: counts(0.6),
  [MetricName.RunRevivalExhausted]: counts(0.01),
  [MetricName.OldestUnansweredMs]: {
    is: "times",
    peak: 60,
    medianMs: 900,
    slow: { share: 0.02, medianMs: 22_000 },
    when: "always",
  },
};

/** Of AWS's metrics, by name. */
const SERVICES: Readonly<Record<string, Kind>> = {
  Errors: counts(0.012),
  Throttles: counts(0.02),
  Duration: { is: "times", peak: 40, medianMs: 130, slow: { share: 0.03, medianMs: 900 } },
  ConcurrentExecutions: level(14),
  IteratorAge: { is: "times", peak: 60, medianMs: 350, slow: { share: 0.02, medianMs: 2_500 }, when: "always" },
  Count: counts(120),
  "4XXError": counts(2.5),
  "5XXError": counts(0.03),
  Latency: { is: "times", peak: 90, medianMs: 140, slow: { share: 0.03, medianMs: 900 } },
  ExecutionsFailed: counts(0.02),
  ExecutionsTimedOut: counts(0.01),
  ExecutionsAborted: counts(0.02),
  ExecutionsStarted: counts(24),
  ApproximateNumberOfMessagesVisible: counts(0.006),
  ConsumedReadCapacityUnits: level(900),
  ConsumedWriteCapacityUnits: level(640),
  ReadThrottleEvents: counts(0.02),
  WriteThrottleEvents: counts(0.05),
  TransactionConflict: counts(1.4),
  ConsumedCapacity: level(420),
  TextMessageMonthlySpend: level(46, false),
};

/** How the pictures make up a metric; throws for one that nobody has thought of. */
export function kindOf(name: string): Kind {
  const kind = PRODUCT[name as MetricName] ?? SERVICES[name];
  if (kind === undefined) throw new Error(`the pictures know no metric ${name}; add it to ${import.meta.url}`);
  return kind;
}

/** The values that a SEARCH finds of a dimension which has no list. */
export const FOUND_REASONS: Readonly<Record<string, readonly string[]>> = {
  [MetricName.TouchFailed]: ["ThrottlingException", "MessageRejected", "ValidationException", "other"],
  [MetricName.TouchUndelivered]: ["TEXT_UNREACHABLE", "TEXT_CARRIER_BLOCKED", "PermanentBounce", "TransientBounce"],
  [MetricName.TouchAmbiguous]: ["TimeoutError", "InternalServerException"],
};

/** How much of a metric a value of a dimension has; the others have an even share of what is left. */
export const SHARES: Readonly<Record<string, number>> = {
  "google-ads": 0.46,
  "website-form": 0.3,
  "call-center": 0.14,
  referral: 0.08,
  other: 0.02,
  sms: 0.55,
  email: 0.33,
  call: 0.03,
  call_task: 0.14,
  contacted: 2.4,
  qualified: 1.5,
  booked: 1.1,
  attended: 0.8,
  won: 0.45,
  no_show: 0.2,
  lost: 0.6,
  disqualified: 0.25,
  existing_patient: 0.2,
  human_contact: 0.85,
  first_response: 0.1,
  answer: 0.7,
  connected: 0.4,
  no_answer: 0.35,
  voicemail: 0.2,
  accepted: 0.8,
  quiet_hours: 0.6,
  condition_not_met: 0.4,
  new_lead: 0.3,
  sla_at_risk: 0.25,
  treated: 0.9,
  action_link: 0.6,
};
/** Of a value that is not named above. */
export const SMALL_SHARE = 0.04;

/** CloudWatch namespace of every metric. */
export const METRIC_NAMESPACE = "FirstTouch";

/** Metric names, shared by the code that emits them and by alarms and dashboards. Units are in the name or Count. */
export const MetricName = {
  LeadReceived: "LeadReceived",
  LeadQuarantined: "LeadQuarantined",
  /** API receipt to a provider's acceptance of the first message, ms. */
  FirstResponseMs: "FirstResponseMs",
  /** The same, of inquiries that came in while the practice had staff: what the 5-second alarm is on (DESIGN §6). */
  StaffedFirstResponseMs: "StaffedFirstResponseMs",
  TouchSent: "TouchSent",
  /** Text messages by the parts that carriers count and bill. */
  SmsPartsSent: "SmsPartsSent",
  TouchSkipped: "TouchSkipped",
  /** Touches that wait, by why (Reason): `pacing` says that a number pool is too small. */
  TouchDeferred: "TouchDeferred",
  /** Attempts that a provider did not take, alerts to staff (Channel call_task) included. */
  TouchFailed: "TouchFailed",
  /** Attempts of which nobody can tell whether the provider took them. */
  TouchAmbiguous: "TouchAmbiguous",
  /** Messages that a provider took and that did not arrive, by its own code (Reason). */
  TouchUndelivered: "TouchUndelivered",
  /** First messages that turned out not to have arrived. */
  FirstResponseFailed: "FirstResponseFailed",
  /** API receipt to commit of a new lead, ms. */
  IntakeMs: "IntakeMs",
  /** Claim of a touch to the provider's answer, ms. */
  SendMs: "SendMs",
  /** Receipt (or a reply's newest clock) to a person connected, ms of staffed time. */
  HumanContactMs: "HumanContactMs",
  /** Clocks that ran past their target, by which (Reason). */
  SlaBreached: "SlaBreached",
  /** Steps of the funnel that leads reached (Reason): contacted, qualified, booked, attended, no_show, won, lost, … */
  FunnelStepReached: "FunnelStepReached",
  CallMissed: "CallMissed",
  /** Attempts of staff to call, by outcome (Reason). */
  CallAttempted: "CallAttempted",
  LeadClaimed: "LeadClaimed",
  LeadAssigned: "LeadAssigned",
  /** Leads that nobody could have when they came. */
  LeadWaitedForOwner: "LeadWaitedForOwner",
  StaffAlerted: "StaffAlerted",
  /** Openings of action links that were refused, by why (Reason). */
  ActionLinkRefused: "ActionLinkRefused",
  /** Digests that could not be sent. */
  DigestFailed: "DigestFailed",
  /** Time from the mystery shopper's post to the provider's acceptance, ms. */
  MysteryFirstResponseMs: "MysteryFirstResponseMs",
  /** Mystery posts that were refused, or not answered in time (Reason). */
  MysteryFailed: "MysteryFailed",
  /** Text messages that came in, by what they ask for (Reason). */
  ReplyReceived: "ReplyReceived",
  OptedOut: "OptedOut",
  /** Reports of providers of a type that this release does not know. */
  UnknownDeliveryEvent: "UnknownDeliveryEvent",
  /** Rows of imported files, by what became of them (Reason). */
  RowsImported: "RowsImported",
  ImportFailed: "ImportFailed",
  /** Members of campaigns whose turn came, by how they are treated (Reason). */
  MemberTurnCame: "MemberTurnCame",
  RunRevived: "RunRevived",
  RunRevivalExhausted: "RunRevivalExhausted",
  /** How long the longest unanswered lead waits that no quiet hours hold back, ms; 0 when there is none. */
  OldestUnansweredMs: "OldestUnansweredMs",
} as const;
export type MetricName = (typeof MetricName)[keyof typeof MetricName];

/** Metric dimensions; their values come from configuration or are `other`. */
export const DimensionName = { Practice: "Practice", Source: "Source", Channel: "Channel", Reason: "Reason" } as const;
export type DimensionName = (typeof DimensionName)[keyof typeof DimensionName];

/** Key and index names of both tables. */
export const TableSchema = {
  partitionKey: "pk",
  sortKey: "sk",
  /** Sparse index over due runs and unanswered leads; its keys are sharded. */
  workIndex: { name: "gsi1", partitionKey: "gsi1pk", sortKey: "gsi1sk" },
  expiresAt: "expiresAt",
} as const;

/** Shards of a work-queue index key; of each practice, where the queue is. */
export const WORK_QUEUE_SHARDS = 8;

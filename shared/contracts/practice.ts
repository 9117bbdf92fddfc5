import * as z from "zod";
import type { Run } from "../domain/entities/run.ts";
import { PracticeIdSchema, StepKeySchema } from "../domain/ids.ts";
import {
  AnchorSchema,
  ConsentClassSchema,
  LanguageSchema,
  LeadStatusSchema,
  SourceChannelSchema,
  StepChannelSchema,
  TouchChannelSchema,
  UrgencySchema,
} from "../domain/vocabulary.ts";

const TimeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "expected a time of day like 09:30");
const E164Schema = z.string().regex(/^\+1\d{10}$/, "expected a US number like +13125550142");
const DurationSchema = z
  .string()
  .regex(
    /^P(?=\d|T\d)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/,
    "expected an ISO 8601 duration like P2D, PT5M or P1DT2H",
  );
const OffsetSchema = z
  .string()
  .regex(
    /^-?P(?=\d|T\d)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/,
    "expected an ISO 8601 duration like P2D or PT5M, or -P1D for a time before an appointment",
  );
const KeySchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "expected lower-case letters, digits and dashes");

const WindowSchema = z.strictObject({ opens: TimeOfDaySchema, closes: TimeOfDaySchema });

/** Staffed hours per weekday, several windows a day for split shifts; in the practice's zone. */
export const HoursSchema = z.strictObject({
  monday: z.array(WindowSchema),
  tuesday: z.array(WindowSchema),
  wednesday: z.array(WindowSchema),
  thursday: z.array(WindowSchema),
  friday: z.array(WindowSchema),
  saturday: z.array(WindowSchema),
  sunday: z.array(WindowSchema),
});
export type Hours = z.infer<typeof HoursSchema>;

/** How an earlier step of the same run came out. `out`: it was handed over, whatever was reported since. */
const StepResultSchema = z.enum(["out", "delivered", "undelivered", "skipped", "failed"]);
export type StepResult = z.infer<typeof StepResultSchema>;

/** What must hold, all of it, when a step is due; otherwise it is skipped as `condition_not_met`. */
export const ConditionSchema = z.strictObject({
  status: z.array(LeadStatusSchema).min(1).optional(),
  /** The lead's score, 0 to 100. */
  score: z
    .strictObject({
      min: z.number().int().min(0).max(100).optional(),
      max: z.number().int().min(0).max(100).optional(),
    })
    .optional(),
  /** For each question named here, the answers that will do. */
  answers: z.record(KeySchema, z.array(KeySchema).min(1)).optional(),
  /** Every one of these consent classes was given. */
  consent: z.array(ConsentClassSchema).min(1).optional(),
  /** Staff are there at that moment, or are not. */
  staffed: z.boolean().optional(),
  /** An earlier step came out in one of these ways. */
  after: z.strictObject({ step: StepKeySchema, was: z.array(StepResultSchema).min(1) }).optional(),
  preferredChannel: z.array(TouchChannelSchema).min(1).optional(),
  language: z.array(LanguageSchema).min(1).optional(),
});
export type Condition = z.infer<typeof ConditionSchema>;

/** One step of a cadence. */
export const StepSchema = z.strictObject({
  /** Stable name; never reuse one for another message, nor begin it like a step that the planner adds. */
  key: StepKeySchema,
  channel: StepChannelSchema,
  /** What `offset` counts from. */
  anchor: AnchorSchema.default("enrolledAt"),
  /** Time after the anchor, or before it with a minus sign. With `at`, the day it falls on, at that time of day in the person's zone. */
  offset: OffsetSchema,
  at: TimeOfDaySchema.optional(),
  /** A key of `templates`; for a call task the hint that staff see. */
  template: KeySchema,
  /** May serve as the first response: goes out at once while the lead is unanswered and the steps before it cannot. */
  firstResponse: z.boolean().default(false),
  /** Not worth sending later than this after it was due; it is skipped as `stale`. */
  skipIfLaterThan: DurationSchema.optional(),
  when: ConditionSchema.optional(),
  /** Done instead when the person cannot be reached on `channel`: no consent, no address, a landline, a failed delivery. */
  fallback: z.strictObject({ channel: StepChannelSchema, template: KeySchema }).optional(),
});
export type Step = z.infer<typeof StepSchema>;

/** Ordered steps with stable keys. */
export const CadenceSchema = z.strictObject({
  steps: z.array(StepSchema).min(1),
  /** Templates that acknowledge a second inquiry while a run is under way. */
  acknowledgement: z.strictObject({ sms: KeySchema.optional(), email: KeySchema.optional() }).default({}),
  /** The cadence that follows when this one ends without an answer. */
  followedBy: z.enum(["nurture"]).optional(),
});
export type Cadence = z.infer<typeof CadenceSchema>;

/** A message in the languages that it exists in; `body` and `subject` are Liquid. */
export const TemplateSchema = z.strictObject({
  en: z.strictObject({ subject: z.string().optional(), body: z.string() }),
  es: z.strictObject({ subject: z.string().optional(), body: z.string() }).optional(),
});
export type Template = z.infer<typeof TemplateSchema>;

/** Touches that one person or one contact point may get. */
const CapSchema = (day: number, week: number) =>
  z.strictObject({ day: z.number().int().min(1).max(day), week: z.number().int().min(1).max(week) });

/** What a practice decides about compliance, each within the limits that the product sets. */
export const ComplianceSchema = z.strictObject({
  /** Attempts in any 24 hours and 7 days; at most 3 in 24 hours to one contact point (Fla. Stat. 501.616(6)(b)). */
  caps: z
    .strictObject({
      perContactPoint: CapSchema(3, 21).default({ day: 3, week: 8 }),
      perPerson: CapSchema(6, 42).default({ day: 5, week: 14 }),
    })
    .prefault({}),
  /** Sending hours of the practice's own, narrower than the law's, in the person's zones. */
  quietHours: z.strictObject({ opens: TimeOfDaySchema, closes: TimeOfDaySchema }).optional(),
  /**
   * Answers by SMS at any hour, once, within five minutes of the person's own form, with written consent. Whether the law of
   * every state allows that is for counsel; off unless switched on.
   */
  afterHoursAck: z.boolean().default(false),
  /**
   * Who a person was and what they wrote is erased so many years after anything last happened with them. Records of what was decided
   * are kept six years (45 CFR 164.316(b)(2)(i)), consent evidence five (16 CFR 310.5).
   */
  keepYears: z.number().int().min(5).max(30).default(6),
  /** Looks up what kind of line a number is before the first SMS to it; each look-up costs money. */
  numberLookup: z.boolean().default(false),
});
export type Compliance = z.infer<typeof ComplianceSchema>;

/** Points for a lead that is like this in every respect named. */
const ScoringRuleSchema = z.strictObject({
  points: z.number().int().min(-100).max(100),
  if: z.strictObject({
    urgency: z.array(UrgencySchema).min(1).optional(),
    source: z.array(KeySchema).min(1).optional(),
    serviceLine: z.array(KeySchema).min(1).optional(),
    answers: z.record(KeySchema, z.array(KeySchema).min(1)).optional(),
  }),
});

/**
 * The fields of a configuration, each by itself: what a published version is read with, so that a rule that is added
 * later leaves the versions that runs already follow readable.
 */
export const PracticeConfigFieldsSchema = z.strictObject({
  $schema: z.string().optional(),
  practiceId: PracticeIdSchema,
  /** The neutral name on every outward surface; must reveal no condition or treatment. */
  publicName: z.string().min(1).max(60),
  /** IANA zone of the practice. */
  zone: z.string(),
  /** The number that people may call back. */
  phone: E164Schema,
  /** Required in commercial email (CAN-SPAM). */
  postalAddress: z.string().min(1),
  hours: HoursSchema,
  /** Days without staff, YYYY-MM-DD in the practice's zone. */
  holidays: z.array(z.string().regex(/^\d{4}-\d{2}-\d{2}$/)),
  staff: z
    .array(
      z.strictObject({
        staffId: KeySchema,
        /** First name, as patients see it. */
        name: z.string().min(1),
        role: z.enum(["coordinator", "manager"]),
        alert: z.strictObject({ sms: E164Schema.optional(), email: z.email().optional() }),
        /** When this person works, where that is not all of the practice's `hours`. */
        hours: HoursSchema.optional(),
        /** First and last day off, YYYY-MM-DD in the practice's zone. */
        timeOff: z.array(z.strictObject({ from: z.iso.date(), to: z.iso.date() })).default([]),
        /** Service lines that this person can talk about; all of them unless given. */
        skills: z.array(KeySchema).min(1).optional(),
        /** Share of new leads, beside the shares of the others; managers get none unless given one. */
        weight: z.number().int().min(0).max(100).optional(),
        /** Open leads that this person holds at most. */
        capacity: z.number().int().min(1).max(10_000).default(100),
      }),
    )
    .min(1),
  sms: z.strictObject({
    /** Phone number, pool id or ARN that messages come from. */
    originationIdentity: z.string(),
    /**
     * What the number is registered for: AWS may refuse the other type. Messages that solicit are PROMOTIONAL, whatever
     * prompted them (AWS End User Messaging guide, "message types").
     */
    messageType: z.enum(["PROMOTIONAL", "TRANSACTIONAL"]).default("PROMOTIONAL"),
    configurationSet: z.string().optional(),
    /** Numbers that people may text, when `originationIdentity` is no number itself. No two practices share one. */
    inboundNumbers: z.array(E164Schema).max(50).default([]),
    /** Opt-out list of these numbers in End User Messaging, a second barrier behind our own. */
    optOutList: z.string().optional(),
    /** Message parts that the number pool may send per second (10DLC: 1 per number) and per day (unvetted brands: 2,000). */
    partsPerSecond: z.number().int().min(1).max(1_000).default(1),
    partsPerDay: z.number().int().min(1).max(10_000_000).default(2_000),
  }),
  email: z.strictObject({
    from: z.email(),
    replyTo: z.email(),
    /** Mailbox for the List-Unsubscribe header. */
    unsubscribe: z.email(),
    configurationSet: z.string().optional(),
  }),
  call: z.strictObject({
    instanceId: z.string(),
    contactFlowId: z.string(),
    /** Caller id. */
    sourcePhoneNumber: E164Schema,
  }),
  serviceLines: z.array(
    z.strictObject({
      key: KeySchema,
      label: z.string(),
      sensitive: z.boolean().default(false),
      /** What a treatment is usually worth, USD; for scores, where a lead does not say. */
      value: z.number().nonnegative().max(10_000_000).optional(),
    }),
  ),
  sources: z.array(
    z.strictObject({
      name: KeySchema,
      channel: SourceChannelSchema,
      campaigns: z.array(KeySchema).default([]),
      /** The wording that this source's form shows, and the written consent that it asks for. */
      consent: z
        .strictObject({
          text: z.string().min(1),
          sms: z.boolean(),
          call: z.boolean(),
          email: z.boolean(),
        })
        .optional(),
    }),
  ),
  /** What forms and call centers may ask, and the answers there are; anything else posted goes to the vault unread. */
  questions: z.array(z.strictObject({ key: KeySchema, options: z.array(KeySchema).min(2) })).default([]),
  /** A lead's score: `base` and the points of every rule that fits, kept between 0 and 100. */
  scoring: z
    .strictObject({ base: z.number().int().min(0).max(100).default(50), rules: z.array(ScoringRuleSchema).default([]) })
    .prefault({}),
  compliance: ComplianceSchema.prefault({}),
  /** Where links in messages lead, without a slash at the end; the address of the deployment's API unless given. */
  linkBaseUrl: z.url({ protocol: /^https$/ }).optional(),
  languages: z.array(LanguageSchema).min(1),
  /** One for each purpose that a run may have. */
  cadences: z.strictObject({
    "new-lead": CadenceSchema,
    nurture: CadenceSchema.optional(),
    "quiet-after-reply": CadenceSchema.optional(),
    "no-show": CadenceSchema.optional(),
  }),
  /** What reactivation campaigns may take their members through, by name. */
  campaignCadences: z.record(KeySchema, CadenceSchema).default({}),
  templates: z.record(KeySchema, TemplateSchema),
  sla: z.strictObject({
    /** Receipt to the provider's acceptance of the first message, seconds. */
    firstResponseSeconds: z.number().positive(),
    /** Receipt to a person connected, minutes of staffed time. */
    humanContactMinutes: z.number().positive(),
    /**
     * Who answers first in staffed hours. `auto-first`: the pipeline, at once; `person-first`: a person is told at once, and the
     * pipeline answers after `autoAfterSeconds` unless somebody was connected until then.
     */
    mode: z.enum(["auto-first", "person-first"]).default("auto-first"),
    autoAfterSeconds: z.number().int().min(10).max(3_600).default(60),
    /** Alerts about leads that nobody has spoken to: the owner before the target, then one person after the other. None unless given. */
    escalation: z
      .strictObject({
        /** How long before the target the owner is warned, minutes of staffed time. */
        atRiskMinutes: z.number().positive(),
        /** After the target was missed, how long each person of the chain has before the next is told, minutes of staffed time. */
        nextAfterMinutes: z.number().positive(),
      })
      .optional(),
    /** When everybody gets the day's digest, in the practice's zone. */
    digestAt: TimeOfDaySchema.default("08:00"),
  }),
});

/** Everything that makes one practice different from another: configuration, not code. What may be published: `practice-checks`. */
export type PracticeConfig = z.infer<typeof PracticeConfigFieldsSchema>;

/** What names the cadence of a run. */
export type CadenceName = Pick<Run, "purpose" | "cadence" | "templates">;

/**
 * The cadence that a run goes through, with the templates that its campaign chose for it. Throws a RangeError when the practice has
 * none of that name, which enrolment rules out.
 */
export function cadenceOf(config: PracticeConfig, { purpose, cadence: name, templates }: CadenceName): Cadence {
  const cadence = purpose === "reactivation" ? config.campaignCadences[name] : config.cadences[purpose];
  if (cadence === undefined) throw new RangeError(`got no cadence for ${purpose}; expected one to be configured`);
  return templates === undefined ? cadence : withTemplates(cadence, templates);
}

/** The cadence with other templates in place of those that are named. */
export function withTemplates(cadence: Cadence, templates: Readonly<Record<string, string>>): Cadence {
  const chosen = (name: string) => templates[name] ?? name;
  const steps = cadence.steps.map((step) => ({
    ...step,
    template: chosen(step.template),
    ...(step.fallback && { fallback: { ...step.fallback, template: chosen(step.fallback.template) } }),
  }));
  return { ...cadence, steps };
}

/** A published configuration; versions never change. */
export interface PublishedPractice {
  readonly version: number;
  readonly config: PracticeConfig;
}

import * as z from "zod";
import { PracticeIdSchema, StepKeySchema } from "../domain/ids.ts";
import { LanguageSchema, SourceChannelSchema, StepChannelSchema } from "../domain/vocabulary.ts";
import { practiceMistakes } from "./practice-rules.ts";

const TimeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "expected a time of day like 09:30");
const E164Schema = z.string().regex(/^\+1\d{10}$/, "expected a US number like +13125550142");
const DurationSchema = z
  .string()
  .regex(
    /^P(?=\d|T\d)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/,
    "expected an ISO 8601 duration like P2D, PT5M or P1DT2H",
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

/** One step of a cadence. */
export const StepSchema = z.strictObject({
  /** Stable name; never reuse one for another message, nor begin it like a step that the planner adds. */
  key: StepKeySchema,
  channel: StepChannelSchema,
  /** Time after enrolment. With `at`, the day it falls on, at that time of day in the person's zone. */
  offset: DurationSchema,
  at: TimeOfDaySchema.optional(),
  /** A key of `templates`; for a call task the hint that staff see. */
  template: KeySchema,
  /** May serve as the first response: goes out at once while the lead is unanswered and the steps before it cannot. */
  firstResponse: z.boolean().default(false),
  /** Not worth sending later than this after it was due; it is skipped as `stale`. */
  skipIfLaterThan: DurationSchema.optional(),
});
export type Step = z.infer<typeof StepSchema>;

/** Ordered steps with stable keys. */
export const CadenceSchema = z.strictObject({
  steps: z.array(StepSchema).min(1),
  /** Templates that acknowledge a second inquiry while a run is under way. */
  acknowledgement: z.strictObject({ sms: KeySchema.optional(), email: KeySchema.optional() }),
});
export type Cadence = z.infer<typeof CadenceSchema>;

/** A message in the languages that it exists in; `body` and `subject` are Liquid. */
export const TemplateSchema = z.strictObject({
  en: z.strictObject({ subject: z.string().optional(), body: z.string() }),
  es: z.strictObject({ subject: z.string().optional(), body: z.string() }).optional(),
});
export type Template = z.infer<typeof TemplateSchema>;

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
  serviceLines: z.array(z.strictObject({ key: KeySchema, label: z.string(), sensitive: z.boolean().default(false) })),
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
  languages: z.array(LanguageSchema).min(1),
  cadences: z.strictObject({ "new-lead": CadenceSchema }),
  templates: z.record(KeySchema, TemplateSchema),
  sla: z.strictObject({
    /** Receipt to the provider's acceptance of the first message, seconds. */
    firstResponseSeconds: z.number().positive(),
    /** Receipt to a person connected, minutes of staffed time. */
    humanContactMinutes: z.number().positive(),
  }),
});

// Marked pure so that a function which only reads configurations does not carry the rules and their date library.
/** Everything that makes one practice different from another: configuration, not code. What is published must fit it. */
export const PracticeConfigSchema = /* @__PURE__ */ PracticeConfigFieldsSchema.superRefine((config, context) => {
  for (const mistake of practiceMistakes(config)) context.addIssue({ code: "custom", ...mistake });
});
export type PracticeConfig = z.infer<typeof PracticeConfigSchema>;

/** A published configuration; versions never change. */
export interface PublishedPractice {
  readonly version: number;
  readonly config: PracticeConfig;
}

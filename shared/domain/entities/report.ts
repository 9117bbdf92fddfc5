import * as z from "zod";
import { EpochMsSchema, LeadIdSchema, PracticeIdSchema } from "../ids.ts";
import {
  LeadStatusSchema,
  LostReasonSchema,
  SourceChannelSchema,
  TouchChannelSchema,
  UrgencySchema,
} from "../vocabulary.ts";
import { MilestonesSchema } from "./lead.ts";

const CountSchema = z.number().int().nonnegative();
const MsSchema = z.number().nonnegative();
const MonthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "expected a month like 2026-11");

/** One inquiry of a lead whose clocks ran. */
export const FactInquirySchema = z.strictObject({
  startedAt: EpochMsSchema,
  /** Receipt to the provider's acceptance of the first message, ms; absent when there was none. */
  responseMs: MsSchema.optional(),
  responseChannel: TouchChannelSchema.optional(),
  /** A first message for it turned out not to have arrived. */
  responseFailed: z.literal(true).optional(),
  /** Receipt to a person connected, ms, and the same in staffed time. */
  contactMs: MsSchema.optional(),
  staffedMs: MsSchema.optional(),
});
export type FactInquiry = z.infer<typeof FactInquirySchema>;

/** What reports know of one lead: a fold of its timeline. One per lead; holds no contact data. */
export const FactSchema = z.strictObject({
  practiceId: PracticeIdSchema,
  leadId: LeadIdSchema,
  /** The day of its first receipt, YYYY-MM-DD in the practice's zone as it was then. */
  date: z.iso.date(),
  /** The lead's version that it tells of, which is also its optimistic lock. */
  version: z.number().int().positive(),
  status: LeadStatusSchema,
  receivedAt: EpochMsSchema,
  /** When the clock of its newest inquiry started, ms: its place in the work queue. */
  waitingSince: EpochMsSchema,
  channel: SourceChannelSchema,
  source: z.string(),
  campaign: z.string().optional(),
  serviceLine: z.string().optional(),
  urgency: UrgencySchema,
  /** It came from another system's file. */
  imported: z.literal(true).optional(),
  /** Who it was given to or taken by last; where nobody was, who last spoke to it or said what came of it. */
  owner: z.string().optional(),
  inquiries: z.array(FactInquirySchema),
  milestones: MilestonesSchema,
  appointmentAt: EpochMsSchema.optional(),
  lostReason: LostReasonSchema.optional(),
  /** Expected and actual value, USD, where somebody said so. */
  value: z.number().nonnegative().optional(),
  wonValue: z.number().nonnegative().optional(),
  missedCalls: CountSchema,
  /** Messages and automated calls: handed over by channel, and what became of the others. */
  touches: z.strictObject({
    sms: CountSchema,
    email: CountSchema,
    call: CountSchema,
    skipped: CountSchema,
    failed: CountSchema,
    unclear: CountSchema,
  }),
  /** Calls that staff were asked to make, and those of them that were followed up. */
  callTasks: z.strictObject({ due: CountSchema, done: CountSchema }),
  calls: z.strictObject({ attempted: CountSchema, connected: CountSchema }),
  breaches: z.strictObject({ firstResponse: CountSchema, humanContact: CountSchema }),
});
export type Fact = z.infer<typeof FactSchema>;

/** That facts of a day changed since it was last summed up. Several of these for each day, so that leads do not wait for each other. */
export const FactMarkSchema = z.strictObject({
  practiceId: PracticeIdSchema,
  date: z.iso.date(),
  shard: CountSchema,
  /** Optimistic lock; every change of a fact raises it. */
  version: z.number().int().positive(),
  changed: z.boolean(),
});
export type FactMark = z.infer<typeof FactMarkSchema>;

/** The facts of a day or a month, summed up; in several parts where they would not fit into one item. */
export const ReportSummarySchema = z.strictObject({
  practiceId: PracticeIdSchema,
  /** YYYY-MM-DD or YYYY-MM. */
  period: z.union([z.iso.date(), MonthSchema]),
  part: CountSchema,
  /** How many parts of this version there are; those beyond are left over from a larger one. */
  parts: z.number().int().positive(),
  /** Optimistic lock; the parts of one summary share it. */
  version: z.number().int().positive(),
  /** Of a month: one of its days was summed up anew since. */
  stale: z.literal(true).optional(),
  /** Rows as JSON (`shared/domain/reports/rows.ts`): thousands of attributes would take longer to read than the text. */
  rows: z.string(),
});
export type ReportSummary = z.infer<typeof ReportSummarySchema>;

/** What a practice spent on marketing in one month. */
export const SpendSchema = z.strictObject({
  practiceId: PracticeIdSchema,
  month: MonthSchema,
  /** Optimistic lock. */
  version: z.number().int().positive(),
  /** One for each source, or campaign of a source. */
  entries: z.array(
    z.strictObject({
      source: z.string(),
      campaign: z.string().optional(),
      /** USD. */
      amount: z.number().nonnegative(),
      by: z.string(),
      at: EpochMsSchema,
    }),
  ),
});
export type Spend = z.infer<typeof SpendSchema>;

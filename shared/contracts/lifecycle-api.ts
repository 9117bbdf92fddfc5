import * as z from "zod";
import { CallOutcomeSchema, DispositionSchema, LostReasonSchema } from "../domain/vocabulary.ts";
import { HeldSchema } from "./lead-api.ts";

const MomentSchema = z.iso.datetime({ offset: true });
const UsdSchema = z.number().min(0).max(10_000_000);
/** A member of staff of the practice's configuration. */
const StaffIdTextSchema = z.string().max(40);

/** Body of `POST /v1/leads/{leadId}/calls`: an attempt of staff, or of a call center, to call the lead. */
export const PostCallSchema = z.strictObject({
  /** Only `connected` is human contact; the others settle nothing. */
  outcome: CallOutcomeSchema,
  /** When it was made; now unless given. */
  at: MomentSchema.optional(),
  staffId: StaffIdTextSchema.optional(),
});

/** 201 of `POST /v1/leads/{leadId}/calls`. */
export const CallRecordedSchema = z.strictObject({ leadId: z.string(), outcome: z.string(), status: z.string() });
export type CallRecorded = z.infer<typeof CallRecordedSchema>;

/** Body of `POST /v1/leads/{leadId}/dispositions`: what came of the lead. */
export const PostDispositionSchema = z.strictObject({
  disposition: DispositionSchema,
  /** When it came about; now unless given. */
  at: MomentSchema.optional(),
  /** Required with `booked`, and of no other. */
  appointmentAt: MomentSchema.optional(),
  /** USD: what the treatment brought (required with `won`) or is expected to (`booked`). */
  value: UsdSchema.optional(),
  /** Required with `lost`, and of no other. */
  reason: LostReasonSchema.optional(),
  staffId: StaffIdTextSchema.optional(),
});
export type PostDisposition = z.infer<typeof PostDispositionSchema>;

/** 201 of `POST /v1/leads/{leadId}/dispositions`, and 200 where it was known already. `status`: where the lead stands now. */
export const DispositionRecordedSchema = z.strictObject({
  leadId: z.string(),
  disposition: z.string(),
  result: z.enum(["recorded", "unchanged"]),
  status: z.string(),
});
export type DispositionRecorded = z.infer<typeof DispositionRecordedSchema>;

/** Body of `POST /v1/leads/{leadId}/claim`. */
export const PostClaimSchema = z.strictObject({
  /** Who takes the lead on; the holder of the key unless given. */
  staffId: StaffIdTextSchema.optional(),
});

/** 201 of `POST /v1/leads/{leadId}/claim`, and 200 where they had it already. */
export const LeadClaimedSchema = z.strictObject({
  leadId: z.string(),
  staffId: z.string(),
  result: z.enum(["claimed", "yours_already"]),
});
export type LeadClaimed = z.infer<typeof LeadClaimedSchema>;

/** 200 of `GET /v1/leads`: the work queue of a practice, the oldest first. Holds no contact data. */
export const WorkListSchema = z.strictObject({
  leads: z.array(
    z.strictObject({
      leadId: z.string(),
      status: z.string(),
      receivedAt: z.iso.datetime(),
      /** Since when the person waits: for an answer to their newest inquiry, or to what they wrote since. */
      waitingSince: z.iso.datetime(),
      urgency: z.string(),
      serviceLine: z.string().nullable(),
      score: z.number().int().nullable(),
      flags: z.array(z.string()),
      owner: HeldSchema.nullable(),
      /** Who took it on; null also where that was before the person asked again. */
      claim: HeldSchema.nullable(),
      /** What the pipeline does next by itself, and when; null when it leaves the lead to people. */
      next: z.strictObject({ at: z.iso.datetime(), waitingFor: z.string().nullable() }).nullable(),
    }),
  ),
  /** Asks for what comes next; null at the end. */
  cursor: z.string().nullable(),
});
export type WorkList = z.infer<typeof WorkListSchema>;

/** Body of `POST /v1/missed-calls`: somebody called and nobody took the call. Answered as `POST /v1/leads` is. */
export const PostMissedCallSchema = z.object({
  /** The number that called. */
  phone: z.string(),
  /** When it rang; now unless given. */
  at: MomentSchema.optional(),
  /** The practice; the one that `calledNumber` belongs to, or the only one of the key, unless given. */
  practiceId: z.string().optional(),
  /** The practice's number that was called. */
  calledNumber: z.string().optional(),
  /** A configured source. */
  source: z.string().optional(),
  /** The telephone system's own id of the call: another delivery of it changes nothing. */
  externalId: z.string().optional(),
});

/** One row of a bookings feed. */
export const BookingRowSchema = z.object({
  phone: z.string().optional(),
  email: z.string().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  /** With an offset, or in the practice's zone. Required unless the row is of a known appointment. */
  appointmentAt: z.string().optional(),
  status: z.enum(["booked", "cancelled", "attended", "no_show"]).optional(),
  /** USD. */
  value: z.number().optional(),
  externalId: z.string().optional(),
});

/** Body of `POST /v1/bookings`; a single row, a list of rows and CSV will do, too. */
export const PostBookingsSchema = z.object({ practiceId: z.string().optional(), bookings: z.array(BookingRowSchema) });

/** What became of a row of the feed. `ambiguous`: several people fit, and none of them is touched. */
export const BookingOutcomeSchema = z.enum([
  "booked",
  "cancelled",
  "attended",
  "no_show",
  "unchanged",
  "unmatched",
  "ambiguous",
  "illegal",
  "invalid",
]);

/** 200 of `POST /v1/bookings`: row for row, without contact data. */
export const BookingsRecordedSchema = z.strictObject({
  counts: z.partialRecord(BookingOutcomeSchema, z.number().int()),
  rows: z.array(
    z.strictObject({
      /** From 1, without the header. */
      row: z.number().int(),
      status: BookingOutcomeSchema,
      leadId: z.string().optional(),
      /** Fields that cannot be used, never what they held. */
      errors: z.array(z.strictObject({ path: z.string(), code: z.string() })).optional(),
    }),
  ),
});
export type BookingsRecorded = z.infer<typeof BookingsRecordedSchema>;

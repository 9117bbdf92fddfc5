import * as z from "zod";
import { EpochMsSchema, LeadIdSchema, PracticeIdSchema, StaffIdSchema } from "../ids.ts";

const CountSchema = z.number().int().nonnegative();
const PerStaffSchema = z.record(StaffIdSchema, CountSchema);

/** Who works how many leads of a practice; one item, so that one conditional write decides who gets the next. */
export const RosterSchema = z.strictObject({
  practiceId: PracticeIdSchema,
  /** Optimistic lock. */
  version: z.number().int().positive(),
  /** The day that `given` counts, YYYY-MM-DD in the practice's zone. */
  date: z.iso.date(),
  /** Leads given to each on that day. */
  given: PerStaffSchema,
  /** Leads that each holds now: those whose `owner` they are. Written in the same commit as the owner. */
  open: PerStaffSchema,
  /** Leads that nobody could have yet, the oldest first. */
  waiting: z.array(LeadIdSchema),
  /** The day, YYYY-MM-DD, whose digest was sent last. */
  digestOn: z.iso.date().optional(),
  /** When the desk must be looked at next, ms: a digest is due, or somebody may take what waits. */
  wakeAt: EpochMsSchema.optional(),
});
export type Roster = z.infer<typeof RosterSchema>;

const AlertedSchema = z.strictObject({ leadId: LeadIdSchema, at: EpochMsSchema });

/** What is kept of a member of staff besides the practice's configuration. */
export const StaffMemberSchema = z.strictObject({
  practiceId: PracticeIdSchema,
  staffId: StaffIdSchema,
  /** Optimistic lock. */
  version: z.number().int().positive(),
  /** The PIN that opens action links on a new device; scrypt, never the PIN itself. */
  pin: z.strictObject({ salt: z.string(), hash: z.string(), setAt: EpochMsSchema }).optional(),
  /** Wrong PINs in a row, and until when no further one is read, ms. */
  wrongPins: CountSchema,
  lockedUntil: EpochMsSchema.optional(),
  /** The alerts that this person got last, the newest last: what texting "1" claims. */
  alerted: z.array(AlertedSchema).optional(),
  /** The day, YYYY-MM-DD, whose digest they were sent last: written before it is sent, so that nobody gets one twice. */
  digestOn: z.iso.date().optional(),
});
export type StaffMember = z.infer<typeof StaffMemberSchema>;

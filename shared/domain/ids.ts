import * as z from "zod";

/** Identifies a practice; chosen by the operator, part of every table key. */
export const PracticeIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,39}$/)
  .brand<"PracticeId">();
export type PracticeId = z.infer<typeof PracticeIdSchema>;

/** Identifies one inquiry; a ULID, so it sorts by time and carries no contact data. */
export const LeadIdSchema = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{26}$/)
  .brand<"LeadId">();
export type LeadId = z.infer<typeof LeadIdSchema>;

/** Identifies one human within a practice; a ULID. */
export const PersonIdSchema = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{26}$/)
  .brand<"PersonId">();
export type PersonId = z.infer<typeof PersonIdSchema>;

/** Crockford's base 32, as ULIDs use it. */
export const ULID_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** What of a ULID says when it was made. */
export const ULID_TIME_CHARACTERS = 10;

/** When a ULID was made, ms. */
export function createdAtOf(ulid: LeadId | PersonId): number {
  const characters = Array.from(ulid.slice(0, ULID_TIME_CHARACTERS));
  return characters.reduce((time, one) => time * 32 + ULID_ALPHABET.indexOf(one), 0);
}

/** Identifies one follow-up run: `<leadId>-<purpose>[-<subject>]`, so that it fits an execution name with its generation. */
export const RunIdSchema = z
  .string()
  .regex(/^[0-9A-Za-z-]{28,70}$/)
  .brand<"RunId">();
export type RunId = z.infer<typeof RunIdSchema>;

/** Identifies a member of staff within a practice; chosen by the practice, and no contact data. */
export const StaffIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "expected lower-case letters, digits and dashes");

/** Identifies one import of a file; a ULID. */
export const ImportIdSchema = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{26}$/)
  .brand<"ImportId">();
export type ImportId = z.infer<typeof ImportIdSchema>;

/** Identifies a reactivation campaign of a practice; chosen by who makes it, and short enough for the name of an execution. */
export const CampaignIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,23}$/, "expected up to 24 lower-case letters, digits and dashes")
  .brand<"CampaignId">();
export type CampaignId = z.infer<typeof CampaignIdSchema>;

/** Identifies one touch: `<runId>#<stepKey>#<attempt>`; step keys are names, so editing a cadence repeats nothing. */
export const TouchIdSchema = z.string().brand<"TouchId">();
export type TouchId = z.infer<typeof TouchIdSchema>;

/** A stable name of a step within its cadence. */
export const StepKeySchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);

/**
 * Identifies a contact point without showing it: `v<n>:<hmac>` under version n of the practice's key ring.
 * Once written, a contact point keeps the key that it was first written under.
 */
export const PointKeySchema = z
  .string()
  .regex(/^v[0-9]+:[A-Za-z0-9_-]{43}$/)
  .brand<"PointKey">();
export type PointKey = z.infer<typeof PointKeySchema>;

/** Milliseconds since the epoch, UTC. */
export const EpochMsSchema = z.number().int().nonnegative();

/** The run id of a lead's run for one purpose and subject; a subject is at most 12 characters, so that an execution name has room. */
export function runIdOf(leadId: LeadId, purpose: string, subject?: string): RunId {
  return RunIdSchema.parse(`${leadId}-${purpose}${subject === undefined ? "" : `-${subject}`}`);
}

/** The id of one attempt of one step of a run. */
export function touchIdOf(runId: RunId, stepKey: string, attempt: number): TouchId {
  return `${runId}#${stepKey}#${attempt}` as TouchId;
}

/** The Step Functions execution name of one generation of a run; at most 80 characters. */
export function executionNameOf(runId: RunId, generation: number): string {
  return `${runId}-g${generation}`;
}

/**
 * The execution name of one start of a campaign's day (YYYY-MM-DD), counted from 1; at most 80 characters. No id holds an underscore: with
 * dashes, campaign `b-c` of practice `a` would have the names of campaign `c` of practice `a-b`.
 */
export function campaignDayNameOf(practiceId: PracticeId, campaignId: CampaignId, date: string, start: number): string {
  return `${practiceId}_${campaignId}_${date}${start === 1 ? "" : `-${start}`}`;
}

/** The execution name of one start of an import, counted from 1. */
export function importNameOf(importId: ImportId, start: number): string {
  return `${importId}-${start}`;
}

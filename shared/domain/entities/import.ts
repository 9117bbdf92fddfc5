import * as z from "zod";
import { EpochMsSchema, ImportIdSchema, LeadIdSchema, PracticeIdSchema } from "../ids.ts";

/** What the rows of a file are. */
export const ImportKindSchema = z.enum(["leads", "suppressions"]);
export type ImportKind = z.infer<typeof ImportKindSchema>;

/** In which order a date like 03/04/2026 names day (d), month (m) and year (y). */
export const DateOrderSchema = z.enum(["mdy", "dmy", "ymd"]);
export type DateOrder = z.infer<typeof DateOrderSchema>;

/** What a column may hold. */
export const ImportFieldSchema = z.enum([
  "firstName",
  "lastName",
  "fullName",
  "phone",
  "email",
  "postalCode",
  "state",
  "birthDate",
  "language",
  "preferredChannel",
  "serviceLine",
  "source",
  "campaign",
  "channel",
  "externalId",
  "receivedAt",
  "lastActivityAt",
  "stage",
  "lostReason",
  "value",
  "message",
  "relationship",
  /** "New patient?": yes or no. */
  "newPatient",
  "consentSms",
  "consentCall",
  "consentEmail",
  "consentAt",
  "consentText",
  "consentProofUrl",
  "optOut",
  "optOutEmail",
  /** "OK to contact?": a no is an opt-out, a yes no consent. */
  "mayContact",
  /** "Opted in?", "Marketing consent", of no channel: a no refuses consent to all, a yes gives none. */
  "permission",
]);
export type ImportField = z.infer<typeof ImportFieldSchema>;

const HeaderSchema = z.string().trim().min(1).max(200);
/** An object, not a record: a record passes over a key like `__proto__` instead of refusing it. */
const ColumnsSchema = z.strictObject(
  Object.fromEntries(ImportFieldSchema.options.map((field) => [field, HeaderSchema.optional()])) as Record<
    ImportField,
    z.ZodOptional<typeof HeaderSchema>
  >,
);
const WordSchema = z.string().trim().min(1).max(200);

/** Where an imported lead stood in the practice's own system. `patient`: it already is one. */
export const ImportedStageSchema = z.enum(["open", "booked", "patient", "lost", "opted_out"]);
export type ImportedStage = z.infer<typeof ImportedStageSchema>;

/** How a file is to be read where it does not speak for itself. */
export const ImportOptionsSchema = z.strictObject({
  /** Which column (its header) holds what; columns that are not named here are recognised by their headers. */
  columns: ColumnsSchema.optional(),
  /** The order of dates like 03/04/2026; needed unless the file proves one. */
  dateOrder: DateOrderSchema.optional(),
  /** When inquiries without a date came in, YYYY-MM-DD; the day of the import unless given. */
  receivedOn: z.iso.date().optional(),
  /** What the practice's own words for stages mean. */
  stages: z.record(WordSchema, ImportedStageSchema).optional(),
  /** What the practice's own words for lost reasons mean, as a lost reason of ours. */
  lostReasons: z.record(WordSchema, z.string()).optional(),
  /** The wording under which every consent in this file was given, when the rows do not say. */
  consentText: z.string().min(1).max(10_000).optional(),
  /** What an entry of a suppression list covers: all automated contact, or email only. */
  scope: z.enum(["all", "email"]).default("all"),
});
export type ImportOptions = z.infer<typeof ImportOptionsSchema>;

/** What is known of the dates of one column so far. */
const DateEvidenceSchema = z.strictObject({
  /** Orders that every date of the column allows. */
  orders: z.array(DateOrderSchema),
  /** Some date means different days under them. */
  ambiguous: z.boolean(),
});

/** How the file is laid out, once its header was read. */
export const FileLayoutSchema = z.strictObject({
  delimiter: z.string().length(1),
  /** Where the first row begins, bytes. */
  rowsFrom: z.number().int().nonnegative(),
  /** How many columns the header has. */
  width: z.number().int().positive(),
  /** Columns by what they hold, from 0; several for a phone and a mobile number, the first usable one counts. */
  columns: z.partialRecord(ImportFieldSchema, z.array(z.number().int().nonnegative())),
  /** By column field, for dates that are not written year first. */
  dates: z.partialRecord(ImportFieldSchema, DateEvidenceSchema),
});
export type FileLayout = z.infer<typeof FileLayoutSchema>;

const CountsSchema = z.record(z.string(), z.number().int().nonnegative());

/** A file on its way into the tables. Holds no cell of it. */
export const ImportJobSchema = z.strictObject({
  practiceId: PracticeIdSchema,
  importId: ImportIdSchema,
  /** Optimistic lock. */
  version: z.number().int().positive(),
  kind: ImportKindSchema,
  /** Nobody said what the rows are: a file that may as well be a list of opt-outs is refused. */
  kindAssumed: z.literal(true).optional(),
  /** `waiting` for its file, `reading` all of it once, `importing` its rows. */
  status: z.enum(["waiting", "reading", "importing", "done", "failed"]),
  createdAt: EpochMsSchema,
  /** The caller who asked for it. */
  createdBy: z.string(),
  options: ImportOptionsSchema,
  /** The file as it was when the import began; a file that changes meanwhile ends it. */
  file: z.strictObject({ bytes: z.number().int().nonnegative(), etag: z.string() }).optional(),
  layout: FileLayoutSchema.optional(),
  /** Rows in the file; known once it was read. */
  rows: z.number().int().nonnegative().optional(),
  /** Where the next chunk begins, bytes, and how many rows are before it. */
  offset: z.number().int().nonnegative(),
  row: z.number().int().nonnegative(),
  counts: z.strictObject({
    accepted: z.number().int().nonnegative(),
    merged: z.number().int().nonnegative(),
    /** Known word for word, or saying nothing new. */
    unchanged: z.number().int().nonnegative(),
    rejected: z.number().int().nonnegative(),
    /** Rows, of whatever outcome, that say that the person opted out. */
    optOuts: z.number().int().nonnegative(),
  }),
  /** How many rows were rejected for which reason, and how often what was not used as it stands. */
  rejectedFor: CountsSchema,
  warnings: CountsSchema,
  /** The parts of the file of rejected rows, and their bytes in all. */
  rejectedParts: z.number().int().nonnegative(),
  rejectedBytes: z.number().int().nonnegative(),
  /** Why it failed, and at which row, from 1. */
  error: z
    .strictObject({
      code: z.string(),
      row: z.number().int().positive().optional(),
      field: ImportFieldSchema.optional(),
    })
    .optional(),
  finishedAt: EpochMsSchema.optional(),
  /** Executions started for it so far. */
  starts: z.number().int().nonnegative(),
  /** When it must next show life, ms; absent while nothing is to be done. Later than this, `start-jobs` starts it again. */
  wakeAt: EpochMsSchema.optional(),
  /** Who got a link to its rejected rows, and when; the newest last. */
  downloads: z.array(z.strictObject({ at: EpochMsSchema, by: z.string() })).optional(),
});
export type ImportJob = z.infer<typeof ImportJobSchema>;

/** Remembers a row by the keyed hash of what it says, so that the same row again changes nothing. */
export const ImportRowSchema = z.strictObject({
  practiceId: PracticeIdSchema,
  rowHash: z.string(),
  version: z.number().int().positive(),
  /** The import and the row, from 1, that it was first worked as. */
  importId: ImportIdSchema,
  row: z.number().int().positive(),
  outcome: z.enum(["accepted", "merged", "unchanged"]),
  leadId: LeadIdSchema.optional(),
});
export type ImportRow = z.infer<typeof ImportRowSchema>;

/** Why campaigns of a practice may start: its opt-outs were imported, or somebody answers for there being none. */
export const OptOutRecordSchema = z.strictObject({
  practiceId: PracticeIdSchema,
  version: z.number().int().positive(),
  imported: z.strictObject({ importId: ImportIdSchema, at: EpochMsSchema }).optional(),
  attested: z.strictObject({ by: z.string(), name: z.string(), at: EpochMsSchema }).optional(),
  /** Who exported the suppressions, and when; the newest last. */
  exports: z.array(z.strictObject({ at: EpochMsSchema, by: z.string() })).optional(),
});
export type OptOutRecord = z.infer<typeof OptOutRecordSchema>;

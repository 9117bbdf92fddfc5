import * as z from "zod";
import { ImportFieldSchema, ImportKindSchema, ImportOptionsSchema } from "../domain/entities/import.ts";

/** Largest file that an import takes, bytes. */
export const MAX_IMPORT_BYTES = 1024 ** 3;

/** Body of `POST /v1/imports`. */
export const PostImportSchema = z.strictObject({
  practiceId: z.string().optional(),
  /**
   * `leads`: old leads with what is known of them; `suppressions`: numbers and addresses of people who opted out. Unless given,
   * `leads`, and a file that may as well be a list of opt-outs is refused.
   */
  kind: ImportKindSchema.optional(),
  options: ImportOptionsSchema.prefault({}),
});
export type PostImport = z.input<typeof PostImportSchema>;

const CountsSchema = z.record(z.string(), z.number().int());

/** How an import stands; holds no cell of the file. */
export const ImportViewSchema = z.strictObject({
  importId: z.string(),
  practiceId: z.string(),
  kind: ImportKindSchema,
  /** `waiting` for the file, `reading` it once from end to end, `importing` its rows, `done`, or `failed` with its `error`. */
  status: z.enum(["waiting", "reading", "importing", "done", "failed"]),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  /** Rows in the file; null until it was read. */
  rows: z.number().int().nullable(),
  rowsDone: z.number().int(),
  accepted: z.number().int(),
  merged: z.number().int(),
  /** Known word for word from an earlier import, or saying nothing new. */
  unchanged: z.number().int(),
  rejected: z.number().int(),
  /** Rows that say that the person opted out; they are also counted above. */
  optOuts: z.number().int(),
  /** How many rows were rejected for which reason. */
  rejectedFor: CountsSchema,
  /** How often what was not used as it stands. */
  warnings: CountsSchema,
  /** Which fields were found in the file. */
  fields: z.array(z.string()),
  /** Columns, from 1, that are read for nothing but words of an opt-out. */
  ignoredColumns: z.array(z.number().int().positive()),
  error: z
    .strictObject({
      code: z.string(),
      detail: z.string(),
      row: z.number().int().nullable(),
      /** What the column holds that it is about. */
      field: ImportFieldSchema.nullable(),
    })
    .nullable(),
});
export type ImportView = z.infer<typeof ImportViewSchema>;

/** 201 of `POST /v1/imports`: where to put the file. */
export const ImportCreatedSchema = z.strictObject({
  importId: z.string(),
  upload: z.strictObject({ method: z.literal("PUT"), url: z.string(), expiresAt: z.iso.datetime() }),
});
export type ImportCreated = z.infer<typeof ImportCreatedSchema>;

/** 200 of `GET /v1/imports`, the newest first. */
export const ImportListSchema = z.strictObject({ imports: z.array(ImportViewSchema) });
export type ImportList = z.infer<typeof ImportListSchema>;

/** A link to a CSV file that is there for a few minutes. */
export const FileLinkSchema = z.strictObject({
  url: z.string(),
  expiresAt: z.iso.datetime(),
  rows: z.number().int(),
  /** Of a list of opt-outs: those that are not in the file, since the number or address itself is no longer kept. */
  omitted: z.number().int().optional(),
});
export type FileLink = z.infer<typeof FileLinkSchema>;

/** Control characters, halves of characters, and marks that turn the direction of what is read: a name that stands for a promise has none. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

/** Body of `POST /v1/suppressions/attestations`: somebody answers by name for there being no opt-outs to import. */
export const PostAttestationSchema = z.strictObject({
  practiceId: z.string().optional(),
  /** First and last name of who says so. */
  name: z
    .string()
    .trim()
    .min(3)
    .max(200)
    .regex(/\S\s+\S/, "expected a first and a last name")
    .refine((name) => !UNPRINTABLE.test(name), "expected no control characters"),
  /** Said out loud: the practice has no list of people who opted out. */
  noOptOutsExist: z.literal(true),
});
export type PostAttestation = z.infer<typeof PostAttestationSchema>;

/** 201 of `POST /v1/suppressions/attestations`. */
export const AttestedSchema = z.strictObject({ practiceId: z.string(), attestedAt: z.iso.datetime() });
export type Attested = z.infer<typeof AttestedSchema>;

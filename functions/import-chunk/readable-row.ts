import type { ImportedRow } from "../../shared/domain/import/imported-row.ts";
import { readRow } from "../../shared/domain/import/read-row.ts";
import type { PostedPoint } from "../../shared/intake/contact-points.ts";
import { type ImportedLead, importedLead } from "./imported-lead.ts";
import type { RowContext, RowOutcome } from "./types.ts";

/** A row of the file on its way into the tables. */
export interface Row {
  /** From 1; the header does not count. */
  readonly number: number;
  readonly cells: readonly string[];
}

/** A row that could be read. */
export interface ReadableRow {
  readonly number: number;
  readonly row: ImportedRow;
  readonly imported: ImportedLead;
  /** Names the row by what it says. */
  readonly rowHash: string;
}

const REJECTED_AS_UNREACHABLE = { is: "rejected", reason: "no_contact_point" } as const;

/** Reads a row, or says why it cannot be worked. No input or output. */
export function readableRow(
  { number, cells }: Row,
  context: RowContext,
): ReadableRow | Extract<RowOutcome, { is: "rejected" }> {
  const { job, layout, practice, ring } = context;
  const read = readRow(cells, layout, job.options, { kind: job.kind, zone: practice.config.zone, now: job.createdAt });
  if (!read.ok) return { is: "rejected", reason: read.reason };
  const imported = importedLead(read.row, context);
  const { phone, email } = imported.submission.points;
  // Whoever is on a list of those who want no email, and has none, would be told of as suppressed and is not.
  const isOfEmail = job.kind === "suppressions" && read.row.optOut === "email";
  if (email === undefined && (isOfEmail || phone === undefined)) return REJECTED_AS_UNREACHABLE;
  // With the evidence that the options add, so that the same file with better evidence is worked anew; not with the moment of the import.
  const said = JSON.stringify([
    job.kind,
    job.options.scope,
    read.row,
    imported.submission.post.consent,
    imported.isDated ? imported.inquiredAt : undefined,
  ]);
  return { number, row: read.row, imported, rowHash: ring.hash(practice.practiceId, "import-row", said) };
}

/** What a row is recognised by: rows that share one of these are about each other. */
export function keysOf({ rowHash, imported }: ReadableRow): string[] {
  const { submission } = imported;
  const points = pointsOf(imported).flatMap(({ keys }) => keys);
  return [rowHash, ...points, ...(submission.externalRefHash === undefined ? [] : [submission.externalRefHash])];
}

/** Every number and address that a row's lead is known by. */
export function pointsOf({ submission, further }: ImportedLead): PostedPoint[] {
  return [...Object.values(submission.points), ...further];
}

import { readHeader } from "../../../functions/import-chunk/read-header.ts";
import { type FileLayout, type ImportKind, ImportOptionsSchema } from "../../../shared/domain/entities/import.ts";
import { noteDates } from "../../../shared/domain/import/dates.ts";
import type { ImportedRow, RowContext } from "../../../shared/domain/import/imported-row.ts";
import { readRow } from "../../../shared/domain/import/read-row.ts";
import { NOW } from "../../support/fakes/clock.ts";

/** How a file differs from an ordinary list of leads. */
export interface Given {
  readonly kind?: ImportKind;
  readonly options?: object;
  /** Other rows of the file, which its dates are judged by. */
  readonly others?: readonly (readonly string[])[];
}

/** Reads one row of a file with this header, as an import does. */
export function read(
  header: string,
  cells: readonly string[],
  { kind = "leads", options = {}, others = [] }: Given = {},
) {
  const parsed = ImportOptionsSchema.parse(options);
  const context: RowContext = { kind, zone: "America/Chicago", now: NOW };
  const found = readHeader(Buffer.from(`${header}\n`), { isEnd: true, kind, options: parsed });
  if (!found.ok) throw new Error(`expected a header that can be read, got ${found.flaw.code}`);
  const dates = [...others, cells].reduce((known, row) => noteDates(known, row, found.layout, context), {});
  const layout: FileLayout = { ...found.layout, dates };
  return readRow(cells, layout, parsed, context);
}
/** A row that can be read. */
export function rowOf(...given: Parameters<typeof read>): ImportedRow {
  const result = read(...given);
  if (!result.ok) throw new Error(`expected a row, got ${result.reason}`);
  return result.row;
}
/** Why it cannot. */
export const reasonOf = (...given: Parameters<typeof read>) => {
  const result = read(...given);
  return result.ok ? "ok" : result.reason;
};
/** A row with a usable number and the cells given. */
export const withPhone = (header: string, cells: readonly string[], given?: Given) =>
  rowOf(`Phone,${header}`, ["312-555-0142", ...cells], given);
/** A lead with proven consent to everything, and what else its row says. */
export const proven = (header: string, cell: string) =>
  withPhone(`SMS Consent,Call Consent,Email Consent,Consent Text,Created,${header}`, [
    "yes",
    "yes",
    "yes",
    "I agree to receive texts and calls.",
    "2025-03-04",
    cell,
  ]);

import type { FileLayout, ImportOptions } from "../entities/import.ts";
import { present } from "../present.ts";
import { chosenOrder, DATE_FIELDS, type DateField, type ReadDate, readDate } from "./dates.ts";
import { relationshipOf, relationshipOfNew, sourceChannelOf } from "./field-words.ts";
import type { ImportedRow, ReadRow, RowContext, RowReason } from "./imported-row.ts";
import { entryScope, listColumns } from "./list-entry.ts";
import { amountOf } from "./money.ts";
import { raggedOptOut } from "./ragged-row.ts";
import { FREE_TEXT, RowCells, WORD } from "./row-cells.ts";
import { consentOfRow } from "./row-consent.ts";
import { contactOf } from "./row-contact.ts";
import { formulaColumns, holdsRows, isTooWide } from "./row-flaws.ts";
import { type RowRefusals, refusalsOfRow } from "./row-opt-out.ts";
import { lostReasonOf, stageOf } from "./row-stage.ts";

/**
 * Reads a row of a file; the cells are decoded texts. A flaw rejects the row, unless it says that the person opted out: that
 * is never lost to a formula, a date or a comma elsewhere in it. Total: answers for any cells.
 */
export function readRow(
  cells: readonly string[],
  layout: FileLayout,
  options: ImportOptions,
  context: RowContext,
): ReadRow {
  const isList = context.kind === "suppressions";
  const isRagged = isTooWide(cells, layout);
  if (isRagged && !isList) return raggedRow(cells, layout, options, context);
  if (holdsRows(cells, layout)) return { ok: false, reason: "unclosed_quote" };

  const columns = isList ? listColumns(cells, layout) : layout.columns;
  const everything = new RowCells(cells, columns);
  const refusals = refusalsOfRow(everything, options, context.kind);
  const scope = isList ? entryScope(everything, refusals, options, isRagged) : refusals.optOut;
  if (isList && scope === undefined) return { ok: false, reason: "not_opted_out" };
  const mustCount = isList || refusals.optOut !== undefined;
  const formulas = formulaColumns(cells, { columns });
  if (formulas.length > 0 && !mustCount) return { ok: false, reason: "formula_cell" };
  const row = everything.without(formulas);
  if (formulas.length > 0) row.warn("formula_ignored");

  const dates = datesOf(row, layout, options, context);
  if (dates.problem !== undefined && !mustCount) return { ok: false, reason: dates.problem };
  if (dates.problem !== undefined) row.warn("date_ignored");
  return { ok: true, row: importedRow(row, dates.read, { refusals, optOut: scope, options, context }) };
}

/** Which cell is which is unknown, and dates and consent with it; that somebody opted out counts. */
function raggedRow(cells: readonly string[], layout: FileLayout, options: ImportOptions, context: RowContext): ReadRow {
  const found = holdsRows(cells, layout) ? undefined : raggedOptOut(cells, layout);
  if (found === undefined) return { ok: false, reason: "too_many_columns" };
  const { row, refusals } = found;
  return { ok: true, row: importedRow(row, {}, { refusals, optOut: refusals.optOut, options, context }) };
}

interface Dates {
  readonly read: { readonly [F in DateField]?: ReadDate };
  /** What is wrong with the first that cannot be used. */
  readonly problem: RowReason | undefined;
}

function datesOf(row: RowCells, layout: FileLayout, options: ImportOptions, context: RowContext): Dates {
  const read: { [F in DateField]?: ReadDate } = {};
  let problem: RowReason | undefined;
  for (const field of DATE_FIELDS) {
    const date = readDate(row.first(field) ?? "", field, chosenOrder(layout.dates[field], options.dateOrder), context);
    // A birthday without a year is as good as none.
    if (date === "invalid_date" && field === "birthDate") row.warn("date_ignored");
    else if (typeof date === "string") problem ??= date;
    else if (date !== undefined) read[field] = date;
  }
  return { read, problem };
}

interface RowFacts {
  readonly refusals: RowRefusals;
  readonly optOut: ImportedRow["optOut"] | undefined;
  readonly options: ImportOptions;
  readonly context: RowContext;
}

function importedRow(
  row: RowCells,
  dates: Dates["read"],
  { refusals, optOut, options, context }: RowFacts,
): ImportedRow {
  if (dates.receivedAt === undefined && context.kind === "leads") row.warn("no_date");
  const stage = stageOf(row, options);
  const fields = {
    contact: contactOf(row, dates.birthDate),
    source: sourceOf(row),
    inquiry: inquiryOf(row, stage.stage),
    consent: consentOfRow(row, refusals, dates.consentAt),
    receivedAt: dates.receivedAt?.ms,
    lastActivityAt: dates.lastActivityAt?.ms,
    ...stage,
    ...lostReasonOf(row, stage, options),
    value: row.meaning("value", amountOf, "value_ignored"),
    optOut,
  };
  return present<ImportedRow>({ ...fields, warnings: [...row.warnings] });
}

function sourceOf(row: RowCells): ImportedRow["source"] {
  return present<ImportedRow["source"]>({
    channel: row.meaning("channel", sourceChannelOf, "unknown_channel"),
    name: row.text("source", WORD),
    campaign: row.text("campaign", WORD),
    externalId: row.text("externalId", WORD),
  });
}

function inquiryOf(row: RowCells, stage: ImportedRow["stage"]): ImportedRow["inquiry"] {
  const stated = row.meaning("relationship", relationshipOf, "unknown_relationship");
  const asked = row.meaning("newPatient", relationshipOfNew, "unknown_relationship");
  const isExisting = stage === "patient" || stated === "existing" || asked === "existing";
  return present<ImportedRow["inquiry"]>({
    serviceLine: row.text("serviceLine", WORD),
    message: row.clean(row.all("message").join("\n"), FREE_TEXT),
    relationship: isExisting ? "existing" : (stated ?? asked),
  });
}

import { stringify } from "csv-stringify/sync";
import type { ListEntry } from "./read-list.ts";

const COLUMNS = ["phone", "email", "scope", "since", "reason"];

/** The list as CSV that our own import takes, and that no spreadsheet runs a cell of. */
export function csvOf(entries: readonly ListEntry[]): string {
  const rows = entries.map(({ kind, value, suppression: { scope, at, reason } }) => [
    kind === "phone" ? phoneText(value) : "",
    kind === "email" ? value : "",
    scope,
    new Date(at).toISOString(),
    reason,
  ]);
  return stringify([COLUMNS, ...rows], { escape_formulas: true });
}

/** 312-555-0199, and 011442079460000 for a number abroad: with its plus, a spreadsheet would take it for a formula. */
function phoneText(e164: string): string {
  const [, area, exchange, line] = /^[+]1(\d{3})(\d{3})(\d{4})$/.exec(e164) ?? [];
  return line === undefined ? e164.replace(/^[+]/, "011") : `${area}-${exchange}-${line}`;
}

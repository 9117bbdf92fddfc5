import { stringify } from "csv-stringify/sync";
import type { Report } from "../../shared/contracts/report-api.ts";

/** A report as CSV: one line for each row and one for the total; no spreadsheet runs a cell of it. */
export function csvOf({ by, rows, total }: Report): string {
  const keys = rows[0] === undefined ? (by === null ? [] : [by]) : Object.keys(rows[0].key);
  const names = Object.keys(total.figures);
  const line = (key: readonly string[], { figures, hidden }: Report["total"]) => [
    ...key.map(harmless),
    ...names.map((name) => figures[name] ?? ""),
    hidden.join(" "),
  ];
  const lines = rows.map(({ key, ...told }) => line(["row", ...keys.map((name) => key[name] ?? "")], told));
  return stringify([["kind", ...keys, ...names, "hidden"], ...lines, line(["total", ...keys.map(() => "")], total)]);
}

/** A text that no spreadsheet takes for a formula (OWASP, "CSV Injection"). Numbers stay numbers: a loss begins with a minus. */
function harmless(text: string): string {
  return /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
}

/** What the file is called. */
export function fileNameOf({ report, practiceId, period: { from, to } }: Report): string {
  return `${practiceId}-${report}-${from}-${to}.csv`;
}

import type { Report } from "../../shared/contracts/report-api.ts";
import type { HttpRequest, HttpResponse } from "../../shared/platform/http.ts";
import { csvOf, fileNameOf } from "./csv.ts";

/** The answer as it was asked for: JSON, or CSV by `format=csv` or `accept: text/csv`. */
export function inFormat({ query, headers }: Pick<HttpRequest, "query" | "headers">, report: Report): HttpResponse {
  const isCsv =
    query.format === undefined ? /\btext[/]csv\b/.test(headers.accept ?? "") : query.format.toLowerCase() === "csv";
  if (!isCsv) return { status: 200, body: report };
  const disposition = { "content-disposition": `attachment; filename="${fileNameOf(report)}"` };
  return { status: 200, body: csvOf(report), headers: disposition };
}

import type { NodeFunction } from "../constructs/node-function.ts";
import type { PipelineParts } from "./pipeline-parts.ts";

/** Reports and the spend that they tell of. None of these functions reaches the vault, and none may change a lead. */
export function addReportRoutes(parts: PipelineParts): NodeFunction[] {
  const { leads } = parts.data;
  const readReport = parts.addFunction("read-report", parts.leadTable);
  leads.grantRead(readReport.role);
  leads.grantSummarize(readReport.role);
  const putSpend = parts.addFunction("put-spend", parts.leadTable);
  leads.grantRead(putSpend.role);
  leads.grantPutSpend(putSpend.role);
  return [readReport, putSpend];
}

import type { EventFlow } from "../constructs/event-flow.ts";
import type { NodeFunction } from "../constructs/node-function.ts";
import { Workflow } from "../constructs/workflow.ts";
import type { PipelineParts } from "./pipeline-parts.ts";

/**
 * Rows that one import works a second at most. A row is a transaction of about ten items, which cost twice what single writes do; a table that
 * bills by request takes 4,000 units a second from the start, and posts of new leads need room beside an import.
 */
const ROWS_PER_SECOND = 100;

/** Old leads and opt-outs from files: the functions behind the routes, and the state machine. */
export function addImports(parts: PipelineParts, flow: EventFlow): { routed: NodeFunction[]; workflow: Workflow } {
  const { leads, vault, imports } = parts.data;
  const filed = { ...parts.leadTable, ...parts.importBucket };

  const importChunk = parts.addFunction("import-chunk", {
    ...parts.bothTables,
    ...parts.keyRing,
    ...parts.importBucket,
    IMPORT_ROWS_PER_SECOND: String(ROWS_PER_SECOND),
  });
  leads.grantCommit(importChunk.role);
  vault.grantTalkToPeople(importChunk.role);
  vault.grantRecognisePeople(importChunk.role);
  imports.grantReadUploads(importChunk.role);
  imports.grantWriteRejected(importChunk.role);
  const workflow = new Workflow(parts.scope, "LeadImport", {
    file: "lead-import",
    variable: "LEAD_IMPORT_STATE_MACHINE_ARN",
    encryptionKey: parts.key,
    tasks: { ImportChunkFunctionArn: importChunk },
  });

  const startImport = parts.addFunction("start-import", filed);
  leads.grantCommit(startImport.role);
  imports.grantReadUploads(startImport.role);
  workflow.letStart(startImport);
  flow.consumeUploadsWith("ToStartImport", startImport, imports.bucket);

  const createImport = parts.addFunction("create-import", filed);
  leads.grantCommit(createImport.role);
  imports.grantPresignUpload(createImport.role);

  const readImport = parts.addFunction("read-import", filed);
  leads.grantCommit(readImport.role);
  leads.grantListImports(readImport.role);
  imports.grantPresignRejected(readImport.role);

  const exportSuppressions = parts.addFunction("export-suppressions", {
    ...parts.bothTables,
    ...parts.keyRing,
    ...parts.importBucket,
  });
  leads.grantCommit(exportSuppressions.role);
  leads.grantReadSuppressions(exportSuppressions.role);
  vault.grantReadContacts(exportSuppressions.role);
  vault.grantRecognisePeople(exportSuppressions.role);
  imports.grantExport(exportSuppressions.role);

  const attestNoOptOuts = parts.addFunction("attest-no-opt-outs", parts.leadTable);
  leads.grantCommit(attestNoOptOuts.role);

  return { routed: [createImport, readImport, exportSuppressions, attestNoOptOuts], workflow };
}

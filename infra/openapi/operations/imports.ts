import { ACCESS_PROBLEMS, BODY_PROBLEMS, NO_PRACTICE, type Operations, PRACTICE_QUERY } from "../operation.ts";

const LINK = "A link that is there for a few minutes. Who got it is noted: the file holds contact data.";

/** Files of old leads and of opt-outs. */
export const IMPORT_OPERATIONS: Operations = {
  "POST /v1/imports": {
    summary: "Import a file of leads, or of opt-outs",
    description:
      "Answers where to put the CSV file. Once it is there, all of it is read once and then its rows are imported; the same row again changes nothing. Without `kind`, a file that may as well be a list of opt-outs is refused (`kind_unclear`).",
    request: "PostImport",
    success: { status: "201", description: "The import waits for its file.", schema: "ImportCreated" },
    problems: {
      ...BODY_PROBLEMS,
      ...ACCESS_PROBLEMS,
      "422": `JSON, but no import (\`invalid_import\`), or ${NO_PRACTICE}`,
    },
  },
  "GET /v1/imports": {
    operationId: "list-imports",
    summary: "List a practice's newest imports",
    description: "The newest first. Holds no cell of any file.",
    query: PRACTICE_QUERY,
    success: { status: "200", description: "The imports.", schema: "ImportList" },
    problems: { ...ACCESS_PROBLEMS, "422": `Of which practice is not clear: ${NO_PRACTICE}` },
  },
  "GET /v1/imports/{importId}": {
    operationId: "read-import",
    summary: "Read how an import stands",
    description: "How many rows were accepted, merged, known already and rejected, and for which reasons.",
    success: { status: "200", description: "The import.", schema: "ImportView" },
    problems: { ...ACCESS_PROBLEMS, "404": "No such import in the caller's practices." },
  },
  "GET /v1/imports/{importId}/rejected-rows": {
    operationId: "read-rejected-rows",
    summary: "Get the rejected rows",
    description:
      "A CSV file of the rows that were rejected, each with its reason; cells that a spreadsheet would run are made harmless.",
    success: { status: "200", description: LINK, schema: "FileLink" },
    problems: {
      ...ACCESS_PROBLEMS,
      "404": "No such import in the caller's practices (`import_not_found`), or no rejected rows (`no_rejected_rows`).",
      "409": "The import has not ended (`import_under_way`).",
    },
  },
  "GET /v1/suppressions": {
    summary: "Export a practice's opt-outs",
    description: "A CSV file of the numbers and addresses of people who opted out, for whoever else contacts them.",
    query: PRACTICE_QUERY,
    success: { status: "200", description: LINK, schema: "FileLink" },
    problems: { ...ACCESS_PROBLEMS, "422": `Of which practice is not clear: ${NO_PRACTICE}` },
  },
  "POST /v1/suppressions/attestations": {
    summary: "Answer by name for there being no opt-outs",
    description:
      "For a practice that has no list of people who opted out: without one or the other no campaign starts.",
    request: "PostAttestation",
    success: { status: "201", description: "Noted.", schema: "Attested" },
    problems: {
      ...BODY_PROBLEMS,
      ...ACCESS_PROBLEMS,
      "422": `JSON, but no attestation (\`invalid_attestation\`), or ${NO_PRACTICE}`,
    },
  },
};

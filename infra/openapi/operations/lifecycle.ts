import { ACCESS_PROBLEMS, BODY_PROBLEMS, NO_PRACTICE, type Operations, PRACTICE_QUERY } from "../operation.ts";

const NOT_FOUND = { "404": "No such lead in the caller's practices." };

/** What people, call centers and booking systems say of leads. */
export const LIFECYCLE_OPERATIONS: Operations = {
  "GET /v1/leads": {
    summary: "List what waits for people",
    description:
      "The leads that people have work with, the one whose newest inquiry is the oldest first. Holds no contact data. The list may lag behind by a moment.",
    query: {
      ...PRACTICE_QUERY,
      status: "Statuses, separated by commas; everything that people have work with unless given.",
      limit: "1 to 100; 50 unless given.",
      cursor: "The `cursor` of the answer before, with the same `status`.",
    },
    success: { status: "200", description: "The next leads.", schema: "WorkList" },
    problems: { ...ACCESS_PROBLEMS, "422": `An impossible query (\`invalid_query\`), or ${NO_PRACTICE}` },
  },
  "POST /v1/leads/{leadId}/calls": {
    summary: "Record an attempt to call",
    description:
      "A connected call is human contact at its own time and ends automated follow-up; any other outcome settles nothing. `wrong_number` voids the consent given for the number.",
    request: "PostCall",
    success: { status: "201", description: "Recorded.", schema: "CallRecorded" },
    problems: {
      ...BODY_PROBLEMS,
      ...ACCESS_PROBLEMS,
      ...NOT_FOUND,
      "422":
        "JSON, but no record of a call, or of before the inquiry or of time to come (`invalid_call`); or somebody whom the practice does not know (`unknown_staff`).",
    },
  },
  "POST /v1/leads/{leadId}/dispositions": {
    summary: "Record what came of a lead",
    description:
      "Moves the lead as docs/lifecycle.md says and ends, or starts, the follow-up that goes with it. The same again changes nothing.",
    request: "PostDisposition",
    success: { status: "201", description: "Recorded.", schema: "DispositionRecorded" },
    unchanged: { status: "200", description: "It was known already." },
    problems: {
      ...BODY_PROBLEMS,
      ...ACCESS_PROBLEMS,
      ...NOT_FOUND,
      "409": "A lead that stands where this one does does not come that far (`illegal_move`).",
      "422":
        "JSON, but no disposition, or of an impossible moment (`invalid_disposition`); or somebody whom the practice does not know (`unknown_staff`).",
    },
  },
  "POST /v1/leads/{leadId}/claim": {
    summary: "Take a lead on",
    description:
      "Nobody else is alerted about the lead from then on. It is no human contact, and it ends when the person asks again.",
    request: "PostClaim",
    requestMayBeLeftOut: true,
    success: { status: "201", description: "Claimed.", schema: "LeadClaimed" },
    unchanged: { status: "200", description: "They had it already." },
    problems: {
      ...BODY_PROBLEMS,
      ...ACCESS_PROBLEMS,
      ...NOT_FOUND,
      "409": "Somebody else has it (`already_claimed`), or nothing is left to take on (`lead_settled`).",
      "422": "No member of staff of the practice (`unknown_staff`), or no claim (`invalid_claim`).",
    },
  },
  "POST /v1/missed-calls": {
    operationId: "receive-missed-call",
    summary: "Post a call that nobody took",
    description:
      "Becomes a lead by phone, or joins one, as a post of `/v1/leads` does; staff are told to call back, once for each inquiry. Another delivery under the same `externalId` is no other call.",
    request: "PostMissedCall",
    success: { status: "202", description: "Stored, and staff are told.", schema: "LeadAccepted" },
    problems: {
      "400": "Not JSON, not UTF-8, not an object, or a malformed Idempotency-Key.",
      ...ACCESS_PROBLEMS,
      "413": "The body is larger than 256 KiB.",
      "422": `No usable number (\`no_usable_contact_point\`), a reused Idempotency-Key, or ${NO_PRACTICE}`,
    },
    headers: {
      "Idempotency-Key": "Repeating a post under the same key within 24 hours answers the same and does nothing.",
    },
  },
  "POST /v1/bookings": {
    summary: "Post bookings of another system",
    description:
      "Up to 1,000 rows, as JSON or as CSV (`content-type: text/csv`, with a header). Whoever was booked there gets no more messages here. Rows are matched by number and address, and by name where several people share one; nothing is stored of a row that fits nobody. The same feed again changes nothing.",
    request: "PostBookings",
    requestMayBeCsv: true,
    query: PRACTICE_QUERY,
    success: { status: "200", description: "What became of each row.", schema: "BookingsRecorded" },
    problems: {
      "400": "Neither JSON nor CSV, or not UTF-8.",
      ...ACCESS_PROBLEMS,
      "413": "The body is larger than 256 KiB.",
      "422": `No list of bookings (\`invalid_bookings\`), more than 1,000 rows (\`too_many_rows\`), a CSV without a column of numbers or addresses (\`no_contact_column\`), or ${NO_PRACTICE}`,
    },
  },
};

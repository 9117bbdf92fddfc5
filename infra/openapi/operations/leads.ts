import { ACCESS_PROBLEMS, type Operations } from "../operation.ts";

/** Leads and what becomes of them. */
export const LEAD_OPERATIONS: Operations = {
  "POST /v1/leads": {
    operationId: "receive-lead",
    summary: "Post a lead",
    description:
      "Takes an inquiry and answers as soon as it is stored; the first response goes out within seconds. A bad optional field becomes a warning.",
    request: "PostLead",
    success: { status: "202", description: "Stored, and being worked.", schema: "LeadAccepted" },
    problems: {
      "400": "Not JSON, not UTF-8, not an object, or a malformed Idempotency-Key.",
      ...ACCESS_PROBLEMS,
      "413": "The body is larger than 256 KiB.",
      "422":
        "No usable contact point (the post is kept for people to look at), an unknown practice, or a reused Idempotency-Key.",
    },
    headers: {
      "Idempotency-Key": "Repeating a post under the same key within 24 hours answers the same and does nothing.",
    },
  },
  "GET /v1/leads/{leadId}": {
    summary: "Read a lead's status and timeline",
    description: "Every touch that went out, was deferred or was refused, with its reason. Holds no contact data.",
    success: { status: "200", description: "The lead.", schema: "LeadView" },
    problems: { ...ACCESS_PROBLEMS, "404": "No such lead in the caller's practices." },
  },
  "GET /v1/test-leads/{leadId}": {
    operationId: "read-test-lead",
    summary: "Read how a test of the mystery shopper stands",
    description: "The same as of a lead, for the tests that the mystery shopper posted and for nothing else.",
    success: { status: "200", description: "The test.", schema: "LeadView" },
    problems: { ...ACCESS_PROBLEMS, "404": "No such test in the caller's practices." },
  },
  "POST /v1/leads/{leadId}/enrollments": {
    summary: "Take a lead through another cadence",
    description:
      "Starts the practice's cadence for now-and-then news, for a person who went quiet, or for a missed appointment. The same enrollment again changes nothing.",
    request: "PostEnrollment",
    success: { status: "202", description: "Under way, or it was already.", schema: "EnrollmentAccepted" },
    problems: {
      "400": "Not JSON.",
      ...ACCESS_PROBLEMS,
      "404": "No such lead in the caller's practices.",
      "409":
        "Its first follow-up has not ended (`follow_up_under_way`), nothing automatic may go to this person (`opted_out`, `staff_only_lead`), or the practice has no such cadence (`cadence_not_configured`).",
      "413": "The body is larger than 256 KiB.",
      "422":
        "JSON, but no enrollment (`invalid_enrollment`), or the cadence counts from an appointment or a treatment that the body does not name (`missing_anchor`).",
    },
  },
};

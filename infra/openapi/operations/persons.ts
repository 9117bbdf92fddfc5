import { ACCESS_PROBLEMS, BODY_PROBLEMS, NO_PRACTICE, type Operations } from "../operation.ts";

const NOT_FOUND = { "404": "No such person in the caller's practices." };
const ERASED = { "410": "What was known of the person was erased, or is being erased (`person_erased`)." };

/** What is known of one person: who sees it, who gets it, and how it ends. */
export const PERSON_OPERATIONS: Operations = {
  "GET /v1/leads/{leadId}/contact": {
    summary: "Read who a lead is",
    description:
      "Name, number, address and what was written, either way. Who reads it is on the lead's timeline (`lead.viewed.v1`) before anything is shown; what cannot be noted there is not shown.",
    success: { status: "200", description: "Who the lead is.", schema: "LeadContact" },
    problems: { ...ACCESS_PROBLEMS, "404": "No such lead in the caller's practices.", ...ERASED },
  },
  "POST /v1/persons/search": {
    summary: "Find persons by number or address",
    description:
      "Who is known under a phone number or an email address, whichever version of its key that is stored under. Answers ids and no contact data.",
    request: "PostPersonSearch",
    success: { status: "200", description: "Who is known; nobody is an empty list.", schema: "PersonsFound" },
    problems: {
      ...BODY_PROBLEMS,
      ...ACCESS_PROBLEMS,
      "422": `JSON, but no search, or no usable number or address (\`invalid_search\`); or ${NO_PRACTICE}`,
    },
  },
  "GET /v1/persons/{personId}/export": {
    summary: "Export all that is known of a person",
    description:
      "One JSON document of every lead of the person: contact, inquiries with the evidence of their consent, messages either way, timeline. It is on the timeline of each lead who got it.",
    success: { status: "200", description: "All that is known.", schema: "PersonExport" },
    problems: { ...ACCESS_PROBLEMS, ...NOT_FOUND, ...ERASED },
  },
  "DELETE /v1/persons/{personId}": {
    summary: "Erase a person",
    description:
      "Erases names, numbers, addresses, words, external ids and consent evidence from all leads of the person, and ends their follow-up (`erased`): nothing is sent afterwards. What happened when stays, without saying to whom; opt-outs stay, by keyed hash, and block the number or address for good. What others who share a number said stays theirs. The same again changes nothing. Backups hold what was erased for 35 more days.",
    success: { status: "200", description: "Erased.", schema: "PersonErased" },
    unchanged: { status: "202", description: "There is a lot: it goes on by itself (`erasing`)." },
    problems: { ...ACCESS_PROBLEMS, ...NOT_FOUND, "409": "The person is under a legal hold (`legal_hold`)." },
  },
  "PUT /v1/persons/{personId}/legal-hold": {
    operationId: "hold-person",
    summary: "Hold a person",
    description:
      "Nothing of the person is erased, at anybody's wish or by age, until the hold is lifted. The same again changes nothing; another reason takes its place.",
    request: "PutLegalHold",
    success: { status: "200", description: "Held.", schema: "PersonHeld" },
    problems: {
      ...BODY_PROBLEMS,
      ...ACCESS_PROBLEMS,
      ...NOT_FOUND,
      ...ERASED,
      "422": "JSON, but no legal hold (`invalid_legal_hold`).",
    },
  },
  "DELETE /v1/persons/{personId}/legal-hold": {
    operationId: "release-person",
    summary: "Lift a hold",
    description: "The person may be erased again. Without a hold, nothing changes.",
    success: { status: "200", description: "Not held any more.", schema: "PersonHeld" },
    problems: { ...ACCESS_PROBLEMS, ...NOT_FOUND, ...ERASED },
  },
};

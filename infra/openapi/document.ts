import * as z from "zod";
import {
  EnrollmentAcceptedSchema,
  LeadAcceptedSchema,
  LeadViewSchema,
  PostEnrollmentSchema,
  PostLeadSchema,
  ProblemSchema,
} from "../../shared/contracts/lead-api.ts";
import { API_KEY_HEADER, ROUTES } from "../../shared/contracts/routes.ts";

interface Operation {
  /** @default the name of its function */
  readonly operationId?: string;
  readonly summary: string;
  readonly description: string;
  /** Schema of the JSON body. */
  readonly request?: string;
  /** Answers with a page for people when it has no schema. */
  readonly success: { readonly status: string; readonly description: string; readonly schema?: string };
  readonly problems: Readonly<Record<string, string>>;
  /** Problems that people are told by a page. */
  readonly pages?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

const schemas = {
  PostLead: PostLeadSchema,
  LeadAccepted: LeadAcceptedSchema,
  LeadView: LeadViewSchema,
  PostEnrollment: PostEnrollmentSchema,
  EnrollmentAccepted: EnrollmentAcceptedSchema,
  Problem: ProblemSchema,
};
const ACCESS_PROBLEMS = {
  "401": "No API key, or an unknown one.",
  "403": "The key's role may not do this.",
  "503": "Nothing was written; try again after `retry-after` seconds.",
};

const UNSUBSCRIBE_PAGES = { "404": "The link is none of ours.", "503": "Nothing was changed; try again." };

/** What ROUTES does not say about each operation, by `METHOD path`. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  "POST /v1/leads": {
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
  "GET /unsubscribe/{token}": {
    operationId: "unsubscribe-page",
    summary: "Ask whether to stop emails",
    description: "The page behind the link in every email. Looking at it changes nothing, so link scanners do no harm.",
    success: { status: "200", description: "A page with a button that posts to the same address." },
    problems: {},
    pages: UNSUBSCRIBE_PAGES,
  },
  "POST /unsubscribe/{token}": {
    operationId: "unsubscribe",
    summary: "Stop emails",
    description:
      "The button of that page, or the mail program of the reader (RFC 8058, one click). The same again changes nothing.",
    success: { status: "200", description: "A page that confirms it." },
    problems: {},
    pages: UNSUBSCRIBE_PAGES,
  },
};

const PAGE = { "text/html": { schema: { type: "string" } } };
const content = (type: string, schema: string) => ({ [type]: { schema: { $ref: `#/components/schemas/${schema}` } } });

/** The OpenAPI 3.1 description of the API, from the route table and the zod schemas that the functions use. */
export function openApiDocument(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of ROUTES) {
    const operation = OPERATIONS[`${route.method} ${route.path}`];
    if (operation === undefined)
      throw new Error(`route ${route.method} ${route.path} has no entry in OPERATIONS; add one`);
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: describe(route, operation) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "First Touch", version: "1", license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    security: [{ apiKey: [] }],
    paths,
    components: {
      securitySchemes: { apiKey: { type: "apiKey", in: "header", name: API_KEY_HEADER } },
      schemas: Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, jsonSchema(schema)])),
    },
  };
}

function describe(route: (typeof ROUTES)[number], operation: Operation): object {
  const pathParameters = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) =>
    parameter(String(name), "path", true),
  );
  const headers = Object.entries(operation.headers ?? {}).map(([name, text]) => parameter(name, "header", false, text));
  const problems = Object.entries(operation.problems).map(([status, description]) => [
    status,
    { description, content: content("application/problem+json", "Problem") },
  ]);
  const pages = Object.entries(operation.pages ?? {}).map(([status, description]) => [
    status,
    { description, content: PAGE },
  ]);
  const { success } = operation;
  const body = success.schema === undefined ? PAGE : content("application/json", success.schema);
  return {
    operationId: operation.operationId ?? route.functionName,
    summary: operation.summary,
    description: operation.description,
    ...(route.roles === "public" ? { security: [] } : { "x-roles": route.roles }),
    parameters: [...pathParameters, ...headers],
    ...(operation.request
      ? { requestBody: { required: true, content: content("application/json", operation.request) } }
      : {}),
    responses: {
      [success.status]: { description: success.description, content: body },
      ...Object.fromEntries([...problems, ...pages]),
    },
  };
}

function parameter(name: string, where: "path" | "header", required: boolean, description?: string): object {
  return { name, in: where, required, schema: { type: "string" }, ...(description ? { description } : {}) };
}

function jsonSchema(schema: z.ZodType): object {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: "input" });
  return rest;
}

import * as z from "zod";
import { LeadAcceptedSchema, LeadViewSchema, PostLeadSchema, ProblemSchema } from "../../shared/contracts/lead-api.ts";
import { API_KEY_HEADER, ROUTES } from "../../shared/contracts/routes.ts";

interface Operation {
  readonly summary: string;
  readonly description: string;
  readonly request?: string;
  readonly success: { readonly status: string; readonly description: string; readonly schema: string };
  readonly problems: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

const schemas = {
  PostLead: PostLeadSchema,
  LeadAccepted: LeadAcceptedSchema,
  LeadView: LeadViewSchema,
  Problem: ProblemSchema,
};
const ACCESS_PROBLEMS = {
  "401": "No API key, or an unknown one.",
  "403": "The key's role may not do this.",
  "503": "Nothing was written; try again after `retry-after` seconds.",
};

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
};

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
  const { success } = operation;
  return {
    operationId: route.functionName,
    summary: operation.summary,
    description: operation.description,
    "x-roles": route.roles,
    parameters: [...pathParameters, ...headers],
    ...(operation.request
      ? { requestBody: { required: true, content: content("application/json", operation.request) } }
      : {}),
    responses: {
      [success.status]: { description: success.description, content: content("application/json", success.schema) },
      ...Object.fromEntries(problems),
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

import * as z from "zod";
import { IntakeKeysSchema } from "../../shared/contracts/access-api.ts";
import {
  CampaignListSchema,
  CampaignResultsSchema,
  CampaignViewSchema,
  DryRunSchema,
  PostCampaignSchema,
  PostDryRunSchema,
  PostSteeringSchema,
} from "../../shared/contracts/campaign-api.ts";
import {
  AttestedSchema,
  FileLinkSchema,
  ImportCreatedSchema,
  ImportListSchema,
  ImportViewSchema,
  PostAttestationSchema,
  PostImportSchema,
} from "../../shared/contracts/import-api.ts";
import {
  EnrollmentAcceptedSchema,
  LeadAcceptedSchema,
  LeadViewSchema,
  PostEnrollmentSchema,
  PostLeadSchema,
  ProblemSchema,
} from "../../shared/contracts/lead-api.ts";
import {
  BookingsRecordedSchema,
  CallRecordedSchema,
  DispositionRecordedSchema,
  LeadClaimedSchema,
  PostBookingsSchema,
  PostCallSchema,
  PostClaimSchema,
  PostDispositionSchema,
  PostMissedCallSchema,
  WorkListSchema,
} from "../../shared/contracts/lifecycle-api.ts";
import {
  LeadContactSchema,
  PersonErasedSchema,
  PersonExportSchema,
  PersonHeldSchema,
  PersonsFoundSchema,
  PostPersonSearchSchema,
  PutLegalHoldSchema,
} from "../../shared/contracts/person-api.ts";
import { PutSpendSchema, ReportSchema, SpendViewSchema } from "../../shared/contracts/report-api.ts";
import { API_KEY_HEADER, type Door, doorOf, ROUTES } from "../../shared/contracts/routes.ts";
import type { Operation, Operations } from "./operation.ts";
import { ACCESS_OPERATIONS } from "./operations/access.ts";
import { CAMPAIGN_OPERATIONS } from "./operations/campaigns.ts";
import { IMPORT_OPERATIONS } from "./operations/imports.ts";
import { LEAD_OPERATIONS } from "./operations/leads.ts";
import { LIFECYCLE_OPERATIONS } from "./operations/lifecycle.ts";
import { LINK_OPERATIONS } from "./operations/links.ts";
import { PERSON_OPERATIONS } from "./operations/persons.ts";
import { REPORT_OPERATIONS } from "./operations/reports.ts";

const schemas = {
  PostLead: PostLeadSchema,
  LeadAccepted: LeadAcceptedSchema,
  LeadView: LeadViewSchema,
  PostEnrollment: PostEnrollmentSchema,
  EnrollmentAccepted: EnrollmentAcceptedSchema,
  WorkList: WorkListSchema,
  PostCall: PostCallSchema,
  CallRecorded: CallRecordedSchema,
  PostDisposition: PostDispositionSchema,
  DispositionRecorded: DispositionRecordedSchema,
  PostClaim: PostClaimSchema,
  LeadClaimed: LeadClaimedSchema,
  PostMissedCall: PostMissedCallSchema,
  PostBookings: PostBookingsSchema,
  BookingsRecorded: BookingsRecordedSchema,
  LeadContact: LeadContactSchema,
  PostPersonSearch: PostPersonSearchSchema,
  PersonsFound: PersonsFoundSchema,
  PersonExport: PersonExportSchema,
  PersonErased: PersonErasedSchema,
  PutLegalHold: PutLegalHoldSchema,
  PersonHeld: PersonHeldSchema,
  PostImport: PostImportSchema,
  ImportCreated: ImportCreatedSchema,
  ImportView: ImportViewSchema,
  ImportList: ImportListSchema,
  FileLink: FileLinkSchema,
  PostAttestation: PostAttestationSchema,
  Attested: AttestedSchema,
  PostCampaign: PostCampaignSchema,
  CampaignView: CampaignViewSchema,
  CampaignList: CampaignListSchema,
  CampaignResults: CampaignResultsSchema,
  PostDryRun: PostDryRunSchema,
  DryRun: DryRunSchema,
  PostSteering: PostSteeringSchema,
  Report: ReportSchema,
  PutSpend: PutSpendSchema,
  SpendView: SpendViewSchema,
  IntakeKeys: IntakeKeysSchema,
  Problem: ProblemSchema,
};
/** What ROUTES does not say about each operation. */
const OPERATIONS: Operations = {
  ...LEAD_OPERATIONS,
  ...LIFECYCLE_OPERATIONS,
  ...PERSON_OPERATIONS,
  ...IMPORT_OPERATIONS,
  ...CAMPAIGN_OPERATIONS,
  ...REPORT_OPERATIONS,
  ...ACCESS_OPERATIONS,
  ...LINK_OPERATIONS,
};

/** Only the local server says so; API Gateway finds no route. */
const PATH_PROBLEM = { "400": "The path has a malformed percent-encoding (`invalid_path`)." };
/** What a caller shows at each door. */
const SECURITY: Readonly<Record<Door, object[]>> = { key: [{ apiKey: [] }], token: [{ accessToken: [] }], public: [] };
const CSV = { "text/csv": { schema: { type: "string" } } };
const PAGE = { "text/html": { schema: { type: "string" } } };
const content = (type: string, schema: string) => ({ [type]: { schema: { $ref: `#/components/schemas/${schema}` } } });

/** The OpenAPI 3.1 description of the API, from the route table and the zod schemas that the functions use. */
export function openApiDocument(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of ROUTES) {
    const operation = OPERATIONS[`${route.method} ${route.path}`];
    if (operation === undefined)
      throw new Error(`route ${route.method} ${route.path} has no entry in infra/openapi/operations; add one`);
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: describe(route, operation) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "First Touch", version: "1", license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    paths,
    components: {
      securitySchemes: {
        apiKey: { type: "apiKey", in: "header", name: API_KEY_HEADER },
        accessToken: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
      },
      schemas: Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, jsonSchema(schema)])),
    },
  };
}

function describe(route: (typeof ROUTES)[number], operation: Operation): object {
  const pathParameters = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) =>
    parameter(String(name), "path", true),
  );
  const headers = Object.entries(operation.headers ?? {}).map(([name, text]) => parameter(name, "header", false, text));
  const query = Object.entries(operation.query ?? {}).map(([name, text]) => parameter(name, "query", false, text));
  const ofPath = pathParameters.length > 0 && operation.problems["400"] === undefined ? PATH_PROBLEM : {};
  const problems = Object.entries({ ...ofPath, ...operation.problems }).map(([status, description]) => [
    status,
    { description, content: content("application/problem+json", "Problem") },
  ]);
  const pages = Object.entries(operation.pages ?? {}).map(([status, description]) => [
    status,
    { description, content: PAGE },
  ]);
  const { success, unchanged } = operation;
  const body =
    success.schema === undefined
      ? PAGE
      : { ...content("application/json", success.schema), ...(success.mayBeCsv ? CSV : {}) };
  return {
    operationId: operation.operationId ?? route.functionName,
    summary: operation.summary,
    description: operation.description,
    security: SECURITY[doorOf(route)],
    ...(route.roles === "public" ? {} : { "x-roles": route.roles }),
    parameters: [...pathParameters, ...query, ...headers],
    ...(operation.request
      ? {
          requestBody: {
            required: operation.requestMayBeLeftOut !== true,
            content: { ...content("application/json", operation.request), ...(operation.requestMayBeCsv ? CSV : {}) },
          },
        }
      : {}),
    responses: {
      [success.status]: { description: success.description, content: body },
      ...(unchanged ? { [unchanged.status]: { description: unchanged.description, content: body } } : {}),
      ...Object.fromEntries([...problems, ...pages]),
    },
  };
}

function parameter(name: string, where: "path" | "query" | "header", required: boolean, description?: string): object {
  return { name, in: where, required, schema: { type: "string" }, ...(description ? { description } : {}) };
}

function jsonSchema(schema: z.ZodType): object {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: "input" });
  return rest;
}

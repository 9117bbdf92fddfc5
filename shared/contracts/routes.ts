/**
 * What the holder of an API key may be. `marketing` sees figures and no lead; `shopper` is the mystery shopper, whose posts are marked as
 * tests.
 */
export const ROLES = ["intake", "coordinator", "marketing", "admin", "shopper"] as const;
/** Who may call a route; `public` routes need no key, their paths carry a signed token. */
export type Role = (typeof ROLES)[number];

/** One route; the same table drives API Gateway, the local server and the access tests. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT";
  /** API Gateway resource path with `{parameters}`. */
  readonly path: string;
  /** Folder in `functions/`. */
  readonly functionName: string;
  readonly roles: readonly Role[] | "public";
}

/** Every public route. */
export const ROUTES: readonly Route[] = [
  { method: "POST", path: "/v1/leads", functionName: "receive-lead", roles: ["intake", "coordinator", "shopper"] },
  { method: "GET", path: "/v1/leads/{leadId}", functionName: "read-lead", roles: ["coordinator", "shopper"] },
  {
    method: "POST",
    path: "/v1/leads/{leadId}/enrollments",
    functionName: "enroll-lead",
    roles: ["coordinator"],
  },
  { method: "GET", path: "/v1/leads", functionName: "list-leads", roles: ["coordinator"] },
  { method: "POST", path: "/v1/leads/{leadId}/calls", functionName: "record-call", roles: ["coordinator"] },
  {
    method: "POST",
    path: "/v1/leads/{leadId}/dispositions",
    functionName: "record-disposition",
    roles: ["coordinator"],
  },
  { method: "POST", path: "/v1/leads/{leadId}/claim", functionName: "claim-lead", roles: ["coordinator"] },
  { method: "POST", path: "/v1/missed-calls", functionName: "receive-lead", roles: ["intake", "coordinator"] },
  { method: "POST", path: "/v1/bookings", functionName: "record-bookings", roles: ["intake", "coordinator"] },
  { method: "POST", path: "/v1/imports", functionName: "create-import", roles: ["admin"] },
  { method: "GET", path: "/v1/imports", functionName: "read-import", roles: ["admin"] },
  { method: "GET", path: "/v1/imports/{importId}", functionName: "read-import", roles: ["admin"] },
  {
    method: "GET",
    path: "/v1/imports/{importId}/rejected-rows",
    functionName: "read-import",
    roles: ["admin"],
  },
  { method: "GET", path: "/v1/suppressions", functionName: "export-suppressions", roles: ["admin"] },
  { method: "POST", path: "/v1/suppressions/attestations", functionName: "attest-no-opt-outs", roles: ["admin"] },
  { method: "POST", path: "/v1/campaigns", functionName: "create-campaign", roles: ["admin"] },
  { method: "GET", path: "/v1/campaigns", functionName: "read-campaign", roles: ["admin", "coordinator"] },
  { method: "GET", path: "/v1/campaigns/{campaignId}", functionName: "read-campaign", roles: ["admin", "coordinator"] },
  {
    method: "GET",
    path: "/v1/campaigns/{campaignId}/results",
    functionName: "read-campaign",
    roles: ["admin", "coordinator"],
  },
  { method: "POST", path: "/v1/campaigns/{campaignId}/dry-run", functionName: "dry-run-campaign", roles: ["admin"] },
  { method: "POST", path: "/v1/campaigns/{campaignId}/launch", functionName: "steer-campaign", roles: ["admin"] },
  { method: "POST", path: "/v1/campaigns/{campaignId}/pause", functionName: "steer-campaign", roles: ["admin"] },
  { method: "POST", path: "/v1/campaigns/{campaignId}/resume", functionName: "steer-campaign", roles: ["admin"] },
  { method: "POST", path: "/v1/campaigns/{campaignId}/cancel", functionName: "steer-campaign", roles: ["admin"] },
  { method: "GET", path: "/a/{token}", functionName: "act-on-lead", roles: "public" },
  { method: "POST", path: "/a/{token}", functionName: "act-on-lead", roles: "public" },
  {
    method: "GET",
    path: "/v1/reports/{name}",
    functionName: "read-report",
    roles: ["coordinator", "marketing", "admin"],
  },
  { method: "PUT", path: "/v1/spend", functionName: "put-spend", roles: ["marketing", "admin"] },
  { method: "GET", path: "/interested/{token}", functionName: "record-interest", roles: "public" },
  { method: "POST", path: "/interested/{token}", functionName: "record-interest", roles: "public" },
  { method: "GET", path: "/unsubscribe/{token}", functionName: "unsubscribe", roles: "public" },
  { method: "POST", path: "/unsubscribe/{token}", functionName: "unsubscribe", roles: "public" },
];

/** Header that carries an API key. */
export const API_KEY_HEADER = "x-api-key";

/** Largest accepted request body, bytes; the biggest real form posts seen are far below it. */
export const MAX_BODY_BYTES = 256 * 1024;

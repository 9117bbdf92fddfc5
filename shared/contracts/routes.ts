/** What the holder of an API key may be: a vendor or a form that posts, or the mystery shopper, whose posts are marked as tests. */
export const KEY_ROLES = ["intake", "shopper"] as const;
/** What somebody who signed in may be, or a machine client, from the strongest on. `marketing` sees figures and no lead. */
export const TOKEN_ROLES = ["admin", "coordinator", "marketing"] as const;
/** Every role. */
export const ROLES = [...KEY_ROLES, ...TOKEN_ROLES] as const;
export type Role = (typeof ROLES)[number];

/** One route; the same table drives API Gateway, the functions, the local server and the access tests. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** API Gateway resource path with `{parameters}`. */
  readonly path: string;
  /** Folder in `functions/`. */
  readonly functionName: string;
  /** Who may call it. API Gateway has one door for each method, so keys and tokens never open the same one; `public` paths carry a signed token. */
  readonly roles: readonly Role[] | "public";
}

/** How a caller is let in: by an API key, by an access token of the user pool, or by anybody who has the link. */
export type Door = "key" | "token" | "public";

/** Every public route. */
export const ROUTES: readonly Route[] = [
  { method: "POST", path: "/v1/leads", functionName: "receive-lead", roles: ["intake", "shopper"] },
  { method: "GET", path: "/v1/leads/{leadId}", functionName: "read-lead", roles: ["coordinator"] },
  { method: "GET", path: "/v1/leads/{leadId}/contact", functionName: "read-contact", roles: ["coordinator"] },
  { method: "POST", path: "/v1/persons/search", functionName: "find-persons", roles: ["admin"] },
  { method: "GET", path: "/v1/persons/{personId}/export", functionName: "export-person", roles: ["admin"] },
  { method: "DELETE", path: "/v1/persons/{personId}", functionName: "erase-person", roles: ["admin"] },
  { method: "PUT", path: "/v1/persons/{personId}/legal-hold", functionName: "hold-person", roles: ["admin"] },
  { method: "DELETE", path: "/v1/persons/{personId}/legal-hold", functionName: "hold-person", roles: ["admin"] },
  { method: "GET", path: "/v1/test-leads/{leadId}", functionName: "read-lead", roles: ["shopper"] },
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
  { method: "POST", path: "/v1/missed-calls", functionName: "receive-lead", roles: ["intake"] },
  { method: "POST", path: "/v1/bookings", functionName: "record-bookings", roles: ["intake"] },
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
  { method: "GET", path: "/v1/intake-keys", functionName: "list-intake-keys", roles: ["admin"] },
  { method: "PUT", path: "/v1/spend", functionName: "put-spend", roles: ["marketing", "admin"] },
  { method: "GET", path: "/interested/{token}", functionName: "record-interest", roles: "public" },
  { method: "POST", path: "/interested/{token}", functionName: "record-interest", roles: "public" },
  { method: "GET", path: "/unsubscribe/{token}", functionName: "unsubscribe", roles: "public" },
  { method: "POST", path: "/unsubscribe/{token}", functionName: "unsubscribe", roles: "public" },
];

/** The door of a route. */
export function doorOf({ roles }: Route): Door {
  if (roles === "public") return "public";
  return roles.some((role) => (KEY_ROLES as readonly Role[]).includes(role)) ? "key" : "token";
}

/** The route that API Gateway names by its method and its resource path; undefined when there is none. */
export function routeOf(method: string, path: string): Route | undefined {
  return ROUTES.find((route) => route.method === method && route.path === path);
}

/** Whether pages in browsers post to it: then it takes `OPTIONS`, too, without a key, and a list says which pages. */
export function isBrowserRoute(route: Route): boolean {
  return route.method === "POST" && doorOf(route) === "key";
}

/** Header that carries an API key. */
export const API_KEY_HEADER = "x-api-key";

/** Largest accepted request body, bytes; the biggest real form posts seen are far below it. */
export const MAX_BODY_BYTES = 256 * 1024;

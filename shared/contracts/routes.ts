/** Who may call a route; `public` routes need no key, their paths carry a signed token. */
export type Role = "intake" | "coordinator";

/** One route; the same table drives API Gateway, the local server and the access tests. */
export interface Route {
  readonly method: "GET" | "POST";
  /** API Gateway resource path with `{parameters}`. */
  readonly path: string;
  /** Folder in `functions/`. */
  readonly functionName: string;
  readonly roles: readonly Role[] | "public";
}

/** Every public route. */
export const ROUTES: readonly Route[] = [
  { method: "POST", path: "/v1/leads", functionName: "receive-lead", roles: ["intake", "coordinator"] },
  { method: "GET", path: "/v1/leads/{leadId}", functionName: "read-lead", roles: ["coordinator"] },
  {
    method: "POST",
    path: "/v1/leads/{leadId}/enrollments",
    functionName: "enroll-lead",
    roles: ["coordinator"],
  },
  { method: "GET", path: "/unsubscribe/{token}", functionName: "unsubscribe", roles: "public" },
  { method: "POST", path: "/unsubscribe/{token}", functionName: "unsubscribe", roles: "public" },
];

/** Header that carries an API key. */
export const API_KEY_HEADER = "x-api-key";

/** Largest accepted request body, bytes; the biggest real form posts seen are far below it. */
export const MAX_BODY_BYTES = 256 * 1024;

/** Who may call a route. */
export type Role = "intake" | "coordinator";

/** One route; the same table drives API Gateway, the local server and the access tests. */
export interface Route {
  readonly method: "GET" | "POST";
  /** API Gateway resource path with `{parameters}`. */
  readonly path: string;
  /** Folder in `functions/`. */
  readonly functionName: string;
  readonly roles: readonly Role[];
}

/** Every public route. */
export const ROUTES: readonly Route[] = [
  { method: "POST", path: "/v1/leads", functionName: "receive-lead", roles: ["intake", "coordinator"] },
  { method: "GET", path: "/v1/leads/{leadId}", functionName: "read-lead", roles: ["coordinator"] },
];

/** Header that carries an API key. */
export const API_KEY_HEADER = "x-api-key";

/** Largest accepted request body, bytes; the biggest real form posts seen are far below it. */
export const MAX_BODY_BYTES = 256 * 1024;

import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { isBrowserRoute, routeOf } from "../contracts/routes.ts";
import { HttpProblem } from "./http-problem.ts";
import { SECURITY_HEADERS } from "./http-request.ts";

/** How long a browser may remember what a preflight was answered, s; Chromium's own limit is two hours. */
const PREFLIGHT_MAX_AGE_SECONDS = 7_200;

type Headers = Readonly<Record<string, string>>;

/** What a browser that asks first is answered. No cookies are ever taken along: a key says who posts. */
const PREFLIGHT: Headers = {
  "access-control-allow-methods": "POST",
  "access-control-allow-headers": "x-api-key, content-type, idempotency-key",
  "access-control-max-age": String(PREFLIGHT_MAX_AGE_SECONDS),
};

/**
 * The headers of every answer of a route that pages post to: by them a browser lets a page of a listed origin read it. None for
 * other routes.
 */
export function crossOriginHeaders(event: APIGatewayProxyEvent, origins: readonly string[]): Headers {
  if (!takesPages(event)) return {};
  const [origin] = originsOf(event);
  if (origin === undefined || isForeign(event, origins)) return { vary: "Origin" };
  return { vary: "Origin", "access-control-allow-origin": origin, "access-control-expose-headers": "retry-after" };
}

/** Throws 403 for a post of a page that is not listed, before anything of it is read. Whoever writes a server sends no origin and needs none. */
export function refuseForeignPages(event: APIGatewayProxyEvent, origins: readonly string[]): void {
  if (takesPages(event) && isForeign(event, origins)) {
    const title = "Pages of this origin may not post here; whoever operates this deployment can list it.";
    throw new HttpProblem(403, "origin_not_allowed", title);
  }
}

/** What a browser is answered that asks whether its page may post; undefined for any other request. */
export function preflight(event: APIGatewayProxyEvent, origins: readonly string[]): APIGatewayProxyResult | undefined {
  if (event.httpMethod !== "OPTIONS" || !takesPages(event)) return undefined;
  const headers = crossOriginHeaders(event, origins);
  return { statusCode: 204, headers: { ...PREFLIGHT, ...headers, ...SECURITY_HEADERS }, body: "" };
}

/** Whether it is a post that pages make, or their question whether they may. */
function takesPages({ httpMethod, resource }: APIGatewayProxyEvent): boolean {
  const route = httpMethod === "GET" ? undefined : routeOf("POST", resource);
  return route !== undefined && isBrowserRoute(route);
}

function isForeign(event: APIGatewayProxyEvent, origins: readonly string[]): boolean {
  const named = originsOf(event);
  return named.length > 1 || named.some((origin) => !origins.includes(origin));
}

/** The origins that a request names; a browser names one. */
function originsOf({ headers, multiValueHeaders }: APIGatewayProxyEvent): string[] {
  const named = Object.entries({ ...headers, ...multiValueHeaders }).flatMap(([name, values]) =>
    name.toLowerCase() === "origin" ? (values ?? []) : [],
  );
  return [...new Set(named)];
}

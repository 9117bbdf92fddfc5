import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { APIGatewayProxyEvent } from "aws-lambda";
import type { Route } from "../../../shared/contracts/routes.ts";
import type { PassedClaims } from "./tokens.ts";

/** A request as the local server got it. */
export interface LocalRequest {
  readonly route: Route;
  /** As it came: `OPTIONS` for a route that pages post to. */
  readonly method: string;
  readonly path: string;
  readonly pathParameters: Record<string, string>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly apiKeyId?: string | undefined;
  /** What its access token says. */
  readonly claims?: PassedClaims | undefined;
  /** Virtual time, ms. */
  readonly receivedAt: number;
}

/** The event that API Gateway (REST, proxy integration) would make of a request. */
export function proxyEvent(request: LocalRequest): APIGatewayProxyEvent {
  const multiValueHeaders = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value : [value ?? ""]]),
  );
  const queryNames = [...new Set(request.query.keys())];
  const body = bodyOf(request.body);
  return {
    resource: request.route.path,
    path: request.path,
    httpMethod: request.method,
    headers: Object.fromEntries(Object.entries(multiValueHeaders).map(([name, values]) => [name, values.at(-1)])),
    multiValueHeaders,
    queryStringParameters:
      queryNames.length === 0
        ? null
        : Object.fromEntries(queryNames.map((name) => [name, request.query.getAll(name).at(-1)])),
    multiValueQueryStringParameters:
      queryNames.length === 0 ? null : Object.fromEntries(queryNames.map((name) => [name, request.query.getAll(name)])),
    pathParameters: Object.keys(request.pathParameters).length === 0 ? null : request.pathParameters,
    stageVariables: null,
    ...body,
    requestContext: {
      requestId: randomUUID(),
      requestTimeEpoch: request.receivedAt,
      httpMethod: request.method,
      path: request.path,
      resourcePath: request.route.path,
      stage: "local",
      ...(request.claims === undefined ? {} : { authorizer: { claims: request.claims } }),
      identity: { apiKeyId: request.apiKeyId ?? null, sourceIp: "127.0.0.1" },
    } as APIGatewayProxyEvent["requestContext"],
  };
}

/** Text goes as text; what is not UTF-8 goes as base64, so that the function can tell. */
function bodyOf(bytes: Buffer): Pick<APIGatewayProxyEvent, "body" | "isBase64Encoded"> {
  if (bytes.byteLength === 0) return { body: null, isBase64Encoded: false };
  try {
    const body = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return { body, isBase64Encoded: false };
  } catch {
    return { body: bytes.toString("base64"), isBase64Encoded: true };
  }
}

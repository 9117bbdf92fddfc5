import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { APIGatewayProxyResult } from "aws-lambda";
import { isBrowserRoute, MAX_BODY_BYTES, ROUTES } from "../../../shared/contracts/routes.ts";
import { type LoopbackServer, listenOnLoopback } from "../loopback-server.ts";
import { type Answer, problem, send } from "./answers.ts";
import { type DoorDeps, letIn } from "./doors.ts";
import { type LocalApiDeps, localOperations } from "./local-api.ts";
import { proxyEvent } from "./proxy-event.ts";
import { readLimitedBody } from "./read-body.ts";
import { matchRoute } from "./routing.ts";

/** What the server needs. */
export interface HttpServerDeps extends LocalApiDeps, DoorDeps {}

/** Longest that a client may take over its headers and over a whole request, ms. */
const TIMEOUTS = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 5_000 };
/** API Gateway takes 10,240 bytes of request line and headers. */
const MAX_HEADER_BYTES = 10_240;

/**
 * Serves the route table and the local routes on the loopback interface; `port` 0 takes a free one. The port is taken at once, so
 * that links can be made; requests wait until `deps` are there.
 */
export function startHttpServer(port: number, deps: HttpServerDeps | Promise<HttpServerDeps>): Promise<LoopbackServer> {
  const ready = Promise.resolve(deps).then((known) => ({ deps: known, local: localOperations(known) }));
  const server = createServer(
    { ...TIMEOUTS, maxHeaderSize: MAX_HEADER_BYTES, connectionsCheckingInterval: 1_000 },
    (request, response) => void ready.then(({ deps: known, local }) => respond(known, local, request, response)),
  );
  server.on("clientError", answerBrokenRequest);
  return listenOnLoopback(server, port);
}

async function respond(
  deps: HttpServerDeps,
  local: ReturnType<typeof localOperations>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const receivedAt = deps.clock.now();
  const head = request.method === "HEAD";
  try {
    const body = await readLimitedBody(request, MAX_BODY_BYTES);
    if (body === "too_large") {
      const title = `The body is larger than ${MAX_BODY_BYTES} bytes.`;
      send(response, problem(413, "body_too_large", title), { close: true });
      return;
    }
    send(response, await answerTo(deps, local, request, body, receivedAt), { head });
  } catch {
    // The client went away while it sent its body, or a function failed in a way that API Gateway answers with 502.
    if (!response.headersSent)
      send(response, problem(502, "function_failed", "The function behind this route failed."), { head, close: true });
  }
}

async function answerTo(
  deps: HttpServerDeps,
  local: ReturnType<typeof localOperations>,
  request: IncomingMessage,
  body: Buffer,
  receivedAt: number,
): Promise<Answer> {
  const [path = "/", ...query] = (request.url ?? "/").split("?");
  const method = request.method ?? "GET";
  const operations = Object.hasOwn(local, path) ? local[path] : undefined;
  if (operations) {
    const operation = Object.hasOwn(operations, method) ? operations[method] : undefined;
    if (operation) return operation(body, request.headers);
    return method === "HEAD" && operations.GET
      ? operations.GET(body, request.headers)
      : otherMethod(method, Object.keys(operations));
  }
  // Whoever looks first, as link scanners do, gets what it would get, without its body.
  const preflight = method === "OPTIONS" ? matchRoute(ROUTES.filter(isBrowserRoute), "POST", path) : undefined;
  const match = preflight?.kind === "route" ? preflight : matchRoute(ROUTES, method === "HEAD" ? "GET" : method, path);
  if (match.kind === "bad_path") return problem(400, "invalid_path", "The path has a malformed percent-encoding.");
  if (match.kind === "unknown") return problem(404, "route_not_found", "There is no such route.");
  if (match.kind === "method_not_allowed") return otherMethod(method, match.allow.split(", "));
  const caller = method === "OPTIONS" ? {} : await letIn(deps, match.route, request.headers);
  if ("status" in caller) return caller;
  const event = proxyEvent({
    route: match.route,
    method: method === "HEAD" ? "GET" : method,
    path,
    pathParameters: match.pathParameters,
    query: new URLSearchParams(query.join("?")),
    headers: request.headers,
    body,
    ...caller,
    receivedAt,
  });
  const result = (await deps.invoke(match.route.functionName, event)) as APIGatewayProxyResult;
  const headers = Object.entries(result.headers ?? {}).map(([name, value]) => [name, String(value)]);
  return { status: result.statusCode, headers: Object.fromEntries(headers), body: result.body };
}

function otherMethod(method: string, allowed: readonly string[]): Answer {
  const headers = { allow: allowed.join(", ") };
  if (method === "OPTIONS") return { status: 204, headers, body: "" };
  return problem(405, "method_not_allowed", "The route does not take this method.", { headers });
}

/** Answers what is not even HTTP, is too long, or came too slowly; the parser has given the connection up by then. */
function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const answer = brokenRequest(error.code);
  const lines = Object.entries({ ...answer.headers, connection: "close", "content-length": answer.body.length });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.end(
    `HTTP/1.1 ${answer.status} ${answer.status === 408 ? "Request Timeout" : "Bad Request"}\r\n${head}\r\n${answer.body}`,
  );
}

function brokenRequest(code: string | undefined): Answer {
  if (code === "HPE_HEADER_OVERFLOW")
    return problem(431, "headers_too_large", `Address and headers are larger than ${MAX_HEADER_BYTES} bytes.`);
  if (code === "ERR_HTTP_REQUEST_TIMEOUT")
    return problem(408, "request_timeout", "The request took too long to arrive.");
  return problem(400, "malformed_request", "The request is not valid HTTP.");
}

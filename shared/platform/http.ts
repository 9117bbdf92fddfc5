import type middy from "@middy/core";
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";
import * as z from "zod";
import type { Access, AccessKeys, Clock, KeyUses, Logger } from "../ports/index.ts";
import { authorize } from "./authorize.ts";
import { counted } from "./count-uses.ts";
import { crossOriginHeaders, preflight, refuseForeignPages } from "./cross-origin.ts";
import { problemOf } from "./http-problem.ts";
import { definedValues, lowerCaseHeaders, readBody, receiptTime, SECURITY_HEADERS } from "./http-request.ts";
import { codeOf } from "./redact.ts";
import { asHandler, startStack } from "./stack.ts";

export { HttpProblem } from "./http-problem.ts";

/** A request whose caller is known. */
export interface HttpRequest {
  readonly requestId: string;
  /** Which of a function's routes it is: `GET /v1/leads/{leadId}`, as `shared/contracts/routes.ts` names it. */
  readonly route: string;
  readonly access: Access;
  /** When the API received it, ms. */
  readonly receivedAt: number;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded text; undefined when there was none. */
  readonly body: string | undefined;
}

const HttpResponseSchema = z.strictObject({
  status: z.number().int().min(200).max(599),
  body: z.union([z.looseObject({}), z.string()]),
  headers: z.record(z.string(), z.string()).optional(),
});

/** An answer; an object goes out as JSON, a text as CSV. */
export interface HttpResponse {
  readonly status: number;
  readonly body: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the http stack needs. */
export interface HttpDeps {
  /** Looks API keys up; only functions with a route of that door need it. */
  readonly access?: AccessKeys;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Counts what keys are used for. @default nothing is counted */
  readonly uses?: KeyUses;
  /** Whose pages may post here. @default no page may */
  readonly origins?: readonly string[];
}

/** The http stack: origin, access, decoding and receipt time before `run`; problem+json for whatever it throws. */
export function httpHandler(
  deps: HttpDeps,
  run: (request: HttpRequest) => Promise<HttpResponse>,
): (event: APIGatewayProxyEvent, context?: Context) => Promise<APIGatewayProxyResult> {
  const { origins = [] } = deps;
  const stack = startStack(async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
    // First, so that a slow look-up of the caller does not shorten the clock when the API gave no time.
    const receivedAt = receiptTime(event, deps.clock.now());
    refuseForeignPages(event, origins);
    const asked = preflight(event, origins);
    if (asked !== undefined) return asked;
    const { access, apiKeyId } = await authorize(event, deps);
    const response = await counted(deps, apiKeyId, async () =>
      run({
        requestId: requestIdOf(event),
        route: `${event.httpMethod} ${event.resource}`,
        access,
        receivedAt,
        pathParameters: definedValues(Object.entries(event.pathParameters ?? {})),
        query: definedValues(Object.entries(event.queryStringParameters ?? {})),
        headers: lowerCaseHeaders(event),
        body: readBody(event),
      }),
    );
    const { status, body, headers } = HttpResponseSchema.parse(response);
    const type = typeof body === "string" ? "text/csv; charset=utf-8" : "application/json";
    return answer(status, type, body, { ...headers, ...crossOriginHeaders(event, origins) });
  });
  return asHandler(stack.use(answerProblems(deps.logger, origins)));
}

/** Answers any error as a problem that quotes nothing, and logs its code. */
function answerProblems(
  logger: Logger,
  origins: readonly string[],
): middy.MiddlewareObj<APIGatewayProxyEvent, APIGatewayProxyResult> {
  return {
    onError: (request) => {
      const { problem, headers } = problemOf(request.error);
      const level = problem.status < 500 ? "info" : "error";
      logger[level]("request not fulfilled", { stage: "http", code: codeOf(request.error) });
      const body = { ...problem, requestId: requestIdOf(request.event) };
      const all = { ...headers, ...crossOriginHeaders(request.event, origins) };
      request.response = answer(problem.status, "application/problem+json", body, all);
    },
  };
}

function requestIdOf(event: APIGatewayProxyEvent): string {
  return event.requestContext?.requestId ?? "unknown";
}

function answer(
  statusCode: number,
  type: string,
  body: object | string,
  headers: Readonly<Record<string, string>> = {},
): APIGatewayProxyResult {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { statusCode, headers: { ...headers, ...SECURITY_HEADERS, "content-type": type }, body: text };
}

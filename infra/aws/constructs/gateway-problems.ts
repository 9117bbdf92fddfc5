import * as apigateway from "aws-cdk-lib/aws-apigateway";
import type { Problem } from "../../../shared/contracts/lead-api.ts";

interface GatewayProblem extends Pick<Problem, "status" | "code" | "title"> {
  readonly types: readonly apigateway.ResponseType[];
  readonly headers?: Readonly<Record<string, string>>;
}

const { ResponseType } = apigateway;

/** What API Gateway answers by itself, in the same shape and words as the http stack in `shared/platform`. */
const PROBLEMS: readonly GatewayProblem[] = [
  {
    types: [ResponseType.INVALID_API_KEY],
    status: 401,
    // API Gateway does not say whether there was none or an unknown one.
    code: "missing_api_key",
    title: "The request has no API key that is known here; send it in the header x-api-key.",
    headers: { "WWW-Authenticate": 'ApiKey realm="first-touch"' },
  },
  {
    types: [ResponseType.UNAUTHORIZED, ResponseType.EXPIRED_TOKEN],
    status: 401,
    // Nor what is wrong with a token: absent, altered, expired, or made for something else.
    code: "invalid_token",
    title: "The request has no access token that is valid here; send one in the header authorization.",
    headers: { "WWW-Authenticate": 'Bearer realm="first-touch"' },
  },
  // Its name for a route that does not exist.
  {
    types: [ResponseType.MISSING_AUTHENTICATION_TOKEN, ResponseType.RESOURCE_NOT_FOUND],
    status: 404,
    code: "route_not_found",
    title: "There is nothing here.",
  },
  {
    types: [ResponseType.ACCESS_DENIED, ResponseType.WAF_FILTERED],
    status: 403,
    code: "not_allowed",
    title: "The request is not allowed.",
  },
  { types: [ResponseType.REQUEST_TOO_LARGE], status: 413, code: "body_too_large", title: "The body is too large." },
  {
    types: [ResponseType.UNSUPPORTED_MEDIA_TYPE],
    status: 415,
    code: "unsupported_media_type",
    title: "The body is of a type that is not accepted.",
  },
  {
    types: [ResponseType.THROTTLED, ResponseType.QUOTA_EXCEEDED],
    status: 429,
    code: "too_many_requests",
    title: "Too many requests for this API key; try again in a moment.",
    headers: { "Retry-After": "1" },
  },
  {
    types: [ResponseType.INTEGRATION_FAILURE, ResponseType.INTEGRATION_TIMEOUT],
    status: 503,
    code: "try_again",
    title: "The request could not be completed just now; try again.",
    headers: { "Retry-After": "2" },
  },
  { types: [ResponseType.DEFAULT_4XX], status: 400, code: "bad_request", title: "The request cannot be understood." },
  {
    types: [ResponseType.DEFAULT_5XX],
    status: 500,
    code: "internal_error",
    title: "The request could not be completed.",
  },
];

/**
 * Makes everything that API Gateway answers by itself problem+json. None of it says that pages of other origins may read it: its headers are
 * fixed, and so would let in every page or one. A page whose post ends here sees that it failed, and not why.
 */
export function answerWithProblems(api: apigateway.RestApi): void {
  for (const { types, status, code, title, headers } of PROBLEMS) {
    const body = problemBody({ status, code, title }, { requestId: "$context.requestId" });
    for (const type of types) {
      api.addGatewayResponse(`Problem${type.responseType}`, {
        type,
        statusCode: String(status),
        responseHeaders: literals({
          "Content-Type": "application/problem+json",
          "Cache-Control": "no-store",
          "X-Content-Type-Options": "nosniff",
          ...headers,
        }),
        templates: { "application/json": body },
      });
    }
  }
}

/** An error that no function answers, as text. */
export function problemBody(
  { status, code, title }: Pick<Problem, "status" | "code" | "title">,
  more: Pick<Problem, "requestId"> = {},
): string {
  const problem: Problem = { type: `urn:first-touch:problem:${code}`, title, status, code, ...more };
  return JSON.stringify(problem);
}

/** API Gateway takes fixed header values in single quotes. */
function literals(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `'${value}'`]));
}

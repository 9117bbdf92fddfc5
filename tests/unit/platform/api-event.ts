import type { APIGatewayProxyEvent } from "aws-lambda";

/** A valid `POST /v1/leads` as API Gateway passes it on, with overrides. */
export function apiEvent(
  overrides: Partial<APIGatewayProxyEvent> = {},
  requestContext: object = {},
): APIGatewayProxyEvent {
  return {
    httpMethod: "POST",
    path: "/v1/leads",
    resource: "/v1/leads",
    headers: { "Content-Type": "application/json", "X-Api-Key": "local-intake-key" },
    multiValueHeaders: {},
    pathParameters: null,
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    stageVariables: null,
    isBase64Encoded: false,
    body: "{}",
    requestContext: { requestId: "req-1", identity: { apiKeyId: "key-1" }, ...requestContext },
    ...overrides,
  } as APIGatewayProxyEvent;
}

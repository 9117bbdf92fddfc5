import type { IncomingMessage, ServerResponse } from "node:http";

/** A parsed request of an AWS client. */
export interface AwsRequest {
  /** `Service.Operation` of a JSON-RPC request, or `METHOD /path` of a REST one. */
  readonly operation: string;
  readonly input: Record<string, unknown>;
}

/** What a fake service answers; `none` keeps the caller waiting, `reset` closes the connection. */
export type AwsAnswer = { body: object } | { error: string; message: string; status?: number } | "none" | "reset";

/** One operation of a fake service. */
export type AwsOperation = (input: Record<string, unknown>) => AwsAnswer | Promise<AwsAnswer>;

/** Reads what the AWS JSON 1.0, JSON 1.1 and REST-JSON protocols send. */
export async function readAwsRequest(request: IncomingMessage): Promise<AwsRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  const target = request.headers["x-amz-target"];
  const operation = typeof target === "string" ? target : `${request.method} ${request.url}`;
  return { operation, input: text === "" ? {} : (JSON.parse(text) as Record<string, unknown>) };
}

/** Writes an answer the way those protocols want it. */
export function writeAwsAnswer(response: ServerResponse, answer: AwsAnswer): void {
  if (answer === "none") return;
  if (answer === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  const headers = { "content-type": "application/json", "x-amzn-requestid": crypto.randomUUID() };
  if ("body" in answer) {
    response.writeHead(200, headers).end(JSON.stringify(answer.body));
    return;
  }
  const { error, message, status = 400 } = answer;
  response.writeHead(status, { ...headers, "x-amzn-errortype": error });
  response.end(JSON.stringify({ __type: error, message }));
}

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type LoopbackServer, listenOnLoopback } from "../loopback-server.ts";
import { type AwsOperation, readAwsRequest, writeAwsAnswer } from "./wire.ts";

/** Serves operations to unmodified AWS clients, on the loopback interface. */
export function startAwsServer(operations: Readonly<Record<string, AwsOperation>>): Promise<LoopbackServer> {
  const server = createServer((request, response) => void answer(operations, request, response));
  return listenOnLoopback(server, 0);
}

async function answer(
  operations: Readonly<Record<string, AwsOperation>>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { operation, input } = await readAwsRequest(request);
    const run = operations[operation];
    const unknown = { error: "UnknownOperationException", message: `${operation} is not served here` };
    writeAwsAnswer(response, run ? await run(input) : unknown);
  } catch {
    writeAwsAnswer(response, { error: "SerializationException", message: "the request could not be read" });
  }
}

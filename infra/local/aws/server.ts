import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type AwsOperation, readAwsRequest, writeAwsAnswer } from "./wire.ts";

/** A running server of fake services. */
export interface AwsServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves operations to unmodified AWS clients, on the loopback interface. */
export async function startAwsServer(operations: Readonly<Record<string, AwsOperation>>): Promise<AwsServer> {
  const server = createServer((request, response) => void answer(operations, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
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

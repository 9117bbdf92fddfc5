import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type AwsOperation, readAwsRequest, writeAwsAnswer } from "./wire.ts";

/** A running server of fake services. */
export interface AwsServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves operations to unmodified AWS clients, on the loopback interface. */
export async function startAwsServer(operations: Readonly<Record<string, AwsOperation>>): Promise<AwsServer> {
  const server = createServer(async (request, response) => {
    try {
      const { operation, input } = await readAwsRequest(request);
      const run = operations[operation];
      writeAwsAnswer(
        response,
        run ? await run(input) : { error: "UnknownOperationException", message: `${operation} is not served here` },
      );
    } catch {
      writeAwsAnswer(response, { error: "SerializationException", message: "the request could not be read" });
    }
  });
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

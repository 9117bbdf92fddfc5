import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** What a stand-in provider does with a request. */
export type Behaviour =
  | { readonly does: "accept" }
  | { readonly does: "fail"; readonly status: number; readonly error: string; readonly reason?: string }
  /** Takes the request and closes the connection without an answer. */
  | { readonly does: "reset" }
  /** Takes the request and never answers. */
  | { readonly does: "hang" }
  /** Begins an answer and never ends it. */
  | { readonly does: "stall" };

export interface ReceivedRequest {
  readonly path: string;
  readonly body: Record<string, unknown>;
}

/** A provider on this machine that the real SDK clients talk to over HTTP. */
export interface ProviderServer {
  readonly endpoint: string;
  readonly received: ReceivedRequest[];
  /** What happens to the next requests, in order; the last goes on. */
  behave(...behaviours: Behaviour[]): void;
  stop(): Promise<void>;
}

/** An answer that any of the three services' clients understands. */
const ACCEPTED = { MessageId: "provider-id-1", ContactId: "provider-id-1" };

/** Provider messages quote numbers; nothing of this may come out of an adapter. */
export const SECRET = "+13125550142";

export async function startProviderServer(): Promise<ProviderServer> {
  const received: ReceivedRequest[] = [];
  const sockets = new Set<Socket>();
  let behaviours: Behaviour[] = [{ does: "accept" }];

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    received.push({ path: request.url ?? "", body: await readJson(request) });
    const behaviour = behaviours.length > 1 ? behaviours.shift() : behaviours[0];
    answer(behaviour ?? { does: "accept" }, request, response);
  };
  const server = createServer((request, response) => void handle(request, response));
  server.on("connection", (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    behave: (...next) => {
      behaviours = next;
      received.length = 0;
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(behaviour: Behaviour, request: IncomingMessage, response: ServerResponse): void {
  switch (behaviour.does) {
    case "accept":
      send(response, 200, ACCEPTED);
      return;
    case "fail": {
      const { status, error, reason } = behaviour;
      response.setHeader("x-amzn-errortype", error);
      const detail = { Message: `cannot send to ${SECRET}`, message: `cannot send to ${SECRET}` };
      send(response, status, { __type: error, ...detail, ...(reason === undefined ? {} : { Reason: reason }) });
      return;
    }
    case "reset":
      request.socket.resetAndDestroy();
      return;
    case "stall":
      response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
      response.write("{");
      return;
    case "hang":
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString() || "{}");
}

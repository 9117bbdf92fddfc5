import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** A request as a bucket got it. */
export interface BucketRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A bucket on this machine that the real SDK client and plain HTTP clients talk to. */
export interface BucketServer {
  readonly endpoint: string;
  readonly received: BucketRequest[];
  /** Files by path; one that `breaksOff` ends its connection before its end. */
  readonly files: Map<string, { readonly text: string; readonly breaksOff?: boolean }>;
  stop(): Promise<void>;
}

export async function startBucketServer(): Promise<BucketServer> {
  const received: BucketRequest[] = [];
  const files: BucketServer["files"] = new Map();
  const sockets = new Set<Socket>();

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = "", headers } = request;
    const url = new URL(request.url ?? "", "http://127.0.0.1");
    const body = await textOf(request);
    if (body === undefined) return;
    received.push({ method, url, headers, body });
    if (method === "PUT") {
      files.set(url.pathname, { text: body });
      response.writeHead(200).end();
      return;
    }
    const file = files.get(url.pathname);
    if (file === undefined) {
      response.writeHead(404, { "content-type": "application/xml" }).end("<Error><Code>NoSuchKey</Code></Error>");
      return;
    }
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? "") ?? [];
    const text = from === undefined ? file.text : file.text.slice(Number(from), Number(to) + 1);
    response.writeHead(200, { "content-length": Buffer.byteLength(text), etag: '"e1"' });
    if (file.breaksOff !== true) response.end(text);
    else response.write(text.slice(0, 1), () => request.socket.resetAndDestroy());
  };
  const server = createServer((request, response) => void handle(request, response));
  server.on("connection", (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    files,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Undefined for a request that its client gave up. */
async function textOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks).toString();
}

import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A server that listens on the loopback interface. */
export interface LoopbackServer {
  /** Without a slash at the end. */
  readonly url: string;
  /** Ends it and every connection to it. */
  stop(): Promise<void>;
}

/** Has a server listen on the loopback interface only; `port` 0 takes a free one. */
export async function listenOnLoopback(server: Server, port: number): Promise<LoopbackServer> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
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

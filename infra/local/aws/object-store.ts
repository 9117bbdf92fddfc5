import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { VirtualClock } from "../clock/virtual-clock.ts";
import { LOCAL_SECRET_KEY } from "../environment.ts";
import type { Faults } from "../faults.ts";
import { type LoopbackServer, listenOnLoopback } from "../loopback-server.ts";
import { ObjectFiles, type ObjectInfo, type OpenObject } from "./object-files.ts";
import { type Refusal, type Reply, refusal, sendReply } from "./object-replies.ts";
import { checkLink } from "./presigned-links.ts";
import type { BusEvent } from "./services.ts";

/** What the fake of Amazon S3 needs. */
export interface ObjectStoreDeps {
  readonly bucket: string;
  /** Keeps the files; a temporary folder when absent. */
  readonly folder: string | undefined;
  readonly clock: VirtualClock;
  readonly faults: Faults;
  /** Hears of each file that was stored, as EventBridge does. */
  deliver(event: BusEvent): void;
}

const FAULTS: Readonly<Record<string, Refusal>> = { throttle: "slow", reject: "denied", error500: "internal" };
const CHECKSUM = "x-amz-checksum-crc32";

/** A running fake of Amazon S3. */
export interface ObjectStore extends LoopbackServer {
  /** Tells of every stored file again: what a kill kept from being delivered. */
  deliverAgain(): Promise<void>;
}

/** Serves one bucket to unmodified S3 clients, and to whoever has a signed link, on the loopback interface as `/bucket/key`. */
export async function startObjectStore(deps: ObjectStoreDeps): Promise<ObjectStore> {
  const files = new ObjectFiles(deps.folder);
  // A large file takes as long as it takes.
  const server = createServer(
    { requestTimeout: 0 },
    (request, response) => void answer(deps, files, request, response),
  );
  const loopback = await listenOnLoopback(server, 0);
  return {
    url: loopback.url,
    async deliverAgain() {
      for (const key of await files.keys()) {
        const file = await files.open(key);
        await file?.handle.close();
        if (file !== undefined) deps.deliver(createdEvent(deps, key, file));
      }
    },
    async stop() {
      await loopback.stop();
      files.close();
    },
  };
}

async function answer(
  deps: ObjectStoreDeps,
  files: ObjectFiles,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const release = deps.clock.hold();
  try {
    const fault = deps.faults.strike("s3");
    if (fault?.kind === "delay") await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
    const refused = fault && FAULTS[fault.kind];
    const reply = refused ? refusal(refused) : await replyTo(deps, files, request);
    if (fault?.kind === "reset" || fault?.kind === "timeout") lose(reply, response, fault.kind);
    else await sendReply(response, reply, request.method === "HEAD");
  } catch {
    // The client went away; what it sent is forgotten.
    response.destroy();
  } finally {
    release();
  }
}

/** The work is done, and its answer does not arrive. */
function lose({ body }: Reply, response: ServerResponse, how: "reset" | "timeout"): void {
  if (body instanceof Readable) body.destroy();
  if (how === "reset") response.socket?.resetAndDestroy();
}

async function replyTo(deps: ObjectStoreDeps, files: ObjectFiles, request: IncomingMessage): Promise<Reply> {
  const { method = "", url: target = "", headers } = request;
  // A request of an SDK client is signed by a function, which may; a link is good for what it was made for.
  const verdict =
    headers.authorization === undefined
      ? checkLink({ method, target, headers }, LOCAL_SECRET_KEY, Date.now())
      : "valid";
  if (verdict !== "valid") return refusal(verdict);
  const [, bucket, ...segments] = (target.split("?")[0] ?? "").split("/").map(decodeURIComponent);
  if (bucket !== deps.bucket) return refusal("noBucket");
  const key = segments.join("/");
  switch (method) {
    case "PUT":
      return put(deps, files, key, request);
    case "GET":
    case "HEAD":
      return get(files, key, request);
    default:
      return refusal("method");
  }
}

async function put(deps: ObjectStoreDeps, files: ObjectFiles, key: string, request: IncomingMessage): Promise<Reply> {
  const { headers, url = "" } = request;
  if (headers["content-encoding"]?.includes("aws-chunked")) return refusal("chunked");
  if (headers["content-length"] === undefined) return refusal("noLength");
  // Signed into a link, it is in the query.
  const checksum = headers[CHECKSUM] ?? new URLSearchParams(url.split("?")[1]).get(CHECKSUM) ?? undefined;
  const stored = await files.write(key, request, checksum?.toString());
  if (stored === undefined) return refusal("digest");
  deps.deliver(createdEvent(deps, key, stored));
  return { status: 200, headers: { etag: `"${stored.etag}"`, "content-length": 0 } };
}

async function get(files: ObjectFiles, key: string, request: IncomingMessage): Promise<Reply> {
  const file = await files.open(key);
  if (file === undefined) return refusal("noKey");
  const reply = contentOf(file, request);
  // Whoever reads it to its end closes it.
  if (!(reply.body instanceof Readable)) await file.handle.close();
  return reply;
}

function contentOf(
  { handle, size, etag, modifiedAt }: OpenObject,
  { headers, url = "", method }: IncomingMessage,
): Reply {
  const wanted = headers["if-match"]?.replaceAll('"', "");
  if (wanted !== undefined && wanted !== etag) return refusal("changed");
  const part = partOf(headers.range, size);
  if (part === undefined) return refusal("range");
  const { from, to } = part;
  const asked = new URLSearchParams(url.split("?")[1]);
  const disposition = asked.get("response-content-disposition");
  const described = {
    etag: `"${etag}"`,
    "last-modified": new Date(modifiedAt).toUTCString(),
    "accept-ranges": "bytes",
    "content-type": asked.get("response-content-type") ?? "binary/octet-stream",
    "content-length": to - from,
    ...(disposition === null ? {} : { "content-disposition": disposition }),
    ...(headers.range === undefined ? {} : { "content-range": `bytes ${from}-${to - 1}/${size}` }),
  };
  const status = headers.range === undefined ? 200 : 206;
  if (method === "HEAD" || from === to) return { status, headers: described };
  return { status, headers: described, body: handle.createReadStream({ start: from, end: to - 1 }) };
}

/** The bytes that a request asks for, from `from` to before `to`; undefined when the file has none of them. */
function partOf(range: string | undefined, size: number): { from: number; to: number } | undefined {
  if (range === undefined) return { from: 0, to: size };
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  const from = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === "" || last === "" ? size : Math.min(size, Number(last) + 1);
  return from < to ? { from, to } : undefined;
}

/** The event by which EventBridge tells of a stored file. */
function createdEvent({ bucket, clock }: ObjectStoreDeps, key: string, { size, etag }: ObjectInfo): BusEvent {
  return {
    version: "0",
    id: randomUUID(),
    source: "aws.s3",
    "detail-type": "Object Created",
    account: "000000000000",
    region: "us-east-1",
    time: new Date(clock.now()).toISOString(),
    resources: [`arn:aws:s3:::${bucket}`],
    detail: {
      version: "0",
      bucket: { name: bucket },
      object: { key, size, etag, sequencer: randomUUID() },
      "request-id": randomUUID(),
      requester: "000000000000",
      "source-ip-address": "127.0.0.1",
      reason: "PutObject",
    },
  };
}

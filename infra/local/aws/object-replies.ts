import type { ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** What the fake of Amazon S3 answers. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body?: string | Readable;
}

/** Refusals as Amazon S3 words them, by a name of our own. */
const REFUSALS = {
  unsigned: [403, "AccessDenied", "Access Denied"],
  forged: [
    403,
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided.",
  ],
  expired: [403, "AccessDenied", "Request has expired"],
  denied: [403, "AccessDenied", "Access Denied"],
  noBucket: [404, "NoSuchBucket", "The specified bucket does not exist"],
  noKey: [404, "NoSuchKey", "The specified key does not exist."],
  method: [405, "MethodNotAllowed", "The specified method is not allowed against this resource."],
  noLength: [411, "MissingContentLength", "You must provide the Content-Length HTTP header."],
  changed: [412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold"],
  range: [416, "InvalidRange", "The requested range is not satisfiable"],
  digest: [400, "BadDigest", "The CRC32 you specified did not match the calculated checksum."],
  internal: [500, "InternalError", "We encountered an internal error. Please try again."],
  chunked: [501, "NotImplemented", "This fake takes no chunked coding of the SDK; set requestChecksumCalculation."],
  slow: [503, "SlowDown", "Please reduce your request rate."],
} as const;
export type Refusal = keyof typeof REFUSALS;

/** A refusal in the XML that clients of Amazon S3 read. */
export function refusal(name: Refusal): Reply {
  const [status, code, message] = REFUSALS[name];
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, headers: { "content-type": "application/xml" }, body };
}

/** Sends a reply, without its body to HEAD. */
export async function sendReply(
  response: ServerResponse,
  { status, headers, body }: Reply,
  head: boolean,
): Promise<void> {
  const length = typeof body === "string" && !head ? { "content-length": Buffer.byteLength(body) } : {};
  response.writeHead(status, { "x-amz-request-id": crypto.randomUUID(), ...length, ...headers });
  if (head || body === undefined || typeof body === "string") response.end(head ? undefined : body);
  else await pipeline(body, response);
}

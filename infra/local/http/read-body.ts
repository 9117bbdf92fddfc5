import type { IncomingMessage } from "node:http";

/** Bytes read and thrown away of a body that is too large, so that its sender gets the answer instead of a reset. */
const MAX_DISCARDED_BYTES = 16 * 1024 * 1024;

/** The whole body, or that it was larger than `limit` bytes. */
export async function readLimitedBody(request: IncomingMessage, limit: number): Promise<Buffer | "too_large"> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size <= limit) chunks.push(chunk);
    else if (size > MAX_DISCARDED_BYTES) break;
  }
  return size > limit ? "too_large" : Buffer.concat(chunks);
}

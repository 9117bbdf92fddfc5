import { Readable } from "node:stream";
import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { FileChanged, FilesUnavailable, FirstTouchError } from "../domain/errors.ts";
import type { ImportFiles } from "../ports/index.ts";
import { errorName } from "./error-name.ts";

const CONNECTION_TIMEOUT_MS = 1_000;
/** S3 answers, or takes a chunk of rejected rows, well within this, ms. */
const REQUEST_TIMEOUT_MS = 10_000;
/** A file on its way that stands still for so long is lost, ms. */
const IDLE_TIMEOUT_MS = 20_000;
/** Reads repeat safely, and so does writing the same text. */
const MAX_ATTEMPTS = 4;

/** What the SDK itself would print goes past the allow-list of our logger. */
const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

const CSV = "text/csv; charset=utf-8";
const NOT_FOUND = 404;
const PRECONDITION_FAILED = 412;

/** Makes an S3 client for files that are uploaded with plain HTTP clients and read in pieces. */
function createFilesClient(): S3Client {
  return new S3Client({
    maxAttempts: MAX_ATTEMPTS,
    logger: SILENT,
    // By default the SDK signs a checksum into every upload link, which the uploader would have to send, and sends streams in
    // a chunked coding of its own.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      socketTimeout: IDLE_TIMEOUT_MS,
      // Without this the SDK only warns.
      throwOnRequestTimeout: true,
    },
  });
}

/** Keeps the files of imports and exports in a bucket of Amazon S3, which encrypts them by default. */
export function createImportFiles(config: { readonly bucket: string; readonly client?: S3Client }): ImportFiles {
  const { bucket: Bucket, client = createFilesClient() } = config;

  /** The bytes of the parts one after the other, never more of them in memory than is on its way. */
  async function* bytesOf(parts: readonly string[], bytes: number): AsyncGenerator<Uint8Array> {
    let left = bytes;
    for (const Key of parts) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
      for await (const chunk of Body as Readable) {
        left -= (chunk as Uint8Array).byteLength;
        if (left < 0) throw new FilesUnavailable("parts_too_long");
        yield chunk as Uint8Array;
      }
    }
    // S3 would wait for the rest until it gives up.
    if (left > 0) throw new FilesUnavailable("parts_too_short");
  }

  return {
    uploadUrl: (Key, expiresIn) =>
      orUnavailable(() => getSignedUrl(client, new PutObjectCommand({ Bucket, Key }), { expiresIn })),

    downloadUrl: (Key, fileName, expiresIn) =>
      orUnavailable(() => {
        const get = new GetObjectCommand({
          Bucket,
          Key,
          ResponseContentDisposition: `attachment; filename="${fileName}"`,
          ResponseContentType: CSV,
        });
        return getSignedUrl(client, get, { expiresIn });
      }),

    stat: (Key) =>
      orUnavailable(async () => {
        try {
          const { ContentLength = 0, ETag = "" } = await client.send(new HeadObjectCommand({ Bucket, Key }));
          return { bytes: ContentLength, etag: ETag.replaceAll('"', "") };
        } catch (error) {
          if (statusOf(error) === NOT_FOUND) return undefined;
          throw error;
        }
      }),

    read: (Key, etag, from, to) =>
      orUnavailable(async () => {
        if (from >= to) return new Uint8Array();
        const get = new GetObjectCommand({ Bucket, Key, IfMatch: `"${etag}"`, Range: `bytes=${from}-${to - 1}` });
        return bytesIn(await client.send(get).catch(throwIfChanged));
      }),

    write: (Key, text) =>
      orUnavailable(async () => {
        await client.send(new PutObjectCommand({ Bucket, Key, Body: text, ContentType: CSV }));
      }),

    async join(parts, Key, bytes) {
      const body = Readable.from(bytesOf(parts, bytes), { objectMode: false });
      const abort = new AbortController();
      let unread: unknown;
      // The SDK does not listen: the request would wait for bytes that never come.
      body.once("error", (error) => {
        unread = error;
        abort.abort();
      });
      const put = new PutObjectCommand({ Bucket, Key, Body: body, ContentLength: bytes, ContentType: CSV });
      try {
        // However long it takes, as long as it does not stand still.
        await client.send(put, { abortSignal: abort.signal, requestTimeout: 0 });
      } catch (error) {
        throw unavailable(unread ?? error);
      } finally {
        body.destroy();
      }
    },
  };
}

async function bytesIn({ Body }: GetObjectCommandOutput): Promise<Uint8Array> {
  return (await Body?.transformToByteArray()) ?? new Uint8Array();
}

function throwIfChanged(error: unknown): never {
  const status = statusOf(error);
  throw status === PRECONDITION_FAILED || status === NOT_FOUND ? new FileChanged() : error;
}

function statusOf(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
}

async function orUnavailable<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    throw unavailable(error);
  }
}

function unavailable(error: unknown): FirstTouchError {
  return error instanceof FirstTouchError ? error : new FilesUnavailable(errorName(error));
}

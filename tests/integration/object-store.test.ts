import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { type ObjectStore, startObjectStore } from "../../infra/local/aws/object-store.ts";
import type { BusEvent } from "../../infra/local/aws/services.ts";
import { VirtualClock } from "../../infra/local/clock/virtual-clock.ts";
import { LOCAL_NAMES, setFunctionEnvironment } from "../../infra/local/environment.ts";
import { Faults } from "../../infra/local/faults.ts";
import { createImportFiles } from "../../shared/adapters/import-files.ts";
import type { ImportFiles } from "../../shared/ports/index.ts";

const NOW = Date.parse("2026-12-01T16:02:00Z");
const BUCKET = LOCAL_NAMES.importBucket;
const HOUR_SECONDS = 3_600;
const clock = new VirtualClock({ startsAt: NOW, speed: 1 });
const faults = new Faults(clock);
const delivered: BusEvent[] = [];
let folder: string;
let store: ObjectStore;
let files: ImportFiles;
let client: S3Client;

const start = (at: string | undefined) =>
  startObjectStore({ bucket: BUCKET, folder: at, clock, faults, deliver: (event) => delivered.push(event) });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "first-touch-"));
  store = await start(folder);
  setFunctionEnvironment({ database: store.url, services: store.url, files: store.url, api: store.url });
  files = createImportFiles({ bucket: BUCKET });
  client = new S3Client({ maxAttempts: 1 });
});
afterEach(() => faults.clear());
afterAll(async () => {
  client.destroy();
  await store.stop();
  clock.stop();
  rmSync(folder, { recursive: true, force: true });
});

let last = 0;
function newKey(): string {
  last += 1;
  return `uploads/bright-smile/${last}.csv`;
}
const put = (url: string, body: string) => fetch(url, { method: "PUT", body });
const codeOf = async (response: Response) => /<Code>(\w+)<[/]Code>/.exec(await response.text())?.[1];
/** Comes back once something is so; the test runner ends a test that waits for what never will be. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe("the fake of Amazon S3, called by the real adapter", () => {
  it("keeps what is written, and gives any part of it", async () => {
    const key = newKey();
    await files.write(key, "name,phone\nAna,(312) 555-0142\n");
    const file = await files.stat(key);
    expect(file).toEqual({ bytes: 30, etag: expect.stringMatching(/^[0-9a-f]{32}$/) });
    const { etag = "" } = file ?? {};
    expect(textOf(await files.read(key, etag, 0, 30))).toBe("name,phone\nAna,(312) 555-0142\n");
    expect(textOf(await files.read(key, etag, 5, 10))).toBe("phone");
    expect(textOf(await files.read(key, etag, 25, 900))).toBe("0142\n");
  });

  it("knows no file that was never written", async () => {
    expect(await files.stat("uploads/bright-smile/none.csv")).toBeUndefined();
    await expect(files.read("uploads/bright-smile/none.csv", "x", 0, 5)).rejects.toThrow("replaced");
  });

  it("does not read on in a file that was replaced, be it by the same text", async () => {
    const key = newKey();
    await files.write(key, "one");
    const { etag = "" } = (await files.stat(key)) ?? {};
    await files.write(key, "one");
    await expect(files.read(key, etag, 0, 3)).rejects.toMatchObject({ name: "FileChanged" });
  });

  it("joins parts into one file", async () => {
    const parts = ["rejected/bright-smile/1/000001.csv", "rejected/bright-smile/1/000002.csv"];
    await files.write(parts[0] as string, "a,b\n".repeat(50_000));
    await files.write(parts[1] as string, "c,d\n".repeat(50_000));
    await files.join(parts, "rejected/bright-smile/1.csv", 400_000);
    const { bytes = 0, etag = "" } = (await files.stat("rejected/bright-smile/1.csv")) ?? {};
    expect(bytes).toBe(400_000);
    expect(textOf(await files.read("rejected/bright-smile/1.csv", etag, 199_996, 200_004))).toBe("a,b\nc,d\n");
  });

  it("answers a passing failure after another try, and a lasting one as such", async () => {
    const key = newKey();
    faults.add({ target: "s3", kind: "throttle" });
    await files.write(key, "one");
    faults.add({ target: "s3", kind: "reset" });
    expect(await files.stat(key)).toMatchObject({ bytes: 3 });
    faults.add({ target: "s3", kind: "error500", times: 9 });
    await expect(files.stat(key)).rejects.toMatchObject({ name: "FilesUnavailable", retryable: true });
  });
});

describe("the fake of Amazon S3, called by a client with the SDK's own settings", () => {
  it("takes and gives files, and checks their checksum", async () => {
    const Key = newKey();
    const written = await client.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: "hello" }));
    const head = await client.send(new HeadObjectCommand({ Bucket: BUCKET, Key }));
    expect([head.ContentLength, head.ETag]).toEqual([5, written.ETag]);
    const got = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key, Range: "bytes=1-3" }));
    expect([got.ContentRange, await got.Body?.transformToString()]).toEqual(["bytes 1-3/5", "ell"]);
    const wrong = new PutObjectCommand({ Bucket: BUCKET, Key, Body: "hello", ChecksumCRC32: "AAAAAA==" });
    await expect(client.send(wrong)).rejects.toMatchObject({ name: "BadDigest" });
  });

  it.each([
    ["a key that is not there", BUCKET, "none", undefined, "NoSuchKey"],
    ["a bucket that is not there", "another-bucket", "none", undefined, "NoSuchBucket"],
    ["a part beyond its end", BUCKET, "three", "bytes=3-9", "InvalidRange"],
  ])("names the error of %s", async (_, Bucket, Key, Range, name) => {
    await files.write("three", "one");
    const get = new GetObjectCommand({ Bucket, Key, ...(Range ? { Range } : {}) });
    await expect(client.send(get)).rejects.toMatchObject({ name });
  });

  it("refuses an upload by a link that promises the checksum of another body, as Amazon S3 does", async () => {
    const url = await getSignedUrl(client, new PutObjectCommand({ Bucket: BUCKET, Key: newKey() }));
    expect(await codeOf(await put(url, "name,phone\n"))).toBe("BadDigest");
  });
});

describe("signed links", () => {
  it("take a file from any HTTP client, again and again, and tell of each", async () => {
    const key = newKey();
    const url = await files.uploadUrl(key, HOUR_SECONDS);
    delivered.length = 0;
    expect((await put(url, "first")).status).toBe(200);
    const again = await put(url, "second, longer");
    expect([again.status, again.headers.get("etag")]).toEqual([200, `"${(await files.stat(key))?.etag}"`]);
    expect(delivered).toHaveLength(2);
    expect(delivered[1]).toMatchObject({
      source: "aws.s3",
      "detail-type": "Object Created",
      time: expect.stringMatching(/^2026-12-01T16:0/),
      detail: { bucket: { name: BUCKET }, object: { key, size: 14, etag: (await files.stat(key))?.etag } },
    });
  });

  it("give a file under a name, and nothing else", async () => {
    const key = newKey();
    await files.write(key, "reason,row\n");
    const response = await fetch(await files.downloadUrl(key, "rejected rows.csv", HOUR_SECONDS));
    expect([response.status, await response.text()]).toEqual([200, "reason,row\n"]);
    expect(response.headers.get("content-disposition")).toBe('attachment; filename="rejected rows.csv"');
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  });

  it("are good for what they were made for only", async () => {
    const key = newKey();
    const upload = await files.uploadUrl(key, HOUR_SECONDS);
    await put(upload, "one");
    const download = await files.downloadUrl(key, "x.csv", HOUR_SECONDS);
    expect(await codeOf(await fetch(upload))).toBe("SignatureDoesNotMatch");
    expect(await codeOf(await put(download, "two"))).toBe("SignatureDoesNotMatch");
    expect(await codeOf(await put(upload.replace(key, newKey()), "two"))).toBe("SignatureDoesNotMatch");
    expect(await codeOf(await put(upload.replace("Expires=3600", "Expires=9999"), "two"))).toBe(
      "SignatureDoesNotMatch",
    );
    expect(await codeOf(await put(upload.split("?")[0] as string, "two"))).toBe("AccessDenied");
    expect(await files.stat(key)).toMatchObject({ bytes: 3 });
  });

  it("expire", async () => {
    const Key = newKey();
    const signingDate = new Date(Date.now() - 120_000);
    const sign = (expiresIn: number) =>
      getSignedUrl(client, new GetObjectCommand({ Bucket: BUCKET, Key }), { expiresIn, signingDate });
    await files.write(Key, "one");
    expect((await fetch(await sign(600))).status).toBe(200);
    const late = await fetch(await sign(60));
    expect([late.status, await late.text()]).toEqual([403, expect.stringContaining("Request has expired")]);
  });

  it("take no body of unknown length, and no request but for files", async () => {
    const url = await files.uploadUrl(newKey(), HOUR_SECONDS);
    const body = new Blob(["name,phone\n"]).stream();
    const streamed = await fetch(url, { method: "PUT", body, duplex: "half" } as RequestInit);
    expect([streamed.status, await codeOf(streamed)]).toEqual([411, "MissingContentLength"]);
    const removal = await fetch(url, { method: "DELETE", headers: { authorization: "AWS4-HMAC-SHA256 x" } });
    expect(removal.status).toBe(405);
  });
});

describe("files", () => {
  it("are stored once all of them has come", async () => {
    const key = newKey();
    const url = await files.uploadUrl(key, HOUR_SECONDS);
    const before = readdirSync(folder);
    delivered.length = 0;
    const request = httpRequest(url, { method: "PUT", headers: { "content-length": 1_000 } });
    request.on("error", () => {}).write("name,phone\n");
    await until(() => readdirSync(folder).length > before.length);
    expect(await files.stat(key)).toBeUndefined();
    request.destroy();
    await until(() => readdirSync(folder).length === before.length);
    expect([await files.stat(key), delivered]).toEqual([undefined, []]);
    expect(readdirSync(folder)).toEqual(before);
  });

  it("stay when the engine ends, and are told of again", async () => {
    const kept = mkdtempSync(join(tmpdir(), "first-touch-"));
    const key = newKey();
    const first = await start(kept);
    const at = (url: string) => createImportFiles({ bucket: BUCKET, client: new S3Client({ endpoint: url }) });
    await at(first.url).write(key, "one");
    const file = await at(first.url).stat(key);
    await first.stop();

    delivered.length = 0;
    const second = await start(kept);
    expect(await at(second.url).stat(key)).toEqual(file);
    await second.deliverAgain();
    expect(delivered).toMatchObject([{ detail: { object: { key, size: 3, etag: file?.etag } } }]);
    await second.stop();
    rmSync(kept, { recursive: true });
  });

  it("go with the engine when nothing is to be kept", async () => {
    const temporary = await start(undefined);
    // Engines of other test files have such folders, too: this one is known by what is in it.
    const key = `uploads/bright-smile/${randomUUID()}.csv`;
    await createImportFiles({ bucket: BUCKET, client: new S3Client({ endpoint: temporary.url }) }).write(key, "one");
    const folders = () =>
      readdirSync(tmpdir())
        .filter((name) => name.startsWith("first-touch-objects-"))
        .filter((name) => existsSync(join(tmpdir(), name, `object-${encodeURIComponent(key)}`)));
    expect(folders()).toHaveLength(1);
    await temporary.stop();
    expect(folders()).toEqual([]);
  });

  it("cannot be reached outside of their folder", async () => {
    const Key = "../../etc/passwd";
    await files.write(Key, "one");
    expect(await files.stat(Key)).toMatchObject({ bytes: 3 });
    expect(readdirSync(folder).filter((name) => name.includes("passwd"))).toHaveLength(1);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { createImportFiles } from "../../../shared/adapters/import-files.ts";
import type { ImportFiles } from "../../../shared/ports/index.ts";
import { acceptErrorsOfAllRealms } from "../providers/one-realm.ts";
import { type BucketServer, startBucketServer } from "./bucket-server.ts";

const KEY = "uploads/bright-smile/01KBDEXAMP1E00000000000009.csv";
const environment = { ...process.env };
let server: BucketServer;
let files: ImportFiles;

beforeAll(async () => {
  acceptErrorsOfAllRealms();
  server = await startBucketServer();
  Object.assign(process.env, {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_S3: server.endpoint,
  });
  files = createImportFiles({ bucket: "files" });
});
afterAll(async () => {
  process.env = environment;
  await server.stop();
});
beforeEach(() => {
  server.received.length = 0;
  server.files.clear();
});

const only = <T>(list: readonly T[]): T => {
  if (list.length !== 1) throw new Error(`expected one, got ${list.length}`);
  return list[0] as T;
};

describe("the link for an upload", () => {
  it("takes a file from a plain HTTP client that sends nothing but the file", async () => {
    const url = await files.uploadUrl(KEY, 900);
    expect((await fetch(url, { method: "PUT", body: "phone\n" })).status).toBe(200);
    expect(server.files.get(`/files/${KEY}`)?.text).toBe("phone\n");
  });

  it("is signed for the host alone, for so many seconds, without a checksum of a body that is not known yet", async () => {
    const { searchParams } = new URL(await files.uploadUrl(KEY, 900));
    expect(searchParams.get("X-Amz-SignedHeaders")).toBe("host");
    expect(searchParams.get("X-Amz-Expires")).toBe("900");
    expect(searchParams.get("X-Amz-Algorithm")).toBe("AWS4-HMAC-SHA256");
    expect([...searchParams.keys()].filter((name) => /checksum|server-side-encryption/i.test(name))).toEqual([]);
  });

  it("names the bucket in the path where the host is an address, and in the host on AWS", async () => {
    expect(new URL(await files.uploadUrl(KEY, 60)).pathname).toBe(`/files/${KEY}`);
    delete process.env.AWS_ENDPOINT_URL_S3;
    const url = new URL(await createImportFiles({ bucket: "files" }).uploadUrl(KEY, 60));
    process.env.AWS_ENDPOINT_URL_S3 = server.endpoint;
    expect(url.host).toBe("files.s3.us-east-1.amazonaws.com");
    expect(url.pathname).toBe(`/${KEY}`);
  });
});

describe("the link for a download", () => {
  it("makes a browser save the file under its name, as CSV", async () => {
    const { searchParams } = new URL(await files.downloadUrl(KEY, "rejected-rows.csv", 300));
    expect(searchParams.get("response-content-disposition")).toBe('attachment; filename="rejected-rows.csv"');
    expect(searchParams.get("response-content-type")).toBe("text/csv; charset=utf-8");
    expect(searchParams.get("X-Amz-Expires")).toBe("300");
    expect(searchParams.get("X-Amz-SignedHeaders")).toBe("host");
  });
});

describe("createImportFiles over HTTP", () => {
  it("asks for a range of one version", async () => {
    server.files.set(`/files/${KEY}`, { text: "0123456789" });
    expect(Buffer.from(await files.read(KEY, "e1", 2, 5)).toString()).toBe("234");
    expect(only(server.received).headers).toMatchObject({ range: "bytes=2-4", "if-match": '"e1"' });
  });

  it("says that a file that is gone changed", async () => {
    await expect(files.read(KEY, "e1", 0, 5)).rejects.toMatchObject({ name: "FileChanged" });
    expect(await files.stat(KEY)).toBeUndefined();
  });

  it("writes a text in one request as it stands", async () => {
    await files.write(KEY, "phone\n312-555-0142\n");
    const { method, headers, body } = only(server.received);
    expect(method).toBe("PUT");
    expect(headers).toMatchObject({ "content-length": "19", "content-type": "text/csv; charset=utf-8" });
    expect(body).toBe("phone\n312-555-0142\n");
  });

  it("joins parts of megabytes into one request of known length, without a coding of its own", async () => {
    const parts = ["a", "b", "c"].map((letter) => letter.repeat(1_500_000));
    parts.forEach((text, index) => {
      server.files.set(`/files/part-${index}`, { text });
    });
    await files.join(["part-0", "part-1", "part-2"], KEY, 4_500_000);
    const { headers } = only(server.received.filter(({ method }) => method === "PUT"));
    expect(headers["content-length"]).toBe("4500000");
    expect(headers).not.toHaveProperty("content-encoding");
    expect(headers).not.toHaveProperty("transfer-encoding");
    expect(server.files.get(`/files/${KEY}`)?.text === parts.join("")).toBe(true);
  });

  it("joins no parts into an empty file", async () => {
    await files.join([], KEY, 0);
    expect(server.files.get(`/files/${KEY}`)?.text).toBe("");
  });

  it.each<[string, { text: string; breaksOff?: boolean } | undefined, number, string]>([
    ["is missing", undefined, 20, "NoSuchKey"],
    ["breaks off", { text: "0123456789", breaksOff: true }, 20, "Error"],
    ["is longer than it was", { text: "0123456789" }, 11, "parts_too_long"],
    ["is shorter than it was", { text: "0123456789" }, 21, "parts_too_short"],
  ])("leaves no file behind, and waits for nothing, when a part %s", async (_, second, bytes, code) => {
    server.files.set("/files/part-0", { text: "abcdefghij" });
    if (second !== undefined) server.files.set("/files/part-1", second);
    const error = await files.join(["part-0", "part-1"], KEY, bytes).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "FilesUnavailable", code, retryable: true });
    expect(server.files.has(`/files/${KEY}`)).toBe(false);
  });
});

import { Readable } from "node:stream";
import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createImportFiles } from "../../../shared/adapters/import-files.ts";

const KEY = "uploads/bright-smile/01KBDEXAMP1E00000000000009.csv";
const s3 = mockClient(S3Client);
const files = createImportFiles({ bucket: "files", client: new S3Client({ region: "us-east-1" }) });

/** What S3 refuses with; its message may quote anything. */
const refusal = (name: string, httpStatusCode?: number) =>
  Object.assign(new Error("+13125550142"), { name, $metadata: { httpStatusCode } });
const body = (bytes: string) =>
  ({ transformToByteArray: async () => Buffer.from(bytes) }) as unknown as GetObjectCommandOutput["Body"];
const thrown = (answer: Promise<unknown>) => answer.then(String, (error: unknown) => error);

describe("createImportFiles", () => {
  beforeEach(() => {
    s3.reset();
  });

  it("tells the size of a file, and its version without quotes", async () => {
    s3.on(HeadObjectCommand).resolves({ ContentLength: 512, ETag: '"9b2cf535"' });
    expect(await files.stat(KEY)).toEqual({ bytes: 512, etag: "9b2cf535" });
    expect(s3.commandCalls(HeadObjectCommand)[0]?.args[0].input).toEqual({ Bucket: "files", Key: KEY });
  });

  it("knows no size of a file that is not there", async () => {
    s3.on(HeadObjectCommand).rejects(refusal("NotFound", 404));
    expect(await files.stat(KEY)).toBeUndefined();
  });

  it("reads from a byte to before another, of the version that was asked for", async () => {
    s3.on(GetObjectCommand).resolves({ Body: body("Dana") });
    expect(Buffer.from(await files.read(KEY, "9b2cf535", 100, 104)).toString()).toBe("Dana");
    expect(s3.commandCalls(GetObjectCommand)[0]?.args[0].input).toEqual({
      Bucket: "files",
      Key: KEY,
      IfMatch: '"9b2cf535"',
      Range: "bytes=100-103",
    });
  });

  it("reads nothing without asking", async () => {
    expect(await files.read(KEY, "9b2cf535", 100, 100)).toHaveLength(0);
    expect(s3.calls()).toHaveLength(0);
  });

  it.each([
    ["was replaced", "PreconditionFailed", 412],
    ["is gone", "NoSuchKey", 404],
  ])("says that a file changed when it %s", async (_, name, status) => {
    s3.on(GetObjectCommand).rejects(refusal(name, status));
    await expect(files.read(KEY, "9b2cf535", 0, 10)).rejects.toMatchObject({ name: "FileChanged", retryable: false });
  });

  it("writes text as CSV", async () => {
    s3.on(PutObjectCommand).resolves({});
    await files.write(KEY, "phone\n312-555-0142\n");
    expect(s3.commandCalls(PutObjectCommand)[0]?.args[0].input).toEqual({
      Bucket: "files",
      Key: KEY,
      Body: "phone\n312-555-0142\n",
      ContentType: "text/csv; charset=utf-8",
    });
  });

  it.each<[string, () => Promise<unknown>]>([
    ["a look at", () => files.stat(KEY)],
    ["reading", () => files.read(KEY, "9b2cf535", 0, 10)],
    ["writing", () => files.write(KEY, "phone\n")],
    ["joining", () => files.join([], KEY, 0)],
  ])("reports any other failure of %s a file by its name alone, as retryable", async (_, call) => {
    s3.onAnyCommand().rejects(refusal("SlowDown", 503));
    const error = await thrown(call());
    expect(error).toMatchObject({ name: "FilesUnavailable", code: "SlowDown", retryable: true });
    expect(String(error)).not.toContain("555");
    expect(error).not.toHaveProperty("cause");
  });

  it("reports a body that breaks off", async () => {
    const Body = {
      transformToByteArray: () => Promise.reject(Object.assign(new Error(KEY), { name: "TimeoutError" })),
    } as unknown as GetObjectCommandOutput["Body"];
    s3.on(GetObjectCommand).resolves({ Body });
    await expect(files.read(KEY, "e", 0, 10)).rejects.toMatchObject({
      name: "FilesUnavailable",
      code: "TimeoutError",
    });
  });

  it("joins parts without ever holding two of them", async () => {
    let open = 0;
    const part = (text: string) => {
      open += 1;
      expect(open).toBe(1);
      const stream = Readable.from([Buffer.from(text)]).once("close", () => {
        open -= 1;
      });
      return { Body: stream as unknown as GetObjectCommandOutput["Body"] };
    };
    s3.on(GetObjectCommand).callsFake(({ Key }: { Key: string }) => part(`${Key};`));
    let written = "";
    s3.on(PutObjectCommand).callsFake(async ({ Body }: { Body: Readable }) => {
      for await (const chunk of Body) written += String(chunk);
      return {};
    });
    await files.join(["1", "2", "3"], KEY, 6);
    expect(written).toBe("1;2;3;");
    expect(s3.commandCalls(PutObjectCommand)[0]?.args[0].input).toMatchObject({ Key: KEY, ContentLength: 6 });
  });
});

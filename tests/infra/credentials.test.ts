import { execFile } from "node:child_process";
import { createHash, createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { bundleFunction } from "../../infra/aws/bundling/bundle-function.ts";

/** What Lambda puts into the environment of a function. */
const CREDENTIALS = {
  AWS_ACCESS_KEY_ID: "ASIAEXAMPLE",
  AWS_SECRET_ACCESS_KEY: "secret-of-the-role",
  AWS_SESSION_TOKEN: "token-of-the-session",
};

interface Request {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const folder = mkdtempSync(join(tmpdir(), "first-touch-credentials-"));
const bundle = join(folder, "index.mjs");
const requests: Request[] = [];
/** Takes the place of DynamoDB; refuses all, so that nothing is tried again. */
const server = createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8").on("data", (part) => (body += part));
  request.on("end", () => {
    requests.push({ headers: request.headers, body });
    response.writeHead(400, { "content-type": "application/x-amz-json-1.0" });
    response.end(JSON.stringify({ __type: "com.amazonaws.dynamodb#AccessDeniedException" }));
  });
});

beforeAll(async () => {
  bundleFunction("revive-runs", folder);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Invokes the bundle, the SDK inside, and answers what it sent. */
async function invoke(credentials: Readonly<Record<string, string>>): Promise<Request[]> {
  requests.length = 0;
  const script = fileURLToPath(new URL("./invoke-bundle.ts", import.meta.url));
  await promisify(execFile)(process.execPath, ["--no-warnings", script, bundle], {
    env: {
      ...credentials,
      AWS_REGION: "us-east-1",
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      LEAD_TABLE: "leads",
      FOLLOW_UP_STATE_MACHINE_ARN: "arn:aws:states:us-east-1:111111111111:stateMachine:follow-up",
    },
  });
  return [...requests];
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();

/** The signature that a request to DynamoDB must carry under a secret (Signature Version 4). */
function signatureOf({ headers, body }: Request, secret: string): string {
  const [, scope = "", signed = ""] =
    /Credential=[^/]+\/(\S+), SignedHeaders=(\S+),/.exec(headers.authorization ?? "") ?? [];
  const lines = signed.split(";").map((name) => `${name}:${String(headers[name])}\n`);
  const canonical = ["POST", "/", "", lines.join(""), signed, sha256(body)].join("\n");
  const key = scope.split("/").reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return hmac(key, ["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, sha256(canonical)].join("\n")).toString("hex");
}

describe("a bundled function", () => {
  it("signs with the credentials of its role, as Lambda hands them over", async () => {
    const sent = await invoke(CREDENTIALS);
    expect(sent.length).toBeGreaterThan(0);
    for (const request of sent) {
      const { authorization, "x-amz-security-token": token } = request.headers;
      expect(authorization).toMatch(
        /^AWS4-HMAC-SHA256 Credential=ASIAEXAMPLE\/\d{8}\/us-east-1\/dynamodb\/aws4_request, /,
      );
      expect(authorization).toContain(`Signature=${signatureOf(request, CREDENTIALS.AWS_SECRET_ACCESS_KEY)}`);
      expect(authorization).toMatch(/SignedHeaders=\S*x-amz-security-token/);
      expect(token).toBe(CREDENTIALS.AWS_SESSION_TOKEN);
    }
  });

  it("sends nothing when it was handed none", async () => {
    expect(await invoke({})).toEqual([]);
  });
});

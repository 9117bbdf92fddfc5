import { execFile } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { createTables } from "../../infra/local/create-tables.ts";
import { type Dynoxide, startDynoxide } from "../../infra/local/dynoxide.ts";
import { createDocumentClient } from "../../shared/adapters/dynamo/client.ts";
import { createIntakeKeys } from "../../shared/adapters/dynamo/intake-keys.ts";
import { createKeyUses } from "../../shared/adapters/dynamo/key-uses.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const credentials = { accessKeyId: "local", secretAccessKey: "local" };
const leadTable = `access-key-${process.pid}`;
const PLAN = ["--usage-plan", "plan1"];
let database: Dynoxide;
let client: ReturnType<typeof createDocumentClient>;
let gateway: Server;
let gatewayUrl: string;
/** What API Gateway was asked, and how many keys it has made. */
let asked: string[] = [];
let made = 0;
let attaches = true;

beforeAll(async () => {
  database = await startDynoxide();
  client = createDocumentClient({ endpoint: database.endpoint, region: "us-east-1", credentials });
  await createTables(database.endpoint, { leadTable, contactTable: `${leadTable}-contacts` }, { streams: false });
  gateway = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const isKey = request.method === "POST" && request.url === "/apikeys";
    if (isKey) made += 1;
    response.writeHead(isKey || attaches ? 201 : 404, { "content-type": "application/json" });
    response.end(isKey ? JSON.stringify({ id: `key00000${made}`, value: `secret-value-${made}` }) : "{}");
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => gateway.once("listening", resolve));
  gatewayUrl = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
});
afterAll(async () => {
  client.destroy();
  gateway.close();
  await database.stop();
});
beforeEach(() => {
  asked = [];
  attaches = true;
});

/** Runs the command as npm does. */
function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: database.endpoint,
    AWS_ENDPOINT_URL_API_GATEWAY: gatewayUrl,
  };
  const command = ["infra/admin/access-key/main.ts", ...args, "--table", leadTable];
  return promisify(execFile)(process.execPath, command, { cwd: root, env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error) => ({ code: error.code, stdout: error.stdout, stderr: error.stderr }),
  );
}
const keysOf = async (vendor: string) => {
  const keys = await createIntakeKeys({ leadTable, client }).list();
  return keys.filter((key) => key.vendor === vendor).sort((a, b) => (a.apiKeyId < b.apiKeyId ? -1 : 1));
};

describe("access-key", () => {
  it("goes from the first key of a vendor to the next, both of which work for a while, and ends one at once", async () => {
    // Given a vendor with a key
    const created = await run("create", "--vendor", "google-ads", "--practices", "bright-smile,north-side", ...PLAN);
    expect(created.stdout).toContain("id:    key000001\nvalue: secret-value-1\n");
    expect(asked).toEqual(["POST /apikeys", "POST /usageplans/plan1/keys"]);
    const [first] = await keysOf("google-ads");
    expect(first).toEqual({
      apiKeyId: "key000001",
      vendor: "google-ads",
      callerId: "google-ads",
      role: "intake",
      practiceIds: ["bright-smile", "north-side"],
      createdAt: expect.any(Number),
    });
    // When it gets another
    const rotated = await run("rotate", "--vendor", "google-ads", "--overlap-days", "7", ...PLAN);
    expect(rotated.stdout).toContain("id:    key000002\nvalue: secret-value-2\n");
    // Then the older one ends in a week, and the newer one may do the same
    const [older, newer] = await keysOf("google-ads");
    const inDays = ((older?.endsAt ?? 0) - Date.now()) / 86_400_000;
    expect(Math.round(inDays)).toBe(7);
    expect(newer).toMatchObject({ callerId: "google-ads", practiceIds: first?.practiceIds });
    expect(newer).not.toHaveProperty("endsAt");
    // And when the older one is retired, it ends now, here and at the API
    asked = [];
    expect((await run("retire", "key000001")).stdout).toContain("key000001 of google-ads opens nothing any more");
    expect(asked).toEqual(["PATCH /apikeys/key000001"]);
    expect((await keysOf("google-ads"))[0]?.endsAt).toBeLessThanOrEqual(Date.now());
    // And the list says what each was used for
    await createKeyUses({ leadTable, client }).count("key000002", "accepted", Date.now());
    await createKeyUses({ leadTable, client }).count("key000002", "rejected", Date.now());
    const { stdout } = await run("list");
    expect(stdout).toMatch(/^vendor +id +role +practices +since +ends +last used +accepted +duplicate +rejected$/m);
    expect(stdout).toMatch(/^google-ads +key000002 +intake +bright-smile,north-side +\S+ +- +[\d-]+ +1 +0 +1$/m);
    expect(stdout).not.toContain("secret-value");
  });

  it("refuses a second vendor of the same name, whose keys could not be told apart", async () => {
    await run("create", "--vendor", "zocdoc", "--practices", "bright-smile", ...PLAN);
    asked = [];
    const { code, stderr } = await run("create", "--vendor", "zocdoc", "--practices", "north-side", ...PLAN);
    expect([code, asked]).toEqual([2, []]);
    expect(stderr).toContain("rotate it, or give the other vendor another name, like zocdoc-2");
  });

  it("leaves no key behind that the usage plan did not take", async () => {
    attaches = false;
    const { code } = await run("create", "--vendor", "callrail", "--practices", "bright-smile", "--usage-plan", "none");
    expect(code).toBe(1);
    expect(asked.at(-1)).toMatch(/^DELETE \/apikeys\/key/);
    expect(await keysOf("callrail")).toEqual([]);
  });

  it.each([
    [["rotate", "--vendor", "nobody", ...PLAN], "nobody has no key that works; create one"],
    [["retire", "key999999"], "there is no key key999999"],
    [["retire", "Some/Value+"], "expected the id of an API key, not its value"],
    [["create", "--practices", "bright-smile", ...PLAN], "--vendor: expected the name of who posts"],
    [
      ["create", "--vendor", "x1", "--practices", "p1", "--role", "admin", ...PLAN],
      "--role: expected intake or shopper",
    ],
  ])("says what is wrong with %j, and how it is called", async (args, message) => {
    const { code, stderr } = await run(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain("usage: npm run access-key --");
  });
});

import { execFile } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createTables } from "../../infra/local/create-tables.ts";
import { type Dynoxide, startDynoxide } from "../../infra/local/dynoxide.ts";
import { createAccessKeys } from "../../shared/adapters/dynamo/access-keys.ts";
import { createDocumentClient } from "../../shared/adapters/dynamo/client.ts";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createSendingSwitch } from "../../shared/adapters/dynamo/sending-switch.ts";
import { keyRingFromSecret } from "../../shared/adapters/key-ring.ts";
import { PracticeIdSchema } from "../../shared/domain/ids.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const practiceId = PracticeIdSchema.parse("bright-smile");
const credentials = { accessKeyId: "local", secretAccessKey: "local" };
const leadTable = `admin-${process.pid}`;
let database: Dynoxide;
let client: ReturnType<typeof createDocumentClient>;

beforeAll(async () => {
  database = await startDynoxide();
  client = createDocumentClient({ endpoint: database.endpoint, region: "us-east-1", credentials });
  await createTables(database.endpoint, { leadTable, contactTable: `${leadTable}-contacts` }, { streams: false });
});
afterAll(async () => {
  client.destroy();
  await database.stop();
});

/** Runs an operator's command the way npm does. */
async function run(
  name: string,
  args: readonly string[],
  endpoints: Readonly<Record<string, string>> = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = {
    ...endpoints,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: database.endpoint,
  };
  const command = promisify(execFile)(process.execPath, [`infra/admin/${name}.ts`, ...args], { cwd: root, env });
  return command.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error) => ({ code: error.code, stdout: error.stdout, stderr: error.stderr }),
  );
}

describe("practice:publish", () => {
  const file = "examples/practices/bright-smile.json";

  it("publishes the example practice, once for the same content", async () => {
    const published = { code: 0, stdout: "bright-smile: version 1 is current\n", stderr: "" };
    expect(await run("publish-practice", [file, "--table", leadTable])).toEqual(published);
    expect(await run("publish-practice", [file, "--table", leadTable])).toEqual(published);
    const current = await createPracticeConfigs({ leadTable, client }).current(practiceId);
    expect(current).toMatchObject({ version: 1, config: { practiceId } });
  });

  it("says what is wrong with a file that is no practice", async () => {
    const { code, stderr } = await run("publish-practice", ["package.json", "--table", leadTable]);
    expect(code).toBe(2);
    expect(stderr).toContain("package.json is not a valid practice configuration:\n  practiceId: ");
  });

  it("asks for the table", async () => {
    const { code, stderr } = await run("publish-practice", [file]);
    expect(code).toBe(2);
    expect(stderr).toContain("--table: expected the output LeadTableName of the data stack");
    expect(stderr).toContain("usage: npm run practice:publish -- ");
  });

  it("fails when the table cannot be reached", async () => {
    const { code, stderr } = await run("publish-practice", [file, "--table", "no-such-table"]);
    expect(code).toBe(1);
    expect(stderr).not.toContain("usage:");
  });
});

describe("access-key", () => {
  const keyId = "a1b2c3d4e5";

  it("ties the id of an API key to a role and practices", async () => {
    await run("put-access-key", [
      keyId,
      "--role",
      "intake",
      "--practices",
      "bright-smile, north-side",
      "--table",
      leadTable,
    ]);
    expect(await createAccessKeys({ leadTable, client }).find(keyId)).toEqual({
      callerId: keyId,
      role: "intake",
      practiceIds: ["bright-smile", "north-side"],
    });
  });

  it("refuses other roles, and what looks like the value of a key", async () => {
    const { code, stderr } = await run("put-access-key", [
      "Value/Of+A+Key",
      "--role",
      "root",
      "--practices",
      "p1",
      "--table",
      "t",
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain("argument: expected the id of an API key, not its value");
    expect(stderr).toContain("--role: expected intake or coordinator");
  });
});

describe("sending", () => {
  const sending = () => createSendingSwitch({ leadTable, client }).read(practiceId);

  it("turns the deployment and the practice; the stricter counts", async () => {
    expect(await run("set-sending", ["live", "--table", leadTable])).toMatchObject({
      stdout: "the deployment: sending is live\n",
    });
    expect((await sending()).mode).toBe("live");
    await run("set-sending", ["shadow", "--table", leadTable, "--practice", practiceId]);
    expect((await sending()).mode).toBe("shadow");
  });

  it("refuses test-only without the numbers that it may send to", async () => {
    const { code, stderr } = await run("set-sending", ["test-only", "--table", leadTable]);
    expect(code).toBe(2);
    expect(stderr).toContain("test-only needs --practice, --to and --key-ring");
    expect((await sending()).mode).toBe("shadow");
  });

  it("keeps the numbers of test-only as the keyed hashes that sends compare", async () => {
    const secret = "Abc4".repeat(16);
    const secrets = createServer((_, response) => response.end(JSON.stringify({ SecretString: secret })));
    await new Promise<void>((listening) => secrets.listen(0, "127.0.0.1", listening));
    const { port } = secrets.address() as AddressInfo;
    const args = ["--practice", practiceId, "--to", "(312) 555-0142, dana@example.com", "--key-ring", "key-ring"];
    const endpoint = { AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${port}` };
    const { code } = await run("set-sending", ["test-only", "--table", leadTable, ...args], endpoint);
    secrets.close();
    const ring = keyRingFromSecret(secret);
    expect(code).toBe(0);
    expect(await sending()).toEqual({
      mode: "test-only",
      testPoints: [
        ...ring.pointKeys(practiceId, "phone", "+13125550142"),
        ...ring.pointKeys(practiceId, "email", "dana@example.com"),
      ],
    });
  });

  it("knows no other modes and no other options", async () => {
    expect(await run("set-sending", ["on", "--table", leadTable])).toMatchObject({ code: 2 });
    expect(await run("set-sending", ["live", "--tabel", leadTable])).toMatchObject({ code: 2 });
  });
});

import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { createTables } from "../../infra/local/create-tables.ts";
import { type Dynoxide, startDynoxide } from "../../infra/local/dynoxide.ts";
import { createAccessKeys } from "../../shared/adapters/dynamo/access-keys.ts";
import { createDocumentClient } from "../../shared/adapters/dynamo/client.ts";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createSendingSwitch } from "../../shared/adapters/dynamo/sending-switch.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { keyRingFromSecret } from "../../shared/adapters/key-ring.ts";
import { scryptPins } from "../../shared/adapters/scrypt-pins.ts";
import { KEY_ROLES } from "../../shared/contracts/routes.ts";
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

  it("refuses another practice's number and says whose it is", async () => {
    const folder = mkdtempSync(join(tmpdir(), "publish-"));
    const taking = { ...JSON.parse(readFileSync(file, "utf8")), practiceId: "white-smile" };
    writeFileSync(join(folder, "taking.json"), JSON.stringify(taking));
    const { code, stderr } = await run("publish-practice", [folder, "--table", leadTable]);
    rmSync(folder, { recursive: true });
    expect(code).toBe(1);
    expect(stderr).toBe("got +13125550111 of bright-smile; expected numbers that belong to no other practice\n");
  });
});

describe("practice:check", () => {
  const SENSITIVE = "examples/sensitive-practice";

  it("finds both examples fine and says what they do", async () => {
    const { code, stdout, stderr } = await run("check-practice", ["examples/practices", SENSITIVE]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(
      "examples/practices/bright-smile.json: fine\n  Bright Smile (bright-smile) writes in en and es\n",
    );
    expect(stdout).toContain(
      "new-lead: 12 touches over 14 days (4 × sms, 3 × call task, 3 × email, 2 × call), then nurture",
    );
    expect(stdout).toContain("needs call.automated_written (asked for by google-ads): checkin-call, reminder-call\n");
    expect(stdout).toContain("closing-sms (else email)");
    expect(stdout).toContain(`${SENSITIVE}/harbor-house.json: fine\n`);
  });

  it("explains every mistake with its path and exits 1", async () => {
    const folder = mkdtempSync(join(tmpdir(), "check-"));
    const practice = JSON.parse(readFileSync("examples/practices/bright-smile.json", "utf8"));
    practice.publicName = "Bright Dental";
    practice.cadences["new-lead"].steps[3].template = "nothing";
    const wrong = join(folder, "wrong.json");
    writeFileSync(wrong, JSON.stringify(practice));
    const { code, stdout } = await run("check-practice", [wrong, `${SENSITIVE}/harbor-house.json`]);
    rmSync(folder, { recursive: true });
    expect(code).toBe(1);
    expect(stdout.split("\n").slice(0, 3)).toEqual([
      `${wrong}: 2 mistakes`,
      '  cadences.new-lead.steps.3.template: there is no template "nothing"; add it to templates',
      '  publicName: says "dental", which tells others what somebody asked about; choose neutral words',
    ]);
    expect(stdout).toContain("harbor-house.json: fine");
  });

  it("asks for a file, and for one that there is", async () => {
    expect(await run("check-practice", [])).toMatchObject({ code: 2, stderr: expect.stringContaining("usage: ") });
    expect(await run("check-practice", ["nowhere.json"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("nowhere.json"),
    });
  });
});

describe("practice:init", () => {
  const OPTIONS = {
    name: "North Side",
    phone: "(312) 555-0150",
    address: "1 Example Way, Chicago, IL 60601",
    coordinator: "Ana",
    alert: "312-555-0151",
    domain: "northside.example.com",
    "sms-number": "312-555-0152",
    "call-number": "312-555-0153",
  };
  const flags = (options: Readonly<Record<string, string>>) =>
    Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "init-"));
    file = join(folder, "north-side.json");
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const written = () => JSON.parse(readFileSync(file, "utf8"));

  it.each(["en", "en,es"])("writes a valid file from options, in %s", async (languages) => {
    expect(await run("init-practice", [file, ...flags({ ...OPTIONS, languages })])).toMatchObject({
      code: 0,
      stderr: "",
    });
    const { code, stdout } = await run("check-practice", [file]);
    expect(code).toBe(0);
    expect(stdout).toContain(`${file}: fine\n  North Side (north-side) writes in ${languages.replace(",", " and ")}\n`);
    expect(stdout).toContain("\n  campaigns, win-back: 6 touches over 14 days");
    expect(stdout).not.toContain("warning");
    expect(written()).toMatchObject({
      $schema: expect.stringMatching(/practice\.schema\.json$/),
      phone: "+13125550150",
      hours: { friday: [{ opens: "09:00", closes: "17:00" }], saturday: [] },
      staff: [{ staffId: "ana", alert: { sms: "+13125550151" } }],
    });
  });

  it("reads answers from a pipe, one a line, and takes suggestions for empty ones", async () => {
    const lines = ["West End", "", "3125550160", "1 Example St", "mon-thu 10:00-18:00, sat 09:00-12:00", "Bo"];
    const more = ["bo@example.com", "westend.example.com", "3125550161", "3125550162", ""];
    const { status, stderr } = spawnSync(process.execPath, ["infra/admin/init-practice.ts", file], {
      cwd: root,
      input: [...lines, ...more].join("\n"),
      encoding: "utf8",
    });
    expect([status, stderr]).toEqual([0, ""]);
    expect(await run("check-practice", [file])).toMatchObject({ code: 0 });
    expect(written()).toMatchObject({
      zone: "America/New_York",
      hours: {
        thursday: [{ opens: "10:00", closes: "18:00" }],
        friday: [],
        saturday: [{ opens: "09:00", closes: "12:00" }],
      },
      staff: [{ alert: { email: "bo@example.com" } }],
      languages: ["en"],
    });
  });

  it("does not write over a file unless it is told to", async () => {
    writeFileSync(file, "mine");
    expect(await run("init-practice", [file, ...flags(OPTIONS)])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`${file} exists; name another file, or add --force`),
    });
    expect(readFileSync(file, "utf8")).toBe("mine");
    expect(await run("init-practice", [file, ...flags(OPTIONS), "--force"])).toMatchObject({ code: 0 });
    expect(written()).toMatchObject({ practiceId: "north-side" });
  });

  it("names every answer that will not do, and writes nothing", async () => {
    const wrong = {
      name: "North Fertility",
      zone: "Mars/Base",
      phone: "call me",
      hours: "always",
      domain: "no domain",
      "sms-number": OPTIONS.alert,
      languages: "fr",
    };
    const { code, stderr } = await run("init-practice", [file, ...flags({ ...OPTIONS, ...wrong })]);
    expect(code).toBe(2);
    expect(stderr.split("\n").slice(0, 7)).toEqual([
      '--name: "fertility" tells others what somebody asked about; choose neutral words',
      '--zone: "Mars/Base" is no time zone; expected one like America/Chicago',
      '--phone: "call me" is no US phone number; expected one like (312) 555-0142',
      '--hours: got "always"; expected hours like mon-fri 09:00-17:00, sat 09:00-13:00',
      '--domain: "no domain" is no domain; expected one like example.com',
      "--sms-number: is also where alerts go; expected another number",
      '--languages: got "fr"; expected en, or en,es',
    ]);
    expect(existsSync(file)).toBe(false);
  });
});

describe("access-key", () => {
  const keyId = "a1b2c3d4e5";

  it.each(KEY_ROLES)("ties the id of an API key to the role %s and practices", async (role) => {
    await run("access-key/main", [
      keyId,
      "--role",
      role,
      "--practices",
      "bright-smile, north-side",
      "--table",
      leadTable,
    ]);
    expect(await createAccessKeys({ leadTable, client }).find(keyId)).toEqual({
      callerId: keyId,
      role,
      practiceIds: ["bright-smile", "north-side"],
      createdAt: expect.any(Number),
    });
  });

  it("refuses other roles, and what looks like the value of a key", async () => {
    const { code, stderr } = await run("access-key/main", [
      "Value/Of+A+Key",
      "--role",
      "admin",
      "--practices",
      "p1",
      "--table",
      "t",
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain("argument: expected the id of an API key, not its value");
    expect(stderr).toContain("--role: expected intake or shopper; people and machine clients sign in");
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
    expect(stderr).toContain("test-only needs --practice and --to");
    const withoutRing = ["test-only", "--table", leadTable, "--practice", "bright-smile", "--to", "(312) 555-0142"];
    expect((await run("set-sending", withoutRing)).stderr).toContain(
      "--key-ring: expected the output KeyRingSecretArn",
    );
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

describe("staff:pin", () => {
  const staff = ["--practice", "bright-smile", "--table", leadTable];
  const memberOf = (staffId: string) =>
    createDynamoStore({ leadTable, client }).read("staffMember", { practiceId, staffId });

  it("gives a member of staff a PIN by chance, shows it once and stores a hash of it", async () => {
    const { code, stdout } = await run("set-staff-pin", [...staff, "--staff", "maya"]);
    expect(code).toBe(0);
    const pin = /the PIN of maya is (\d{6});/.exec(stdout)?.[1] ?? "";
    const member = await memberOf("maya");
    expect(JSON.stringify(member)).not.toContain(pin);
    expect(await scryptPins.matches(pin, member?.pin ?? { salt: "", hash: "" })).toBe(true);
  });

  it("gives every try back, and ends what the old PIN opened", async () => {
    const store = createDynamoStore({ leadTable, client });
    const before = await memberOf("maya");
    if (before === undefined) throw new Error("expected a PIN");
    const value = { ...before, version: before.version + 1, wrongPins: 5, lockedUntil: Date.now() + 60_000 };
    await store.commit({ puts: [{ entity: "staffMember", value, expected: before.version }], events: [] });
    expect(await run("set-staff-pin", [...staff, "--staff", "maya", "--pin", "246813"])).toMatchObject({ code: 0 });
    const after = await memberOf("maya");
    expect(after).toMatchObject({ wrongPins: 0 });
    expect(after).not.toHaveProperty("lockedUntil");
    expect(after?.pin?.setAt).toBeGreaterThan(before.pin?.setAt ?? 0);
  });

  it.each([
    [["--staff", "maya", "--pin", "123456"], "among the first that anybody tries"],
    [["--staff", "maya", "--pin", "1234"], "expected six digits"],
    [["--staff", "nobody"], "got nobody, expected one of maya, luis, priya"],
  ])("refuses %j and says what is needed", async (args, words) => {
    const { code, stderr } = await run("set-staff-pin", [...staff, ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
    expect(stderr).toContain("usage: npm run staff:pin -- ");
  });
});

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createTables } from "../../../infra/local/create-tables.ts";
import { startDynoxide } from "../../../infra/local/dynoxide.ts";
import { createDocumentClient } from "../../../shared/adapters/dynamo/client.ts";
import { createDynamoStore } from "../../../shared/adapters/dynamo/store.ts";
import { buildContactPoint } from "../../support/builders/index.ts";

const NAMES = { leadTable: "lead", contactTable: "contact" };
const point = buildContactPoint();

function storeAt(endpoint: string) {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  return createDynamoStore({ ...NAMES, client: createDocumentClient({ endpoint, region: "us-east-1", credentials }) });
}

async function isGone(endpoint: string): Promise<boolean> {
  const deadline = performance.now() + 5_000;
  while (performance.now() < deadline) {
    const answer = await fetch(endpoint).catch(() => undefined);
    if (!answer) return true;
    await new Promise((done) => setTimeout(done, 50));
  }
  return false;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((done) => setTimeout(done, 20));
}

describe("startDynoxide", () => {
  let folder: string;
  let dataFile: string;
  let parent: ChildProcess | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "first-touch-"));
    dataFile = join(folder, "tables.db");
  });
  afterEach(() => {
    parent?.kill("SIGKILL");
    parent = undefined;
    rmSync(folder, { recursive: true, force: true });
  });

  /** Another process that starts the database, says where, and lives on. Whatever is temporary it has in `folder`. */
  async function startInOtherProcess(options: { dataFile?: string } = { dataFile }): Promise<string> {
    const script = `
      import { startDynoxide } from ${JSON.stringify(new URL("../../../infra/local/dynoxide.ts", import.meta.url).href)};
      const { endpoint } = await startDynoxide(${JSON.stringify(options)});
      console.log(endpoint);
      setInterval(() => {}, 1_000);`;
    parent = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, TMPDIR: folder },
    });
    const [line] = await once(parent.stdout as NodeJS.ReadableStream, "data");
    return String(line).trim();
  }

  it("ends the database when it is stopped, also a second time", async () => {
    const { endpoint, stop } = await startDynoxide();
    expect((await fetch(endpoint)).status).toBeLessThan(500);
    await stop();
    await stop();
    expect(await isGone(endpoint)).toBe(true);
  });

  it("leaves nothing behind of data that is not to be kept, also when its parent is killed", async () => {
    const endpoint = await startInOtherProcess({});
    await createTables(endpoint, NAMES);
    expect(readdirSync(folder)).toHaveLength(1);
    parent?.kill("SIGKILL");
    await until(() => readdirSync(folder).length === 0);
  });

  it("ends the database when its parent is killed, and keeps every commit of it", async () => {
    const endpoint = await startInOtherProcess();
    await createTables(endpoint, NAMES);
    await storeAt(endpoint).commit({
      puts: [{ entity: "contactPoint", value: point, expected: "absent" }],
      events: [],
    });
    parent?.kill("SIGKILL");
    expect(await isGone(endpoint)).toBe(true);

    const again = await startDynoxide({ dataFile });
    try {
      await createTables(again.endpoint, NAMES);
      expect(await storeAt(again.endpoint).read("contactPoint", point)).toEqual(point);
    } finally {
      await again.stop();
    }
  });

  it("starts on a file whose holder was killed this moment", async () => {
    await startInOtherProcess();
    parent?.kill("SIGKILL");
    const { endpoint, stop } = await startDynoxide({ dataFile });
    expect((await fetch(endpoint)).status).toBeLessThan(500);
    await stop();
  });

  it("says so when another process uses the data file", async () => {
    await startInOtherProcess();
    await expect(startDynoxide({ dataFile })).rejects.toThrow("is in use by another process");
  });

  it("says so when the data file cannot be opened", async () => {
    await expect(startDynoxide({ dataFile: join(folder, "missing", "tables.db") })).rejects.toThrow("ended with code");
  });
});

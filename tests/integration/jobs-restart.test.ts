import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { leadFile } from "../support/lead-file.ts";
import { type EngineProcess, startEngineProcess } from "./engine-process.ts";
import { type JobsClient, jobsClient } from "./jobs-client.ts";

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;
const ROWS = 1_200;
const FILE = leadFile({ rows: ROWS });

let folder: string;
let engine: EngineProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "first-touch-"));
});
afterEach(async () => {
  await engine?.end("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** Tuesday, 7:02 in Chicago: an hour before the practice opens. */
async function start(): Promise<{ jobs: JobsClient; api: EngineProcess["api"] }> {
  const running = await startEngineProcess({ DATA_DIR: folder, CLOCK_START: "2026-12-01T13:02:00Z" });
  engine = running;
  return { jobs: jobsClient(() => running.url), api: running.api };
}

/** Ends the engine as a power cut would, and starts it again on the same data. */
async function killAndRestart(): ReturnType<typeof start> {
  await engine?.end("SIGKILL");
  return start();
}

/** Comes back once something is so; the test runner ends a test that waits for what never will be. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe("an import that is cut off by a kill", () => {
  it("goes on where it was, and counts every row once", async () => {
    const { jobs } = await start();
    // Its dry run tells how many leads are in.
    await jobs.createCampaign({ campaignId: "spring", cadence: "win-back", perDay: 20 });
    const created = await jobs.create({ kind: "leads" });
    await jobs.put(created, FILE.text);
    await until(async () => (await jobs.dryRun("spring")).examined > 100);

    // In the middle of the first chunk, of which nothing is noted yet.
    const again = (await killAndRestart()).jobs;
    expect((await again.read(created.importId)).rowsDone).toBe(0);
    await until(async () => (await again.read(created.importId)).rowsDone > 0);

    // In the middle of the second.
    const last = (await killAndRestart()).jobs;
    expect((await last.read(created.importId)).rowsDone).toBeLessThan(ROWS);
    await last.advance(0);
    expect(await last.read(created.importId)).toMatchObject({ status: "done", rowsDone: ROWS, ...FILE.expected });
    expect((await last.dryRun("spring")).examined).toBe(FILE.expected.accepted);
  });

  it("starts when the kill came between the file and the word of it", async () => {
    const { jobs, api } = await start();
    await api.fault({ target: "start-import", kind: "throw", times: 100 });
    const created = await jobs.create({ kind: "leads" });
    await jobs.put(created, FILE.text.split("\r\n").slice(0, 20).join("\r\n"));
    const again = (await killAndRestart()).jobs;
    await again.advance(0);
    expect(await again.read(created.importId)).toMatchObject({ status: "done" });
  });
});

describe("a campaign whose day is cut off by a kill", () => {
  it("goes on with that day at once, at its pace, and enrolls nobody twice", async () => {
    const { jobs } = await start();
    await jobs.importFile({ kind: "leads" }, leadFile({ rows: 60, repeatEvery: 0, rejectEvery: 0 }).text);
    await jobs.attest("Maya Lopez");
    await jobs.createCampaign({ campaignId: "spring", cadence: "win-back", perDay: 20 });
    await jobs.steer("spring", "launch");
    // Twenty a day are one each half hour.
    await jobs.advance(4 * HOUR_SECONDS);
    const before = (await jobs.campaign("spring")).enrolled;
    expect(before).toBeGreaterThan(4);
    expect(before).toBeLessThan(12);

    const again = (await killAndRestart()).jobs;
    await again.advance(8 * HOUR_SECONDS);
    expect((await again.campaign("spring")).days).toMatchObject([{ date: "2026-12-01", enrolled: 20 }]);
    // In the night as well: there is nothing to go on with, and the morning begins the next day.
    const tomorrow = (await killAndRestart()).jobs;
    await tomorrow.advance(DAY_SECONDS);
    expect((await tomorrow.campaign("spring")).days).toMatchObject([{ enrolled: 20 }, { enrolled: 20 }]);

    const sent = (await (engine as EngineProcess).api.outbox()).filter(({ touchId }) =>
      touchId.includes("#back-email#"),
    );
    expect(sent).toHaveLength(40);
    expect(new Set(sent.map(({ to }) => to)).size).toBe(40);
  });
});

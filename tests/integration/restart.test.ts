import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type EngineProcess, startEngineProcess } from "./engine-process.ts";
import { DAY_SECONDS, dataOf, leadOnLine, touchesOf } from "./local-engine.ts";

let folder: string;
let engine: EngineProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "first-touch-"));
});
afterEach(async () => {
  await engine?.end("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<EngineProcess> {
  engine = await startEngineProcess({ DATA_DIR: folder, CLOCK_START: "2026-12-01T16:02:00Z" });
  return engine;
}

/** Ends the engine as a power cut would, and starts it again on the same data. */
async function killAndRestart(): Promise<EngineProcess> {
  await engine?.end("SIGKILL");
  return start();
}

describe("an engine that is killed and started again on its data", () => {
  it("lets every run go on at its times, and sends nothing twice", async () => {
    const { api } = await start();
    const leads = await Promise.all([50, 51].map((line) => api.postLead(leadOnLine(line))));
    await api.advance(2 * DAY_SECONDS);
    const before = await api.outbox();
    const { now } = await api.advance(0);

    const again = (await killAndRestart()).api;
    expect(await again.outbox()).toEqual(before);
    const restarted = await again.advance(0);
    expect(Date.parse(restarted.now)).toBeGreaterThanOrEqual(Date.parse(now) - 2_000);
    await again.advance(12 * DAY_SECONDS);

    for (const { leadId } of leads) {
      const lead = await again.readLead(leadId);
      expect(dataOf(lead, "run.finished.v1")).toMatchObject([{ outcome: "exhausted" }]);
      expect(dataOf(lead, "run.restarted.v1")).toEqual([]);
      expect(touchesOf(lead)).toHaveLength(12);
    }
    // What goes out for no lead, like a digest, has no touch.
    const touchIds = (await again.outbox()).map(({ touchId }) => touchId).filter((touchId) => touchId !== "");
    expect(touchIds).toEqual([...new Set(touchIds)]);
    // Of each lead 12 touches, and 3 people who were told that nobody had called it.
    expect(touchIds).toHaveLength(30);
  });

  it("treats a first response that was under way as unknown: once more, and no later touch twice", async () => {
    const { api } = await start();
    await api.fault({ target: "sms", kind: "delay", delayMs: 30_000 });
    const { leadId } = await api.postLead(leadOnLine(60));
    const deadline = performance.now() + 60_000;
    while ((await api.outbox()).length === 0 && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 10));

    const again = (await killAndRestart()).api;
    await again.advance(3 * DAY_SECONDS);
    const lead = await again.readLead(leadId);
    expect(lead.run.outcome).toBeNull();
    expect(lead.firstResponseMs).toBeGreaterThan(20_000);
    const touches = touchesOf(lead).map(({ touchId, type }) => [touchId.split("#").slice(1).join("#"), type]);
    expect(touches.slice(0, 2)).toEqual([
      ["hello-sms#1", "touch.ambiguous.v1"],
      ["hello-sms#2", "touch.sent.v1"],
    ]);
    const taken = (await again.outbox()).map(({ touchId }) => touchId).filter((touchId) => touchId !== "");
    expect(taken).toEqual([...new Set(taken)]);
    expect(taken.length).toBeGreaterThanOrEqual(7);
  });

  it("delivers events that the kill kept back", async () => {
    const { api } = await start();
    await api.fault({ target: "publish-events", kind: "throw", times: 1_000 });
    await api.postLead(leadOnLine(70));
    await api.advance(60);
    const recorded = (lines: string[]) =>
      lines.filter((line) => line.includes('"LeadReceived":1') && line.includes("google-ads"));
    const again = (await killAndRestart()).api;
    await again.advance(1);
    expect(recorded(await again.logs())).toHaveLength(1);
  });
});

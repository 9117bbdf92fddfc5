import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type ImportCreated,
  ImportCreatedSchema,
  type ImportView,
  ImportViewSchema,
} from "../../shared/contracts/import-api.ts";
import { type EngineProcess, startEngineProcess } from "../integration/engine-process.ts";
import { leadFile } from "../support/lead-file.ts";
import { distribution } from "./distribution.ts";
import { postOf } from "./posts.ts";

const SIZES = [10_000, 100_000];
/** A lead is posted this often, ms: the example's number sends one text a second, which is also for alerts. And for how long without an import, s. */
const POST_EVERY_MS = 2_000;
const ALONE_SECONDS = 30;
const TARGET_SECONDS: Readonly<Record<number, number>> = { 10000: 60, 100000: 600 };

/** Rows a second of an import into the embedded engine, its memory, and what first responses beside it take. */
export async function measureImport(): Promise<string[]> {
  const lines: string[] = [];
  for (const rows of SIZES) lines.push(...(await measureFile(rows)));
  return lines;
}

async function measureFile(rows: number): Promise<string[]> {
  const engine = await startEngineProcess({ CLOCK_START: "2026-12-01T16:02:00Z" });
  try {
    const { text, expected } = leadFile({ rows });
    await responses(engine, 0, async () => sleep(2_000));
    const alone = await responses(engine, 1_000, () => sleep(ALONE_SECONDS * 1_000));
    const started = performance.now();
    let view: ImportView | undefined;
    let peakKb = 0;
    const beside = await responses(engine, 2_000, async () => {
      const created = await create(engine, text);
      do {
        await sleep(200);
        peakKb = Math.max(peakKb, memoryKb(engine));
        view = await viewOf(engine, created);
      } while (view.status !== "done" && view.status !== "failed");
    });
    const seconds = (performance.now() - started) / 1_000;
    const { accepted, merged, rejected } = view as unknown as ImportView;
    const isExact = accepted === expected.accepted && merged === expected.merged && rejected === expected.rejected;
    return [
      `${rows} rows in ${seconds.toFixed(1)} s (target < ${TARGET_SECONDS[rows]} s), ${(rows / seconds).toFixed(0)} rows/s, engine and database at most ${(peakKb / 1_024).toFixed(0)} MB`,
      `  ${accepted} accepted, ${merged} merged, ${rejected} rejected: ${isExact ? "exactly as generated" : `NOT AS GENERATED ${JSON.stringify(expected)}`}`,
      `  post → provider's yes, alone:  ${distribution(alone)}`,
      `  post → provider's yes, beside: ${distribution(beside)}`,
    ];
  } finally {
    await engine.end("SIGTERM");
  }
}

async function create(engine: EngineProcess, text: string): Promise<ImportCreated> {
  const headers = { "x-api-key": "local-admin-key" };
  const answer = await fetch(`${engine.url}/v1/imports`, { method: "POST", headers, body: "{}" });
  const created = ImportCreatedSchema.parse(await answer.json());
  const { ok } = await fetch(created.upload.url, { method: "PUT", body: text });
  if (!ok) throw new Error("the upload was refused");
  return created;
}

async function viewOf(engine: EngineProcess, { importId }: ImportCreated): Promise<ImportView> {
  const headers = { "x-api-key": "local-admin-key" };
  const answer = await fetch(`${engine.url}/v1/imports/${importId}`, { headers });
  return ImportViewSchema.parse(await answer.json());
}

/** Posts leads for as long as `meanwhile` takes; answers what each first response took, ms. */
async function responses(engine: EngineProcess, from: number, meanwhile: () => Promise<unknown>): Promise<number[]> {
  let over = false;
  const ended = meanwhile().finally(() => {
    over = true;
  });
  const posted: Promise<[string, number]>[] = [];
  while (!over) {
    posted.push(post(engine, from + posted.length));
    await sleep(POST_EVERY_MS);
  }
  await ended;
  await sleep(2_000);
  const starts = new Map(await Promise.all(posted));
  const outbox = (await (await fetch(`${engine.url}/local/outbox`)).json()) as { touchId: string; at: string }[];
  return outbox.flatMap(({ touchId, at }) => {
    const start = starts.get(touchId.slice(0, 26));
    return touchId.endsWith("#hello-sms#1") && start !== undefined ? [Date.parse(at) - start] : [];
  });
}

async function post(engine: EngineProcess, index: number): Promise<[string, number]> {
  const { now } = (await (await fetch(`${engine.url}/local/clock`)).json()) as { now: string };
  const answer = await fetch(`${engine.url}/v1/leads`, {
    method: "POST",
    headers: { "x-api-key": "local-intake-key" },
    body: JSON.stringify(postOf(index)),
  });
  return [((await answer.json()) as { leadId: string }).leadId, Date.parse(now)];
}

/** Resident memory of the engine and all that it started, KB. */
function memoryKb(engine: EngineProcess): number {
  return [engine.pid, ...engine.descendants()].reduce((sum, pid) => sum + residentKb(pid), 0);
}

function residentKb(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

import { type ImportChunkDeps, importChunk } from "../../../functions/import-chunk/logic.ts";
import { fileKeys } from "../../../shared/contracts/file-keys.ts";
import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import type { ContactPoint } from "../../../shared/domain/entities/identity.ts";
import { type ImportJob, ImportOptionsSchema } from "../../../shared/domain/entities/import.ts";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import { ImportIdSchema, type LeadId } from "../../../shared/domain/ids.ts";
import { buildImportJob, buildPractice, PRACTICE_ID } from "../../support/builders/index.ts";
import { fakeImportFiles } from "../../support/fakes/import-files.ts";
import {
  countingIds,
  fakeLogger,
  fakeMetrics,
  fakePracticeConfigs,
  fixedClock,
  testKeyRings,
} from "../../support/fakes/index.ts";
import { createMemoryStore } from "../../support/memory-store.ts";

/** How an import differs from an ordinary one. */
export interface ImportChanges {
  readonly kind?: ImportJob["kind"];
  /** Nobody said the kind. */
  readonly kindAssumed?: true;
  readonly options?: Record<string, unknown>;
  /** Runs the chunks with these instead. */
  readonly deps?: Partial<ImportChunkDeps>;
}

/** Imports into a store in memory, with everything that a test may look at. */
export function openImports(practice: PracticeConfig = buildPractice()) {
  const memory = createMemoryStore();
  const clock = fixedClock();
  const files = fakeImportFiles();
  const metrics = fakeMetrics();
  const logger = fakeLogger();
  const deps: ImportChunkDeps = {
    store: memory,
    files,
    configs: fakePracticeConfigs(practice),
    keyRings: testKeyRings(),
    ids: countingIds(),
    clock,
    metrics,
    logger,
    rowsPerSecond: 1_000_000,
    pause: async () => {},
  };
  let imports = 0;

  /** Uploads a file and has it wait for its first chunk. */
  async function upload(
    content: string | Uint8Array,
    { kind = "leads", options = {}, kindAssumed }: ImportChanges = {},
  ) {
    imports += 1;
    const importId = ImportIdSchema.parse(`01KBDEXAMP1E${String(imports).padStart(14, "0")}`);
    const key = fileKeys.upload(PRACTICE_ID, importId);
    const etag = files.put(key, content);
    const file = { bytes: (await files.stat(key))?.bytes ?? 0, etag };
    const job = buildImportJob({
      importId,
      kind,
      status: "reading",
      file,
      createdAt: clock.now(),
      options: ImportOptionsSchema.parse(options),
      ...(kindAssumed === undefined ? {} : { kindAssumed }),
    });
    memory.seed({ entity: "importJob", value: job });
    return importId;
  }

  /** Works chunks until the import is over; answers how it ended. */
  async function finish(importId: ImportJob["importId"], changes: Partial<ImportChunkDeps> = {}): Promise<ImportJob> {
    for (let chunks = 0; chunks < 10_000; chunks += 1) {
      const { status } = await importChunk({ ...deps, ...changes }, { version: 1, practiceId: PRACTICE_ID, importId });
      if (status !== "more") return job(importId);
    }
    throw new Error("the import does not end");
  }

  async function job(importId: ImportJob["importId"]): Promise<ImportJob> {
    const stored = await memory.read("importJob", { practiceId: PRACTICE_ID, importId });
    if (stored === undefined) throw new Error("expected the import");
    return stored;
  }

  /** Imports a file from beginning to end. */
  async function run(content: string | Uint8Array, changes: ImportChanges = {}): Promise<ImportJob> {
    return finish(await upload(content, changes), changes.deps);
  }

  const ofEntity = <T>(entity: string) =>
    [...memory.items()].flatMap(({ item }) => (item.entity === entity ? [item as unknown as T] : []));
  const leads = () => ofEntity<Lead>("lead");
  const points = () => ofEntity<ContactPoint>("contactPoint");
  const timeline = async (leadId: LeadId) => (await memory.timeline(PRACTICE_ID, leadId)).map(({ type }) => type);
  const inQueue = async (queue: "stalled" | "dormant") =>
    (await memory.quietLeads(PRACTICE_ID, queue, clock.now() + 1, { limit: 10_000 })).items;

  return { deps, memory, clock, files, metrics, logger, upload, finish, job, run, leads, points, timeline, inQueue };
}

/** A CSV text of these lines. */
export function csv(...lines: readonly string[]): string {
  return `${lines.join("\r\n")}\r\n`;
}

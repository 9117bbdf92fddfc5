import { describe, expect, it } from "@jest/globals";
import { type StartImportDeps, startImport } from "../../../functions/start-import/logic.ts";
import { fileKeys } from "../../../shared/contracts/file-keys.ts";
import { MAX_IMPORT_BYTES } from "../../../shared/contracts/import-api.ts";
import type { ImportJob } from "../../../shared/domain/entities/import.ts";
import { buildImportJob, PRACTICE_ID } from "../../support/builders/index.ts";
import { type CommitFault, createConflictingStore } from "../../support/conflicting-store.ts";
import { fakeImportFiles, fakeLogger, fakeMetrics, fakeWorkflows, fixedClock, NOW } from "../../support/fakes/index.ts";
import { createMemoryStore } from "../../support/memory-store.ts";

const MINUTE = 60_000;
const { importId } = buildImportJob();
const KEY = fileKeys.upload(PRACTICE_ID, importId);

/** An import that waits, with its file just put there. */
function given({ job = {}, overrides = {} }: { job?: Partial<ImportJob>; overrides?: Partial<StartImportDeps> } = {}) {
  const store = createMemoryStore();
  const files = fakeImportFiles();
  const workflows = fakeWorkflows();
  const metrics = fakeMetrics();
  const logger = fakeLogger();
  store.seed({ entity: "importJob", value: buildImportJob(job) });
  files.put(KEY, "phone\n312-555-0142\n");
  const deps = { store, files, workflows, clock: fixedClock(), metrics, logger, pause: async () => {}, ...overrides };
  const stored = () => store.read("importJob", { practiceId: PRACTICE_ID, importId });
  return { start: (key = KEY) => startImport(deps, key), stored, store, files, workflows, metrics, logger };
}

describe("startImport", () => {
  it("begins to read the version of the file that is there now", async () => {
    const { start, stored, files, workflows } = given();
    const etag = files.put(KEY, "phone\n312-555-0142\n312-555-0143\n");
    expect(await start()).toBe("started");
    expect(await stored()).toEqual({
      ...buildImportJob(),
      version: 2,
      status: "reading",
      file: { bytes: 32, etag },
      starts: 1,
      wakeAt: NOW + 10 * MINUTE,
    });
    const input = { version: 1, practiceId: PRACTICE_ID, importId };
    expect(workflows.imports).toEqual([{ name: `${importId}-1`, input }]);
  });

  it("starts once however often it is told of the file", async () => {
    const { start, stored, workflows } = given();
    await start();
    const before = await stored();
    expect(await start()).toBe("ignored");
    expect(await stored()).toEqual(before);
    expect(workflows.imports).toHaveLength(1);
  });

  it("leaves an import alone whose file is replaced after it began", async () => {
    const { start, stored, files } = given();
    await start();
    const before = await stored();
    files.put(KEY, "phone\n312-555-0199\n");
    expect(await start()).toBe("ignored");
    expect(await stored()).toEqual(before);
  });

  it.each<[ImportJob["status"], number]>([
    ["reading", 2],
    ["importing", 1],
    ["done", 1],
    ["failed", 0],
  ])("leaves an import alone that is %s after %d starts", async (status, starts) => {
    const { start, stored, workflows, logger } = given({ job: { status, starts } });
    expect(await start()).toBe("ignored");
    expect(await stored()).toEqual(buildImportJob({ status, starts }));
    expect(workflows.imports).toEqual([]);
    expect(logger.lines).toMatchObject([{ level: "info", fields: { code: "has_begun" } }]);
  });

  it("loses nothing when the execution cannot be started: the import must show life soon", async () => {
    const { start, stored, workflows, logger } = given();
    workflows.failWith("ThrottlingException");
    expect(await start()).toBe("started");
    expect(await stored()).toMatchObject({ status: "reading", starts: 1, wakeAt: NOW + 10 * MINUTE });
    expect(logger.lines).toMatchObject([{ level: "error", fields: { code: "ThrottlingException" } }]);
  });

  it.each<[string, CommitFault[]]>([
    ["something else changed it", ["conflict"]],
    ["the store is away for a moment", ["unavailable", "unavailable"]],
  ])("tries again when %s", async (_, first) => {
    const store = createMemoryStore();
    store.seed({ entity: "importJob", value: buildImportJob() });
    const { start, workflows } = given({ overrides: { store: createConflictingStore(store, { first }) } });
    expect(await start()).toBe("started");
    expect(workflows.imports).toHaveLength(1);
  });

  it("starts what had begun without being started: the answer of the store was lost, or everything crashed", async () => {
    const store = createMemoryStore();
    store.seed({ entity: "importJob", value: buildImportJob() });
    const { start, workflows } = given({
      overrides: { store: createConflictingStore(store, { first: ["answer_lost"] }) },
    });
    expect(await start()).toBe("started");
    expect(workflows.imports).toMatchObject([{ name: `${importId}-1` }]);
    expect(await store.read("importJob", { practiceId: PRACTICE_ID, importId })).toMatchObject({
      version: 2,
      starts: 1,
    });
  });

  it("must be told again when the file cannot be looked at", async () => {
    const { start, stored, files } = given();
    files.failWith("SlowDown");
    await expect(start()).rejects.toMatchObject({ name: "FilesUnavailable" });
    expect(await stored()).toEqual(buildImportJob());
  });

  it("goes on waiting when the file is gone", async () => {
    const { start, stored, files } = given();
    files.delete(KEY);
    expect(await start()).toBe("ignored");
    expect(await stored()).toEqual(buildImportJob());
  });
});

describe("startImport, of a file that cannot be imported", () => {
  it.each<[string, number, string]>([
    ["empty", 0, "empty_file"],
    ["larger than an import takes", MAX_IMPORT_BYTES + 1, "file_too_large"],
  ])("fails the import of a file that is %s", async (_, bytes, code) => {
    const files = { stat: async () => ({ bytes, etag: "e1" }) };
    const { start, stored, workflows, metrics } = given({ overrides: { files } });
    expect(await start()).toBe("refused");
    expect(await stored()).toMatchObject({ status: "failed", error: { code }, finishedAt: NOW, file: { bytes } });
    expect(await stored()).not.toHaveProperty("wakeAt");
    expect(workflows.imports).toEqual([]);
    expect(metrics.emitted).toEqual([
      { name: "ImportFailed", value: 1, dimensions: { Practice: PRACTICE_ID, Reason: code } },
    ]);
  });

  it("takes the largest file that there may be", async () => {
    const files = { stat: async () => ({ bytes: MAX_IMPORT_BYTES, etag: "e1" }) };
    expect(await given({ overrides: { files } }).start()).toBe("started");
  });
});

describe("startImport, of files of no import", () => {
  it.each([
    ["rows that an import rejected", fileKeys.rejected(PRACTICE_ID, importId)],
    ["a list that was exported", fileKeys.suppressions(PRACTICE_ID, "token-1")],
    ["a practice that cannot be", `uploads/Bright Smile/${importId}.csv`],
    ["an import that cannot be", `uploads/${PRACTICE_ID}/leads.csv`],
    ["a file further down", `uploads/${PRACTICE_ID}/${importId}/leads.csv`],
  ])("leaves %s alone", async (_, key) => {
    const { start, stored, workflows, logger } = given();
    expect(await start(key)).toBe("ignored");
    expect(await stored()).toEqual(buildImportJob());
    expect(workflows.imports).toEqual([]);
    expect(logger.lines).toEqual([{ level: "info", message: "file left alone", fields: { code: "no_upload" } }]);
  });

  it("leaves a file alone that nobody made an import for", async () => {
    const { start, logger } = given();
    expect(await start(`uploads/${PRACTICE_ID}/01KBDEXAMP1E0000000000000Z.csv`)).toBe("ignored");
    expect(logger.lines).toMatchObject([{ fields: { code: "unknown_import", practiceId: PRACTICE_ID } }]);
  });

  it("leaves another practice's import alone", async () => {
    const { start, stored } = given();
    expect(await start(`uploads/clear-skin/${importId}.csv`)).toBe("ignored");
    expect(await stored()).toEqual(buildImportJob());
  });
});

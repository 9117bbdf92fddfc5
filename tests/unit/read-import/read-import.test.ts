import { describe, expect, it } from "@jest/globals";
import { readImport } from "../../../functions/read-import/logic.ts";
import { fileKeys } from "../../../shared/contracts/file-keys.ts";
import { FileLinkSchema, ImportListSchema, ImportViewSchema } from "../../../shared/contracts/import-api.ts";
import { ROUTES } from "../../../shared/contracts/routes.ts";
import type { ImportJob } from "../../../shared/domain/entities/import.ts";
import { ImportIdSchema, type PracticeId, PracticeIdSchema } from "../../../shared/domain/ids.ts";
import { FILE_PROBLEMS } from "../../../shared/domain/import/file-problems.ts";
import { buildAccess, buildImportJob, buildPractice, PRACTICE_ID } from "../../support/builders/index.ts";
import { createConflictingStore } from "../../support/conflicting-store.ts";
import {
  fakeImportFiles,
  fakeLogger,
  fakePracticeConfigs,
  fixedClock,
  NOW,
  readFakeLink,
} from "../../support/fakes/index.ts";
import { createMemoryStore } from "../../support/memory-store.ts";
import { problemOf } from "../../support/problem.ts";

const OTHER = PracticeIdSchema.parse("clear-skin");
const LIST = "GET /v1/imports";
const ONE = "GET /v1/imports/{importId}";
const REJECTED = "GET /v1/imports/{importId}/rejected-rows";
const { importId } = buildImportJob();
const KEY = fileKeys.rejected(PRACTICE_ID, importId);
const idOf = (number: number) => ImportIdSchema.parse(`01KBDEXAMP1E00000000${String(number).padStart(6, "0")}`);

/** An import that is done and rejected two rows. */
const DONE = {
  status: "done",
  finishedAt: NOW,
  rows: 10,
  row: 10,
  counts: { accepted: 5, merged: 2, unchanged: 1, rejected: 2, optOuts: 3 },
  rejectedFor: { phone_unusable: 2 },
  warnings: { unknown_source: 4 },
  rejectedParts: 1,
  rejectedBytes: 40,
} as const satisfies Partial<ImportJob>;

function given(...jobs: readonly Partial<ImportJob>[]) {
  const memory = createMemoryStore();
  for (const job of jobs) memory.seed({ entity: "importJob", value: buildImportJob(job) });
  const files = fakeImportFiles();
  files.put(KEY, "reason,phone\nphone_unusable,12\nphone_unusable,13\n");
  const logger = fakeLogger();
  const configs = fakePracticeConfigs(buildPractice(), buildPractice({ practiceId: OTHER }));
  const store = createConflictingStore(memory, { first: ["conflict", "answer_lost"] });
  const deps = { store, queries: memory, configs, files, clock: fixedClock(), logger, pause: async () => {} };
  const read = (
    route: string,
    options: { importId?: string; practiceId?: string; practiceIds?: readonly PracticeId[] } = {},
  ) => {
    const {
      practiceIds = [PRACTICE_ID],
      practiceId,
      importId: asked = route === LIST ? undefined : importId,
    } = options;
    const access = buildAccess({ callerId: "admin-key", role: "admin", practiceIds });
    return readImport(deps, { access, route, importId: asked, practiceId });
  };
  const stored = () => memory.read("importJob", { practiceId: PRACTICE_ID, importId });
  return { read, stored, files, memory, logger };
}

describe("readImport, of one", () => {
  it("answers exactly the routes that there are", () => {
    const routes = ROUTES.filter(({ functionName }) => functionName === "read-import");
    expect(routes.map(({ method, path }) => `${method} ${path}`)).toEqual([LIST, ONE, REJECTED]);
  });

  it("tells of an import that waits for its file", async () => {
    const view = await given({}).read(ONE);
    expect(ImportViewSchema.parse(view)).toEqual({
      importId,
      practiceId: PRACTICE_ID,
      kind: "leads",
      status: "waiting",
      createdAt: "2026-12-01T16:02:00.000Z",
      finishedAt: null,
      rows: null,
      rowsDone: 0,
      accepted: 0,
      merged: 0,
      unchanged: 0,
      rejected: 0,
      optOuts: 0,
      rejectedFor: {},
      warnings: {},
      fields: [],
      ignoredColumns: [],
      error: null,
    });
  });

  it("tells what became of the rows, which fields the file has and which columns were not read", async () => {
    const layout = { delimiter: ",", rowsFrom: 12, width: 5, columns: { phone: [0, 2], firstName: [1] }, dates: {} };
    const view = await given({ ...DONE, layout }).read(ONE);
    expect(ImportViewSchema.parse(view)).toMatchObject({
      status: "done",
      finishedAt: "2026-12-01T16:02:00.000Z",
      rows: 10,
      rowsDone: 10,
      accepted: 5,
      merged: 2,
      unchanged: 1,
      rejected: 2,
      optOuts: 3,
      rejectedFor: { phone_unusable: 2 },
      warnings: { unknown_source: 4 },
      fields: ["firstName", "phone"],
      ignoredColumns: [4, 5],
    });
  });

  it.each(Object.entries(FILE_PROBLEMS))("says of %s what is wrong and what to do", async (code, detail) => {
    const view = await given({ status: "failed", finishedAt: NOW, error: { code, row: 7, field: "receivedAt" } }).read(
      ONE,
    );
    expect(ImportViewSchema.parse(view).error).toEqual({ code, detail, row: 7, field: "receivedAt" });
    expect(detail).toMatch(/^[A-Z].+[.]$/);
  });

  it.each(["a_newer_problem", "constructor"])("says something of a problem that it does not know: %s", async (code) => {
    const view = await given({ status: "failed", error: { code } }).read(ONE);
    const detail = "The file could not be imported.";
    expect(ImportViewSchema.parse(view).error).toEqual({ code, detail, row: null, field: null });
  });

  it("answers another practice's import exactly like one that does not exist", async () => {
    const { read } = given(DONE);
    for (const route of [ONE, REJECTED]) {
      const notFound = await problemOf(read(route, { importId: idOf(1) }));
      expect(notFound).toMatchObject({ status: 404, code: "import_not_found" });
      expect(await problemOf(read(route, { practiceIds: [OTHER] }))).toEqual(notFound);
      expect(await problemOf(read(route, { practiceIds: [] }))).toEqual(notFound);
      expect(await problemOf(read(route, { importId: "../../secrets" }))).toEqual(notFound);
    }
    expect(await read(ONE, { practiceIds: [OTHER, PRACTICE_ID] })).toMatchObject({ practiceId: PRACTICE_ID });
  });
});

describe("readImport, of a practice", () => {
  it("lists the newest fifty, the newest first", async () => {
    const { read } = given(...Array.from({ length: 60 }, (_, index) => ({ importId: idOf(index) })));
    const { imports } = ImportListSchema.parse(await read(LIST));
    expect(imports.map((one) => one.importId)).toEqual(Array.from({ length: 50 }, (_, index) => idOf(59 - index)));
  });

  it("lists the practice's that is named, where the caller serves several", async () => {
    const { read } = given({}, { importId: idOf(1), practiceId: OTHER });
    const practiceIds = [PRACTICE_ID, OTHER];
    expect(await read(LIST, { practiceIds, practiceId: OTHER })).toMatchObject({ imports: [{ practiceId: OTHER }] });
    expect(await problemOf(read(LIST, { practiceIds }))).toMatchObject({ status: 422, code: "practice_required" });
    expect(await problemOf(read(LIST, { practiceId: OTHER }))).toMatchObject({ code: "unknown_practice" });
  });
});

describe("readImport, of rejected rows", () => {
  it("answers a link to them that is good for five minutes", async () => {
    const link = FileLinkSchema.parse(await given(DONE).read(REJECTED));
    expect(link).toMatchObject({ rows: 2, expiresAt: "2026-12-01T16:07:00.000Z" });
    const fileName = `rejected-rows-${importId}.csv`;
    expect(readFakeLink(link.url)).toEqual({ method: "GET", key: KEY, seconds: 300, fileName });
  });

  it("notes who got a link and when, whatever the store does meanwhile", async () => {
    const { read, stored, logger } = given(DONE);
    await read(REJECTED);
    // The answer to the first note was lost: it may be noted twice, but never not at all.
    expect(new Set((await stored())?.downloads?.map((one) => JSON.stringify(one)))).toEqual(
      new Set([JSON.stringify({ at: NOW, by: "admin-key" })]),
    );
    expect(logger.lines).toMatchObject([{ level: "info", fields: { practiceId: PRACTICE_ID, count: 2 } }]);
  });

  it("remembers the last hundred", async () => {
    const downloads = Array.from({ length: 100 }, (_, index) => ({ at: index, by: "older-key" }));
    const { read, stored } = given({ ...DONE, downloads });
    await read(REJECTED);
    const after = (await stored())?.downloads;
    expect(after).toHaveLength(100);
    expect(after?.at(-1)).toEqual({ at: NOW, by: "admin-key" });
  });

  it("notes nothing for a look at the counts", async () => {
    const { read, stored } = given(DONE);
    await read(ONE);
    await read(LIST);
    expect(await stored()).toEqual(buildImportJob(DONE));
  });

  it.each<ImportJob["status"]>(["waiting", "reading", "importing"])(
    "refuses while the import is %s",
    async (status) => {
      const { read, stored } = given({ ...DONE, status });
      expect(await problemOf(read(REJECTED))).toMatchObject({ status: 409, code: "import_under_way" });
      expect(await stored()).not.toHaveProperty("downloads");
    },
  );

  it("has none of an import that rejected no row", async () => {
    const counts = { ...DONE.counts, rejected: 0 };
    const { read } = given({ ...DONE, counts });
    expect(await problemOf(read(REJECTED))).toMatchObject({ status: 404, code: "no_rejected_rows" });
  });

  it("has none once the file is gone, or when the import failed before it was written", async () => {
    const { read, files, stored } = given({ ...DONE, status: "failed", error: { code: "file_changed" } });
    files.delete(KEY);
    expect(await problemOf(read(REJECTED))).toMatchObject({ status: 404, code: "no_rejected_rows" });
    expect(await stored()).not.toHaveProperty("downloads");
  });
});

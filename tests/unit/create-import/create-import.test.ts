import { describe, expect, it } from "@jest/globals";
import { type CreateImportDeps, createImport } from "../../../functions/create-import/logic.ts";
import { fileKeys } from "../../../shared/contracts/file-keys.ts";
import { ImportCreatedSchema } from "../../../shared/contracts/import-api.ts";
import { ImportIdSchema, PracticeIdSchema } from "../../../shared/domain/ids.ts";
import { LostReasonSchema } from "../../../shared/domain/vocabulary.ts";
import type { Access } from "../../../shared/ports/index.ts";
import { buildAccess, buildImportJob, buildPractice, PRACTICE_ID } from "../../support/builders/index.ts";
import { createConflictingStore } from "../../support/conflicting-store.ts";
import {
  countingIds,
  fakeImportFiles,
  fakePracticeConfigs,
  fixedClock,
  NOW,
  readFakeLink,
} from "../../support/fakes/index.ts";
import { createMemoryStore } from "../../support/memory-store.ts";
import { problemOf } from "../../support/problem.ts";

const OTHER = PracticeIdSchema.parse("clear-skin");

function given(overrides: Partial<CreateImportDeps> = {}) {
  const store = createMemoryStore();
  const files = fakeImportFiles();
  const clock = fixedClock();
  const configs = fakePracticeConfigs(buildPractice(), buildPractice({ practiceId: OTHER }));
  const deps = { store, configs, files, ids: countingIds(), clock, pause: async () => {}, ...overrides };
  const create = (body?: unknown, access: Partial<Access> = {}) =>
    createImport(deps, {
      access: buildAccess({ callerId: "admin-key", role: "admin", ...access }),
      body: typeof body === "string" || body === undefined ? body : JSON.stringify(body),
    });
  const jobs = (practiceId = PRACTICE_ID) => store.imports(practiceId, 100);
  return { create, jobs, store, files, clock };
}

describe("createImport", () => {
  it("makes an import that waits for its file", async () => {
    const { create, jobs } = given();
    const { importId } = await create({ kind: "leads" });
    expect(await jobs()).toEqual([buildImportJob({ importId: ImportIdSchema.parse(importId) })]);
  });

  it("takes the rows for leads when nothing is said, and remembers that nothing was", async () => {
    const { create, jobs } = given();
    const { importId } = await create();
    expect(await jobs()).toEqual([
      buildImportJob({ importId: ImportIdSchema.parse(importId), kind: "leads", kindAssumed: true }),
    ]);
  });

  it("answers a link to put the file at within fifteen minutes", async () => {
    const { create } = given();
    const created = await create({});
    expect(ImportCreatedSchema.parse(created)).toEqual(created);
    expect(created.upload).toMatchObject({ method: "PUT", expiresAt: "2026-12-01T16:17:00.000Z" });
    expect(readFakeLink(created.upload.url)).toEqual({
      method: "PUT",
      key: fileKeys.upload(PRACTICE_ID, ImportIdSchema.parse(created.importId)),
      seconds: 900,
      fileName: null,
    });
  });

  it("keeps how the file is to be read", async () => {
    const { create, jobs } = given();
    const options = {
      columns: { phone: "Mobile No." },
      dateOrder: "dmy",
      receivedOn: "2026-12-01",
      stages: { "Dead deal": "lost" },
      lostReasons: { "Too expensive": "price" },
      consentText: "I agree to texts.",
      scope: "email",
    };
    await create({ kind: "suppressions", options });
    expect(await jobs()).toMatchObject([{ kind: "suppressions", options, createdBy: "admin-key", createdAt: NOW }]);
  });

  it("makes another import each time", async () => {
    const { create, jobs } = given();
    const [first, second] = [await create(), await create()];
    expect(first.importId).not.toBe(second.importId);
    expect(await jobs()).toHaveLength(2);
  });

  it("is for the practice that is named, where the caller serves several", async () => {
    const { create, jobs } = given();
    const access = { practiceIds: [PRACTICE_ID, OTHER] };
    expect(await problemOf(create({}, access))).toMatchObject({ status: 422, code: "practice_required" });
    await create({ practiceId: OTHER }, access);
    expect(await jobs(OTHER)).toHaveLength(1);
    expect(await jobs()).toHaveLength(0);
    expect(await problemOf(create({ practiceId: OTHER }))).toMatchObject({ status: 422, code: "unknown_practice" });
  });

  it("answers an import that is stored when a commit failed", async () => {
    const store = createMemoryStore();
    const { create } = given({ store: createConflictingStore(store, { first: ["answer_lost", "conflict"] }) });
    const { importId } = await create();
    expect((await store.imports(PRACTICE_ID, 100)).map((job) => job.importId)).toContain(importId);
  });

  it("makes no import when no link can be had", async () => {
    const { create, jobs, files } = given();
    files.failWith("CredentialsProviderError");
    await expect(create()).rejects.toMatchObject({ name: "FilesUnavailable" });
    expect(await jobs()).toEqual([]);
  });
});

describe("createImport, refusing", () => {
  it.each<[string, unknown, string]>([
    ["no object", [], ""],
    ["a field that nobody knows", { file: "leads.csv" }, "file"],
    ["a kind that there is not", { kind: "patients" }, "kind"],
    ["an order of dates that there is not", { options: { dateOrder: "ydm" } }, "options.dateOrder"],
    ["a stage that there is not", { options: { stages: { Dead: "dead" } } }, "options.stages.Dead"],
    ["a field that no column holds", { options: { columns: { shoeSize: "Size" } } }, "options.columns.shoeSize"],
    ["a field that only JavaScript knows", '{"options": {"columns": {"__proto__": "Size"}}}', "options.columns"],
    ["no name of a column", { options: { columns: { phone: " " } } }, "options.columns.phone"],
    ["a day that the calendar lacks", { options: { receivedOn: "2026-02-30" } }, "options.receivedOn"],
  ])("takes %s for a mistake and says where it is", async (_, body, path) => {
    const { create, jobs } = given();
    const problem = await problemOf(create(body));
    expect(problem).toMatchObject({ status: 422, code: "invalid_import" });
    expect(problem.errors?.map((error) => error.path)).toEqual([path]);
    expect(await jobs()).toEqual([]);
  });

  it("takes what is no JSON for a mistake", async () => {
    expect(await problemOf(given().create("kind=leads"))).toMatchObject({ status: 400, code: "invalid_json" });
  });

  it("says which lost reasons there are when a word is to mean another", async () => {
    const { create, jobs } = given();
    const lostReasons = { Cost: "price", "No show": "ghosted", Moved: "moved" };
    const problem = await problemOf(create({ options: { lostReasons } }));
    expect(problem).toMatchObject({
      status: 422,
      code: "invalid_import",
      errors: [
        { path: "options.lostReasons.No show", code: "unknown" },
        { path: "options.lostReasons.Moved", code: "unknown" },
      ],
    });
    for (const reason of LostReasonSchema.options) expect(problem.detail).toContain(reason);
    expect(await jobs()).toEqual([]);
  });

  it("takes a day for past inquiries until it begins where the practice is for a mistake", async () => {
    const { create, clock } = given();
    // 23:59 on the first of December in Chicago, when it is the second in UTC.
    clock.set("2026-12-02T05:59:00Z");
    const options = { receivedOn: "2026-12-02" };
    expect(await problemOf(create({ options }))).toMatchObject({
      status: 422,
      code: "invalid_import",
      errors: [{ path: "options.receivedOn", code: "too_big" }],
    });
    clock.advance(60_000);
    expect(await create({ options })).toHaveProperty("importId");
  });
});

describe("half a character", () => {
  it.each([
    { columns: { firstName: "\ud800" } },
    { consentText: "\ud800" },
    { stages: { "\ud800": "patient" } },
    { lostReasons: { "\ud800": "price" } },
  ])("is refused in options: %j cannot be stored", async (options) => {
    const { create, jobs } = given();
    expect(await problemOf(create({ kind: "leads", options }))).toMatchObject({ code: "invalid_import" });
    expect(await jobs()).toEqual([]);
  });
});

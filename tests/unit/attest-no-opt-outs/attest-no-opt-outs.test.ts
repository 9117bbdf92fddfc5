import { describe, expect, it } from "@jest/globals";
import { attestNoOptOuts } from "../../../functions/attest-no-opt-outs/logic.ts";
import { AttestedSchema } from "../../../shared/contracts/import-api.ts";
import type { OptOutRecord } from "../../../shared/domain/entities/import.ts";
import { PracticeIdSchema } from "../../../shared/domain/ids.ts";
import type { Access } from "../../../shared/ports/index.ts";
import { buildAccess, buildImportJob, buildPractice, PRACTICE_ID } from "../../support/builders/index.ts";
import { type CommitFault, createConflictingStore } from "../../support/conflicting-store.ts";
import { fakeLogger, fakePracticeConfigs, fixedClock, NOW } from "../../support/fakes/index.ts";
import { createMemoryStore } from "../../support/memory-store.ts";
import { problemOf } from "../../support/problem.ts";

const OTHER = PracticeIdSchema.parse("clear-skin");
const STATEMENT = { name: "Maria Lopez", noOptOutsExist: true };

function given(record?: Omit<OptOutRecord, "practiceId" | "version">, first: CommitFault[] = []) {
  const memory = createMemoryStore();
  if (record !== undefined)
    memory.seed({ entity: "optOutRecord", value: { practiceId: PRACTICE_ID, version: 3, ...record } });
  const clock = fixedClock();
  const logger = fakeLogger();
  const configs = fakePracticeConfigs(buildPractice(), buildPractice({ practiceId: OTHER }));
  const store = createConflictingStore(memory, { first });
  const attest = (body: unknown = STATEMENT, access: Partial<Access> = {}) =>
    attestNoOptOuts(
      { store, configs, clock, logger, pause: async () => {} },
      {
        access: buildAccess({ callerId: "admin-key", role: "admin", ...access }),
        body: typeof body === "string" ? body : JSON.stringify(body),
      },
    );
  const stored = (practiceId = PRACTICE_ID) => memory.read("optOutRecord", { practiceId });
  return { attest, stored, clock, logger };
}

describe("attestNoOptOuts", () => {
  it("keeps who says that there are no opt-outs, by whose key and when", async () => {
    const { attest, stored } = given();
    const answer = await attest();
    expect(AttestedSchema.parse(answer)).toEqual({ practiceId: PRACTICE_ID, attestedAt: "2026-12-01T16:02:00.000Z" });
    expect(await stored()).toEqual({
      practiceId: PRACTICE_ID,
      version: 1,
      attested: { by: "admin-key", name: "Maria Lopez", at: NOW },
    });
  });

  it("keeps what is known of imports and exports", async () => {
    const imported = { importId: buildImportJob().importId, at: NOW - 1 };
    const exports = [{ at: NOW - 2, by: "admin-key" }];
    const { attest, stored } = given({ imported, exports });
    await attest();
    expect(await stored()).toMatchObject({ version: 4, imported, exports, attested: { name: "Maria Lopez" } });
  });

  it("keeps the first moment of a statement that is made again", async () => {
    const { attest, stored, clock } = given();
    const first = await attest();
    clock.advance(60_000);
    expect(await attest({ ...STATEMENT, name: "  Maria Lopez " })).toEqual(first);
    expect((await stored())?.version).toBe(1);
  });

  it.each<[string, unknown, Partial<Access>]>([
    ["another name", { ...STATEMENT, name: "Sam Park" }, {}],
    ["another key", STATEMENT, { callerId: "other-key" }],
  ])("takes a statement under %s in place of the one before", async (_, body, access) => {
    const { attest, stored, clock } = given();
    await attest();
    clock.advance(60_000);
    await attest(body, access);
    expect(await stored()).toMatchObject({ version: 2, attested: { at: NOW + 60_000 } });
  });

  it.each<[string, CommitFault[]]>([
    ["conflicts", ["conflict"]],
    ["takes it and loses the answer", ["answer_lost"]],
    ["is away for a moment", ["unavailable"]],
  ])("answers the same when the store %s", async (_, first) => {
    const { attest, stored } = given(undefined, first);
    expect(await attest()).toMatchObject({ attestedAt: "2026-12-01T16:02:00.000Z" });
    expect((await stored())?.version).toBe(1);
  });

  it("is for the practice that is named, where the caller serves several", async () => {
    const { attest, stored } = given();
    const access = { practiceIds: [PRACTICE_ID, OTHER] };
    expect(await problemOf(attest(STATEMENT, access))).toMatchObject({ status: 422, code: "practice_required" });
    await attest({ ...STATEMENT, practiceId: OTHER }, access);
    expect(await stored(OTHER)).toHaveProperty("attested");
    expect(await stored()).toBeUndefined();
  });

  it("says in the log that it was done, and not by whom", async () => {
    const { attest, logger } = given();
    await attest();
    expect(logger.lines).toMatchObject([{ level: "info", fields: { practiceId: PRACTICE_ID } }]);
    expect(JSON.stringify(logger.lines)).not.toContain("Maria");
  });
});

describe("attestNoOptOuts, refusing", () => {
  it.each<[string, unknown, string[]]>([
    ["no statement", {}, ["name", "noOptOutsExist"]],
    ["a statement of nobody", { ...STATEMENT, name: " " }, ["name"]],
    ["a first name alone", { ...STATEMENT, name: "Maria" }, ["name"]],
    ["a name with a control character", { ...STATEMENT, name: "Maria\u0000 Lopez" }, ["name"]],
    ["a name on two lines", { ...STATEMENT, name: "Maria\nLopez" }, ["name"]],
    ["a name that reads backwards", { ...STATEMENT, name: "Maria \u202eLopez" }, ["name"]],
    ["half a character", { ...STATEMENT, name: "Maria \ud83c" }, ["name"]],
    ["a statement of nothing", { name: "Maria Lopez" }, ["noOptOutsExist"]],
    ["the opposite", { ...STATEMENT, noOptOutsExist: false }, ["noOptOutsExist"]],
    ["a field that nobody knows", { ...STATEMENT, at: "2026-12-01" }, ["at"]],
  ])("takes %s for a mistake, and says where it is", async (_, body, paths) => {
    const { attest, stored } = given();
    const problem = await problemOf(attest(body));
    expect(problem).toMatchObject({ status: 422, code: "invalid_attestation" });
    expect([...new Set(problem.errors?.map(({ path }) => path))]).toEqual(paths);
    expect(JSON.stringify(problem)).not.toContain("Maria");
    expect(await stored()).toBeUndefined();
  });

  it("takes what is no JSON for a mistake", async () => {
    expect(await problemOf(given().attest("yes"))).toMatchObject({ status: 400, code: "invalid_json" });
  });
});

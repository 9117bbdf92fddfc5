import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { FileLinkSchema } from "../../../shared/contracts/import-api.ts";
import { normalizeEmail } from "../../../shared/domain/contact/email.ts";
import { normalizePhone } from "../../../shared/domain/contact/phone.ts";
import { personId } from "../../support/builders/identity.ts";
import { buildPerson, PRACTICE_ID } from "../../support/builders/index.ts";
import { createConflictingStore } from "../../support/conflicting-store.ts";
import { NOW, readFakeLink } from "../../support/fakes/index.ts";
import { problemOf } from "../../support/problem.ts";
import { createWorld, exported, leadId, OPTED_OUT_AT, OTHER } from "./world.ts";

const PHONE = "+13125550142";
const EMAIL = "dana@example.com";

describe("exportSuppressions", () => {
  it("lists every opt-out with what it covers, since when and why, the oldest first", async () => {
    const world = createWorld();
    world.keep(world.point({ value: PHONE }), PHONE);
    const email = { scope: "email", at: OPTED_OUT_AT - 60_000, reason: "unsubscribe_link" } as const;
    world.keep(world.point({ value: EMAIL, suppression: email }), EMAIL);
    const { link, lines } = await exported(world);
    expect(lines).toEqual([
      { phone: "", email: EMAIL, scope: "email", since: "2026-11-20T15:29:00.000Z", reason: "unsubscribe_link" },
      { phone: "312-555-0142", email: "", scope: "all", since: "2026-11-20T15:30:00.000Z", reason: "sms" },
    ]);
    expect(link).toMatchObject({ rows: 2, omitted: 0 });
  });

  it("answers a link to a file that nobody can guess, good for five minutes", async () => {
    const world = createWorld();
    const link = await world.export();
    expect(FileLinkSchema.parse(link).expiresAt).toBe("2026-12-01T16:07:00.000Z");
    expect(readFakeLink(link.url)).toEqual({
      method: "GET",
      key: "exports/bright-smile/token-1.csv",
      seconds: 300,
      fileName: "opt-outs-bright-smile-2026-12-01.csv",
    });
  });

  it("answers a file with nothing but its header when nobody opted out", async () => {
    const world = createWorld();
    const link = await world.export();
    expect(world.textOf(link)).toBe("phone,email,scope,since,reason\n");
    expect(link).toMatchObject({ rows: 0, omitted: 0 });
  });

  it("leaves out who asked for messages again, and other practices' opt-outs", async () => {
    const world = createWorld();
    world.keep(world.point({ value: PHONE, liftedAt: OPTED_OUT_AT + 1 }), PHONE);
    const other = world.point({ value: PHONE, practiceId: OTHER });
    world.keep(other, PHONE, OTHER);
    expect((await exported(world)).link).toMatchObject({ rows: 0, omitted: 0 });
  });

  it("notes who exported and when, beside what is known of opt-outs", async () => {
    const world = createWorld();
    const attested = { by: "admin-key", name: "Maria Lopez", at: OPTED_OUT_AT };
    world.store.seed({ entity: "optOutRecord", value: { practiceId: PRACTICE_ID, version: 4, attested } });
    await world.export();
    expect(await world.store.read("optOutRecord", { practiceId: PRACTICE_ID })).toEqual({
      practiceId: PRACTICE_ID,
      version: 5,
      attested,
      exports: [{ at: NOW, by: "admin-key" }],
    });
  });

  it("remembers the last hundred exports, whatever the store does meanwhile", async () => {
    const world = createWorld();
    const exports = Array.from({ length: 100 }, (_, at) => ({ at, by: "older-key" }));
    world.store.seed({ entity: "optOutRecord", value: { practiceId: PRACTICE_ID, version: 1, exports } });
    Object.assign(world.deps, { store: createConflictingStore(world.store, { first: ["conflict", "unavailable"] }) });
    await world.export();
    const after = (await world.store.read("optOutRecord", { practiceId: PRACTICE_ID }))?.exports;
    expect(after).toHaveLength(100);
    expect(after?.at(-1)).toEqual({ at: NOW, by: "admin-key" });
    expect(after?.[0]).toEqual({ at: 1, by: "older-key" });
  });

  it("hands out no link that is not noted, and notes none for a file that could not be written", async () => {
    const world = createWorld();
    world.files.failWith("SlowDown");
    await expect(world.export()).rejects.toMatchObject({ name: "FilesUnavailable" });
    expect(await world.store.read("optOutRecord", { practiceId: PRACTICE_ID })).toBeUndefined();
    world.files.failWith(undefined);
    Object.assign(world.deps, { store: createConflictingStore(world.store, { commits: { unavailable: 1 } }) });
    await expect(world.export()).rejects.toMatchObject({ name: "StoreUnavailable" });
  });

  it("is of the practice that is named, where the caller serves several", async () => {
    const world = createWorld();
    world.keep(world.point({ value: PHONE, practiceId: OTHER }), PHONE, OTHER);
    const practiceIds = [PRACTICE_ID, OTHER];
    expect(await problemOf(world.export({ practiceIds }))).toMatchObject({ status: 422, code: "practice_required" });
    expect(await world.export({ practiceIds, practiceId: OTHER })).toMatchObject({ rows: 1 });
    expect(await problemOf(world.export({ practiceId: OTHER }))).toMatchObject({
      status: 422,
      code: "unknown_practice",
    });
  });

  it("keeps numbers and addresses out of the log and the operational table", async () => {
    const world = createWorld();
    world.keep(world.point({ value: PHONE }), PHONE);
    world.keep(world.point({ value: EMAIL }), EMAIL);
    await world.export();
    expect(`${world.store.dump()}${JSON.stringify(world.logger.lines)}`).not.toMatch(/5550142|555-0142|dana/);
  });
});

describe("the number or address of an opt-out", () => {
  it("is found in the contact of the lead that the point names", async () => {
    const world = createWorld();
    world.point({ value: PHONE, leadId: leadId(1) });
    world.point({ value: EMAIL, leadId: leadId(1) });
    world.contact(leadId(1), PHONE, EMAIL);
    const { lines } = await exported(world);
    expect(lines.map(({ phone, email }) => phone || email).sort()).toEqual(["312-555-0142", EMAIL]);
  });

  it("is found by the people who use the point, when the point is older than that", async () => {
    const world = createWorld();
    const persons = [
      { personId: personId("Q"), name: {} },
      { personId: personId("P"), name: {} },
    ];
    world.store.seed({ entity: "person", value: buildPerson({ personId: personId("P"), leadId: leadId(2) }) });
    world.point({ value: EMAIL, persons });
    world.contact(leadId(2), PHONE, EMAIL);
    expect((await exported(world)).lines).toMatchObject([{ email: EMAIL }]);
  });

  it("is never another one that the lead has come to use since", async () => {
    const world = createWorld();
    const persons = [{ personId: personId(), name: {} }];
    world.store.seed({ entity: "person", value: buildPerson({ leadId: leadId(1) }) });
    world.point({ value: PHONE, leadId: leadId(1), persons });
    world.contact(leadId(1), "+13125550143", EMAIL);
    const { link, lines } = await exported(world);
    expect(lines).toEqual([]);
    expect(link).toMatchObject({ rows: 0, omitted: 1 });
  });

  it("that is gone is left out and counted, for the caller and in the log", async () => {
    const world = createWorld();
    world.point({ value: PHONE, leadId: leadId(1) });
    world.keep(world.point({ value: EMAIL }), EMAIL);
    const { link, lines } = await exported(world);
    expect(lines).toHaveLength(1);
    expect(link).toMatchObject({ rows: 1, omitted: 1 });
    expect(world.logger.lines.at(-1)).toMatchObject({ level: "warn", fields: { practiceId: PRACTICE_ID, count: 1 } });
  });

  it("is listed once with all that holds on it, when a rotation of keys left two forms of it", async () => {
    const world = createWorld({ versions: [1, 2] });
    const narrow = { scope: "email", at: OPTED_OUT_AT + 5_000, reason: "complaint" } as const;
    world.keep(world.point({ value: EMAIL }), EMAIL);
    world.keep(world.point({ value: EMAIL, keyVersion: 2, suppression: narrow }), EMAIL);
    const { link, lines } = await exported(world);
    expect(lines).toMatchObject([{ email: EMAIL, scope: "all", since: "2026-11-20T15:30:05.000Z" }]);
    expect(link).toMatchObject({ rows: 1, omitted: 0 });
  });

  it.each([
    [1, 2],
    [2, 1],
  ])("that is kept under key %d alone covers its other form under key %d", async (kept, other) => {
    const world = createWorld({ versions: [1, 2] });
    const narrow = { scope: "email", at: OPTED_OUT_AT - 5_000, reason: "complaint" } as const;
    world.keep(world.point({ value: EMAIL, keyVersion: kept, suppression: narrow }), EMAIL);
    world.point({ value: EMAIL, keyVersion: other });
    const { link, lines } = await exported(world);
    expect(lines).toMatchObject([{ email: EMAIL, scope: "all" }]);
    expect(link).toMatchObject({ rows: 1, omitted: 0 });
  });
});

describe("the file of opt-outs", () => {
  it("begins no cell with a sign that a spreadsheet would run, and can be imported again", async () => {
    const digit = (least: number) => fc.integer({ min: least, max: 9 });
    const phones = fc
      .tuple(fc.constantFrom("312", "646", "213"), digit(0), digit(0))
      .map(([area, a, b]) => `+1${area}55501${a}${b}`);
    const emails = fc
      .stringMatching(/^[+\-=_a-z0-9]{1,12}$/)
      .map((local) => `${local}@example.com`)
      .filter((email) => {
        const normal = normalizeEmail(email);
        return normal.ok && normal.email === email;
      });
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.oneof(phones, emails), { maxLength: 20 }), async (values) => {
        const world = createWorld();
        for (const value of values) world.keep(world.point({ value }), value);
        const { link, lines } = await exported(world);
        const cells = world.textOf(link).split(/[\n,]/);
        expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
        const again = lines.map(({ phone, email }) => {
          // As our own import reads a cell: a leading apostrophe belongs to the spreadsheet.
          const read = phone === "" ? normalizeEmail(email.replace(/^'/, "")) : normalizePhone(phone);
          return read.ok && ("e164" in read ? read.e164 : read.email);
        });
        expect(again.sort()).toEqual([...values].sort());
      }),
      { numRuns: 50 },
    );
  });

  it("writes a number from abroad as it is dialled from here", async () => {
    const world = createWorld();
    world.keep(world.point({ value: "+442079460000" }), "+442079460000");
    expect((await exported(world)).lines).toMatchObject([{ phone: "011442079460000" }]);
  });
});

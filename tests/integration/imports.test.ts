import { describe, expect, it } from "@jest/globals";
import { leadFile } from "../support/lead-file.ts";
import { jobsClient } from "./jobs-client.ts";
import { leadOnLine, numberOf, useTestEngine } from "./local-engine.ts";

const { api, url } = useTestEngine();
const jobs = jobsClient(url);

const csv = (...lines: string[]) => `${lines.join("\r\n")}\r\n`;
const HEADER = "First Name,Last Name,Phone,Email,Created,Stage,SMS Consent,Consent Date,Consent Text";
const textAt = async (link: string) => (await fetch(link)).text();

describe("an import", () => {
  it("waits for its file, and takes it from any HTTP client", async () => {
    const created = await jobs.create({ kind: "leads" });
    expect(await jobs.read(created.importId)).toMatchObject({ status: "waiting", rows: null, rowsDone: 0 });
    await jobs.put(created, csv(HEADER, "Ana,Diaz,(312) 555-0131,ana@example.com,2025-03-14,Lost,,,"));
    await jobs.advance(0);
    expect(await jobs.read(created.importId)).toMatchObject({
      status: "done",
      rows: 1,
      rowsDone: 1,
      accepted: 1,
      finishedAt: expect.any(String),
      error: null,
    });
    expect((await jobs.list()).imports[0]?.importId).toBe(created.importId);
  });

  it("counts every row by what became of it, and changes nothing when the same file comes again", async () => {
    const { text, expected } = leadFile({ rows: 300 });
    const first = await jobs.importFile({ kind: "leads" }, text);
    expect(first).toMatchObject({ status: "done", rows: 300, rowsDone: 300, ...expected, unchanged: 0 });
    const again = await jobs.importFile({ kind: "leads" }, text);
    const { rejected } = expected;
    expect(again).toMatchObject({ accepted: 0, merged: 0, unchanged: 300 - rejected, rejected });
  });

  it("gives the rejected rows back with their reasons, and no formula in them", async () => {
    const file = csv(
      HEADER,
      '"=HYPERLINK(""https://example.com"")",Diaz,,,2025-03-14,Lost,,,',
      "Eva,Ruiz,(312) 555-0132,eva@example.com,2025-03-14,Lost,,,",
    );
    const { importId, rejectedFor } = await jobs.importFile({ kind: "leads" }, file);
    const { status, body } = await jobs.rejectedRows(importId);
    expect([status, body.rows]).toEqual([200, 1]);
    const rows = (await textAt(body.url)).trim().split(/\r?\n/);
    expect(rows).toHaveLength(2);
    expect(rows[1]).toContain(Object.keys(rejectedFor)[0]);
    expect(rows[1]).toContain("HYPERLINK");
    expect(rows[1]).not.toMatch(/(^|,)"?=/);
  });

  it("has no rejected rows to give while it has rejected none", async () => {
    const file = csv(HEADER, "Gia,Long,(312) 555-0134,gia@example.com,2025-03-14,Lost,,,");
    const { importId } = await jobs.importFile({ kind: "leads" }, file);
    expect((await jobs.rejectedRows(importId)).status).toBe(404);
  });

  it.each([
    ["an empty file", ""],
    ["a header and no rows", csv(HEADER)],
    ["rows without a header", csv("Ana,Diaz,(312) 555-0135", "Eva,Ruiz,(312) 555-0136")],
    ["a line without an end", "x".repeat(3_000_000)],
  ])("refuses %s with a reason, and imports none of it", async (_, file) => {
    const view = await jobs.importFile({ kind: "leads" }, file);
    expect(view).toMatchObject({ status: "failed", accepted: 0, merged: 0 });
    expect(view.error?.detail).toMatch(/\w+ \w+/);
  });

  it("puts up with a bucket, a function and a bus that fail for a while", async () => {
    const created = await jobs.create({ kind: "leads" });
    const file = csv(HEADER, "Ida,Moss,(312) 555-0137,ida@example.com,2025-03-14,Lost,,,");
    await api.fault({ target: "s3", kind: "throttle" });
    expect((await fetch(created.upload.url, { method: "PUT", body: file })).status).toBe(503);
    await api.fault({ target: "start-import", kind: "throw", times: 2 });
    await api.fault({ target: "import-chunk", kind: "throw" });
    await jobs.put(created, file);
    await jobs.advance(3_600);
    expect(await jobs.read(created.importId)).toMatchObject({ status: "done", accepted: 1 });
  });

  it("is for admins only", async () => {
    for (const key of ["local-intake-key", "local-coordinator-key"]) {
      const headers = { "x-api-key": key };
      expect((await jobs.ask("/v1/imports", { kind: "leads" }, headers)).status).toBe(403);
      expect((await jobs.ask("/v1/imports", undefined, headers)).status).toBe(403);
      expect((await jobs.ask("/v1/suppressions", undefined, headers)).status).toBe(403);
    }
  });
});

describe("imported opt-outs", () => {
  it("hold for whoever asks later, however oddly they were written", async () => {
    const file = csv("Phone", "1-312.555.0161", "(312)555-0162", " +1 312 555 0163 ", "nothing");
    expect(await jobs.importFile({ kind: "suppressions" }, file)).toMatchObject({
      status: "done",
      optOuts: 3,
      rejected: 1,
    });
    for (const line of [61, 62, 63, 64]) await api.postLead(leadOnLine(line));
    await jobs.advance(86_400);
    const texted = (await api.outbox()).filter(({ channel }) => channel === "sms").map(({ to }) => to);
    expect(texted).toContain(numberOf(64));
    expect(texted.filter((to) => [61, 62, 63].map(numberOf).includes(to))).toEqual([]);
  });

  it("end the follow-up that is under way", async () => {
    await api.postLead(leadOnLine(71));
    await jobs.advance(3_600);
    const before = (await api.outbox()).filter(({ to }) => to === numberOf(71));
    expect(before.length).toBeGreaterThan(0);
    await jobs.importFile({ kind: "suppressions" }, csv("Phone", "312.555.0171"));
    await jobs.advance(14 * 86_400);
    const after = (await api.outbox()).filter(({ to }) => to === numberOf(71));
    expect(after).toEqual(before);
  });

  it("come back, all of them, in the list for whoever else contacts these people", async () => {
    const { url: link, rows } = await jobs.suppressions();
    const lines = (await textAt(link)).trim().split(/\r?\n/);
    expect(lines).toHaveLength(rows + 1);
    for (const line of [61, 62, 63, 71]) expect(lines.filter((text) => text.includes(`555-01${line}`))).toHaveLength(1);
  });
});

import { describe, expect, it } from "@jest/globals";
import { fileKeys } from "../../../shared/contracts/file-keys.ts";
import { PRACTICE_ID } from "../../support/builders/index.ts";
import { csv, openImports } from "./world.ts";

const HEADER = "First Name,Last Name,Phone,Email,Created,Stage,Lost Reason,Service Line,Record ID";
const DANA = "Dana,Reyes,(312) 555-0142,dana@example.com,2025-03-04,Lost,Too expensive,Dental implants,r-1";
const KIM = "Kim,Park,312-555-0143,kim@example.com,2025-05-06,Contacted,,Whitening,r-2";

describe("import-chunk", () => {
  it("turns rows into leads at rest, with their original date, stage, lost reason and source", async () => {
    const world = openImports();
    const job = await world.run(csv(HEADER, DANA, KIM));
    expect(job).toMatchObject({
      status: "done",
      rows: 2,
      counts: { accepted: 2, merged: 0, unchanged: 0, rejected: 0 },
    });
    expect(job.wakeAt).toBeUndefined();
    const [dana, kim] = world.leads().sort((a, b) => a.receivedAt - b.receivedAt);
    expect(dana).toMatchObject({
      status: "lost",
      lostReason: "price",
      serviceLine: "dental-implants",
      receivedAt: Date.parse("2025-03-04T18:00:00Z"),
      clocks: { startedAt: Date.parse("2025-03-04T18:00:00Z") },
      imported: { importId: job.importId, stage: "lost" },
    });
    expect(kim).toMatchObject({ status: "stalled", serviceLine: "whitening", imported: { stage: "open" } });
    expect(await world.timeline(dana?.leadId as never)).toEqual(["lead.imported.v1"]);
    const contact = await world.memory.read("contact", { practiceId: PRACTICE_ID, leadId: dana?.leadId as never });
    expect(contact).toMatchObject({ firstName: "Dana", phone: "+13125550142", email: "dana@example.com" });
    const inquiry = await world.memory.read("inquiry", {
      practiceId: PRACTICE_ID,
      leadId: dana?.leadId as never,
      eventVersion: 1,
    });
    expect(inquiry).toMatchObject({ stage: "Lost", lostReason: "Too expensive", serviceLine: "Dental implants" });
  });

  it("puts them into the queue of stalled leads, by when something last happened", async () => {
    const world = openImports();
    await world.run(csv(`${HEADER},Last Activity Date`, `${DANA},2025-09-09`, `${KIM},`));
    const quietBefore = async (day: string) =>
      (await world.memory.quietLeads(PRACTICE_ID, "stalled", Date.parse(day), { limit: 10 })).items.length;
    expect(await quietBefore("2025-05-01")).toBe(0);
    expect(await quietBefore("2025-05-08")).toBe(1);
    expect(await quietBefore("2025-09-10")).toBe(2);
  });

  it("starts nothing and writes to nobody", async () => {
    const world = openImports();
    await world.run(csv(HEADER, DANA));
    const [lead] = world.leads();
    const run = await world.memory.read("run", {
      practiceId: PRACTICE_ID,
      leadId: lead?.leadId as never,
      runId: lead?.runId as never,
    });
    expect(run).toMatchObject({ outcome: "exhausted", steps: {} });
    expect(await world.memory.lateRuns(Number.MAX_SAFE_INTEGER, 10)).toEqual([]);
  });

  it("changes nothing when the same file is imported again", async () => {
    const world = openImports();
    const file = csv(HEADER, DANA, KIM, ",,not a number,,2025-01-01,,,,");
    await world.run(file);
    const before = world.memory.snapshot();
    const again = await world.run(file);
    expect(again.counts).toMatchObject({ accepted: 0, merged: 0, unchanged: 2, rejected: 1 });
    const entities = (name: string) => [...before.entities].filter(([, put]) => put.entity === name);
    for (const [address, put] of [...entities("lead"), ...entities("person"), ...entities("contactPoint")])
      expect(world.memory.snapshot().entities.get(address)).toEqual(put);
    expect(world.memory.snapshot().events).toEqual(before.events);
  });

  it("makes one lead of rows about one person, however the number is written", async () => {
    const world = openImports();
    const job = await world.run(
      csv(
        HEADER,
        DANA,
        "dana,REYES,1-312.555.0142,,2025-04-01,Open,,,",
        "Dana,Reyes,,dana@example.com,2025-03-04,,,,",
        DANA,
      ),
    );
    expect(job.counts).toMatchObject({ accepted: 1, merged: 3, rejected: 0 });
    expect(world.leads()).toHaveLength(1);
    expect(world.leads()[0]).toMatchObject({ inquiries: 2, clocks: { startedAt: Date.parse("2025-04-01T17:00:00Z") } });
  });

  it("keeps people with other names on one number apart", async () => {
    const world = openImports();
    const job = await world.run(csv(HEADER, DANA, "Leo,Reyes,(312) 555-0142,leo@example.com,2025-04-01,Open,,,r-9"));
    expect(job.counts).toMatchObject({ accepted: 2, merged: 0 });
    const flags = world.leads().map((lead) => lead.flags);
    expect(flags).toContainEqual(["shared_contact_point"]);
  });

  it("counts the same when a chunk is cut off anywhere and worked again", async () => {
    const others = Array.from(
      { length: 6 },
      (_, n) => `P${n},Q,312-555-016${n},,2025-05-06,Contacted,,Whitening,s-${n}`,
    );
    const again = "Dana,Reyes,3125550142,,2025-04-01,Lost,Price,,r-3";
    const file = csv(HEADER, DANA, again, KIM, "x,y,,,2025-01-01,,,,", ...others, DANA);
    const smooth = openImports();
    const expected = (await smooth.run(file)).counts;
    expect(expected).toMatchObject({ accepted: 8, merged: 2, rejected: 1 });

    /** Whether the import came so far that it could be killed at its n-th commit. */
    async function isKilledAt(fail: number, isWritten: boolean): Promise<boolean> {
      const world = openImports();
      const importId = await world.upload(file);
      let commits = 0;
      const broken = {
        ...world.memory,
        commit: async (commit: Parameters<typeof world.memory.commit>[0]) => {
          commits += 1;
          const isLast = commits === fail;
          if (isLast && isWritten) await world.memory.commit(commit);
          if (isLast) throw Object.assign(new Error("killed"), { name: "Killed" });
          return world.memory.commit(commit);
        },
      };
      const first = world.finish(importId, { store: broken });
      const wasKilled = await first.then(
        () => false,
        ({ message }: Error) => message === "killed",
      );
      const job = await world.finish(importId);
      expect([fail, isWritten, job.counts]).toEqual([fail, isWritten, expected]);
      expect(world.leads()).toHaveLength(smooth.leads().length);
      return wasKilled;
    }

    let fail = 1;
    while ((await isKilledAt(fail, false)) && (await isKilledAt(fail, true))) fail += 1;
    expect(fail).toBeGreaterThan(5);
  });

  it("gives rejected rows back with a reason each, harmless for spreadsheets", async () => {
    const world = openImports();
    const job = await world.run(
      csv(
        HEADER,
        DANA,
        "No,Contact,,,2025-03-04,,,,",
        '"=HYPERLINK(""http://example.com"")",Evil,312-555-0150,evil@example.com,2025-03-04,,,,',
        "Bad,Date,312-555-0151,bad@example.com,2025-13-45,,,,",
      ),
    );
    expect(job.counts).toMatchObject({ accepted: 1, rejected: 3 });
    expect(job.rejectedFor).toEqual({ no_contact_point: 1, formula_cell: 1, invalid_date: 1 });
    const text = world.files.text(fileKeys.rejected(PRACTICE_ID, job.importId)) ?? "";
    const lines = text.trim().split("\n");
    expect(lines).toHaveLength(4);
    expect(text).toContain("no_contact_point");
    expect(text).not.toMatch(/(^|,)"?=/m);
  });

  it("joins the rejected rows of all its chunks into one file", async () => {
    const world = openImports();
    const bad = Array.from({ length: 2_500 }, (_, index) => `A${index},B,,,2025-03-04,,,,`);
    const job = await world.run(csv(HEADER, ...bad));
    expect(job.counts.rejected).toBe(2_500);
    expect(job.rejectedParts).toBeGreaterThan(1);
    const lines = (world.files.text(fileKeys.rejected(PRACTICE_ID, job.importId)) ?? "").trim().split("\n");
    expect(lines).toHaveLength(2_501);
    expect(lines.filter((line) => line.startsWith("row,"))).toHaveLength(1);
  });

  it.each([
    ["empty_file", ""],
    ["no_rows", csv(HEADER)],
    ["no_header", csv(DANA, KIM)],
    ["no_contact_column", csv("First Name,Last Name,Created", "Dana,Reyes,2025-03-04")],
    ["ambiguous_dates", csv("Name,Phone,Created", "Dana Reyes,312-555-0142,03/04/2025")],
  ])("refuses a file with %s and imports nothing of it", async (code, file) => {
    const world = openImports();
    const job = await world.run(file);
    expect(job).toMatchObject({ status: "failed", error: { code } });
    expect(job.wakeAt).toBeUndefined();
    expect(world.leads()).toEqual([]);
    expect(world.metrics.emitted).toContainEqual(expect.objectContaining({ name: "ImportFailed" }));
  });

  it("names the field whose dates prove no order, while those of another column do", async () => {
    const world = openImports();
    const job = await world.run(csv("Name,Phone,Created,Last Activity", "Dana,312-555-0142,12/13/2024,1/5/2025"));
    expect(job.error).toEqual({ code: "ambiguous_dates", field: "lastActivityAt" });
  });

  it("gives the header back without the mark that spreadsheets put before it", async () => {
    const world = openImports();
    const job = await world.run(csv("\ufeffName,Phone", "Dana,12"));
    expect(world.files.text(fileKeys.rejected(PRACTICE_ID, job.importId))).toMatch(/^row,reason,Name,Phone\r?\n/);
  });

  it("refuses a line without end after little of it", async () => {
    const world = openImports();
    const job = await world.run(`Name,Phone,Created\r\n${"x".repeat(3_000_000)}`);
    expect(job.status).toBe("failed");
    expect(["row_too_long", "line_too_long"]).toContain(job.error?.code);
    expect(Math.max(...world.files.reads.map(({ to }) => to))).toBeLessThan(2_000_000);
  });

  it("ends when the file is replaced while it is imported", async () => {
    const world = openImports();
    const importId = await world.upload(csv(HEADER, DANA));
    world.files.put(fileKeys.upload(PRACTICE_ID, importId), csv(HEADER, KIM));
    expect(await world.finish(importId)).toMatchObject({ status: "failed", error: { code: "file_changed" } });
  });

  it("leaves no more than the rate allows to live intake's cost", async () => {
    const world = openImports();
    const pauses: number[] = [];
    const rows = Array.from(
      { length: 120 },
      (_, n) => `P${n},Q,312-555-${String(1000 + n)},p${n}@example.com,2025-03-04,,,,`,
    );
    await world.run(csv(HEADER, ...rows), { deps: { rowsPerSecond: 10, pause: async (ms) => void pauses.push(ms) } });
    expect(pauses.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(9_000);
  });
});

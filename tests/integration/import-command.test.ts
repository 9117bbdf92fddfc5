import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

const COMMAND = fileURLToPath(new URL("../../infra/admin/import-file.ts", import.meta.url));
const EXAMPLES = fileURLToPath(new URL("../../examples/", import.meta.url));
const TIMEOUT_MS = 300_000;

describe("npm run import", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "first-touch-"));
    copyFileSync(join(EXAMPLES, "imports", "old-leads.csv"), join(folder, "old-leads.csv"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Into an engine of its own, whose data stays in the folder: no port is looked at where somebody's engine may run. */
  function run(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
    const env = {
      ...process.env,
      PORT: "0",
      DATA_DIR: join(folder, "data"),
      PRACTICES: join(EXAMPLES, "practices"),
      CLOCK_START: "2026-12-01T16:02:00Z",
    };
    return new Promise((resolve) => {
      execFile(process.execPath, [COMMAND, ...args], { env, cwd: folder }, (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr }),
      );
    });
  }

  it(
    "says what became of each row, and writes the rejected ones beside the file",
    async () => {
      const { code, stdout } = await run("old-leads.csv");
      expect(stdout).toContain("10 rows: 8 accepted, 1 merged, 0 unchanged, 1 rejected");
      expect(stdout).toContain("rejected for: no_contact_point 1");
      expect(code).toBe(0);
      const rejected = readFileSync(join(folder, "old-leads.csv.rejected.csv"), "utf8").trim().split(/\r?\n/);
      expect(rejected[0]).toMatch(/^row,reason,First Name,/);
      expect(rejected[1]).toMatch(/^10,no_contact_point,Nobody,Reachable,/);
      expect(rejected).toHaveLength(2);
    },
    TIMEOUT_MS,
  );

  it(
    "changes nothing the second time, nor what was corrected meanwhile",
    async () => {
      writeFileSync(join(folder, "old-leads.csv.rejected.csv"), "corrections");
      const { stdout } = await run("old-leads.csv");
      expect(stdout).toContain("10 rows: 0 accepted, 0 merged, 9 unchanged, 1 rejected");
      expect(stdout).toContain("rejected rows, with a reason each: old-leads.csv.rejected-2.csv");
      expect(readFileSync(join(folder, "old-leads.csv.rejected-2.csv"), "utf8")).toContain("no_contact_point");
      expect(readFileSync(join(folder, "old-leads.csv.rejected.csv"), "utf8")).toBe("corrections");
    },
    TIMEOUT_MS,
  );

  it(
    "takes nobody who opted out for a lead because the kind was forgotten",
    async () => {
      writeFileSync(join(folder, "opt-outs.csv"), "phone\n312-555-0190\n");
      expect(await run("opt-outs.csv")).toMatchObject({
        code: 2,
        stderr: expect.stringContaining("--kind suppressions"),
      });
      writeFileSync(join(folder, "people.csv"), "phone\n312-555-0190\n");
      expect(await run("people.csv")).toMatchObject({
        code: 1,
        stdout: expect.stringContaining("failed: kind_unclear"),
      });
      const told = await run("people.csv", "--kind", "suppressions");
      expect(told).toMatchObject({ code: 0, stdout: expect.stringContaining("1 row: 1 accepted") });
    },
    TIMEOUT_MS,
  );

  it(
    "fails with a sentence that says what to do about the file",
    async () => {
      writeFileSync(join(folder, "dates.csv"), "Name,Phone,Created\nDana,312-555-0142,03/04/2025\n");
      const refused = await run("dates.csv");
      expect(refused).toMatchObject({
        code: 1,
        stdout: expect.stringContaining("failed: ambiguous_dates in the column of receivedAt"),
      });
      const told = await run("dates.csv", "--date-order", "dmy");
      expect(told).toMatchObject({ code: 0, stdout: expect.stringContaining("1 row: 0 accepted, 1 merged") });
    },
    TIMEOUT_MS,
  );

  it("explains wrong usage, and starts nothing", async () => {
    writeFileSync(join(folder, "broken.json"), "{columns");
    for (const [args, expected] of [
      [[], "argument: expected a CSV file"],
      [["missing.csv"], "there is no file missing.csv"],
      [["old-leads.csv", "--mapping", "broken.json"], "--mapping: broken.json cannot be read as JSON"],
      [["old-leads.csv", "--date-order", "ydm"], "--date-order"],
      [["old-leads.csv", "--url", "https://api.example.com"], "--token is missing"],
      [["old-leads.csv", "--rejected", "./old-leads.csv"], "--rejected: expected another file"],
      [["old-leads.csv", "--rejected", "broken.json"], "--rejected: broken.json exists"],
      [["old-leads.csv", "--rejected", "none/x.csv"], "--rejected: there is no folder none"],
    ] as const) {
      const { code, stderr } = await run(...args);
      expect([code, stderr]).toEqual([2, expect.stringContaining(expected)]);
    }
  });

  it("says where nobody answers", async () => {
    // Port 9 is discard's: nobody listens there.
    const { code, stderr } = await run("old-leads.csv", "--url", "http://127.0.0.1:9", "--token", "k");
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:9 cannot be reached.*`npm start` running/),
    ]);
  });
});

import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

const COMMAND = fileURLToPath(new URL("../../infra/admin/import-file.ts", import.meta.url));
const EXAMPLES = fileURLToPath(new URL("../../examples/", import.meta.url));
const TIMEOUT_MS = 60_000;

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
    "changes nothing the second time",
    async () => {
      const { stdout } = await run("old-leads.csv", "--rejected", join(folder, "again.csv"));
      expect(stdout).toContain("10 rows: 0 accepted, 0 merged, 9 unchanged, 1 rejected");
      expect(readFileSync(join(folder, "again.csv"), "utf8")).toContain("no_contact_point");
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
      [["old-leads.csv", "--url", "https://api.example.com"], "--key is missing"],
    ] as const) {
      const { code, stderr } = await run(...args);
      expect([code, stderr]).toEqual([2, expect.stringContaining(expected)]);
    }
  });
});

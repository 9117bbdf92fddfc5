import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

const COMMAND = fileURLToPath(new URL("../../../infra/admin/economics.ts", import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "first-touch-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function economics(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [COMMAND, ...args], { cwd: folder }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

describe("npm run economics", () => {
  it("shows the worked example and writes its page when nothing is asked", async () => {
    const { code, stdout } = await economics();
    expect(code).toBe(0);
    expect(stdout).toMatch(/Treatments +3 +7 /);
    expect(stdout).toMatch(/Cost per treatment +\$1,667 +\$714 /);
    expect(readFileSync(join(folder, "economics.html"), "utf8")).toContain("<!doctype html>");
  });

  it("writes where it is told, and prints nothing but JSON when asked for that", async () => {
    const { stdout } = await economics("--json", "--leads", "100", "--svg", "plot.svg");
    expect(JSON.parse(stdout)).toMatchObject({ before: { treatments: 6 }, after: { treatments: 14 } });
    expect(existsSync(join(folder, "plot.svg"))).toBe(true);
    expect(existsSync(join(folder, "economics.html"))).toBe(false);
  });

  it("explains itself", async () => {
    const { code, stdout } = await economics("--help");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^usage: npm run economics/);
    expect(existsSync(join(folder, "economics.html"))).toBe(false);
  });

  it.each([
    [["--contact", "0.4"], '--contact: got "0.4"; expected a percentage'],
    [["--leads", "none"], '--leads: got "none"; expected a whole number'],
    [["--contract", "40"], "Unknown option '--contract'"],
  ])("says what is wrong with %j", async (args, message) => {
    const { code, stdout, stderr } = await economics(...args);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(message);
  });

  it("says when its page cannot be written", async () => {
    const { code, stderr } = await economics("--html", "missing/page.html");
    expect(code).toBe(1);
    expect(stderr).toContain("missing/page.html cannot be written (ENOENT); name another file");
  });
});

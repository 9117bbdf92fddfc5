import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the real project. */
export const PROJECT = fileURLToPath(new URL("../../..", import.meta.url));
const CONFIGURATION = ["package.json", "tsconfig.json", ".dependency-cruiser.mjs", ".oxlintrc.json"];

/** A project in a temporary folder with the real tool configuration and only the given files. */
export function plantProject(files: Record<string, string>): { root: string; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), "first-touch-planted-"));
  for (const name of CONFIGURATION) cpSync(join(PROJECT, name), join(root, name));
  symlinkSync(join(PROJECT, "node_modules"), join(root, "node_modules"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** The report on the whole project is over 1 MiB, where Node cuts a child's output off by default; bytes. */
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** Runs a tool of node_modules in a folder. */
export function runTool(script: string, args: string[], cwd: string): { status: number | null; output: string } {
  const result = spawnSync(process.execPath, [join(PROJECT, "node_modules", script), ...args], {
    cwd,
    encoding: "utf8",
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  if (result.error !== undefined) throw result.error;
  return { status: result.status, output: result.stdout };
}

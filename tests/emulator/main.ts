import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pythonCommands } from "../../infra/aws/compliance/python.ts";
import { ROOT } from "./run.ts";

/**
 * `npm run test:emulator`: runs the tests of this folder in a process group and a temporary folder of their own, and leaves neither behind,
 * however they end. Arguments are Jest's.
 */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const CODE_OF_SIGNALS = 130;
const GRACE_MS = 5_000;

let tests: ChildProcess | undefined;
let interrupted = false;
for (const signal of SIGNALS) {
  process.on(signal, () => {
    interrupted = true;
    signalGroup("SIGTERM");
  });
}

const folder = mkdtempSync(join(tmpdir(), "first-touch-emulator-"));
try {
  const python = join(
    pythonCommands(join(ROOT, ".venv/ministack"), join(ROOT, "tests/emulator/requirements.txt")),
    "python",
  );
  // Lets a signal in that came meanwhile.
  await new Promise(setImmediate);
  process.exitCode = interrupted ? CODE_OF_SIGNALS : await runTests(python);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = interrupted ? CODE_OF_SIGNALS : 1;
} finally {
  await endGroup();
  rmSync(folder, { recursive: true, force: true });
}

async function runTests(python: string): Promise<number> {
  const jest = join(ROOT, "node_modules/jest/bin/jest.js");
  const flags = ["--experimental-vm-modules", "--no-warnings", jest, "--config", "tests/emulator/jest.config.json"];
  const child = spawn(process.execPath, [...flags, "--runInBand", ...process.argv.slice(2)], {
    cwd: ROOT,
    env: { ...process.env, TMPDIR: folder, EMULATOR_FOLDER: folder, EMULATOR_PYTHON: python },
    stdio: ["ignore", "inherit", "inherit"],
    // A group of its own: everything that the tests start is in it, and can be ended even when they cannot do that any more.
    detached: true,
  });
  tests = child;
  const code = await new Promise<number | null>((resolve, reject) => child.once("error", reject).once("exit", resolve));
  return interrupted ? CODE_OF_SIGNALS : (code ?? 1);
}

/** Whether there is anything left of the group. */
function signalGroup(signal: NodeJS.Signals | 0): boolean {
  if (tests?.pid === undefined) return false;
  try {
    return process.kill(-tests.pid, signal);
  } catch {
    return false;
  }
}

async function endGroup(): Promise<void> {
  const deadline = performance.now() + GRACE_MS;
  signalGroup("SIGTERM");
  while (signalGroup(0)) {
    if (performance.now() > deadline) signalGroup("SIGKILL");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

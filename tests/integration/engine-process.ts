import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { type Client, client } from "./client.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const READY = /^First Touch is ready: (http:\/\/127\.0\.0\.1:\d+)$/m;
const START_TIMEOUT_MS = 120_000;

/** An engine in a process of its own, as `npm start` runs it. */
export interface EngineProcess {
  readonly url: string;
  readonly api: Client;
  readonly pid: number;
  /** Processes that it started, by id. */
  descendants(): number[];
  /** Sends a signal and waits for the end; answers exit code and how long it took, ms. */
  end(signal: NodeJS.Signals): Promise<{ code: number | null; ms: number }>;
}

/** Runs `infra/local/main.ts`; answers what it said and how it ended, when it ends by itself. */
export async function runEngine(env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const { child, said } = spawnEngine(env);
  const [code] = (await once(child, "exit")) as [number | null];
  return { code, said: said() };
}

/** Starts `infra/local/main.ts` on a free port and waits until it says that it is ready. */
export async function startEngineProcess(env: Record<string, string>): Promise<EngineProcess> {
  const { child, said } = spawnEngine({ PORT: "0", ...env });
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (!READY.test(said())) {
    if (child.exitCode !== null || performance.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error(`the engine did not start: ${said()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const url = READY.exec(said())?.[1] as string;
  return {
    url,
    api: client(() => url),
    pid: child.pid as number,
    descendants: () => descendantsOf(child.pid as number),
    async end(signal) {
      const started = performance.now();
      if (child.exitCode !== null || child.signalCode !== null) return { code: child.exitCode, ms: 0 };
      const exited = once(child, "exit");
      child.kill(signal);
      const [code] = (await exited) as [number | null];
      return { code, ms: performance.now() - started };
    },
  };
}

function spawnEngine(env: Record<string, string>): { child: ChildProcess; said: () => string } {
  const child = spawn(process.execPath, ["infra/local/main.ts"], {
    cwd: ROOT,
    // Its temporary files are where those of the tests are, and go with them when it is killed.
    env: { PATH: process.env.PATH ?? "", TMPDIR: tmpdir(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      said += chunk;
    });
  }
  return { child, said: () => said };
}

/** From /proc: parents by process id, then everything below `root`. */
function descendantsOf(root: number): number[] {
  const parents = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = readStat(name);
      return stat ? [[Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1])] as const] : [];
    });
  const below = (parent: number): number[] =>
    parents.filter(([, of]) => of === parent).flatMap(([pid]) => [pid, ...below(pid)]);
  return below(root);
}

function readStat(pid: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return undefined;
  }
}

/** Whether a process is there (a zombie does not count). */
export function isAlive(pid: number): boolean {
  const stat = readStat(String(pid));
  return stat !== undefined && !/\) [ZX] /.test(stat);
}

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";

/** A running database that speaks DynamoDB's protocol. */
export interface Dynoxide {
  readonly endpoint: string;
  /** Ends it; resolves once it is gone. */
  stop(): Promise<void>;
}

/** How long a start may take; it takes about 50 ms, more on a loaded machine. */
const START_TIMEOUT_MS = 20_000;
const START_POLL_MS = 20;
/** Another process may take the free port before the database does. */
const PORT_TRIES = 3;
/** Exit code of the script below when the data file is in use (EX_TEMPFAIL). */
const IN_USE = 75;

/**
 * Runs the database so that it never outlives this process, however that ends: it dies when the script's standard input
 * does, whose other end only this process holds. The database itself lets two servers share a file, so the script holds
 * a lock that the system releases with its holders; it waits 3 s for a predecessor that is just being ended.
 */
const SCRIPT = `
exec 3<&0
if [ -n "$LOCK_FILE" ] && command -v flock >/dev/null; then
  exec 9>"$LOCK_FILE"
  flock -w 3 9 || exit ${IN_USE}
fi
"$@" 3<&- </dev/null & server=$!
{ while read -r _ <&3; do :; done; kill -9 $server 2>/dev/null; } 9>&- & guard=$!
# The shell reports on its standard error that the server was killed; nobody may be there to read it.
trap '' PIPE
wait $server
status=$?
kill -9 $guard 2>/dev/null
if [ -n "$TEMPORARY" ]; then rm -rf "$TEMPORARY"; fi
exit $status
`;

/**
 * Starts the embedded database on a file that survives a crash of everything, or on one that goes with it: a hundred thousand imported leads
 * do not fit into the memory that an engine may take. `DYNAMODB_ENDPOINT` names a server to use instead, which is then neither
 * started nor stopped here.
 */
export async function startDynoxide(options: { dataFile?: string } = {}): Promise<Dynoxide> {
  const endpoint = process.env.DYNAMODB_ENDPOINT;
  if (endpoint) return { endpoint, stop: async () => {} };
  const binary = findBinary();
  for (let tries = 1; ; tries++) {
    const port = await freePort();
    const child = run(binary, port, options.dataFile);
    const failure = await started(child, port, options.dataFile);
    if (failure === undefined) return { endpoint: `http://127.0.0.1:${port}`, stop: () => end(child) };
    await end(child);
    if (tries === PORT_TRIES || !/address (already )?in use/i.test(failure)) throw new Error(failure);
  }
}

function findBinary(): string {
  const platform = `${process.platform}-${process.arch}`;
  try {
    return createRequire(import.meta.url).resolve(`@dynoxide/${platform}/dynoxide`);
  } catch {
    throw new Error(
      `got no embedded database for ${platform}; run "npx dynoxide --port 8000" beside this and set DYNAMODB_ENDPOINT=http://127.0.0.1:8000`,
    );
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("got no free port");
  return address.port;
}

function run(binary: string, port: number, dataFile: string | undefined): ChildProcess {
  const temporary = dataFile === undefined ? mkdtempSync(join(tmpdir(), "first-touch-tables-")) : "";
  const file = dataFile ?? join(temporary, "tables.sqlite");
  const child = spawn("sh", ["-c", SCRIPT, "dynoxide", binary, "serve", "--port", String(port), "--db-path", file], {
    stdio: ["pipe", "ignore", "pipe"],
    // A group of its own: Ctrl-C is for this process, which ends the database when it is done with it.
    detached: true,
    env: {
      PATH: process.env.PATH ?? "",
      LOCK_FILE: dataFile === undefined ? "" : `${dataFile}.lock`,
      TEMPORARY: temporary,
    },
  });
  // It must not keep this process alive either.
  child.unref();
  (child.stdin as Socket).unref();
  (child.stderr as Readable as Socket).unref();
  return child;
}

/** Waits until the database answers; otherwise says why it does not. */
async function started(child: ChildProcess, port: number, dataFile: string | undefined): Promise<string | undefined> {
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-1_000);
  });
  const exited = once(child, "exit").catch(() => []);
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < deadline) {
    if (child.exitCode === IN_USE)
      return `the data file ${dataFile} is in use by another process; end that or name another`;
    if (child.exitCode !== null) return `the embedded database ended with code ${child.exitCode}: ${said.trim()}`;
    if (await answers(port)) return undefined;
    await Promise.race([exited, new Promise((done) => setTimeout(done, START_POLL_MS))]);
  }
  return `the embedded database did not answer within ${START_TIMEOUT_MS / 1000} s: ${said.trim()}`;
}

async function answers(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(1_000) });
    await answer.body?.cancel();
    return true;
  } catch {
    return false;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const exited = once(child, "exit");
  child.stdin?.end();
  await exited;
}

import { startEngine } from "./engine.ts";
import { LOCAL_KEYS } from "./local-keys.ts";
import { readOptions, UsageError } from "./options.ts";
import { LOCAL_PIN } from "./prepare-tables.ts";

/** The engine has this long to stop by itself, ms. */
const STOP_DEADLINE_MS = 1_500;
/** npm and the terminal both pass Ctrl-C on: what comes this soon after the first is the same one, ms. */
const SAME_SIGNAL_MS = 300;

/** How often it looks whether npm is still there, ms. */
const PARENT_POLL_MS = 200;

let stoppingSince: number | undefined;

function stop(engine: Promise<{ stop(): Promise<void> }>): void {
  if (stoppingSince !== undefined) {
    if (performance.now() - stoppingSince > SAME_SIGNAL_MS) process.exit(0);
    return;
  }
  stoppingSince = performance.now();
  setTimeout(() => process.exit(0), STOP_DEADLINE_MS).unref();
  void engine.then((running) => running.stop()).finally(() => process.exit(0));
}

/** Whoever kills npm means this, too: without it nobody could end it, and its port and data folder would stay taken. */
function stopWithNpm(engine: Promise<{ stop(): Promise<void> }>): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const poll = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(poll);
    stop(engine);
  }, PARENT_POLL_MS);
  poll.unref();
}

function fail(error: unknown): never {
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === "EADDRINUSE") {
    console.error(`port ${port} is in use; stop what uses it, or choose another: PORT=8788 npm start`);
    process.exit(1);
  }
  if (error instanceof UsageError) {
    console.error(error.message);
    process.exit(2);
  }
  console.error(error);
  process.exit(1);
}

try {
  const options = readOptions(process.env);
  const starting = startEngine(options);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop(starting));
  stopWithNpm(starting);
  const engine = await starting;
  if (stoppingSince === undefined) {
    console.log(`First Touch is ready: ${engine.url}`);
    console.log(`  x-api-key: ${LOCAL_KEYS.intake}       posts leads to /v1/leads`);
    console.log(`  x-api-key: ${LOCAL_KEYS.coordinator}  reads /v1/leads/{leadId}`);
    console.log(`  x-api-key: ${LOCAL_KEYS.admin}        imports files and runs campaigns: /v1/imports, /v1/campaigns`);
    console.log(
      `  PIN ${LOCAL_PIN}                     opens the links in alerts, which are in ${engine.url}/local/outbox`,
    );
    console.log(
      `  virtual time ${new Date(engine.clock.now()).toISOString()}; ${engine.url}/ lists what is here; Ctrl-C stops`,
    );
  }
} catch (error) {
  fail(error);
}

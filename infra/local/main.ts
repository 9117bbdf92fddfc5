import { startEngine } from "./engine.ts";
import { readOptions, UsageError } from "./options.ts";
import { LOCAL_KEYS } from "./prepare-tables.ts";

/** The engine has this long to stop by itself, ms. */
const STOP_DEADLINE_MS = 1_500;
/** npm and the terminal both pass Ctrl-C on: what comes this soon after the first is the same one, ms. */
const SAME_SIGNAL_MS = 300;

let stoppingSince: number | undefined;

function stopOn(signal: NodeJS.Signals, engine: Promise<{ stop(): Promise<void> }>): void {
  process.on(signal, () => {
    if (stoppingSince !== undefined) {
      if (performance.now() - stoppingSince > SAME_SIGNAL_MS) process.exit(0);
      return;
    }
    stoppingSince = performance.now();
    setTimeout(() => process.exit(0), STOP_DEADLINE_MS).unref();
    void engine.then((running) => running.stop()).finally(() => process.exit(0));
  });
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
  stopOn("SIGINT", starting);
  stopOn("SIGTERM", starting);
  stopOn("SIGHUP", starting);
  const engine = await starting;
  if (stoppingSince === undefined) {
    console.log(`First Touch is ready: ${engine.url}`);
    console.log(`  x-api-key: ${LOCAL_KEYS.intake}       posts leads to /v1/leads`);
    console.log(`  x-api-key: ${LOCAL_KEYS.coordinator}  reads /v1/leads/{leadId}`);
    console.log(
      `  virtual time ${new Date(engine.clock.now()).toISOString()}; ${engine.url}/ lists what is here; Ctrl-C stops`,
    );
  }
} catch (error) {
  fail(error);
}

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { listenOnLoopback } from "../../infra/local/loopback-server.ts";
import { shiftedNode } from "./clock.ts";
import { ACCOUNT } from "./cloud.ts";
import { ROOT } from "./run.ts";

const START_TIMEOUT_MS = 60_000;

/** A running MiniStack. */
export interface Ministack {
  /** Where every service of it is, without a slash at the end. */
  readonly url: string;
  stop(): Promise<void>;
}

/** What MiniStack needs. */
export interface MinistackOptions {
  /** The Python that has it. */
  readonly python: string;
  /** Takes its temporary files, and its log unless EMULATOR_LOG names a file for it. */
  readonly folder: string;
  /** How far it is ahead of the real time, see `EmulatorClock`. */
  readonly clockFile: string;
  /** Where SMS, email, calls and number look-up are. */
  readonly providersUrl: string;
}

/** Starts MiniStack on a free port of the loopback interface. Its functions inherit its environment; so nothing of it is in a template. */
export async function startMinistack({
  python,
  folder,
  clockFile,
  providersUrl,
}: MinistackOptions): Promise<Ministack> {
  const port = await freePort();
  const child = spawn(python, [join(ROOT, "tests/emulator/launch.py")], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      TMPDIR: folder,
      STATE_DIR: join(folder, "state"),
      PYTHONUNBUFFERED: "1",
      GATEWAY_PORT: String(port),
      BIND_HOST: "127.0.0.1",
      // Whose API it is that is called without credentials.
      MINISTACK_ACCOUNT_ID: ACCOUNT,
      // The policies of roles, buckets, topics and queues hold.
      AUTH: "true",
      // Listens on a port of its own that is always the same.
      IOT_MTLS_ENABLED: "0",
      SFTP_ENABLED: "0",
      ...shiftedNode(clockFile),
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_ENDPOINT_URL_PINPOINT: providersUrl,
      AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: providersUrl,
      AWS_ENDPOINT_URL_SESV2: providersUrl,
      AWS_ENDPOINT_URL_CONNECT: providersUrl,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const log = createWriteStream(process.env.EMULATOR_LOG ?? join(folder, "ministack.log"));
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const url = `http://127.0.0.1:${port}`;
  await untilHealthy(child, url);
  return { url, stop: () => end(child) };
}

async function freePort(): Promise<number> {
  const server = await listenOnLoopback(createServer(), 0);
  await server.stop();
  return Number(new URL(server.url).port);
}

async function untilHealthy(child: ChildProcess, url: string): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  for (;;) {
    if (child.exitCode !== null || performance.now() > deadline)
      throw new Error("MiniStack did not start; see its log");
    if (
      await fetch(`${url}/_ministack/health`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  await exited;
}

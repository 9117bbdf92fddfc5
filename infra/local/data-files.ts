import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "./options.ts";

/** Files of a data folder; all undefined when nothing is kept. */
export interface DataFiles {
  readonly database?: string;
  readonly outbox?: string;
  readonly clock?: string;
  readonly delivered?: string;
  /** Every event that was on the bus, as EventBridge's archive keeps them. */
  readonly archive?: string;
  readonly keyRing?: string;
  /** A folder. */
  readonly objects?: string;
}

/** Names the files in a data folder and makes the folder. */
export function dataFiles(folder: string | undefined): DataFiles {
  if (folder === undefined) return {};
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new UsageError(`DATA_DIR is "${folder}", which cannot be made (${(error as NodeJS.ErrnoException).code})`);
  }
  return {
    database: join(folder, "tables.sqlite"),
    outbox: join(folder, "outbox.jsonl"),
    clock: join(folder, "clock.txt"),
    delivered: join(folder, "delivered-events.txt"),
    archive: join(folder, "event-archive.jsonl"),
    keyRing: join(folder, "key-ring.json"),
    objects: join(folder, "objects"),
  };
}

/** Replaces a file in one step, so that a kill leaves the old content or the new. */
export function writeFileAtomically(file: string, content: string): void {
  writeFileSync(`${file}.new`, content);
  renameSync(`${file}.new`, file);
}

/** The key ring secret: random, and the same again when it is kept in a file. */
export function keyRingSecret(file: string | undefined): string {
  if (file && existsSync(file)) return readFileSync(file, "utf8");
  const secret = JSON.stringify({ versions: [{ version: 1, key: randomBytes(32).toString("base64") }] });
  if (file) writeFileAtomically(file, secret);
  return secret;
}

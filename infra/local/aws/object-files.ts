import { createHash, randomUUID } from "node:crypto";
import { createWriteStream, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { type FileHandle, open, readdir, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32 } from "node:zlib";

/** What is known of a stored file. */
export interface ObjectInfo {
  readonly size: number;
  /** Another one each time the file is written. */
  readonly etag: string;
  /** Epoch ms. */
  readonly modifiedAt: number;
}

/** A stored file that is open for reading. */
export interface OpenObject extends ObjectInfo {
  readonly handle: FileHandle;
}

/** What the names of stored files start with; what has not come as a whole has another. */
const PREFIX = "object-";
const COMING = "coming-";

/** Keeps files by their key in a folder of the disk; none of them is ever in memory as a whole. */
export class ObjectFiles {
  readonly #folder: string;
  readonly #temporary: boolean;

  /** In the folder, which is made; in one that goes with `close` when none is given. */
  constructor(folder: string | undefined) {
    this.#temporary = folder === undefined;
    this.#folder = folder ?? mkdtempSync(join(tmpdir(), "first-touch-objects-"));
    mkdirSync(this.#folder, { recursive: true });
    // A kill leaves what was on its way.
    for (const name of readdirSync(this.#folder)) if (name.startsWith(COMING)) rmSync(join(this.#folder, name));
  }

  /**
   * Stores a file once all of it has come; until then there is the old one. Answers undefined, and stores nothing, when its CRC-32 is not the
   * one expected (base64).
   */
  async write(key: string, body: Readable, expectedCrc?: string): Promise<ObjectInfo | undefined> {
    const coming = join(this.#folder, COMING + randomUUID());
    let crc = 0;
    async function* summed(chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        crc = crc32(chunk, crc);
        yield chunk;
      }
    }
    try {
      await pipeline(body, summed, createWriteStream(coming));
      if (expectedCrc !== undefined && expectedCrc !== base64Of(crc)) return undefined;
      await rename(coming, this.#pathOf(key));
      return infoOf(await stat(this.#pathOf(key), { bigint: true }));
    } finally {
      await rm(coming, { force: true });
    }
  }

  /** Opens a file; undefined when there is none. Whoever opens it closes it. */
  async open(key: string): Promise<OpenObject | undefined> {
    let handle: FileHandle;
    try {
      handle = await open(this.#pathOf(key));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
    return { ...infoOf(await handle.stat({ bigint: true })), handle };
  }

  /** The keys of all stored files. */
  async keys(): Promise<string[]> {
    const names = await readdir(this.#folder);
    return names.filter((name) => name.startsWith(PREFIX)).map((name) => decodeURIComponent(name.slice(PREFIX.length)));
  }

  /** Removes the folder if it was a temporary one. */
  close(): void {
    if (this.#temporary) rmSync(this.#folder, { recursive: true, force: true });
  }

  /** One folder holds all of them: a key is a name, not a path. */
  #pathOf(key: string): string {
    return join(this.#folder, PREFIX + encodeURIComponent(key));
  }
}

function infoOf(stats: { size: bigint; ino: bigint; mtimeNs: bigint; mtimeMs: bigint }): ObjectInfo {
  const { size, ino, mtimeNs, mtimeMs } = stats;
  const etag = createHash("md5").update(`${ino} ${mtimeNs} ${size}`).digest("hex");
  return { size: Number(size), etag, modifiedAt: Number(mtimeMs) };
}

function base64Of(crc: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc);
  return bytes.toString("base64");
}

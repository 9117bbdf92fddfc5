import { mkdtempSync, rmSync, statfsSync } from "node:fs";
import { join } from "node:path";

/** Memory as a file system, and how much of it must be free; the temporary files of a run take a tenth of this. */
const MEMORY = "/dev/shm";
const ENOUGH_BYTES = 2 ** 30;

/**
 * Before the first suite: puts temporary files into memory where there is plenty. Nothing of a test has to outlive it, and the embedded
 * database waits for the disk at every write.
 */
export default function filesInMemory(): void {
  if (!hasRoom()) return;
  const folder = mkdtempSync(join(MEMORY, "first-touch-tests-"));
  process.env.TMPDIR = folder;
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
}

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= ENOUGH_BYTES;
  } catch {
    return false;
  }
}

import { existsSync, statSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { UsageError } from "../../local/options.ts";

/** Throws a `UsageError` unless rejected rows of a file can be written where the caller says. */
export function checkRejectedFile(rejected: string, file: string): void {
  if (resolve(rejected) === resolve(file))
    throw new UsageError("--rejected: expected another file than the one to import");
  if (existsSync(rejected))
    throw new UsageError(`--rejected: ${rejected} exists, and what is in it is kept; name a new file`);
  const folder = dirname(rejected);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`--rejected: there is no folder ${folder}`);
}

/** Writes rejected rows where the caller says, or beside the file under a name that is free: an older one may hold corrections. Answers where. */
export function writeRejectedFile(csv: Uint8Array, { rejected, file }: { rejected: string | undefined; file: string }) {
  for (let number = 1; ; number += 1) {
    const name = rejected ?? `${file}.rejected${number === 1 ? "" : `-${number}`}.csv`;
    try {
      writeFileSync(name, csv, { flag: "wx" });
      return name;
    } catch (error) {
      const isTaken = (error as NodeJS.ErrnoException).code === "EEXIST";
      if (!isTaken || rejected !== undefined) throw error;
    }
  }
}

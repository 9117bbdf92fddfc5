import { existsSync, readFileSync } from "node:fs";
import { writeFileAtomically } from "../data-files.ts";

/** Virtual time between two saves, ms. */
const SAVE_EVERY_MS = 200;

/** Keeps in a file how far virtual time had come, so that a restart on the same data does not go back before it. */
export function openClockFile(file: string | undefined) {
  const reached = file && existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  let saved = reached;
  return {
    /** Where a clock that is asked to start at `requested` (epoch ms; now when absent) starts. */
    startsAt: (requested: number | undefined): number => Math.max(requested ?? Date.now(), reached),
    /** Saves the time when it has moved on; never anything to settle. */
    save(now: number): false {
      if (file && now - saved >= SAVE_EVERY_MS) {
        writeFileAtomically(file, String(now));
        saved = now;
      }
      return false;
    },
  };
}

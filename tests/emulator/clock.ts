import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DateTime } from "luxon";
import { ROOT } from "./run.ts";

/** The clock of the emulator and of every function in it: the real one, set ahead by what a file says, ms. */
export class EmulatorClock {
  readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  /** Epoch ms. */
  now(): number {
    return Date.now() + Number(readFileSync(this.file, "utf8"));
  }

  /** Makes it this late, epoch ms; time never goes back. */
  moveTo(time: number): void {
    const ahead = time - Date.now();
    // Renamed, so that nobody reads a file that is half written.
    writeFileSync(`${this.file}.new`, String(ahead));
    renameSync(`${this.file}.new`, this.file);
  }
}

/**
 * The next Tuesday that is no holiday, 10:02 in Chicago, epoch ms: open hours, far from quiet ones, on whatever day this runs. Never today, so
 * that the clock is always ahead.
 */
export function nextTuesdayMorning(holidays: readonly string[]): number {
  let day = DateTime.now().setZone("America/Chicago").plus({ days: 1 });
  while (day.weekday !== 2 || holidays.includes(day.toISODate() ?? "")) day = day.plus({ days: 1 });
  return day.set({ hour: 10, minute: 2, second: 0, millisecond: 0 }).toMillis();
}

/** The variables that put a process of Node, and every one that it starts, on the clock of the file. */
export function shiftedNode(clockFile: string): Record<string, string> {
  return { EMULATOR_CLOCK: clockFile, NODE_OPTIONS: `--require=${join(ROOT, "tests/emulator/preload.cjs")}` };
}

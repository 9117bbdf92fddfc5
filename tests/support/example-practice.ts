import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PracticeConfig } from "../../shared/contracts/practice.ts";

/** Number pools as wide as an example needs: what is measured is not how fast a carrier takes messages. */
export function withWidePool(config: PracticeConfig): PracticeConfig {
  return { ...config, sms: { ...config.sms, partsPerSecond: 1_000, partsPerDay: 1_000_000 } };
}

/** The path of a file that holds the example practice, changed. */
export function examplePracticeFile(change: (config: PracticeConfig) => PracticeConfig): string {
  const file = new URL("../../examples/practices/bright-smile.json", import.meta.url);
  const path = join(mkdtempSync(join(tmpdir(), "first-touch-practice-")), "practice.json");
  writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(file, "utf8")) as PracticeConfig)));
  return path;
}

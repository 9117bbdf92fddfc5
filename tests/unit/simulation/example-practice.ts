import { readFileSync } from "node:fs";
import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import { PracticeConfigSchema } from "../../../shared/contracts/practice-checks/index.ts";

/** The practice that comes with the product. */
export function examplePractice(): PracticeConfig {
  const file = new URL("../../../examples/practices/bright-smile.json", import.meta.url);
  return PracticeConfigSchema.parse(JSON.parse(readFileSync(file, "utf8")));
}

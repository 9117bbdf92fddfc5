import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Construct } from "constructs";
import { type PracticeConfig, PracticeConfigFieldsSchema } from "../../../shared/contracts/practice.ts";

/** What dashboards and alarms must know of a practice before any of its metrics exists. */
export interface MonitoredPractice {
  readonly practiceId: string;
  /** Its configured sources, and `other`. */
  readonly sources: readonly string[];
  /** Its targets, ms; of staffed time the second. */
  readonly firstResponseMs: number;
  readonly humanContactMs: number;
}

const EXAMPLES = fileURLToPath(new URL("../../../examples/practices", import.meta.url));
/** Where the values of a dimension end that no configuration names. */
const OTHER = "other";

/**
 * Reads the practices from their configurations, the files that are published too: `-c practices=<file or folder>,<…>`; the examples
 * unless given. A practice that is not among them is in every total, and has no section and no alarm of its own.
 */
export function monitoredPractices(scope: Construct): MonitoredPractice[] {
  const paths = String(scope.node.tryGetContext("practices") ?? EXAMPLES).split(",");
  const practices = paths.flatMap(filesAt).map(readConfig).map(monitored);
  return practices.sort((a, b) => (a.practiceId < b.practiceId ? -1 : 1));
}

function filesAt(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => name.endsWith(".json") && !name.endsWith(".schema.json"));
  return names.sort().map((name) => join(path, name));
}

function readConfig(file: string): PracticeConfig {
  const read = PracticeConfigFieldsSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (!read.success) throw new Error(`${file} is no practice configuration; npm run practice:check says why`);
  return read.data;
}

function monitored({ practiceId, sources, sla }: PracticeConfig): MonitoredPractice {
  return {
    practiceId,
    sources: [...sources.map(({ name }) => name), OTHER],
    firstResponseMs: sla.firstResponseSeconds * 1000,
    humanContactMs: sla.humanContactMinutes * 60_000,
  };
}

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type PracticeConfig, PracticeConfigSchema } from "../../shared/contracts/practice.ts";
import { UsageError } from "./options.ts";

/** Reads practice configurations from a file or from every .json file of a folder; throws a `UsageError` that says where. */
export function loadPractices(path: string): PracticeConfig[] {
  const practices = filesAt(path).map(loadPractice);
  const ids = practices.map((practice) => practice.practiceId);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice) throw new UsageError(`practice "${twice}" is configured twice in ${path}; keep one`);
  return practices;
}

function filesAt(path: string): string[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats)
    throw new UsageError(`there are no practice configurations at ${path}; set PRACTICES to a file or folder`);
  if (!stats.isDirectory()) return [path];
  const files = readdirSync(path).filter((name) => name.endsWith(".json"));
  if (files.length === 0)
    throw new UsageError(`the folder ${path} holds no .json file; expected practice configurations`);
  return files.sort().map((name) => join(path, name));
}

function loadPractice(file: string): PracticeConfig {
  const parsed = PracticeConfigSchema.safeParse(parseJson(file));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `  ${issue.path.join(".") || "(top)"}: ${issue.message}`);
  throw new UsageError(`${file} is not a valid practice configuration:\n${problems.join("\n")}`);
}

function parseJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${(error as Error).message}`);
  }
}

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type PracticeConfig, PracticeConfigSchema } from "../../shared/contracts/practice.ts";
import { UsageError } from "./options.ts";

type PracticeIssue = NonNullable<ReturnType<typeof PracticeConfigSchema.safeParse>["error"]>["issues"][number];

/**
 * Reads practice configurations from a file or from every .json file of a folder. Throws a `UsageError` that names every
 * mistake in every file, one a line, with its path.
 */
export function loadPractices(path: string): PracticeConfig[] {
  const read = filesAt(path).map((file) => ({ file, ...readPractice(file) }));
  const unfit = read.flatMap(({ file, mistakes }) =>
    mistakes.length === 0 ? [] : [`${file} is not a valid practice configuration:`, ...mistakes],
  );
  if (unfit.length > 0) throw new UsageError(unfit.join("\n"));
  const practices = read.flatMap(({ practice }) => practice ?? []);
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

function readPractice(file: string): { practice?: PracticeConfig; mistakes: string[] } {
  const parsed = PracticeConfigSchema.safeParse(parseJson(file));
  if (parsed.success) return { practice: parsed.data, mistakes: [] };
  return { mistakes: parsed.error.issues.map(lineOf) };
}

function lineOf(issue: PracticeIssue): string {
  // What is wrong with a name in a record is said one level down.
  const message = issue.code === "invalid_key" ? issue.issues.map((inner) => inner.message).join("; ") : issue.message;
  return `  ${issue.path.join(".") || "(top)"}: ${message}`;
}

function parseJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${(error as Error).message}`);
  }
}

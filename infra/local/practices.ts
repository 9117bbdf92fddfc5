import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import { PracticeConfigSchema } from "../../shared/contracts/practice-checks/index.ts";
import type { Mistake } from "../../shared/contracts/practice-checks/mistake.ts";
import { sharedPools } from "../../shared/contracts/practice-checks/shared-pools.ts";
import { UsageError } from "./options.ts";

type PracticeIssue = NonNullable<ReturnType<typeof PracticeConfigSchema.safeParse>["error"]>["issues"][number];

/** A configuration file as it was read: the practice, unless there are mistakes. */
export interface PracticeFile {
  readonly file: string;
  readonly practice?: PracticeConfig;
  /** What is wrong, as it is told to people: its path and how to mend it. */
  readonly mistakes: readonly string[];
}

/**
 * Reads practice configurations from a file or from every .json file of a folder. Throws a `UsageError` that names every
 * mistake in every file, one a line, with its path.
 */
export function loadPractices(path: string): PracticeConfig[] {
  const read = readPracticeFiles([path]);
  const unfit = read.flatMap(({ file, mistakes }) =>
    mistakes.length === 0
      ? []
      : [`${file} is not a valid practice configuration:`, ...mistakes.map((mistake) => `  ${mistake}`)],
  );
  if (unfit.length > 0) throw new UsageError(unfit.join("\n"));
  return read.flatMap(({ practice }) => practice ?? []);
}

/** Reads files and folders of configurations, each by itself and then all of them beside each other. */
export function readPracticeFiles(paths: readonly string[]): PracticeFile[] {
  // The schema of configurations lies beside them.
  const read = paths
    .flatMap(filesAt)
    .filter((file) => !file.endsWith(".schema.json"))
    .map(readPractice);
  const fit = read.flatMap(({ practice }) => practice ?? []);
  const shared = new Map(sharedPools(fit).map((mistakes, index) => [fit[index], mistakes.map(lineOf)]));
  return read.map((one) => ({ ...one, mistakes: [...one.mistakes, ...(shared.get(one.practice) ?? [])] }));
}

/** The number that people text the first practice at. */
export function textNumberOf([first]: readonly PracticeConfig[]): string {
  const { originationIdentity = "", inboundNumbers = [] } = first?.sms ?? {};
  return inboundNumbers[0] ?? originationIdentity;
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

function readPractice(file: string): PracticeFile {
  const json = parseJson(file);
  if (!json.ok) return { file, mistakes: [json.mistake] };
  const parsed = PracticeConfigSchema.safeParse(json.value);
  if (parsed.success) return { file, practice: parsed.data, mistakes: [] };
  return { file, mistakes: parsed.error.issues.map((issue) => lineOf({ ...issue, message: messageOf(issue) })) };
}

/** A mistake in a line: where it is, and what it is. */
export function lineOf({ path, message }: Pick<Mistake, "message"> & { readonly path: PropertyKey[] }): string {
  return `${path.join(".") || "(top)"}: ${message}`;
}

/** What is wrong with a name in a record is said one level down. */
function messageOf(issue: PracticeIssue): string {
  return issue.code === "invalid_key" ? issue.issues.map((inner) => inner.message).join("; ") : issue.message;
}

function parseJson(file: string): { ok: true; value: unknown } | { ok: false; mistake: string } {
  try {
    return { ok: true, value: JSON.parse(readFileSync(file, "utf8")) };
  } catch (error) {
    return { ok: false, mistake: `(top): is not JSON: ${(error as Error).message}` };
  }
}

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { type PracticeConfig, PracticeConfigFieldsSchema } from "../../shared/contracts/practice.ts";
import { type Deployment, DeploymentFileSchema } from "./deployment.ts";
import { telephonyOf } from "./telephony.ts";

/** The deployment that is synthesized when none is named. */
export const EXAMPLE_DEPLOYMENT = fileURLToPath(
  new URL("../../examples/deployments/bright-smile.json", import.meta.url),
);

/** Reads a deployment file and the practices that it names; throws an error that says what was got and expected where. */
export function readDeployment(file: string): Deployment {
  return deploymentOf(jsonIn(file), file);
}

/** Where the practices of a deployment file are: files and folders. */
export function practicePathsIn(file: string): string[] {
  return parse(jsonIn(file), file).practices.map((path) => resolve(dirname(file), path));
}

/** Where a deployment is and what it is called: all that commands need which look it up, whatever else of the file is wrong just now. */
export function readPlace(file: string): Pick<Deployment, "name" | "account" | "region"> {
  const { name, account, region } = DeploymentFileSchema.shape;
  const parsed = z.object({ name, account, region }).safeParse(jsonIn(file));
  if (!parsed.success) throw new Error(`${file} is no deployment file:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** The deployment that a file says; `file` is where paths in it start. */
export function deploymentOf(content: unknown, file: string): Deployment {
  const { $schema: _, practices: paths, ...settings } = parse(content, file);
  const files = paths.flatMap((path) => filesAt(resolve(dirname(file), path)));
  const practices = files.map(readPractice).sort((a, b) => (a.practiceId < b.practiceId ? -1 : 1));
  const ids = practices.map(({ practiceId }) => practiceId);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new Error(`${file} names the practice ${twice} twice; expected each once`);
  const unknown = settings.mysteryShopper.practices.filter((id) => !ids.includes(id));
  if (unknown.length > 0)
    throw new Error(`${file} has the mystery shopper shop at ${unknown.join(", ")}; expected practices that it names`);
  const deployment = { ...settings, practices };
  try {
    telephonyOf(deployment);
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : "unknown"}`);
  }
  return deployment;
}

function parse(content: unknown, file: string): z.output<typeof DeploymentFileSchema> {
  const parsed = DeploymentFileSchema.safeParse(content);
  if (!parsed.success) throw new Error(`${file} is no deployment file:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function filesAt(path: string): string[] {
  if (!existsSync(path)) throw new Error(`there is no practice configuration at ${path}; expected a file or a folder`);
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => name.endsWith(".json") && !name.endsWith(".schema.json"));
  return names.sort().map((name) => join(path, name));
}

function readPractice(file: string): PracticeConfig {
  const read = PracticeConfigFieldsSchema.safeParse(jsonIn(file));
  if (!read.success) throw new Error(`${file} is no practice configuration; npm run practice:check says why`);
  return read.data;
}

function jsonIn(file: string): unknown {
  if (!existsSync(file)) throw new Error(`there is no file ${file}`);
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`${file} cannot be read as JSON: ${error instanceof Error ? error.message : "unknown"}`);
  }
}

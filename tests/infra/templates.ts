import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DeploymentFile } from "../../infra/deployment/deployment.ts";

/** A resource of a template. */
export interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** A synthesized template. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, unknown>>;
}

/** What the manifest of a cloud assembly says of a stack, as far as tests need it. */
interface Artifact {
  readonly type: string;
  readonly properties?: { readonly terminationProtection?: boolean };
}

/** Where the example is deployed; tests read it as what the account and the region of a deployment are called. */
const EXAMPLE_PLACE = { account: "111122223333", region: "us-east-1" };

/**
 * Synthesizes all stacks of the example, in about two seconds, with changes to its deployment file; `protectedStacks` are those that cannot be
 * deleted by mistake.
 */
export function synthesize(changes: Partial<DeploymentFile> = {}): {
  data: Template;
  pipeline: Template;
  observability: Template;
  /** Empty when the deployment looks after no practice's telephony. */
  telephony: Template;
  protectedStacks: string[];
} {
  const folder = mkdtempSync(join(tmpdir(), "first-touch-synth-"));
  try {
    const script = fileURLToPath(new URL("./synthesize.ts", import.meta.url));
    execFileSync(process.execPath, ["--no-warnings", script, folder, JSON.stringify(changes, withoutOnes)], {
      // What it says goes into the error.
      stdio: ["ignore", "ignore", "pipe"],
      // The rules of CloudFormation take seconds; synth.test.ts applies them.
      env: { ...process.env, CDK_VALIDATION: "false" },
    });
    const read = (file: string) => JSON.parse(readFileSync(join(folder, file), "utf8"));
    const { name = "FirstTouch" } = changes;
    const { artifacts }: { artifacts: Record<string, Artifact> } = read("manifest.json");
    const isProtected = ({ type, properties }: Artifact) =>
      type === "aws:cloudformation:stack" && properties?.terminationProtection === true;
    return {
      data: read(`${name}Data.template.json`),
      pipeline: read(`${name}Pipeline.template.json`),
      observability: read(`${name}Observability.template.json`),
      telephony:
        `${name}Telephony` in artifacts ? read(`${name}Telephony.template.json`) : { Resources: {}, Outputs: {} },
      protectedStacks: Object.entries(artifacts).flatMap(([name, artifact]) => (isProtected(artifact) ? [name] : [])),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** JSON knows no `undefined`; a field that a change takes away arrives as null. */
function withoutOnes(_: string, value: unknown): unknown {
  return value === undefined ? null : value;
}

/** The resources of a type, by readable name. */
export function resourcesOf(template: Template, type: string): Map<string, Resource> {
  const found = Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);
  return new Map(found.map(([id, resource]) => [readable(id), resource]));
}

/** The properties of all resources of a type. */
export function propertiesOf(template: Template, type: string): Resource["Properties"][] {
  return [...resourcesOf(template, type).values()].map((resource) => resource.Properties);
}

/** The properties of the only resource of a type. */
export function onlyOf(template: Template, type: string): Resource["Properties"] {
  const [first, ...others] = propertiesOf(template, type);
  if (!first || others.length > 0) throw new Error(`expected one ${type}, got ${others.length + (first ? 1 : 0)}`);
  return first;
}

/** What the construct of a function is called. */
export function constructId(functionName: string): string {
  return functionName.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** A logical id without the hash that CDK adds. */
export function readable(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, "");
}

/** What a value of a template stands for, in a word: references become readable names. */
export function inWords(value: unknown): string {
  if (typeof value !== "object" || value === null)
    return String(value).replaceAll(EXAMPLE_PLACE.account, "AccountId").replaceAll(EXAMPLE_PLACE.region, "Region");
  const [[key, argument] = ["", undefined]] = Object.entries(value);
  switch (key) {
    case "Ref":
      return readable(String(argument).replace(/^AWS::/, ""));
    case "Fn::GetAtt":
      return readable(String((argument as string[])[0]));
    case "Fn::ImportValue":
      return importInWords(String(argument));
    case "Fn::Join":
      return (argument as [string, unknown[]])[1].map(inWords).join("");
    default:
      return JSON.stringify(value);
  }
}

/** `Stack:ExportsOutputFnGetAttLeadsTable01234567Arn89ABCDEF` is `LeadsTable`; the stream of it is `LeadsTable stream`. */
function importInWords(name: string): string {
  const [, id, stream] = /ExportsOutput(?:Ref|FnGetAtt)(.*?)[0-9A-F]{8}(Stream)?(?:Arn)?[0-9A-F]{8}$/.exec(name) ?? [];
  return stream ? `${id} stream` : String(id);
}

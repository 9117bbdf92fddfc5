import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isShipped, type LockedPackage, lockedPackages } from "./lockfile.ts";

/** A bill of materials as CycloneDX has it, as far as it is changed or read here. */
export interface Sbom {
  serialNumber?: string;
  metadata: { timestamp?: string; component: { name: string } };
  readonly components: readonly { readonly purl: string; scope: string }[];
}

/** A package by the name that a bill of materials has for it. */
export const purlOf = ({ name, version }: LockedPackage): string => `pkg:npm/${name.replace(/^@/, "%40")}@${version}`;

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
// From the lockfile alone, so that it says the same on every platform and before an installation.
const COMMAND = ["sbom", "--package-lock-only", "--sbom-format", "cyclonedx", "--sbom-type", "application"];

/** Every package that the product and its tools are made of (CycloneDX 1.5); the same for the same lockfile and npm. */
export function billOfMaterials(): Sbom {
  const sbom = JSON.parse(execFileSync("npm", COMMAND, { cwd: ROOT, encoding: "utf8", maxBuffer: 2 ** 26 })) as Sbom;
  // What npm adds that is not of the product: a random number, when it was asked, and what the folder is called.
  delete sbom.serialNumber;
  delete sbom.metadata.timestamp;
  sbom.metadata.component.name = (JSON.parse(readFileSync(`${ROOT}/package.json`, "utf8")) as { name: string }).name;
  // Of what both the product and a tool bring, npm says only what the one that it came upon first is.
  const shipped = new Set(lockedPackages().filter(isShipped).map(purlOf));
  for (const component of sbom.components) if (shipped.has(component.purl)) component.scope = "required";
  return sbom;
}

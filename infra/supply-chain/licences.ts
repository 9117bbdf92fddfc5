import { isShipped, type LockedPackage } from "./lockfile.ts";

/** Licences that let code be passed on within a closed product as long as their text goes with it. */
const PERMISSIVE = [
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "Zlib",
];
/** Licences of tools and their data, which are used as they are and never passed on. */
const FOR_TOOLS = ["CC-BY-4.0", "MPL-2.0"];

/** The packages whose licence (an SPDX expression) is not allowed where they are used. */
export function refusedLicences(packages: readonly LockedPackage[]): LockedPackage[] {
  return packages.filter((one) => !isAllowed(one.license, isShipped(one) ? PERMISSIVE : [...PERMISSIVE, ...FOR_TOOLS]));
}

/** Of alternatives one has to be allowed, of licences that apply together all. What is nested deeper is refused. */
function isAllowed(expression: string | undefined, allowed: readonly string[]): boolean {
  if (expression === undefined) return false;
  const alternatives = expression.replace(/^\((.*)\)$/, "$1").split(" OR ");
  return alternatives.some((alternative) => alternative.split(" AND ").every((licence) => allowed.includes(licence)));
}

/** The text of `docs/licences.md`. */
export function licencesPage(packages: readonly LockedPackage[]): string {
  const rows = (own: readonly LockedPackage[]) => {
    const lines = own.map(({ name, version, license }) => `| ${name} | ${version} | ${license ?? "none"} |`);
    return ["| Package | Version | Licence |", "| --- | --- | --- |", ...new Set(lines)].join("\n");
  };
  return `# Licences of what others wrote

Written by \`npm run licences\` from \`package-lock.json\`; a test compares. Allowed: ${PERMISSIVE.join(", ")}; for tools
also ${FOR_TOOLS.join(" and ")}.

## In the product

Bundled into the functions that are deployed.

${rows(packages.filter(isShipped))}

## Tools

Used to build, test, deploy and run locally, on any platform; no part of what is deployed.

${rows(packages.filter((one) => !isShipped(one)))}
`;
}

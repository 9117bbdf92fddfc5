import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleFunction, functionNames } from "./bundling/bundle-function.ts";
import { type BundleReport, foreignInputs, formatReports, overBudget } from "./bundling/bundle-report.ts";

const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
const developmentPackages: ReadonlySet<string> = new Set(Object.keys(manifest.devDependencies));

/** `npm run check:bundles`: fails when a function grew past its budget or took in code that is not for production. */
function main(): number {
  const folder = mkdtempSync(join(tmpdir(), "first-touch-bundles-"));
  try {
    const reports = functionNames().map((name): BundleReport => {
      const inside = bundleFunction(name, join(folder, name, "inside"));
      const beside = bundleFunction(name, join(folder, name, "beside"), "beside");
      return {
        name,
        insideBytes: bytesOf(inside),
        besideBytes: bytesOf(beside),
        foreign: foreignInputs(inside, developmentPackages),
      };
    });
    console.log(formatReports(reports));
    const problems = reports.flatMap(overBudget);
    for (const problem of problems) console.error(problem);
    return problems.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function bytesOf(metafile: ReturnType<typeof bundleFunction>): number {
  return Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
}

process.exitCode = main();

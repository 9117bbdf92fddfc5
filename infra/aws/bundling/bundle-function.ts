import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, buildSync, type Metafile } from "esbuild";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** The folder of a function, by its name. */
export function functionFolder(name: string): string {
  return join(root, "functions", name);
}

/** Every folder in `functions/`: each is one Lambda function. */
export function functionNames(): string[] {
  return readdirSync(join(root, "functions"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** How every function is bundled: for AWS, for the size check and for the tests. */
const OPTIONS = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: "node",
  target: "node24",
  format: "esm",
  // The ES modules of a package shake better than its CommonJS build.
  mainFields: ["module", "main"],
  alias: { "@aws-sdk/credential-provider-node": join(root, "infra/aws/bundling/lambda-credentials.ts") },
  legalComments: "none",
  sourcemap: false,
  metafile: true,
  logLevel: "error",
} as const satisfies BuildOptions;

/** Bundles a function into `<outputFolder>/index.mjs`, with the AWS SDK inside unless `sdk` is `beside`. */
export function bundleFunction(name: string, outputFolder: string, sdk: "inside" | "beside" = "inside"): Metafile {
  return buildSync({
    ...OPTIONS,
    entryPoints: [join(functionFolder(name), "handler.ts")],
    outfile: join(outputFolder, "index.mjs"),
    external: sdk === "beside" ? ["@aws-sdk/*", "@smithy/*"] : [],
  }).metafile;
}

import { readFileSync } from "node:fs";
import { App } from "aws-cdk-lib";

/** An app as the CDK's own command makes it, without bundling, for whoever looks at templates: none depends on what is in a function. */
export function unbundledApp(outdir: string): App {
  const { context } = JSON.parse(readFileSync(new URL("../../cdk.json", import.meta.url), "utf8"));
  return new App({ outdir, analyticsReporting: false, context: { ...context, "aws:cdk:bundling-stacks": [] } });
}

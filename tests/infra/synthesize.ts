import { readFileSync } from "node:fs";
import { App } from "aws-cdk-lib";
import { addFirstTouch } from "../../infra/aws/first-touch.ts";
import { deploymentOf, EXAMPLE_DEPLOYMENT } from "../../infra/deployment/read-deployment.ts";

// Run by templates.ts as a process of its own: the CDK loads several times slower inside the test runner.
const [, , outdir = "", more = "{}"] = process.argv;
const { context } = JSON.parse(readFileSync(new URL("../../cdk.json", import.meta.url), "utf8"));
// Without bundling: no template depends on what is in a function.
const app = new App({ outdir, analyticsReporting: false, context: { ...context, "aws:cdk:bundling-stacks": [] } });
const example = JSON.parse(readFileSync(EXAMPLE_DEPLOYMENT, "utf8"));
const changed = Object.entries({ ...example, ...JSON.parse(more) }).filter(([, value]) => value !== null);
addFirstTouch(app, deploymentOf(Object.fromEntries(changed), EXAMPLE_DEPLOYMENT));
app.synth();

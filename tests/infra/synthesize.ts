import { readFileSync } from "node:fs";
import { addFirstTouch } from "../../infra/aws/first-touch.ts";
import { unbundledApp } from "../../infra/aws/unbundled-app.ts";
import { deploymentOf, EXAMPLE_DEPLOYMENT } from "../../infra/deployment/read-deployment.ts";

// Run by templates.ts as a process of its own: the CDK loads several times slower inside the test runner.
const [, , outdir = "", more = "{}"] = process.argv;
const app = unbundledApp(outdir);
const example = JSON.parse(readFileSync(EXAMPLE_DEPLOYMENT, "utf8"));
const changed = Object.entries({ ...example, ...JSON.parse(more) }).filter(([, value]) => value !== null);
addFirstTouch(app, deploymentOf(Object.fromEntries(changed), EXAMPLE_DEPLOYMENT));
app.synth();

import { readFileSync } from "node:fs";
import { CfnResource, Stack, Validations } from "aws-cdk-lib";
import * as s3 from "aws-cdk-lib/aws-s3";
import type { NagPack } from "cdk-nag";
import { checkPolicies, policyPacks } from "../../infra/aws/compliance/policy-packs.ts";
import { addFirstTouch } from "../../infra/aws/first-touch.ts";
import { unbundledApp } from "../../infra/aws/unbundled-app.ts";
import { deploymentOf, EXAMPLE_DEPLOYMENT } from "../../infra/deployment/read-deployment.ts";

// Run by compliance.test.ts as a process of its own, like synthesize.ts. With "careless" there is only a bucket as nobody should make one.
const [, , outdir = "", changes = "{}", careless] = process.argv;
const app = unbundledApp(outdir);
const example = JSON.parse(readFileSync(EXAMPLE_DEPLOYMENT, "utf8"));
if (careless === "careless") new s3.Bucket(new Stack(app, "Careless"), "Bucket");
else addFirstTouch(app, deploymentOf({ ...example, ...JSON.parse(changes) }, EXAMPLE_DEPLOYMENT));
checkPolicies(app);
app.synth();

/** What a pack finds when nothing is acknowledged. */
function findings(pack: NagPack) {
  Object.assign(pack, { isAcknowledged: () => false });
  return pack
    .validateScope(app)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => ({ id: ruleName, path: constructPath })),
    );
}

const acknowledged = app.node.findAll().flatMap((construct) =>
  construct.node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.entries(data as Record<string, string>))
    .map(([id, reason]) => ({
      id: id.replace(/^annotation::/i, ""),
      path: construct.node.path,
      reason,
      isResource: CfnResource.isCfnResource(construct),
    })),
);
process.stdout.write(JSON.stringify({ found: policyPacks(app).flatMap(findings), acknowledged }));

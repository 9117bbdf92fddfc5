import { App } from "aws-cdk-lib";
import { EXAMPLE_DEPLOYMENT, readDeployment } from "../deployment/read-deployment.ts";
import { checkPolicies } from "./compliance/policy-packs.ts";
import { addFirstTouch } from "./first-touch.ts";

const app = new App({ analyticsReporting: false });
// `cdk synth -c file=<deployment file>`.
addFirstTouch(app, readDeployment(String(app.node.tryGetContext("file") ?? EXAMPLE_DEPLOYMENT)));
checkPolicies(app);
app.synth();

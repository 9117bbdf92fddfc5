import { App, CfnOutput, CfnResource, CliCredentialsStackSynthesizer } from "aws-cdk-lib";
import * as lambda from "aws-cdk-lib/aws-lambda";
import { addFirstTouch } from "../../infra/aws/first-touch.ts";
import { EXAMPLE_DEPLOYMENT, readDeployment } from "../../infra/deployment/read-deployment.ts";

/** Types that MiniStack does not know, for which it refuses a whole template, and what goes untested without them. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  "AWS::CloudTrail::Trail": "the trail of who read the tables and the bucket",
  "AWS::Events::Archive": "the archive of events",
  "AWS::Cognito::ManagedLoginBranding": "the page where people sign in",
  "AWS::Cognito::UserPoolIdentityProvider": "people who sign in at their agency",
  "AWS::Cognito::UserPoolRiskConfigurationAttachment": "what is done about odd sign-ins",
  "AWS::WAFv2::LoggingConfiguration": "the log of refused requests",
  "AWS::WAFv2::WebACLAssociation": "the web firewall in front of the API",
};

// Deployed as root: under MiniStack's policy checks the roles of the bootstrap stack cannot reach their bucket.
const app = new App({ analyticsReporting: false, defaultStackSynthesizer: new CliCredentialsStackSynthesizer() });
addFirstTouch(app, readDeployment(EXAMPLE_DEPLOYMENT));
const elements = app.node.findAll();
const resources = elements.filter((element) => element instanceof CfnResource);
const leftOut = resources.filter(({ cfnResourceType }) => Object.hasOwn(LEFT_OUT, cfnResourceType));
const missing = leftOut.map(({ stack, logicalId }) => String(stack.resolve(logicalId)));
/** Outputs of what is left out go, too. */
const namesMissing = ({ stack, value }: CfnOutput) =>
  missing.some((id) => JSON.stringify(stack.resolve(value)).includes(`"${id}"`));
const outputs = elements.filter((element) => element instanceof CfnOutput).filter(namesMissing);
for (const { node } of [...leftOut, ...outputs]) node.scope?.node.tryRemoveChild(node.id);

// What a second release changes of every function; the product has no such number.
const release = process.env.EMULATOR_RELEASE;
if (release === undefined) throw new Error("EMULATOR_RELEASE is not set; expected the number of the release");
for (const resource of resources)
  if (resource instanceof lambda.CfnFunction) resource.addPropertyOverride("Environment.Variables.RELEASE", release);
app.synth();

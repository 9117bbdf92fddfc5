import { App, CfnResource, CliCredentialsStackSynthesizer } from "aws-cdk-lib";
import * as lambda from "aws-cdk-lib/aws-lambda";
import { addFirstTouch } from "../../infra/aws/first-touch.ts";
import { EXAMPLE_DEPLOYMENT, readDeployment } from "../../infra/deployment/read-deployment.ts";

/** Types that MiniStack does not know, for which it refuses a whole template, and what goes untested without them. */
const LEFT_OUT: Readonly<Record<string, string>> = {
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
const resources = app.node.findAll().filter((node) => node instanceof CfnResource);
for (const { cfnResourceType, node } of resources)
  if (Object.hasOwn(LEFT_OUT, cfnResourceType)) node.scope?.node.tryRemoveChild(node.id);

// What a second release changes of every function; the product has no such number.
const release = process.env.EMULATOR_RELEASE;
if (release === undefined) throw new Error("EMULATOR_RELEASE is not set; expected the number of the release");
for (const resource of resources)
  if (resource instanceof lambda.CfnFunction) resource.addPropertyOverride("Environment.Variables.RELEASE", release);
app.synth();

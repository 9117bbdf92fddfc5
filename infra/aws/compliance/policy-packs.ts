import { type App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks, HIPAASecurityChecks } from "cdk-nag";

/** The packs of rules that every stack must keep: good practice on AWS, and what AWS takes from the HIPAA security rule. */
export const policyPacks = (app: App) => [new AwsSolutionsChecks(app), new HIPAASecurityChecks(app)] as const;

/** Makes synthesis fail on any finding of theirs that nobody acknowledged; so nothing is deployed with one. */
export function checkPolicies(app: App): void {
  Validations.of(app).addPlugins(...policyPacks(app));
}

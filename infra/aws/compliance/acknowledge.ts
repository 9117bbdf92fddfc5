import { CfnResource, Validations } from "aws-cdk-lib";
import type * as iam from "aws-cdk-lib/aws-iam";
import type { IConstruct } from "constructs";

/** Findings of the policy packs by their id, each with the reason why it stays. */
export type Reasons = Readonly<Record<string, string>>;

/**
 * Says of one resource why findings of the policy packs on it stay as they are (docs/policy-checks.md). The packs would take it for everything
 * below a construct; so it goes to the resource itself, and a new one beside it is found again.
 */
export function acknowledge(construct: IConstruct, reasons: Reasons): void {
  const resource = CfnResource.isCfnResource(construct) ? construct : construct.node.defaultChild;
  if (resource === undefined || !CfnResource.isCfnResource(resource))
    throw new Error(`${construct.node.path} is not one resource; acknowledge findings on the resource that has them`);
  Validations.of(resource).acknowledge(...Object.entries(reasons).map(([id, reason]) => ({ id, reason })));
}

/** The policy of a role that may already do something: where findings about what it may do are. */
export function policyOf(role: iam.IRole): IConstruct {
  const policy = role.node.tryFindChild("DefaultPolicy");
  if (policy === undefined)
    throw new Error(`${role.node.path} may do nothing yet; let it do something before a finding is acknowledged`);
  return policy;
}

/** The id of the finding that a policy names a resource by a wildcard. */
export const wildcard = (resource: string) => `AwsSolutions-IAM5[Resource::${resource}]`;

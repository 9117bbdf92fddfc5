import { Writable } from "node:stream";
import { formatDifferences, fullDiff, type ResourceDifference, ResourceImpact } from "@aws-cdk/cloudformation-diff";

/** A template, as JSON says it. */
export type Template = Readonly<Record<string, unknown>>;

/** What a deployment changes in a stack. */
export interface StackChanges {
  readonly stack: string;
  /** As `cdk diff` shows it; empty when nothing changes. */
  readonly text: string;
  /** Why a person must agree first, a line each. */
  readonly reasons: readonly string[];
}

/** What holds data, or what others know by its name or address: losing one, or getting another in its place, hurts. */
const KEPT = [
  "AWS::DynamoDB::",
  "AWS::KMS::Key",
  "AWS::S3::Bucket",
  "AWS::SecretsManager::Secret",
  "AWS::SQS::Queue",
  "AWS::Logs::LogGroup",
  "AWS::StepFunctions::StateMachine",
  "AWS::Events::Archive",
  "AWS::ApiGateway::RestApi",
  "AWS::Cognito::UserPool",
  "AWS::SMSVOICE::",
  "AWS::Connect::",
  "AWS::SES::",
];
/** What keeps people out. */
const GUARDS = ["AWS::WAFv2::", "AWS::Cognito::", "AWS::KMS::Key", "AWS::ApiGateway::Authorizer"];

/** What keeps data from being lost by mistake. */
const PROTECTIONS = ["DeletionProtectionEnabled", "PointInTimeRecoverySpecification", "VersioningConfiguration"];

const LOSSES: Readonly<Partial<Record<ResourceImpact, string>>> = {
  [ResourceImpact.WILL_REPLACE]: "is replaced by a new, empty one",
  [ResourceImpact.MAY_REPLACE]: "may be replaced by a new, empty one",
  [ResourceImpact.WILL_DESTROY]: "is deleted",
  [ResourceImpact.WILL_ORPHAN]: "is left behind, outside the stack",
};

/** Compares the template of a stack as it is deployed, `{}` when it is not, with the one to deploy. */
export function compareTemplates(stack: string, deployed: Template, next: Template): StackChanges {
  const diff = fullDiff(deployed, next);
  const reasons: string[] = [];
  if (diff.permissionsAnyChanges) reasons.push(`${stack}: permissions change`);
  diff.resources.forEachDifference((id, change) => {
    const type = typeOf(change);
    const loss = isOf(KEPT, type) ? LOSSES[change.changeImpact] : undefined;
    if (loss !== undefined) reasons.push(`${stack}: ${type} ${id} ${loss}`);
    else if (PROTECTIONS.some((name) => name in change.propertyUpdates) && !change.isAddition)
      reasons.push(`${stack}: ${type} ${id} is protected otherwise`);
    else if (isOf(GUARDS, type) && !change.isAddition) reasons.push(`${stack}: ${type} ${id} changes`);
  });
  return { stack, text: diff.isEmpty ? "" : inWords((stream) => formatDifferences(stream, diff)), reasons };
}

function typeOf(change: ResourceDifference): string {
  return change.oldResourceType ?? change.newResourceType ?? "";
}

function isOf(prefixes: readonly string[], type: string): boolean {
  return prefixes.some((prefix) => type.startsWith(prefix));
}

/** What something writes to a stream. */
function inWords(write: (stream: Writable) => void): string {
  let text = "";
  const stream = new Writable({
    write: (chunk, _, done) => {
      text += String(chunk);
      done();
    },
  });
  write(stream);
  return text.trimEnd();
}

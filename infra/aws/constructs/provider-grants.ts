import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import { acknowledge, policyOf, wildcard } from "../compliance/acknowledge.ts";

const CONFIGURED =
  "Which ones a practice uses is its configuration, published without a deployment; these reach all of this account and region, and no others.";

/** What the functions ask of providers, and why of more than one resource. */
const PROVIDERS = {
  sms: { actions: ["sms-voice:SendTextMessage"], service: "sms-voice", resources: ["*"], reason: CONFIGURED },
  email: {
    actions: ["ses:SendEmail"],
    service: "ses",
    resources: ["identity/*", "configuration-set/*"],
    reason: CONFIGURED,
  },
  call: {
    actions: ["connect:StartOutboundVoiceContact"],
    service: "connect",
    resources: ["instance/*/contact/*"],
    reason: "A contact is named only once it exists.",
  },
  /** What kind of line a number is. */
  lookup: {
    actions: ["mobiletargeting:PhoneNumberValidate"],
    service: "mobiletargeting",
    resources: ["phone/number/validate"],
    reason: "",
  },
  /** The provider's own opt-out lists, one per practice. */
  optOuts: {
    actions: ["sms-voice:DeleteOptedOutNumber", "sms-voice:PutOptedOutNumber"],
    service: "sms-voice",
    resources: ["opt-out-list/*"],
    reason: CONFIGURED,
  },
} as const;

/** Lets a role use one service of the providers: hand messages over, look numbers up, keep opt-out lists. */
export function grantProvider(role: iam.Role, use: keyof typeof PROVIDERS): void {
  const { actions, service, resources, reason } = PROVIDERS[use];
  const { partition, region, account } = Stack.of(role);
  const arn = (ofPartition: string, resource: string) =>
    `arn:${ofPartition}:${service}:${region}:${account}:${resource}`;
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: [...actions],
      resources: resources.map((resource) => arn(partition, resource)),
    }),
  );
  const wild = resources.filter((resource) => resource.includes("*"));
  acknowledge(
    policyOf(role),
    Object.fromEntries(wild.map((resource) => [wildcard(arn("<AWS::Partition>", resource)), reason])),
  );
}

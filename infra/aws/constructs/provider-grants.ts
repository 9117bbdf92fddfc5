import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";

/**
 * What the functions ask of providers. Which numbers, identities and contact flows a practice uses is its configuration, published
 * without a deployment; so these reach every one of this account and region, and nothing else of the services.
 */
const PROVIDERS = {
  sms: { actions: ["sms-voice:SendTextMessage"], service: "sms-voice", resources: ["*"] },
  email: { actions: ["ses:SendEmail"], service: "ses", resources: ["identity/*", "configuration-set/*"] },
  // A contact is named only once it exists.
  call: { actions: ["connect:StartOutboundVoiceContact"], service: "connect", resources: ["instance/*/contact/*"] },
  /** What kind of line a number is. */
  lookup: {
    actions: ["mobiletargeting:PhoneNumberValidate"],
    service: "mobiletargeting",
    resources: ["phone/number/validate"],
  },
  /** The provider's own opt-out lists, one per practice. */
  optOuts: {
    actions: ["sms-voice:DeleteOptedOutNumber", "sms-voice:PutOptedOutNumber"],
    service: "sms-voice",
    resources: ["opt-out-list/*"],
  },
} as const;

/** Lets a role use one service of the providers: hand messages over, look numbers up, keep opt-out lists. */
export function grantProvider(role: iam.Role, use: keyof typeof PROVIDERS): void {
  const { actions, service, resources } = PROVIDERS[use];
  const { partition, region, account } = Stack.of(role);
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: [...actions],
      resources: resources.map((resource) => `arn:${partition}:${service}:${region}:${account}:${resource}`),
    }),
  );
}

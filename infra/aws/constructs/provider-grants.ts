import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";

/**
 * What hands messages over. Which numbers, identities and contact flows a practice uses is its configuration, published
 * without a deployment; so these reach every one of this account and region, and nothing else of the services.
 */
const PROVIDERS = {
  sms: { action: "sms-voice:SendTextMessage", service: "sms-voice", resources: ["*"] },
  email: { action: "ses:SendEmail", service: "ses", resources: ["identity/*", "configuration-set/*"] },
  // A contact is named only once it exists.
  call: { action: "connect:StartOutboundVoiceContact", service: "connect", resources: ["instance/*/contact/*"] },
} as const;

/** Lets a role hand messages of one kind to its provider. */
export function grantSend(role: iam.Role, channel: keyof typeof PROVIDERS): void {
  const { action, service, resources } = PROVIDERS[channel];
  const { partition, region, account } = Stack.of(role);
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: [action],
      resources: resources.map((resource) => `arn:${partition}:${service}:${region}:${account}:${resource}`),
    }),
  );
}

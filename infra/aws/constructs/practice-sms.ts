import { RemovalPolicy, Stack } from "aws-cdk-lib";
import * as smsvoice from "aws-cdk-lib/aws-smsvoice";
import type * as sns from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { PracticeTelephony } from "../../deployment/telephony.ts";

/** Countries and territories that share +1 with the United States: the intake takes their numbers, and texts there cost much more. */
const OTHERS_OF_PLUS_ONE = "AG AI BB BM BS CA DM DO GD JM KN KY LC MS SX TC TT VC VG".split(" ");

/** Lets no text message leave for another country of +1; nothing of ours goes to any other. */
export class UnitedStatesOnly extends Construct {
  readonly protectConfigurationId: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const block = (countryCode: string) => ({ countryCode, protectStatus: "BLOCK" });
    const protect = new smsvoice.CfnProtectConfiguration(this, "Protect", {
      countryRuleSet: { sms: OTHERS_OF_PLUS_ONE.map(block) },
    });
    this.protectConfigurationId = protect.attrProtectConfigurationId;
  }
}

/** Properties of a `PracticeSms`. */
export interface PracticeSmsProps {
  readonly telephony: PracticeTelephony;
  readonly protection: UnitedStatesOnly;
  /** Where texts of people go. */
  readonly inboundSms: sns.ITopic;
  /** Where reports of our texts go. */
  readonly smsEvents: sns.ITopic;
}

/** What a practice texts with: a configuration set that reports, an opt-out list of its own, and its numbers as one pool. */
export class PracticeSms extends Construct {
  /** Absent while the practice has no registered number. */
  readonly poolId: string | undefined;

  constructor(scope: Construct, id: string, { telephony, protection, inboundSms, smsEvents }: PracticeSmsProps) {
    super(scope, id);
    const { practice, smsNumberIds, smsConfigurationSet, optOutList } = telephony;
    new smsvoice.CfnConfigurationSet(this, "ConfigurationSet", {
      configurationSetName: smsConfigurationSet,
      protectConfigurationId: protection.protectConfigurationId,
      eventDestinations: [
        {
          eventDestinationName: "reports",
          enabled: true,
          matchingEventTypes: ["TEXT_ALL"],
          snsDestination: { topicArn: smsEvents.topicArn },
        },
      ],
    });
    const list = new smsvoice.CfnOptOutList(this, "OptOutList", { optOutListName: optOutList });
    // Whoever opted out stays so, whatever becomes of the stack.
    list.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    if (smsNumberIds.length === 0) return;

    const numberArn = (resourceName: string) =>
      Stack.of(this).formatArn({ service: "sms-voice", resource: "phone-number", resourceName });
    const pool = new smsvoice.CfnPool(this, "Pool", {
      originationIdentities: smsNumberIds.map(numberArn),
      optOutListName: optOutList,
      // AWS would take "Cancel my 3pm" for an opt-out, and its confirmation beside ours would be a second one.
      selfManagedOptOutsEnabled: true,
      sharedRoutesEnabled: false,
      twoWay: { enabled: true, channelArn: inboundSms.topicArn },
      // Demanded, and never sent while opt-outs are managed by us.
      mandatoryKeywords: {
        help: { message: `${practice.publicName}: For help call ${practice.phone}. Reply STOP to opt out.` },
        stop: { message: `${practice.publicName}: You are opted out and will get no more messages from us.` },
      },
    });
    pool.addResourceDependency(list);
    this.poolId = pool.attrPoolId;
  }
}

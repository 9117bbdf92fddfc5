import { RemovalPolicy, Stack } from "aws-cdk-lib";
import * as ses from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import type { PracticeTelephony } from "../../deployment/telephony.ts";

/** A record that somebody must put into the DNS of a domain. */
export interface DnsRecord {
  readonly name: string;
  readonly type: "CNAME";
  readonly value: string;
}

/** What a practice's emails are sent with: a configuration set that reports to the account's bus, and the identity of its domain. */
export class PracticeEmail extends Construct {
  /** What proves the domain and signs its emails (DKIM); empty when the identity is none of this stack. */
  readonly records: readonly DnsRecord[];

  constructor(scope: Construct, id: string, { emailConfigurationSet, emailDomain }: PracticeTelephony) {
    super(scope, id);
    const set = new ses.CfnConfigurationSet(this, "ConfigurationSet", {
      name: emailConfigurationSet,
      deliveryOptions: { tlsPolicy: "REQUIRE" },
      reputationOptions: { reputationMetricsEnabled: true },
      sendingOptions: { sendingEnabled: true },
      // Our ledger has every bounce and complaint, by practice; the account's own list would carry one practice's to all others.
      suppressionOptions: { suppressedReasons: [] },
    });
    const reports = new ses.CfnConfigurationSetEventDestination(this, "Reports", {
      configurationSetName: emailConfigurationSet,
      eventDestination: {
        name: "reports",
        enabled: true,
        matchingEventTypes: ["bounce", "complaint", "delivery", "reject", "renderingFailure"],
        eventBridgeDestination: {
          eventBusArn: Stack.of(this).formatArn({
            service: "events",
            resource: "event-bus",
            resourceName: "default",
          }),
        },
      },
    });
    reports.addResourceDependency(set);
    this.records = emailDomain === undefined ? [] : this.#identityOf(emailDomain);
  }

  #identityOf(domain: string): DnsRecord[] {
    const identity = new ses.CfnEmailIdentity(this, "Identity", {
      emailIdentity: domain,
      dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" },
      // Bounces and complaints come as events; by mail they would carry addresses to yet another place.
      feedbackAttributes: { emailForwardingEnabled: false },
    });
    // Other senders of the practice may use it too, and a new one needs new records.
    identity.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    return [
      [identity.attrDkimDnsTokenName1, identity.attrDkimDnsTokenValue1],
      [identity.attrDkimDnsTokenName2, identity.attrDkimDnsTokenValue2],
      [identity.attrDkimDnsTokenName3, identity.attrDkimDnsTokenValue3],
    ].map(([name, value]) => ({ name: name as string, type: "CNAME", value: value as string }));
  }
}

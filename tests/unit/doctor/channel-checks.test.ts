import {
  DescribeContactFlowCommand,
  DescribeInstanceCommand,
  ListPhoneNumbersV2Command,
} from "@aws-sdk/client-connect";
import { ListRolesCommand } from "@aws-sdk/client-iam";
import {
  DescribeAccountAttributesCommand,
  DescribeConfigurationSetsCommand,
  DescribeOptOutListsCommand,
  DescribePhoneNumbersCommand,
  DescribePoolsCommand,
  DescribeRegistrationsCommand,
  DescribeSpendLimitsCommand,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { ListServiceQuotasCommand } from "@aws-sdk/client-service-quotas";
import {
  GetAccountCommand,
  GetConfigurationSetEventDestinationsCommand,
  GetEmailIdentityCommand,
} from "@aws-sdk/client-sesv2";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { callQuotaCheck, callsCheck } from "../../../infra/admin/doctor/checks/calls.ts";
import { emailAccountCheck, emailSendersCheck } from "../../../infra/admin/doctor/checks/email.ts";
import { smsAccountCheck, smsRoleCheck } from "../../../infra/admin/doctor/checks/sms.ts";
import { smsNumbersCheck } from "../../../infra/admin/doctor/checks/sms-numbers.ts";
import { aws, awsError, contextOf, look, resetAws } from "./account.ts";

beforeEach(() => {
  resetAws();
});
const NOT_FOUND = awsError("NotFoundException");

describe("email", () => {
  const account = (changes: object = {}) =>
    aws.email.on(GetAccountCommand).resolves({
      ProductionAccessEnabled: true,
      SendingEnabled: true,
      EnforcementStatus: "HEALTHY",
      SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 0 },
      ...changes,
    });

  it("goes to everybody, and enough of it", async () => {
    account();
    expect(await look(emailAccountCheck)).toEqual([
      "ok: production access",
      "ok: 50000 emails in 24 hours, 14 a second",
    ]);
  });

  it.each([
    [{ ProductionAccessEnabled: false }, "fail: in the sandbox"],
    [{ SendQuota: { Max24HourSend: 200, MaxSendRate: 1 } }, "warn: 200 emails in 24 hours"],
    [{ SendingEnabled: false }, "fail: sending is off"],
    [{ EnforcementStatus: "PROBATION" }, "warn: under review (PROBATION)"],
  ])("does not with %j", async (changes, words) => {
    account(changes);
    expect(await look(emailAccountCheck)).toContainEqual(expect.stringContaining(words));
  });

  const verified = { VerifiedForSendingStatus: true, DkimAttributes: { Status: "SUCCESS" as const } };

  it("comes from a domain that is verified and signs, and its reports come back", async () => {
    aws.email.on(GetEmailIdentityCommand, { EmailIdentity: "brightsmile.example.com" }).resolves(verified);
    aws.email.on(GetConfigurationSetEventDestinationsCommand).resolves({
      EventDestinations: [
        { Name: "r", Enabled: true, MatchingEventTypes: [], EventBridgeDestination: { EventBusArn: "bus" } },
      ],
    });
    const findings = await look(emailSendersCheck);
    expect(findings.map((line) => line.slice(0, 16))).toEqual(["ok: bright-smile", "ok: bright-smile"]);
  });

  it.each([
    [{ ...verified, VerifiedForSendingStatus: false }, "is not verified"],
    [{ ...verified, DkimAttributes: { Status: "PENDING" as const } }, "is verified, DKIM is PENDING"],
  ])("does not from %j", async (identity, words) => {
    aws.email.on(GetEmailIdentityCommand).resolves(identity);
    aws.email.on(GetConfigurationSetEventDestinationsCommand).resolves({ EventDestinations: [] });
    const [sender, reports] = await look(emailSendersCheck);
    expect(sender).toMatch(/^fail: bright-smile: /);
    expect(sender).toContain(words);
    expect(reports).toContain("reports nothing to the event bus");
  });

  it("does not from an identity that there is not, and the telephony stack makes what is missing of the rest", async () => {
    aws.email.onAnyCommand().rejects(NOT_FOUND);
    const [sender, reports] = await look(emailSendersCheck);
    expect(sender).toContain("brightsmile.example.com is no identity of SES");
    expect(reports).toMatch(/^warn: .* yet$/);
  });
});

describe("the account of text messages", () => {
  const account = (tier: string, EnforcedLimit: number, MaxLimit = EnforcedLimit) => {
    aws.sms
      .on(DescribeAccountAttributesCommand)
      .resolves({ AccountAttributes: [{ Name: "ACCOUNT_TIER", Value: tier }] });
    const limit = { Name: "TEXT_MESSAGE_MONTHLY_SPEND_LIMIT", EnforcedLimit, MaxLimit, Overridden: false } as const;
    aws.sms.on(DescribeSpendLimitsCommand).resolves({ SpendLimits: [limit] });
  };

  it("may send to everybody, for enough money a month", async () => {
    account("PRODUCTION", 50);
    expect(await look(smsAccountCheck)).toEqual([
      "ok: production access",
      "ok: $50 a month pays for about 946 leads ($0.053 each)",
    ]);
  });

  it("of a new account may send neither", async () => {
    account("SANDBOX", 1);
    expect(await look(smsAccountCheck)).toEqual([
      "fail: tier SANDBOX: only verified and simulator numbers get text messages",
      "fail: $1 a month pays for about 18 leads ($0.053 each)",
    ]);
  });

  it("needs its role for metrics", async () => {
    aws.iam
      .on(ListRolesCommand)
      .resolvesOnce({ Roles: [] })
      .resolves({ Roles: [{ RoleName: "r" } as never] });
    expect((await look(smsRoleCheck))[0]).toMatch(/^warn: no service-linked role/);
    expect((await look(smsRoleCheck))[0]).toMatch(/^ok: /);
  });
});

describe("a number", () => {
  const TOPIC = "arn:aws:sns:us-east-1:111122223333:inbound";
  const EVENTS = "arn:aws:sns:us-east-1:111122223333:events";
  const number = (changes: object = {}) => ({
    PhoneNumber: "+13125550111",
    PhoneNumberArn: "arn",
    Status: "ACTIVE",
    IsoCountryCode: "US",
    MessageType: "PROMOTIONAL",
    NumberCapabilities: ["SMS"],
    NumberType: "TEN_DLC",
    MonthlyLeasingPrice: "1.00",
    TwoWayEnabled: true,
    TwoWayChannelArn: TOPIC,
    SelfManagedOptOutsEnabled: true,
    OptOutListName: "bright-smile",
    DeletionProtectionEnabled: true,
    CreatedTimestamp: new Date(0),
    RegistrationId: "registration-1",
    ...changes,
  });
  const deployed = () =>
    contextOf({}, { stacks: ["Pipeline"], outputs: { InboundSmsTopicArn: TOPIC, SmsEventsTopicArn: EVENTS } });
  const registered = (RegistrationStatus: string) =>
    aws.sms.on(DescribeRegistrationsCommand).resolves({ Registrations: [{ RegistrationStatus } as never] });
  beforeEach(() => {
    aws.sms.on(DescribePhoneNumbersCommand).resolves({ PhoneNumbers: [number() as never] });
    aws.sms.on(DescribePoolsCommand).resolves({ Pools: [] });
    aws.sms.on(DescribeOptOutListsCommand).resolves({ OptOutLists: [{} as never] });
    const SnsDestination = { TopicArn: EVENTS };
    const EventDestinations = [{ EventDestinationName: "r", Enabled: true, MatchingEventTypes: [], SnsDestination }];
    aws.sms.on(DescribeConfigurationSetsCommand).resolves({ ConfigurationSets: [{ EventDestinations } as never] });
    registered("COMPLETE");
  });

  it("is active, registered, of the practice's type, brings replies and leaves opt-outs alone", async () => {
    const findings = await look(smsNumbersCheck, deployed());
    expect(findings.filter((line) => !line.startsWith("ok: bright-smile: "))).toEqual([]);
    expect(findings[0]).toContain("+13125550111 is active, PROMOTIONAL");
  });

  it.each([
    [{ PhoneNumber: "+13125550199" }, "+13125550111 is no number or pool of this account"],
    [{ Status: "PENDING" }, "is PENDING"],
    [{ MessageType: "TRANSACTIONAL" }, "registered for TRANSACTIONAL, sms.messageType is PROMOTIONAL"],
    [{ TwoWayEnabled: false }, "replies to +13125550111 do not come in"],
    [{ TwoWayChannelArn: "another topic" }, "replies to +13125550111 do not come in"],
    [{ SelfManagedOptOutsEnabled: false }, 'it takes "Cancel my 3pm" for an opt-out'],
  ])("is not as it must be with %j", async (changes, words) => {
    aws.sms.on(DescribePhoneNumbersCommand).resolves({ PhoneNumbers: [number(changes) as never] });
    const failed = (await look(smsNumbersCheck, deployed())).filter((line) => line.startsWith("fail: "));
    expect(failed).toEqual([expect.stringContaining(words)]);
  });

  it("that is toll-free leaves STOP to the carrier, and one of the simulator reaches nobody", async () => {
    const tollFree = number({ NumberType: "TOLL_FREE", SelfManagedOptOutsEnabled: false });
    aws.sms.on(DescribePhoneNumbersCommand).resolves({ PhoneNumbers: [tollFree as never] });
    expect((await look(smsNumbersCheck, deployed()))[0]).toMatch(/^ok: /);
    aws.sms.on(DescribePhoneNumbersCommand).resolves({ PhoneNumbers: [number({ NumberType: "SIMULATOR" }) as never] });
    expect((await look(smsNumbersCheck, deployed()))[0]).toMatch(/^warn: .*is a simulator/);
  });

  it("whose registration is under way sends nothing yet", async () => {
    registered("REVIEWING");
    expect((await look(smsNumbersCheck, deployed()))[0]).toBe(
      "fail: bright-smile: the TEN_DLC registration of +13125550111 is REVIEWING",
    );
  });

  it("has nowhere to bring replies before the first deployment, which is no failure yet", async () => {
    aws.sms.on(DescribePhoneNumbersCommand).resolves({ PhoneNumbers: [number({ TwoWayEnabled: false }) as never] });
    aws.sms.on(DescribeOptOutListsCommand).rejects(awsError("ResourceNotFoundException"));
    const findings = await look(smsNumbersCheck);
    expect(findings.slice(0, 2)).toEqual([
      "warn: bright-smile: replies to +13125550111 do not come in yet",
      expect.stringMatching(/^warn: bright-smile: there is no opt-out list .* yet$/),
    ]);
  });

  it("reports deliveries to this deployment", async () => {
    aws.sms.on(DescribeConfigurationSetsCommand).resolves({ ConfigurationSets: [{ EventDestinations: [] } as never] });
    expect((await look(smsNumbersCheck, deployed())).at(-1)).toMatch(/^fail: .*does not report to this deployment/);
  });
});

describe("calls", () => {
  const INSTANCE = "11111111-2222-3333-4444-555555555555";
  const active = {
    Id: INSTANCE,
    InstanceAlias: "bright",
    InstanceStatus: "ACTIVE",
    OutboundCallsEnabled: true,
  } as const;
  beforeEach(() => {
    aws.connect.on(DescribeInstanceCommand).resolves({ Instance: active });
    aws.connect
      .on(DescribeContactFlowCommand)
      .resolves({ ContactFlow: { Name: "outbound", State: "ACTIVE", Status: "PUBLISHED" } });
    aws.connect
      .on(ListPhoneNumbersV2Command)
      .resolves({ ListPhoneNumbersSummaryList: [{ PhoneNumber: "+13125550112" }] });
  });

  it("go out of an active instance, by a published flow, with a number of its own", async () => {
    expect(await look(callsCheck)).toEqual([
      `ok: ${INSTANCE}: bright is active and places calls`,
      "ok: bright-smile: the flow outbound is published",
      "ok: bright-smile: caller id +13125550112",
    ]);
  });

  it("need no instance where no practice places any", async () => {
    const context = contextOf({ practices: ["../sensitive-practice"], telephony: {} });
    expect(await look(callsCheck, context)).toEqual(["ok: no practice places automated calls: staff get call tasks"]);
    expect(await look(callQuotaCheck, context)).toEqual([]);
  });

  it.each([
    [{ ...active, InstanceStatus: "CREATION_FAILED" as const }, "the instance is CREATION_FAILED"],
    [{ ...active, OutboundCallsEnabled: false }, "the instance places no calls"],
  ])("do not go out of %j", async (Instance, words) => {
    aws.connect.on(DescribeInstanceCommand).resolves({ Instance });
    expect(await look(callsCheck)).toEqual([expect.stringContaining(words)]);
  });

  it("do not go out of an instance, by a flow or with a number that there is not", async () => {
    aws.connect.on(ListPhoneNumbersV2Command).resolves({ ListPhoneNumbersSummaryList: [] });
    aws.connect.on(DescribeContactFlowCommand).rejects(awsError("ResourceNotFoundException"));
    expect(await look(callsCheck)).toEqual([
      expect.stringMatching(/^ok: /),
      expect.stringMatching(/^warn: bright-smile: there is no flow/),
      expect.stringMatching(/^fail: bright-smile: \+13125550112 is not claimed/),
    ]);
    aws.connect.on(DescribeInstanceCommand).rejects(awsError("ResourceNotFoundException"));
    expect(await look(callsCheck)).toEqual([expect.stringMatching(/^fail: .*there is no such instance/)]);
  });

  it("are as many at a time as the quota of the instance says", async () => {
    const quota = (Value: number, ContextId = INSTANCE) => ({
      QuotaName: "Concurrent active calls per instance",
      Value,
      QuotaContext: { ContextId },
    });
    const quotas = aws.quotas.on(ListServiceQuotasCommand);
    quotas
      .resolvesOnce({ Quotas: [quota(99, "another"), quota(10)] })
      .resolvesOnce({ Quotas: [quota(2)] })
      .resolves({});
    expect(await look(callQuotaCheck)).toEqual(["ok: 10 calls at a time"]);
    expect(await look(callQuotaCheck)).toEqual(["warn: 2 calls at a time"]);
    expect(await look(callQuotaCheck)).toEqual(["unknown: no quota of that name"]);
  });
});

import { describe, expect, it } from "@jest/globals";
import type { Flow } from "./flows.ts";
import { inWords, onlyOf, propertiesOf, resourcesOf, synthesize, type Template } from "./templates.ts";

const { telephony, protectedStacks } = synthesize();
const INSTANCE = "arn:aws:connect:us-east-1:111122223333:instance/11111111-2222-3333-4444-555555555555";

/** A flow of a template; what it refers to is in words. */
function flowIn(template: Template, file: string): { flow: Flow; text: string; properties: Record<string, unknown> } {
  const [properties] = propertiesOf(template, "AWS::Connect::ContactFlow").filter(({ Name }) =>
    String(Name).endsWith(`-${file}`),
  );
  const text = inWords(properties?.Content);
  return { flow: JSON.parse(text) as Flow, text, properties: { ...properties } };
}

describe("the telephony stack", () => {
  it("cannot be deleted by mistake, and keeps opt-outs and identities when it is", () => {
    expect(protectedStacks).toContain("FirstTouchTelephony");
    const kept = Object.values(telephony.Resources).filter(
      ({ DeletionPolicy }) => DeletionPolicy === "RetainExceptOnCreate",
    );
    expect(kept.map(({ Type }) => Type).sort()).toEqual(["AWS::SES::EmailIdentity", "AWS::SMSVOICE::OptOutList"]);
  });

  it("gives no role anything, and makes none", () => {
    const types = Object.values(telephony.Resources).map(({ Type }) => Type);
    expect(types.filter((type) => type.startsWith("AWS::IAM::"))).toEqual([]);
  });

  it("is not made for a deployment that looks after nobody's numbers", () => {
    const nobody = synthesize({ telephony: {} });
    expect(nobody.telephony.Resources).toEqual({});
    expect(nobody.protectedStacks).not.toContain("FirstTouchTelephony");
  });
});

describe("text messages of a practice", () => {
  it("are reported to the pipeline, and leave for the United States only", () => {
    expect(onlyOf(telephony, "AWS::SMSVOICE::ConfigurationSet")).toMatchObject({
      ConfigurationSetName: "bright-smile-sms",
      EventDestinations: [{ Enabled: true, MatchingEventTypes: ["TEXT_ALL"] }],
      ProtectConfigurationId: { "Fn::GetAtt": [expect.stringContaining("UnitedStatesOnly"), "ProtectConfigurationId"] },
    });
    const { CountryRuleSet } = onlyOf(telephony, "AWS::SMSVOICE::ProtectConfiguration") as {
      CountryRuleSet: { SMS: { CountryCode: string; ProtectStatus: string }[] };
    };
    expect(new Set(CountryRuleSet.SMS.map(({ ProtectStatus }) => ProtectStatus))).toEqual(new Set(["BLOCK"]));
    const countries = CountryRuleSet.SMS.map(({ CountryCode }) => CountryCode);
    expect(countries).toEqual(expect.arrayContaining(["CA", "JM", "DO"]));
    expect(countries.filter((code) => ["US", "PR", "GU", "VI", "AS", "MP"].includes(code))).toEqual([]);
  });

  it("come from a pool of its registered numbers, whose replies reach the pipeline and whose opt-outs are ours to manage", () => {
    const pool = onlyOf(telephony, "AWS::SMSVOICE::Pool");
    expect(pool).toMatchObject({
      OptOutListName: "bright-smile",
      SelfManagedOptOutsEnabled: true,
      SharedRoutesEnabled: false,
      TwoWay: { Enabled: true },
    });
    expect((pool.OriginationIdentities as unknown[]).map(inWords)).toEqual([
      "arn:Partition:sms-voice:Region:AccountId:phone-number/phone-0123456789abcdef0123456789abcdef",
    ]);
    expect(inWords((pool.TwoWay as { ChannelArn: unknown }).ChannelArn)).toContain("InboundSmsTopic");
  });
});

describe("emails of a practice", () => {
  it("travel encrypted, and are reported to the account's own bus", () => {
    expect(onlyOf(telephony, "AWS::SES::ConfigurationSet")).toMatchObject({
      Name: "bright-smile-email",
      DeliveryOptions: { TlsPolicy: "REQUIRE" },
      ReputationOptions: { ReputationMetricsEnabled: true },
    });
    const { EventDestination } = onlyOf(telephony, "AWS::SES::ConfigurationSetEventDestination") as {
      EventDestination: { MatchingEventTypes: string[]; EventBridgeDestination: { EventBusArn: unknown } };
    };
    expect(EventDestination.MatchingEventTypes).toEqual([
      "bounce",
      "complaint",
      "delivery",
      "reject",
      "renderingFailure",
    ]);
    expect(inWords(EventDestination.EventBridgeDestination.EventBusArn)).toBe(
      "arn:Partition:events:Region:AccountId:event-bus/default",
    );
  });

  it("are kept back by our own ledger alone: the account's list would carry one practice's complaints to the others", () => {
    expect(onlyOf(telephony, "AWS::SES::ConfigurationSet").SuppressionOptions).toEqual({ SuppressedReasons: [] });
  });

  it("are signed by their domain, for which the outputs have the records", () => {
    expect(onlyOf(telephony, "AWS::SES::EmailIdentity")).toMatchObject({
      EmailIdentity: "brightsmile.example.com",
      FeedbackAttributes: { EmailForwardingEnabled: false },
    });
    expect(Object.keys(telephony.Outputs)).toEqual(
      expect.arrayContaining([1, 2, 3].map((n) => `BrightSmileDnsRecord${n}`)),
    );
  });
});

describe("calls of a practice", () => {
  it("are made with flows whose every reference is filled in", () => {
    for (const file of ["outbound", "inbound", "waiting"]) {
      const { text, properties } = flowIn(telephony, file);
      expect(text).not.toContain("${");
      expect(properties).toMatchObject({ InstanceArn: INSTANCE, State: "ACTIVE" });
      expect(properties.Type).toBe(file === "waiting" ? "CUSTOMER_QUEUE" : "CONTACT_FLOW");
    }
  });

  it("tell of keys and missed calls by the functions of the pipeline", () => {
    const functionsOf = (file: string) =>
      flowIn(telephony, file).flow.Actions.flatMap(({ Identifier, Parameters: { LambdaFunctionARN: arn } }) =>
        arn === undefined ? [] : [`${Identifier}: ${inWords(arn)}`],
      );
    expect(functionsOf("inbound")).toEqual([
      "AskForACallBack: ReceiveLeadFunction",
      "AskForACallBackAgain: ReceiveLeadFunction",
      "StopCalls: RecordCallOptOutFunction",
      "StopCallsAgain: RecordCallOptOutFunction",
    ]);
    expect(functionsOf("outbound")).toEqual(functionsOf("inbound"));
  });

  it("may call those functions from this instance only", () => {
    const permissions = propertiesOf(telephony, "AWS::Lambda::Permission");
    expect(permissions.map(({ FunctionName }) => inWords(FunctionName))).toEqual([
      "ReceiveLeadFunction",
      "RecordCallOptOutFunction",
    ]);
    for (const permission of permissions)
      expect(permission).toMatchObject({
        Principal: "connect.amazonaws.com",
        SourceArn: INSTANCE,
        SourceAccount: "111122223333",
      });
    const known = propertiesOf(telephony, "AWS::Connect::IntegrationAssociation").map(({ IntegrationArn }) =>
      inWords(IntegrationArn),
    );
    expect(known).toEqual(["ReceiveLeadFunction", "RecordCallOptOutFunction"]);
  });

  it("are put through in the practice's own hours, holidays apart", () => {
    const hours = onlyOf(telephony, "AWS::Connect::HoursOfOperation") as {
      TimeZone: string;
      Config: { Day: string; StartTime: { Hours: number }; EndTime: { Hours: number } }[];
      HoursOfOperationOverrides: Record<string, unknown>[];
    };
    expect(hours.TimeZone).toBe("America/Chicago");
    const wednesday = hours.Config.filter(({ Day }) => Day === "WEDNESDAY").map(({ StartTime, EndTime }) => [
      StartTime.Hours,
      EndTime.Hours,
    ]);
    expect(wednesday).toEqual([
      [8, 12],
      [13, 18],
    ]);
    expect(hours.Config.some(({ Day }) => Day === "SUNDAY")).toBe(false);
    expect(hours.HoursOfOperationOverrides.at(-1)).toEqual({
      OverrideName: "Closed 2027-12-25",
      OverrideType: "CLOSED",
      EffectiveFrom: "2027-12-25",
      EffectiveTill: "2027-12-25",
      OverrideConfig: [{ Day: "SATURDAY", StartTime: { Hours: 0, Minutes: 0 }, EndTime: { Hours: 23, Minutes: 59 } }],
    });
  });

  it("reach staff who are given the routing profile of its queue", () => {
    const profile = onlyOf(telephony, "AWS::Connect::RoutingProfile");
    expect(profile.MediaConcurrencies).toEqual([{ Channel: "VOICE", Concurrency: 1 }]);
    expect(resourcesOf(telephony, "AWS::Connect::Queue").size).toBe(1);
    expect(Object.keys(telephony.Outputs)).toEqual(
      expect.arrayContaining([
        "BrightSmileOutboundFlowId",
        "BrightSmileInboundFlowId",
        "BrightSmileRoutingProfileArn",
        "BrightSmileSmsPoolId",
      ]),
    );
  });
});

describe("two practices of a deployment", () => {
  it("share nothing that people are texted, mailed or called with", () => {
    const { telephony: both } = synthesize({
      practices: ["../practices", "../sensitive-practice"],
      telephony: { "bright-smile": {}, "harbor-house": {} },
    });
    for (const type of [
      "AWS::SMSVOICE::OptOutList",
      "AWS::SMSVOICE::ConfigurationSet",
      "AWS::SES::ConfigurationSet",
      "AWS::Connect::Queue",
    ])
      expect(propertiesOf(both, type)).toHaveLength(2);
    const flows = propertiesOf(both, "AWS::Connect::ContactFlow").filter(({ Name }) =>
      String(Name).includes("harbor-house"),
    );
    expect(flows).toHaveLength(3);
    for (const flow of flows) expect(JSON.stringify({ ...flow, Tags: [] })).not.toMatch(/bright-?smile/i);
  });
});

describe("a practice without a registered number, a domain or a Connect instance", () => {
  it("has the names that it sends under, and nothing that needs those", () => {
    const early = synthesize({ telephony: { "bright-smile": {} }, connectInstanceArn: undefined }).telephony;
    expect(
      Object.values(early.Resources)
        .map(({ Type }) => Type)
        .sort(),
    ).toEqual([
      "AWS::SES::ConfigurationSet",
      "AWS::SES::ConfigurationSetEventDestination",
      "AWS::SMSVOICE::ConfigurationSet",
      "AWS::SMSVOICE::OptOutList",
      "AWS::SMSVOICE::ProtectConfiguration",
    ]);
  });
});

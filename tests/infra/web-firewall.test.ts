import { describe, expect, it } from "@jest/globals";
import { MAX_BODY_BYTES, ROUTES } from "../../shared/contracts/routes.ts";
import { inWords, onlyOf, propertiesOf, synthesize } from "./templates.ts";

interface Rule {
  readonly Name: string;
  readonly Priority: number;
  readonly Action?: {
    readonly Block: { readonly CustomResponse: { ResponseCode: number; CustomResponseBodyKey: string } };
  };
  readonly OverrideAction?: object;
  readonly Statement: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly VisibilityConfig: Readonly<Record<string, unknown>>;
}

const { pipeline } = synthesize();
const acl = onlyOf(pipeline, "AWS::WAFv2::WebACL");
const rules = acl.Rules as readonly Rule[];
const ruleCalled = (name: string) => rules.find(({ Name }) => Name === name) as Rule;
const groupOf = (name: string) => ruleCalled(name).Statement.ManagedRuleGroupStatement ?? {};
const rateOf = (name: string) => ruleCalled(name).Statement.RateBasedStatement ?? {};

describe("the firewall", () => {
  it("stands before the stage of the API and lets in what no rule turns away", () => {
    expect(acl).toMatchObject({ Scope: "REGIONAL", DefaultAction: { Allow: {} } });
    const { ResourceArn, WebACLArn } = onlyOf(pipeline, "AWS::WAFv2::WebACLAssociation");
    expect(inWords(ResourceArn)).toMatch(/:\/restapis\/HttpApi\/stages\/HttpApiDeploymentStageapi$/);
    expect(inWords(WebACLArn)).toBe("FirewallWebAcl");
  });

  it("looks at sizes and rates first, which cost least, then at what AWS knows", () => {
    expect(rules.map(({ Name, Priority }) => [Name, Priority])).toEqual([
      ["BodyTooLarge", 0],
      ["AnyRequests", 1],
      ["LinkRequests", 2],
      ["BadAddresses", 3],
      ["KnownBadInputs", 4],
      ["Common", 5],
    ]);
  });

  it("refuses only bodies that the functions refuse anyway", () => {
    const { RegexString } = ruleCalled("BodyTooLarge").Statement.RegexMatchStatement ?? {};
    const tooLong = (bytes: number | string) => new RegExp(String(RegexString)).test(String(bytes));
    for (const bytes of [0, 8192, MAX_BODY_BYTES, 299_999, "00299999", "", "12, 14"])
      expect(tooLong(bytes)).toBe(false);
    for (const bytes of [300_000, 999_999, 1_000_000, 10_485_760, "0300000"]) expect(tooLong(bytes)).toBe(true);
  });

  it("lets one address post as much as the usage plan lets one key", () => {
    const { Throttle } = onlyOf(pipeline, "AWS::ApiGateway::UsagePlan");
    const { RateLimit } = Throttle as { RateLimit: number };
    expect(rateOf("AnyRequests")).toEqual({ AggregateKeyType: "IP", EvaluationWindowSec: 300, Limit: 300 * RateLimit });
  });

  it("counts links apart, by whatever is no part of the API", () => {
    const { ScopeDownStatement, Limit } = rateOf("LinkRequests");
    const { SearchString } = (
      ScopeDownStatement as { NotStatement: { Statement: { ByteMatchStatement: { SearchString: string } } } }
    ).NotStatement.Statement.ByteMatchStatement;
    const counted = ROUTES.filter(({ path }) => !path.includes(SearchString));
    expect(counted).toEqual(ROUTES.filter(({ roles }) => roles === "public"));
    expect(Limit).toBe(600);
  });

  it("keeps no lead out for what it says, how long it is, or where it was posted", () => {
    const counted = (groupOf("Common").RuleActionOverrides as { Name: string; ActionToUse: object }[]).filter(
      ({ ActionToUse }) => JSON.stringify(ActionToUse) === '{"Count":{}}',
    );
    expect(counted.map(({ Name }) => Name)).toEqual(
      expect.arrayContaining([
        "SizeRestrictions_BODY",
        "CrossSiteScripting_BODY",
        "GenericRFI_BODY",
        "GenericLFI_BODY",
      ]),
    );
    const exempt = JSON.stringify(groupOf("BadAddresses").ScopeDownStatement);
    expect([...exempt.matchAll(/"SearchString":"([^"]+)"/g)].map(([, text]) => text)).toEqual([
      "POST",
      "/v1/leads",
      "/v1/missed-calls",
      "/v1/bookings",
    ]);
    // There is no SQL here, and vendors are at hosting providers.
    const groups = rules.flatMap(({ Statement }) => Statement.ManagedRuleGroupStatement?.Name ?? []);
    expect(groups).toEqual([
      "AWSManagedRulesAmazonIpReputationList",
      "AWSManagedRulesKnownBadInputsRuleSet",
      "AWSManagedRulesCommonRuleSet",
    ]);
  });

  it("keeps nobody from a signed link that happens to look like the name of a file", () => {
    expect(groupOf("Common").RuleActionOverrides).toContainEqual({
      Name: "RestrictedExtensions_URIPATH",
      ActionToUse: { Count: {} },
    });
  });

  it("answers as the API does", () => {
    const bodies = acl.CustomResponseBodies as Record<string, { Content: string; ContentType: string }>;
    const answers = rules.flatMap(({ Action }) => (Action ? [Action.Block.CustomResponse] : []));
    for (const { ResponseCode, CustomResponseBodyKey } of answers) {
      const { Content = "{}", ContentType } = bodies[CustomResponseBodyKey] ?? {};
      const { status, code, type } = JSON.parse(Content);
      expect([status, type, ContentType]).toEqual([
        ResponseCode,
        `urn:first-touch:problem:${code}`,
        "APPLICATION_JSON",
      ]);
    }
    expect(answers.map(({ ResponseCode }) => ResponseCode)).toEqual([413, 429, 429]);
  });

  it("notes what it turned away without keys, cookies or paths, which are links that let somebody in", () => {
    const logging = onlyOf(pipeline, "AWS::WAFv2::LoggingConfiguration");
    expect(logging.RedactedFields).toEqual([
      ...["authorization", "cookie", "referer", "x-api-key"].map((Name) => ({ SingleHeader: { Name } })),
      { UriPath: {} },
      { QueryString: {} },
    ]);
    expect(logging.LoggingFilter).toMatchObject({ DefaultBehavior: "DROP" });
    const sampled = [acl as unknown as Rule, ...rules].map(({ VisibilityConfig }) => VisibilityConfig);
    for (const config of sampled)
      expect(config).toMatchObject({ CloudWatchMetricsEnabled: true, SampledRequestsEnabled: false });
  });

  it("keeps of its log what was turned away only: of what is counted, WAF would note words of a body", () => {
    const { LoggingFilter } = onlyOf(pipeline, "AWS::WAFv2::LoggingConfiguration");
    expect(LoggingFilter).toEqual({
      DefaultBehavior: "DROP",
      Filters: [{ Behavior: "KEEP", Requirement: "MEETS_ANY", Conditions: [{ ActionCondition: { Action: "BLOCK" } }] }],
    });
  });

  it("has a log of a name that WAF writes to, and that a stack of the same name can make again", () => {
    const named = propertiesOf(pipeline, "AWS::Logs::LogGroup").flatMap(({ LogGroupName }) => LogGroupName ?? []);
    const ofFirewall = named.map((name) => JSON.stringify(name)).filter((name) => name.includes("waf"));
    expect(ofFirewall).toEqual([
      expect.stringMatching(/^\{"Fn::Join":\["",\["aws-waf-logs-FirstTouchPipeline-",.*AWS::StackId/),
    ]);
  });
});

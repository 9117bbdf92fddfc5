import { ArnFormat, Aws, Fn, RemovalPolicy, Stack } from "aws-cdk-lib";
import type * as apigateway from "aws-cdk-lib/aws-apigateway";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as logs from "aws-cdk-lib/aws-logs";
import * as wafv2 from "aws-cdk-lib/aws-wafv2";
import { Construct } from "constructs";
import { problemBody } from "./gateway-problems.ts";
import { FIREWALL_RULES, type FirewallRule } from "./web-firewall-rules.ts";

/** What it answers, in the shape of the API's other errors; WAF calls it application/json and can call it nothing else. */
const ANSWERS = {
  "too-many": {
    status: 429,
    code: "too_many_requests",
    title: "Too many requests from this address; try again in some minutes.",
    headers: [{ name: "Retry-After", value: "60" }],
  },
  "too-large": { status: 413, code: "body_too_large", title: "The body is too large.", headers: [] },
} as const;
/** Headers that let somebody in, and one that says where a person came from. */
const SECRET_HEADERS = ["authorization", "cookie", "referer", "x-api-key"];

/** Properties of a `WebFirewall`. */
export interface WebFirewallProps {
  /** What it stands before. */
  readonly stage: apigateway.Stage;
  /** Encrypts its log. */
  readonly logKey: kms.IKey;
}

/** Stands before the API and turns away what no caller of ours sends. A lead that it turned away would be lost, so its rules rather let in. */
export class WebFirewall extends Construct {
  /** What its metrics go by, in the region of its stack. */
  readonly metricName: string;
  readonly stack: Stack;

  constructor(scope: Construct, id: string, { stage, logKey }: WebFirewallProps) {
    super(scope, id);
    this.stack = Stack.of(this);
    const { stackName } = this.stack;
    this.metricName = `${stackName}Firewall`;
    const webAcl = new wafv2.CfnWebACL(this, "WebAcl", {
      description: "First Touch: what stands before the API",
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      customResponseBodies: Object.fromEntries(
        Object.entries(ANSWERS).map(([key, answer]) => [
          key,
          { contentType: "APPLICATION_JSON", content: problemBody(answer) },
        ]),
      ),
      rules: FIREWALL_RULES.map(toRule),
      visibilityConfig: visibility(this.metricName),
    });
    const { attrArn: webAclArn } = webAcl;
    new wafv2.CfnWebACLAssociation(this, "Association", { resourceArn: stage.stageArn, webAclArn });
    const log = new logs.LogGroup(this, "Log", {
      // WAF writes to groups of such names only. The id of the stack is part of it, because the log outlives the stack: the next one of that
      // name needs another.
      logGroupName: `aws-waf-logs-${stackName}-${Fn.select(2, Fn.split("/", Aws.STACK_ID))}`,
      retention: logs.RetentionDays.ONE_YEAR,
      encryptionKey: logKey,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    new wafv2.CfnLoggingConfiguration(this, "Logging", {
      resourceArn: webAclArn,
      logDestinationConfigs: [arnOf(log)],
      // Bodies are never part of it. Paths are links that let somebody in.
      redactedFields: [
        ...SECRET_HEADERS.map((Name) => ({ singleHeader: { Name } })),
        { uriPath: {} },
        { queryString: {} },
      ],
      // What was let in is in the access log of the API; of what is only counted, WAF would note what of a body the rule found.
      loggingFilter: {
        DefaultBehavior: "DROP",
        Filters: [
          {
            Behavior: "KEEP",
            Requirement: "MEETS_ANY",
            Conditions: [{ ActionCondition: { Action: "BLOCK" } }],
          },
        ],
      },
    });
  }
}

function toRule({ name, statement, answer }: FirewallRule, priority: number): wafv2.CfnWebACL.RuleProperty {
  const common = { name, priority, statement, visibilityConfig: visibility(name) };
  // The groups of AWS turn away by themselves.
  if (answer === undefined) return { ...common, overrideAction: { none: {} } };
  const { status: responseCode, headers: responseHeaders } = ANSWERS[answer];
  const customResponse = {
    responseCode,
    customResponseBodyKey: answer,
    ...(responseHeaders.length > 0 ? { responseHeaders: [...responseHeaders] } : {}),
  };
  return { ...common, action: { block: { customResponse } } };
}

/** Counted, and no requests kept to look at: those would show headers and paths to whoever may open the console. */
function visibility(metricName: string): wafv2.CfnWebACL.VisibilityConfigProperty {
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false };
}

/** Without the `:*` at the end of the ARN that a log group gives, which WAF refuses. */
function arnOf(log: logs.LogGroup): string {
  const arnFormat = ArnFormat.COLON_RESOURCE_NAME;
  return Stack.of(log).formatArn({ service: "logs", resource: "log-group", resourceName: log.logGroupName, arnFormat });
}

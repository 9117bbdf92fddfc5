import { Duration } from "aws-cdk-lib";
import * as apigateway from "aws-cdk-lib/aws-apigateway";
import type * as cognito from "aws-cdk-lib/aws-cognito";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as logs from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { type Door, doorOf, isBrowserRoute, type Route } from "../../../shared/contracts/routes.ts";
import { API_SCOPE } from "../../../shared/contracts/token-claims.ts";
import { acknowledge, type Reasons } from "../compliance/acknowledge.ts";
import { apiName } from "./deployment-name.ts";
import { answerWithProblems } from "./gateway-problems.ts";
import type { NodeFunction } from "./node-function.ts";

/** Requests a second per API key; the intake is laid out for 50 leads a second (DESIGN §11). */
const RATE_LIMIT = 50;
const BURST_LIMIT = 100;

/** What the access log says: never a path with its parameters, a query, a header or where a request came from. */
const ACCESS_LOG = {
  requestId: "$context.requestId",
  time: "$context.requestTimeEpoch",
  route: "$context.httpMethod $context.resourcePath",
  status: "$context.status",
  latencyMs: "$context.responseLatency",
  integrationLatencyMs: "$context.integrationLatency",
  apiKeyId: "$context.identity.apiKeyId",
  errorType: "$context.error.responseType",
};

const VALIDATED =
  "Functions check bodies with schemas, and put a lead that cannot be worked into quarantine; what API Gateway refuses would be lost.";
const NO_EXECUTION_LOG =
  "Execution logs hold bodies, keys and paths of signed links; the access log says of each request what is needed, and none of these.";
const STAGE_FINDINGS: Reasons = {
  "AwsSolutions-APIG6": NO_EXECUTION_LOG,
  "HIPAA.Security-APIGWExecutionLoggingEnabled": NO_EXECUTION_LOG,
  "HIPAA.Security-APIGWCacheEnabledAndEncrypted":
    "Each answer is for one caller; kept ones would hold data of people and reach others.",
  "HIPAA.Security-APIGWSSLEnabled":
    "There are no servers behind it that could ask for a certificate: Lambda is called by IAM.",
  "HIPAA.Security-APIGWXrayEnabled": "Traces keep addresses of requests, which for signed links let somebody in.",
};
const KEYED =
  "Posts by vendors and forms: an API key with a usage plan, whose role and practices the function looks up; it can post, and read tests of its own alone.";
const SIGNED = "Opened from a message: the path is signed for one purpose and one lead, and the function checks it.";
/** Why routes have no authorizer, by their door. */
const METHOD_FINDINGS: Readonly<Record<Door, Reasons>> = {
  key: { "AwsSolutions-APIG4": KEYED, "AwsSolutions-COG4": KEYED },
  token: {},
  public: { "AwsSolutions-APIG4": SIGNED, "AwsSolutions-COG4": SIGNED },
};

/** Properties of a `LeadApi`. */
export interface LeadApiProps {
  readonly routes: readonly Route[];
  /** The function of each route, by its name. */
  readonly functions: ReadonlyMap<string, NodeFunction>;
  /** Who may hold an access token. */
  readonly users: cognito.IUserPool;
  /** Encrypts the access log. */
  readonly logKey: kms.IKey;
}

/**
 * The public API. Each route has the door that the route table gives it: an API key, an access token, or none, for links with a signature of
 * their own. Throttling, and problems for its own errors. Roles, practices, sizes and contents are checked in the functions.
 */
export class LeadApi extends Construct {
  readonly api: apigateway.RestApi;
  readonly usagePlan: apigateway.UsagePlan;
  readonly #functions: ReadonlyMap<string, NodeFunction>;

  constructor(scope: Construct, id: string, props: LeadApiProps) {
    super(scope, id);
    const { routes, functions, users, logKey } = props;
    this.#functions = functions;
    const accessLog = new logs.LogGroup(this, "AccessLog", {
      retention: logs.RetentionDays.ONE_YEAR,
      encryptionKey: logKey,
    });
    this.api = new apigateway.RestApi(this, "Api", {
      restApiName: apiName(this),
      description: "First Touch: leads in, timelines out",
      endpointTypes: [apigateway.EndpointType.REGIONAL],
      // Bodies arrive as base64, so that bytes that are no UTF-8 reach the check in the function unchanged.
      binaryMediaTypes: ["*/*"],
      // API Gateway writes access logs with one role per account and region.
      cloudWatchRole: true,
      deployOptions: {
        stageName: "api",
        accessLogDestination: new apigateway.LogGroupLogDestination(accessLog),
        accessLogFormat: apigateway.AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
        // Execution logs hold bodies and header values.
        loggingLevel: apigateway.MethodLoggingLevel.OFF,
        dataTraceEnabled: false,
        // For the routes without a key, which no usage plan throttles.
        throttlingRateLimit: RATE_LIMIT,
        throttlingBurstLimit: BURST_LIMIT,
      },
    });
    requireModernTls(this.api);
    acknowledge(this.api, { "AwsSolutions-APIG2": VALIDATED });
    acknowledge(this.api.deploymentStage, STAGE_FINDINGS);
    acknowledge(this.api.node.findChild("CloudWatchRole"), {
      "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]":
        "What API Gateway takes to write access logs; the setting is one of the account, so the policy is the one that every API of it needs.",
    });
    answerWithProblems(this.api);
    const authorizer = new apigateway.CognitoUserPoolsAuthorizer(this, "Token", {
      cognitoUserPools: [users],
      // Nothing is remembered: a token that has expired opens nothing.
      resultsCacheTtl: Duration.seconds(0),
    });
    for (const route of routes) this.#addRoute(route, authorizer);
    this.usagePlan = this.api.addUsagePlan("Callers", {
      description: "First Touch: everyone with an API key; the limits are those of each key",
      apiStages: [{ stage: this.api.deploymentStage }],
      throttle: { rateLimit: RATE_LIMIT, burstLimit: BURST_LIMIT },
    });
  }

  /** Where it is served, without a slash at the end. */
  get url(): string {
    return this.api.deploymentStage.urlForPath().replace(/\/$/, "");
  }

  #addRoute(route: Route, authorizer: apigateway.IAuthorizer): void {
    const { method, path, functionName } = route;
    const target = this.#functions.get(functionName);
    if (!target)
      throw new Error(`route ${method} ${path} names the function ${functionName}, which the stack lacks; add it`);
    const doors = {
      key: { apiKeyRequired: true },
      token: { authorizer, authorizationScopes: [API_SCOPE] },
      public: {},
    };
    const resource = this.api.root.resourceForPath(path);
    const integration = new apigateway.LambdaIntegration(target.function, {
      allowTestInvoke: false,
      timeout: Duration.seconds(29),
    });
    const door = doorOf(route);
    acknowledge(resource.addMethod(method, integration, doors[door]), METHOD_FINDINGS[door]);
    // A browser asks before it posts, without the key. The function knows the pages that may; API Gateway can name one page or all.
    if (!isBrowserRoute(route)) return;
    acknowledge(resource.addMethod("OPTIONS", integration), {
      "AwsSolutions-APIG4":
        "Browsers send no key when they ask whether a page may post; nothing is read or written for the answer.",
    });
  }
}

/** TLS 1.2 or newer; by default API Gateway takes 1.0. */
function requireModernTls(api: apigateway.RestApi): void {
  const resource = api.node.defaultChild as apigateway.CfnRestApi;
  resource.securityPolicy = apigateway.SecurityPolicy.TLS13_1_2_PQ_2025_09;
  resource.endpointAccessMode = apigateway.EndpointAccessMode.STRICT;
}

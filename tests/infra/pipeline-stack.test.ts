import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { FUNCTION_SIZES } from "../../infra/aws/stacks/function-sizes.ts";
import { doorOf, isBrowserRoute, ROUTES } from "../../shared/contracts/routes.ts";
import { CLAIM_LEASE_MS, PROVIDER_REQUEST_TIMEOUT_MS, TASK_TIMEOUT_SECONDS } from "../../shared/domain/timing.ts";
import { readDefinition, readDefinitionText, tasksOf } from "../statemachines/asl.ts";
import { constructId, inWords, onlyOf, propertiesOf, readable, resourcesOf, synthesize } from "./templates.ts";

const { pipeline, protectedStacks } = synthesize();
type Properties = ReturnType<typeof propertiesOf>[number];
const functions = new Map(
  propertiesOf(pipeline, "AWS::Lambda::Function").map((properties) => [
    String(properties.Description).replace("First Touch: ", ""),
    properties,
  ]),
);
const environmentOf = (properties: Properties) =>
  (properties.Environment as { Variables: Record<string, unknown> }).Variables;
const only = (type: string): Properties => onlyOf(pipeline, type);

/** Each state machine of the stack, its file, and who starts it. */
const machines = [
  {
    name: "FollowUp",
    file: "follow-up",
    variable: "FOLLOW_UP_STATE_MACHINE_ARN",
    starters: [
      "act-on-lead",
      "enroll-lead",
      "enroll-members",
      "plan-next-action",
      "receive-lead",
      "receive-sms",
      "record-bookings",
      "record-delivery",
      "record-disposition",
      "record-interest",
      "revive-runs",
    ],
  },
  {
    name: "LeadImport",
    file: "lead-import",
    variable: "LEAD_IMPORT_STATE_MACHINE_ARN",
    starters: ["start-import", "start-jobs"],
  },
  {
    name: "Reactivation",
    file: "reactivation",
    variable: "REACTIVATION_STATE_MACHINE_ARN",
    starters: ["start-jobs", "steer-campaign"],
  },
];

describe("the stacks", () => {
  it("cannot be deleted by mistake: executions that wait would hold up one, and leads are in the other", () => {
    expect(protectedStacks.sort()).toEqual(["FirstTouchData", "FirstTouchPipeline", "FirstTouchTelephony"]);
  });
});

describe("functions", () => {
  it("are all those in functions/, and no others", () => {
    const folders = readdirSync(new URL("../../functions/", import.meta.url), { withFileTypes: true });
    const names = folders.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    expect([...functions.keys()].sort()).toEqual(names.sort());
  });

  it.each([...functions])("%s runs on arm64 and Node 24, and logs no events", (name, properties) => {
    const size = FUNCTION_SIZES[name as keyof typeof FUNCTION_SIZES];
    expect(properties).toMatchObject({
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      Handler: "index.handler",
      MemorySize: size.memoryMb,
      Timeout: size.timeoutSeconds,
      Environment: { Variables: { POWERTOOLS_SERVICE_NAME: name, POWERTOOLS_LOGGER_LOG_EVENT: "false" } },
    });
    expect(properties).not.toHaveProperty("TracingConfig");
  });

  it.each([...functions])("%s gets the variables that its handler reads, and no others", (name, properties) => {
    const source = readFileSync(new URL(`../../functions/${name}/handler.ts`, import.meta.url), "utf8");
    const [, schema = ""] = /readEnv\(\s*z\.object\(\{([^}]+)\}/.exec(source) ?? [];
    const read = [...schema.matchAll(/(\w+):/g)].map(([, variable]) => variable);
    const given = Object.keys(environmentOf(properties)).filter((variable) => !variable.startsWith("POWERTOOLS_"));
    expect(given.sort()).toEqual(read.sort());
  });

  it("that claim a touch give up before the claim, and after the provider", () => {
    for (const name of ["send-sms", "send-email", "place-call", "alert-staff"] as const) {
      const timeoutMs = FUNCTION_SIZES[name].timeoutSeconds * 1000;
      expect(PROVIDER_REQUEST_TIMEOUT_MS).toBeLessThan(timeoutMs);
      expect(timeoutMs).toBeLessThan(CLAIM_LEASE_MS);
      expect(CLAIM_LEASE_MS).toBeLessThan(TASK_TIMEOUT_SECONDS * 1000);
    }
  });

  it("reserve no concurrency: an account may have no more than 10 in all", () => {
    for (const [, properties] of functions) expect(properties).not.toHaveProperty("ReservedConcurrentExecutions");
    const types = new Set(Object.values(pipeline.Resources).map(({ Type }) => Type));
    expect([...types].filter((type) => /Lambda::(Alias|Version)|ApplicationAutoScaling/.test(type))).toEqual([]);
    const mappings = propertiesOf(pipeline, "AWS::Lambda::EventSourceMapping");
    expect(mappings.map(({ ParallelizationFactor }) => ParallelizationFactor)).toEqual([1]);
  });

  it("keep their logs encrypted for a year, as all log groups do, also when the stack is gone", () => {
    const groups = propertiesOf(pipeline, "AWS::Logs::LogGroup");
    // One each, those of the API, the firewall and the state machines, and the one that archived events are replayed to.
    expect(groups.length).toBe(functions.size + 3 + machines.length);
    for (const group of groups) {
      expect(group).toMatchObject({ RetentionInDays: 365, KmsKeyId: expect.anything() });
    }
    const lost = [...resourcesOf(pipeline, "AWS::Logs::LogGroup")].filter(
      ([, { DeletionPolicy }]) => DeletionPolicy !== "Retain",
    );
    // What is in this one is in the archive of events, too.
    expect(lost.map(([name]) => name)).toEqual([expect.stringMatching(/^(Events)?Replayed/)]);
  });
});

describe("the API", () => {
  const resources = resourcesOf(pipeline, "AWS::ApiGateway::Resource");
  const pathOf = (id: unknown): string => {
    const resource = resources.get(readable(String((id as { Ref?: string }).Ref)));
    return resource ? `${pathOf(resource.Properties.ParentId)}/${resource.Properties.PathPart}` : "";
  };
  const methods = propertiesOf(pipeline, "AWS::ApiGateway::Method").map((properties) => ({
    route: `${properties.HttpMethod} ${pathOf(properties.ResourceId)}`,
    key: properties.ApiKeyRequired ?? false,
    authorization: properties.AuthorizationType,
    scopes: properties.AuthorizationScopes ?? [],
    integration: inWords((properties.Integration as { Uri: unknown }).Uri),
  }));
  const doors = {
    key: { key: true, authorization: "NONE", scopes: [] },
    token: { key: false, authorization: "COGNITO_USER_POOLS", scopes: ["first-touch/api"] },
    public: { key: false, authorization: "NONE", scopes: [] },
  };
  const integrationOf = (functionName: string) =>
    expect.stringContaining(`/functions/${constructId(functionName)}Function/`);

  it("has every route of the route table to its function, behind the door of the table", () => {
    const expected = ROUTES.map((route) => ({
      route: `${route.method} ${route.path}`,
      ...doors[doorOf(route)],
      integration: integrationOf(route.functionName),
    }));
    expect(methods).toEqual(expect.arrayContaining(expected));
    expect(new Set(ROUTES.map(doorOf)).size).toBe(3);
  });

  it("lets browsers ask the function before they post, without a key, and has no other method", () => {
    const others = methods.filter(({ route }) => route.startsWith("OPTIONS "));
    const expected = ROUTES.filter(isBrowserRoute).map(({ path, functionName }) => ({
      route: `OPTIONS ${path}`,
      ...doors.public,
      integration: integrationOf(functionName),
    }));
    expect(others).toEqual(expect.arrayContaining(expected));
    expect(others).toHaveLength(expected.length);
    expect(methods).toHaveLength(ROUTES.length + others.length);
  });

  it("takes tokens of the user pool in the data stack, and remembers none", () => {
    const { Type, ProviderARNs, IdentitySource, AuthorizerResultTtlInSeconds } = only("AWS::ApiGateway::Authorizer");
    expect([Type, (ProviderARNs as unknown[]).map(inWords), IdentitySource, AuthorizerResultTtlInSeconds]).toEqual([
      "COGNITO_USER_POOLS",
      ["UsersPool"],
      "method.request.header.Authorization",
      0,
    ]);
  });

  it("takes TLS 1.2 or newer, and hands bodies over byte by byte", () => {
    expect(only("AWS::ApiGateway::RestApi")).toMatchObject({
      BinaryMediaTypes: ["*/*"],
      EndpointConfiguration: { Types: ["REGIONAL"] },
      SecurityPolicy: expect.stringMatching(/^SecurityPolicy_TLS13_1_2_/),
      EndpointAccessMode: "STRICT",
    });
  });

  it("logs no path, query, header, body or address of a request", () => {
    const { MethodSettings, AccessLogSetting } = only("AWS::ApiGateway::Stage");
    expect(MethodSettings).toEqual([expect.objectContaining({ DataTraceEnabled: false, LoggingLevel: "OFF" })]);
    const { Format } = AccessLogSetting as { Format: string };
    const logged = [...Format.matchAll(/\$context\.([\w.]+)/g)].map(([, name]) => name);
    expect(logged).toEqual([
      "requestId",
      "requestTimeEpoch",
      "httpMethod",
      "resourcePath",
      "status",
      "responseLatency",
      "integrationLatency",
      "identity.apiKeyId",
      "error.responseType",
    ]);
  });

  it("throttles each key", () => {
    expect(only("AWS::ApiGateway::UsagePlan").Throttle).toEqual({ RateLimit: 50, BurstLimit: 100 });
    expect(only("AWS::ApiGateway::Stage").MethodSettings).toEqual([
      expect.objectContaining({ ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 }),
    ]);
  });

  it("answers its own errors as problems with a stable code, quoting nothing of the request", () => {
    const answers = propertiesOf(pipeline, "AWS::ApiGateway::GatewayResponse").map((properties) => {
      const template = (properties.ResponseTemplates as Record<string, string>)["application/json"] ?? "";
      const problem = JSON.parse(template);
      expect(properties.ResponseParameters).toMatchObject({
        "gatewayresponse.header.Content-Type": "'application/problem+json'",
      });
      expect(problem).toMatchObject({
        type: `urn:first-touch:problem:${problem.code}`,
        status: Number(properties.StatusCode),
        requestId: "$context.requestId",
      });
      expect(template.match(/\$[\w.]+/g)).toEqual(["$context.requestId"]);
      // Fixed headers would let in every page, or one.
      expect(JSON.stringify(properties.ResponseParameters)).not.toMatch(/access-control/i);
      return [properties.ResponseType, `${problem.status} ${problem.code}`];
    });
    expect(Object.fromEntries(answers)).toMatchObject({
      INVALID_API_KEY: "401 missing_api_key",
      UNAUTHORIZED: "401 invalid_token",
      EXPIRED_TOKEN: "401 invalid_token",
      MISSING_AUTHENTICATION_TOKEN: "404 route_not_found",
      REQUEST_TOO_LARGE: "413 body_too_large",
      THROTTLED: "429 too_many_requests",
      INTEGRATION_TIMEOUT: "503 try_again",
      DEFAULT_4XX: "400 bad_request",
      DEFAULT_5XX: "500 internal_error",
    });
  });
});

describe.each(machines)("the state machine $name", ({ name, file, variable, starters }) => {
  const machine =
    resourcesOf(pipeline, "AWS::StepFunctions::StateMachine").get(`${name}StateMachine`)?.Properties ?? {};

  it("is the file, with every placeholder filled by the function of that name", () => {
    expect(JSON.parse(String(machine.DefinitionString))).toEqual(JSON.parse(readDefinitionText(file)));
    const placeholders = [...readDefinitionText(file).matchAll(/\$\{(\w+)\}/g)].map(([, placeholder]) =>
      String(placeholder),
    );
    const filled = Object.entries(machine.DefinitionSubstitutions as object).map(([key, arn]) => [key, inWords(arn)]);
    expect(Object.fromEntries(filled)).toEqual(
      Object.fromEntries(placeholders.map((placeholder) => [placeholder, placeholder.replace(/Arn$/, "")])),
    );
  });

  it("is a standard one under our key that logs errors without state data", () => {
    expect(machine).toMatchObject({
      StateMachineType: "STANDARD",
      EncryptionConfiguration: { Type: "CUSTOMER_MANAGED_KMS_KEY" },
      LoggingConfiguration: { Level: "ERROR", IncludeExecutionData: false },
    });
  });

  it("has the name that the functions that start it were told", () => {
    const told = [...functions].flatMap(([fn, properties]) => {
      const arn = environmentOf(properties)[variable];
      return arn === undefined ? [] : [{ fn, arn: inWords(arn) }];
    });
    expect(told.map(({ fn }) => fn).sort()).toEqual(starters);
    for (const { arn } of told) expect(arn).toMatch(new RegExp(`:stateMachine:${machine.StateMachineName}$`));
  });

  it("gives its tasks more time than their functions have", () => {
    for (const [task, { TimeoutSeconds }] of tasksOf(readDefinition(file))) {
      const fn = task.replaceAll(/(?<!^)[A-Z]/g, "-$&").toLowerCase() as keyof typeof FUNCTION_SIZES;
      expect(FUNCTION_SIZES[fn].timeoutSeconds).toBeLessThan(TimeoutSeconds as number);
    }
  });
});

describe("outputs", () => {
  it("name what operators need next", () => {
    expect(Object.keys(pipeline.Outputs)).toEqual(
      expect.arrayContaining([
        "ApiUrl",
        "UsagePlanId",
        "EventBusName",
        "FollowUpStateMachineArn",
        "LeadImportStateMachineArn",
        "ReactivationStateMachineArn",
        "InboundSmsTopicArn",
        "SmsEventsTopicArn",
      ]),
    );
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { FUNCTION_SIZES } from "../../infra/aws/stacks/function-sizes.ts";
import { EVENT_SOURCE } from "../../shared/contracts/events.ts";
import { ROUTES } from "../../shared/contracts/routes.ts";
import { CLAIM_LEASE_MS, PROVIDER_REQUEST_TIMEOUT_MS, TASK_TIMEOUT_SECONDS } from "../../shared/domain/timing.ts";
import { readDefinitionText } from "../statemachines/asl.ts";
import { inWords, propertiesOf, readable, resourcesOf, synthesize } from "./templates.ts";

const { pipeline, protectedStacks } = synthesize();
type Properties = ReturnType<typeof propertiesOf>[number];
const rules = resourcesOf(pipeline, "AWS::Events::Rule");
const functions = new Map(
  propertiesOf(pipeline, "AWS::Lambda::Function").map((properties) => [
    String(properties.Description).replace("First Touch: ", ""),
    properties,
  ]),
);
const environmentOf = (properties: Properties) =>
  (properties.Environment as { Variables: Record<string, unknown> }).Variables;
const only = (type: string): Properties => {
  const [first, ...others] = propertiesOf(pipeline, type);
  if (!first || others.length > 0) throw new Error(`expected one ${type}, got ${others.length + (first ? 1 : 0)}`);
  return first;
};

/** Whether a record matches an event pattern made of equal values only. */
function matches(pattern: unknown, record: unknown): boolean {
  if (Array.isArray(pattern)) return pattern.includes(record);
  return Object.entries(pattern as object).every(([key, inner]) =>
    matches(inner, (record as Record<string, unknown> | undefined)?.[key]),
  );
}

describe("the stacks", () => {
  it("cannot be deleted by mistake: executions that wait would hold up one, and leads are in the other", () => {
    expect(protectedStacks.sort()).toEqual(["FirstTouchData", "FirstTouchPipeline"]);
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

  it("keep their logs encrypted for a year, as all log groups do", () => {
    const groups = propertiesOf(pipeline, "AWS::Logs::LogGroup");
    // One each, and those of the API and the state machine.
    expect(groups.length).toBe(functions.size + 2);
    for (const group of groups) {
      expect(group).toMatchObject({ RetentionInDays: 365, KmsKeyId: expect.anything() });
    }
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
    key: properties.ApiKeyRequired,
    integration: inWords((properties.Integration as { Uri: unknown }).Uri),
  }));

  it("has every route of the route table to its function, with an API key unless it is public", () => {
    const expected = ROUTES.map(({ method, path, functionName, roles }) => ({
      route: `${method} ${path}`,
      key: roles !== "public",
      integration: expect.stringContaining(
        `/functions/${functionName.replace(/(^|-)(\w)/g, (_, __, letter) => letter.toUpperCase())}Function/`,
      ),
    }));
    expect(methods).toEqual(expect.arrayContaining(expected));
    expect(methods).toHaveLength(ROUTES.length);
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
      return [properties.ResponseType, `${problem.status} ${problem.code}`];
    });
    expect(Object.fromEntries(answers)).toMatchObject({
      INVALID_API_KEY: "401 missing_api_key",
      MISSING_AUTHENTICATION_TOKEN: "404 route_not_found",
      REQUEST_TOO_LARGE: "413 body_too_large",
      THROTTLED: "429 too_many_requests",
      INTEGRATION_TIMEOUT: "503 try_again",
      DEFAULT_4XX: "400 bad_request",
      DEFAULT_5XX: "500 internal_error",
    });
  });
});

describe("the follow-up state machine", () => {
  const machine = only("AWS::StepFunctions::StateMachine");

  it("is the file, with every placeholder filled by the function of that name", () => {
    expect(JSON.parse(String(machine.DefinitionString))).toEqual(JSON.parse(readDefinitionText("follow-up")));
    const placeholders = [...readDefinitionText("follow-up").matchAll(/\$\{(\w+)\}/g)].map(([, name]) => String(name));
    const filled = Object.entries(machine.DefinitionSubstitutions as object).map(([name, arn]) => [name, inWords(arn)]);
    expect(Object.fromEntries(filled)).toEqual(
      Object.fromEntries(placeholders.map((name) => [name, name.replace(/Arn$/, "")])),
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
    const told = [...functions.values()].map((properties) => environmentOf(properties).FOLLOW_UP_STATE_MACHINE_ARN);
    const arns = told.filter(Boolean).map(inWords);
    // receive-lead, plan-next-action, revive-runs, enroll-lead, receive-sms, record-delivery
    expect(arns).toHaveLength(6);
    for (const arn of arns) expect(arn).toMatch(new RegExp(`:stateMachine:${machine.StateMachineName}$`));
  });
});

describe("the event flow", () => {
  const mapping = only("AWS::Lambda::EventSourceMapping");

  it("publishes events of leads and nothing else of the stream", () => {
    const { Filters } = mapping.FilterCriteria as { Filters: { Pattern: string }[] };
    const record = (eventName: string, entity: string) => ({
      eventName,
      dynamodb: { NewImage: { entity: { S: entity }, pk: { S: "P#bright-smile#LEAD#01JDZ3K8Q4T5V6W7X8Y9ZABCDE" } } },
    });
    const passes = (value: object) => Filters.some(({ Pattern }) => matches(JSON.parse(Pattern), value));
    expect(passes(record("INSERT", "event"))).toBe(true);
    expect(passes(record("INSERT", "lead"))).toBe(false);
    expect(passes(record("MODIFY", "event"))).toBe(false);
    expect(passes({ eventName: "REMOVE", dynamodb: {} })).toBe(false);
  });

  it("takes one batch of a shard at a time: more would publish the events of a lead out of order", () => {
    expect(mapping.ParallelizationFactor).toBe(1);
  });

  it("drops no event: failed records are retried for six hours, alone if need be, then noted in a queue", () => {
    expect(mapping).toMatchObject({
      StartingPosition: "TRIM_HORIZON",
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      MaximumRetryAttempts: -1,
      MaximumRecordAgeInSeconds: 6 * 60 * 60,
      DestinationConfig: { OnFailure: { Destination: expect.anything() } },
    });
  });

  it("keeps events for 35 days and hands each to record-metrics, or to a queue", () => {
    expect(only("AWS::Events::Archive")).toMatchObject({
      EventPattern: { source: [EVENT_SOURCE] },
      RetentionDays: 35,
    });
    const { EventPattern, Targets } = rules.get("EventsToRecordMetrics")?.Properties ?? {};
    expect(EventPattern).toEqual({ source: [EVENT_SOURCE] });
    expect(Targets).toMatchObject([{ DeadLetterConfig: expect.anything(), RetryPolicy: expect.anything() }]);
  });

  it("revives late runs every minute", () => {
    const { ScheduleExpression, State, Targets } = rules.get("EveryMinute")?.Properties ?? {};
    expect({ ScheduleExpression, State }).toEqual({ ScheduleExpression: "rate(1 minute)", State: "ENABLED" });
    const targets = (Targets as { Arn: unknown }[]).map(({ Arn }) => inWords(Arn));
    expect(targets).toEqual(["ReviveRunsFunction"]);
  });

  it("keeps failures for 14 days under the vault's key, whatever becomes of the stack", () => {
    const queues = [...resourcesOf(pipeline, "AWS::SQS::Queue").values()];
    expect(queues).toHaveLength(5);
    for (const queue of queues) {
      expect(queue).toMatchObject({ DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" });
      expect(queue.Properties.MessageRetentionPeriod).toBe(14 * 24 * 60 * 60);
      expect(inWords(queue.Properties.KmsMasterKeyId)).toBe("ContactsKey");
    }
  });
});

describe("what providers tell us", () => {
  const topics = resourcesOf(pipeline, "AWS::SNS::Topic");
  const subscriptions = propertiesOf(pipeline, "AWS::SNS::Subscription");
  const policies = propertiesOf(pipeline, "AWS::SNS::TopicPolicy").map((policy) => JSON.stringify(policy));

  it("comes in by topics under the vault's key, which End User Messaging of this account publishes to", () => {
    expect([...topics.keys()]).toEqual(["InboundSmsTopic", "SmsEventsTopic"]);
    for (const topic of topics.values()) expect(inWords(topic.Properties.KmsMasterKeyId)).toBe("ContactsKey");
    expect(policies).toHaveLength(2);
    for (const policy of policies) {
      expect(policy).toContain('"Principal":{"Service":"sms-voice.amazonaws.com"}');
      expect(policy).toContain('"aws:SourceAccount":{"Ref":"AWS::AccountId"}');
      expect(policy).toContain('"aws:SecureTransport":"false"');
    }
  });

  it("goes to its function, or to a queue", () => {
    expect(subscriptions.map(({ Endpoint }) => inWords(Endpoint)).sort()).toEqual([
      "ReceiveSmsFunction",
      "RecordDeliveryFunction",
    ]);
    for (const { RedrivePolicy } of subscriptions) expect(RedrivePolicy).toEqual(expect.anything());
  });

  it("reaches record-delivery from the default bus for emails, calls and texts", () => {
    const rule = rules.get("EventsToRecordDelivery")?.Properties ?? {};
    expect(rule.EventPattern).toEqual({ source: ["aws.connect", "aws.ses", "aws.sms-voice"] });
    expect(rule.EventBusName).toBeUndefined();
    expect(rule.Targets).toMatchObject([{ DeadLetterConfig: expect.anything() }]);
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
        "InboundSmsTopicArn",
        "SmsEventsTopicArn",
      ]),
    );
  });
});

import { describe, expect, it } from "@jest/globals";
import { EVENT_CONSUMERS } from "../../shared/contracts/event-consumers.ts";
import { EVENT_SOURCE } from "../../shared/contracts/events.ts";
import { FILE_PREFIXES } from "../../shared/contracts/file-keys.ts";
import { constructId, inWords, onlyOf, propertiesOf, resourcesOf, synthesize } from "./templates.ts";

const { pipeline } = synthesize();
const rules = resourcesOf(pipeline, "AWS::Events::Rule");
const only = (type: string) => onlyOf(pipeline, type);

/** Whether a record matches an event pattern made of equal values only. */
function matches(pattern: unknown, record: unknown): boolean {
  if (Array.isArray(pattern)) return pattern.includes(record);
  return Object.entries(pattern as object).every(([key, inner]) =>
    matches(inner, (record as Record<string, unknown> | undefined)?.[key]),
  );
}

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

  it("keeps events for 35 days", () => {
    expect(only("AWS::Events::Archive")).toMatchObject({
      EventPattern: { source: [EVENT_SOURCE] },
      RetentionDays: 35,
    });
  });

  it.each(EVENT_CONSUMERS)("hands $functionName the types that it asks for, or puts them into a queue", (consumer) => {
    const name = constructId(consumer.functionName);
    const { EventBusName, EventPattern, Targets } = rules.get(`EventsTo${name}`)?.Properties ?? {};
    expect(inWords(EventBusName)).toBe("EventsBus");
    expect(EventPattern).toEqual({ source: [EVENT_SOURCE], "detail-type": consumer.types });
    expect((Targets as { Arn: unknown }[]).map(({ Arn }) => inWords(Arn))).toEqual([`${name}Function`]);
    expect(Targets).toMatchObject([{ DeadLetterConfig: expect.anything(), RetryPolicy: expect.anything() }]);
  });

  it("hands start-import what is uploaded into the bucket, and no file that the pipeline writes itself", () => {
    const { EventBusName, EventPattern, Targets } = rules.get("EventsToStartImport")?.Properties ?? {};
    expect(EventBusName).toBeUndefined();
    const { detail, ...pattern } = EventPattern as { detail: { bucket: { name: unknown[] }; object: unknown } };
    expect(pattern).toEqual({ source: ["aws.s3"], "detail-type": ["Object Created"] });
    expect(detail.bucket.name.map(inWords)).toEqual(["ImportsBucket"]);
    expect(detail.object).toEqual({ key: [{ prefix: FILE_PREFIXES.uploads }] });
    expect((Targets as { Arn: unknown }[]).map(({ Arn }) => inWords(Arn))).toEqual(["StartImportFunction"]);
    expect(Targets).toMatchObject([{ DeadLetterConfig: expect.anything() }]);
  });

  it.each([
    ["revives late runs", "EveryMinute", "ReviveRunsFunction"],
    ["starts due imports and campaigns", "EveryMinuteForJobs", "StartJobsFunction"],
  ])("%s every minute", (_, rule, target) => {
    const { ScheduleExpression, State, Targets } = rules.get(rule)?.Properties ?? {};
    expect({ ScheduleExpression, State }).toEqual({ ScheduleExpression: "rate(1 minute)", State: "ENABLED" });
    const targets = (Targets as { Arn: unknown }[]).map(({ Arn }) => inWords(Arn));
    expect(targets).toEqual([target]);
  });

  it("keeps failures for 14 days under the vault's key, whatever becomes of the stack", () => {
    const queues = [...resourcesOf(pipeline, "AWS::SQS::Queue").values()];
    expect(queues).toHaveLength(13);
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

describe("a replay of the archive", () => {
  const replays = [...rules.values()].filter(({ Properties }) => JSON.stringify(Properties).includes("replay-name"));

  it("has a rule of its own that writes to an encrypted log group and calls no function", () => {
    const log = [...resourcesOf(pipeline, "AWS::Logs::LogGroup").values()].find(({ Properties }) =>
      JSON.stringify(Properties.LogGroupName ?? "").includes("/aws/events/"),
    );
    expect(replays.map(({ Properties }) => Properties)).toMatchObject([
      { EventPattern: { source: [EVENT_SOURCE], "replay-name": [{ exists: true }] }, Targets: [{ Id: "Log" }] },
    ]);
    expect(JSON.stringify(replays[0]?.Properties.Targets)).not.toContain("Function");
    expect(log?.Properties.KmsKeyId).toBeDefined();
  });

  it("is told to operators: where from, where to, and which rule", () => {
    const outputs = ["EventArchiveArn", "EventBusArn", "ReplayRuleArn", "ReplayedEventsLogGroupName"];
    expect(Object.keys(pipeline.Outputs)).toEqual(expect.arrayContaining(outputs));
  });
});

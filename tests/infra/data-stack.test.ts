import { describe, expect, it } from "@jest/globals";
import type * as z from "zod";
import { ENTITY_SCHEMAS } from "../../shared/adapters/dynamo/items.ts";
import { TABLE_OF } from "../../shared/adapters/dynamo/keys.ts";
import { keyRingFromSecret } from "../../shared/adapters/key-ring.ts";
import { FILE_PREFIXES, fileKeys } from "../../shared/contracts/file-keys.ts";
import { TABLES } from "../../shared/contracts/tables.ts";
import { type ImportId, PracticeIdSchema } from "../../shared/domain/ids.ts";
import type { EntityName } from "../../shared/ports/store.ts";
import { inWords, onlyOf, type Resource, resourcesOf, synthesize, type Template } from "./templates.ts";

const { data, pipeline } = synthesize();
const tables = resourcesOf(data, "AWS::DynamoDB::Table");
const keySchema = (keys: { partitionKey: string; sortKey: string }) => [
  { AttributeName: keys.partitionKey, KeyType: "HASH" },
  { AttributeName: keys.sortKey, KeyType: "RANGE" },
];

describe("both tables", () => {
  it.each([...tables])("%s survives mistakes and bills by request", (_, table) => {
    expect(table).toMatchObject({
      DeletionPolicy: "Retain",
      UpdateReplacePolicy: "Retain",
      Properties: {
        BillingMode: "PAY_PER_REQUEST",
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true, SSEType: "KMS" },
        KeySchema: keySchema(TABLES.lead),
      },
    });
  });

  it("are two", () => {
    expect([...tables.keys()].sort()).toEqual(["ContactsTable", "LeadsTable"]);
  });
});

describe("the lead table", () => {
  it("has the index, expiry and stream of the contract", () => {
    const { workIndex, timeToLiveAttribute, stream } = TABLES.lead;
    expect(tables.get("LeadsTable")?.Properties).toMatchObject({
      GlobalSecondaryIndexes: [
        { IndexName: workIndex.name, KeySchema: keySchema(workIndex), Projection: { ProjectionType: "KEYS_ONLY" } },
      ],
      TimeToLiveSpecification: { AttributeName: timeToLiveAttribute, Enabled: true },
      StreamSpecification: { StreamViewType: stream },
    });
  });
});

describe("the contact table", () => {
  it("has no index and no stream that could carry contact data elsewhere", () => {
    const properties = Object.keys(tables.get("ContactsTable")?.Properties ?? {});
    for (const absent of ["GlobalSecondaryIndexes", "StreamSpecification"]) {
      expect(properties).not.toContain(absent);
    }
  });

  it("expires what is quarantined and texts of numbers that are nobody's, and nothing else", () => {
    const vault = Object.entries(ENTITY_SCHEMAS).filter(([entity]) => TABLE_OF[entity as EntityName] === "contact");
    const expiring = vault.filter(([, schema]) => "expiresAt" in (schema as unknown as z.ZodObject).shape);
    expect(expiring.map(([entity]) => entity)).toEqual(["quarantine", "inboundText"]);
  });
});

const buckets = resourcesOf(data, "AWS::S3::Bucket");
/** The services that write into buckets by themselves. */
const WRITERS: Readonly<Record<string, readonly string[]>> = {
  ImportsAccessLog: ["logging.s3.amazonaws.com"],
  AuditRecords: ["cloudtrail.amazonaws.com"],
};

describe("the bucket of files", () => {
  const files = buckets.get("ImportsBucket")?.Properties ?? {};
  const policies = resourcesOf(data, "AWS::S3::BucketPolicy");
  const rulesOf = (bucket: Resource["Properties"]) =>
    (bucket.LifecycleConfiguration as { Rules: Record<string, unknown>[] }).Rules;

  it("is encrypted under the vault's key: files hold names, numbers and addresses", () => {
    const { ServerSideEncryptionConfiguration: rules } = files.BucketEncryption as {
      ServerSideEncryptionConfiguration: Record<string, Record<string, unknown>>[];
    };
    expect(rules).toHaveLength(1);
    const { SSEAlgorithm, KMSMasterKeyID } = rules[0]?.ServerSideEncryptionByDefault ?? {};
    expect([SSEAlgorithm, inWords(KMSMasterKeyID)]).toEqual(["aws:kms", "ContactsKey"]);
  });

  it("tells EventBridge of uploads by itself, without a function that may set notifications on every bucket", () => {
    expect(files.NotificationConfiguration).toEqual({ EventBridgeConfiguration: { EventBridgeEnabled: true } });
    expect(resourcesOf(data, "AWS::Lambda::Function").size).toBe(0);
  });

  it("keeps each kind of file for a week, and a day of what was replaced or never came as a whole", () => {
    const rules = rulesOf(files).map(({ Id, Status, ...rule }) => {
      expect(Status).toBe("Enabled");
      return rule;
    });
    expect(rules).toEqual([
      ...Object.values(FILE_PREFIXES).map((Prefix) => ({ Prefix, ExpirationInDays: 7 })),
      {
        NoncurrentVersionExpiration: { NoncurrentDays: 1 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
    ]);
    expect(files.VersioningConfiguration).toEqual({ Status: "Enabled" });
  });

  it("has a kind for every file that is stored", () => {
    const practiceId = PracticeIdSchema.parse("bright-smile");
    const importId = "01JDZ3K8Q4T5V6W7X8Y9ZABCDE" as ImportId;
    const keys = [
      fileKeys.upload(practiceId, importId),
      fileKeys.rejectedPart(practiceId, importId, 0),
      fileKeys.rejected(practiceId, importId),
      fileKeys.suppressions(practiceId, "token"),
    ];
    expect(keys.filter((key) => !Object.values(FILE_PREFIXES).some((prefix) => key.startsWith(prefix)))).toEqual([]);
  });

  it("notes every access in a bucket of its own, for a year", () => {
    const { DestinationBucketName } = files.LoggingConfiguration as { DestinationBucketName: unknown };
    expect(inWords(DestinationBucketName)).toBe("ImportsAccessLog");
    const log = buckets.get("ImportsAccessLog")?.Properties ?? {};
    expect(rulesOf(log)).toEqual([expect.objectContaining({ ExpirationInDays: 365, Status: "Enabled" })]);
    expect(log.VersioningConfiguration).toEqual({ Status: "Enabled" });
  });

  it.each([...buckets])(
    "%s is closed to everybody else, takes TLS 1.2 or newer, and outlives the stack",
    (name, bucket) => {
      expect(bucket).toMatchObject({
        DeletionPolicy: "Retain",
        UpdateReplacePolicy: "Retain",
        Properties: {
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
          OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
        },
      });
      expect(bucket.Properties).not.toHaveProperty("CorsConfiguration");
      const policy = (policies.get(`${name}Policy`) as Resource).Properties;
      const { Statement } = policy.PolicyDocument as { Statement: object[] };
      const denied = { Effect: "Deny", Action: "s3:*", Principal: { AWS: "*" } };
      expect(Statement).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ ...denied, Condition: { Bool: { "aws:SecureTransport": "false" } } }),
          expect.objectContaining({ ...denied, Condition: { NumericLessThan: { "s3:TlsVersion": 1.2 } } }),
        ]),
      );
      const allowed = Statement.filter((statement) => (statement as { Effect: string }).Effect === "Allow");
      // AWS itself writes the logs; nobody else is let in by a bucket.
      const writers = allowed.map((statement) => (statement as { Principal: { Service: string } }).Principal.Service);
      expect([...new Set(writers)]).toEqual(WRITERS[name] ?? []);
    },
  );
});

describe("the audit trail", () => {
  const { AdvancedEventSelectors, ...trail } = onlyOf(data, "AWS::CloudTrail::Trail");
  const records = buckets.get("AuditRecords")?.Properties ?? {};

  it("records every read and write of both tables and of the files", () => {
    const selected = (
      AdvancedEventSelectors as { FieldSelectors: { Equals?: unknown[]; StartsWith?: unknown[] }[] }[]
    ).map(({ FieldSelectors }) =>
      FieldSelectors.flatMap(({ Equals = [], StartsWith = [] }) => [...Equals, ...StartsWith]),
    );
    expect(selected.map((values) => values.map(inWords))).toEqual([
      ["Data", "AWS::DynamoDB::Table", "LeadsTable", "ContactsTable"],
      ["Data", "AWS::S3::Object", "ImportsBucket/"],
    ]);
    expect(trail).toMatchObject({ IsLogging: true, EnableLogFileValidation: true, TrailName: "FirstTouchDataAudit" });
    expect(inWords(trail.KMSKeyId)).toBe("LeadsKey");
  });

  it("keeps its records for six years, and lets nobody change them for one", () => {
    expect(records).toMatchObject({
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 365 } } },
      VersioningConfiguration: { Status: "Enabled" },
      LifecycleConfiguration: { Rules: [expect.objectContaining({ ExpirationInDays: 2192 })] },
    });
    const { DestinationBucketName } = records.LoggingConfiguration as { DestinationBucketName: unknown };
    expect(inWords(DestinationBucketName)).toBe("ImportsAccessLog");
  });

  it("alone may write them", () => {
    const statements = (policyOfKey: unknown) =>
      JSON.stringify(policyOfKey).match(/"aws:SourceArn":.*?trail\/FirstTouchDataAudit/g) ?? [];
    expect(statements(resourcesOf(data, "AWS::S3::BucketPolicy").get("AuditRecordsPolicy"))).toHaveLength(2);
    expect(statements(resourcesOf(data, "AWS::KMS::Key").get("LeadsKey"))).toHaveLength(1);
  });
});

describe("keys", () => {
  it("rotate, and outlive the stack", () => {
    const keys = [...resourcesOf(data, "AWS::KMS::Key").values()];
    expect(keys).toHaveLength(2);
    for (const key of keys)
      expect(key).toMatchObject({ DeletionPolicy: "Retain", Properties: { EnableKeyRotation: true } });
  });
});

describe("the key ring", () => {
  it("is read as generated, as version 1, and stays that when an operator adds a version", () => {
    const generated = `${"Ab3".repeat(21)}Z`;
    expect(generated).toHaveLength(64);
    const practiceId = PracticeIdSchema.parse("bright-smile");
    const pointKeys = (secret: string) => keyRingFromSecret(secret).pointKeys(practiceId, "phone", "+13125550142");
    const [first] = pointKeys(generated);
    expect(first).toMatch(/^v1:/);
    const versions = [
      { version: 1, key: generated },
      { version: 2, key: Buffer.alloc(32, 7).toString("base64") },
    ];
    expect(pointKeys(JSON.stringify({ versions }))).toEqual([expect.stringMatching(/^v2:/), first]);
  });

  it("is generated once and kept: any other generation would lose every suppression", () => {
    expect([...resourcesOf(data, "AWS::SecretsManager::Secret").values()]).toEqual([
      expect.objectContaining({
        DeletionPolicy: "Retain",
        UpdateReplacePolicy: "Retain",
        Properties: {
          Description: expect.any(String),
          GenerateSecretString: { ExcludePunctuation: true, IncludeSpace: false, PasswordLength: 64 },
          KmsKeyId: { "Fn::GetAtt": [expect.stringMatching(/^ContactsKey/), "Arn"] },
          // Of the example's deployment; another tag writes no new value.
          Tags: expect.any(Array),
        },
      }),
    ]);
  });
});

describe("a deployment that works on restored tables", () => {
  const streamArn = "arn:aws:dynamodb:us-east-1:111122223333:table/leads-restored/stream/2026-12-01T16:02:00.000";
  const restoredTables = { leads: { name: "leads-restored", streamArn }, contacts: { name: "contacts-restored" } };
  const restored = synthesize({ restoredTables });

  it("keeps its own tables as they are, and says which it works on", () => {
    expect([...resourcesOf(restored.data, "AWS::DynamoDB::Table")]).toEqual([...tables]);
    expect(restored.data.Outputs).toMatchObject({
      LeadTableName: { Value: "leads-restored" },
      ContactTableName: { Value: "contacts-restored" },
    });
  });

  it("can be deployed over the one before: nothing is taken from a stack that another one still imports", () => {
    const exportsOf = ({ Outputs }: Template) =>
      Object.values(Outputs).flatMap((output) => (output as { Export?: { Name: unknown } }).Export?.Name ?? []);
    expect(exportsOf(data).length).toBeGreaterThan(5);
    const silent = synthesize({ telephony: {}, connectInstanceArn: undefined });
    for (const [before, after] of [
      [data, restored.data],
      [pipeline, restored.pipeline],
      [data, silent.data],
      [pipeline, silent.pipeline],
    ] as const)
      expect(exportsOf(after)).toEqual(expect.arrayContaining(exportsOf(before)));
  });

  it("names them to every function, reads their stream, and lets no function reach another table", () => {
    const functions = [...resourcesOf(restored.pipeline, "AWS::Lambda::Function").values()];
    const variables = functions.map(({ Properties }) => JSON.stringify(Properties.Environment));
    const named = variables.filter((text) => text?.includes("LEAD_TABLE"));
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((text) => !text.includes('"LEAD_TABLE":"leads-restored"'))).toEqual([]);
    const sources = [...resourcesOf(restored.pipeline, "AWS::Lambda::EventSourceMapping").values()];
    expect(sources.map(({ Properties }) => Properties.EventSourceArn)).toContain(streamArn);
    const policies = JSON.stringify([...resourcesOf(restored.pipeline, "AWS::IAM::Policy").values()]);
    expect(policies).toContain("table/leads-restored");
    expect(policies).toContain("table/contacts-restored");
    expect(policies).not.toMatch(/(Leads|Contacts)Table/);
  });
});

import { describe, expect, it } from "@jest/globals";
import { keyRingFromSecret } from "../../shared/adapters/key-ring.ts";
import { TABLES } from "../../shared/contracts/tables.ts";
import { PracticeIdSchema } from "../../shared/domain/ids.ts";
import { resourcesOf, synthesize } from "./templates.ts";

const { data } = synthesize();
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
  it("has no index, no expiry and no stream that could carry contact data elsewhere", () => {
    const properties = Object.keys(tables.get("ContactsTable")?.Properties ?? {});
    for (const absent of ["GlobalSecondaryIndexes", "TimeToLiveSpecification", "StreamSpecification"]) {
      expect(properties).not.toContain(absent);
    }
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
        },
      }),
    ]);
  });
});

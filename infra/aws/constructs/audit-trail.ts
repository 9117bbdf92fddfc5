import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import * as cloudtrail from "aws-cdk-lib/aws-cloudtrail";
import type * as dynamodb from "aws-cdk-lib/aws-dynamodb";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as s3 from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { acknowledge } from "../compliance/acknowledge.ts";

/** As long as HIPAA wants documentation kept (45 CFR 164.316(b)(2)(i)): six years and a day for each leap year. */
const KEPT_FOR = Duration.days(6 * 365 + 2);
/** Nobody looks at older records but after an incident. */
const AT_HAND_FOR = Duration.days(90);
/** Records cannot be changed or deleted for so long without a right that nobody has by default. */
const LOCKED_FOR = Duration.days(365);
const TLS_VERSION = 1.2;

/** Properties of an `AuditTrail`. */
export interface AuditTrailProps {
  readonly tables: readonly dynamodb.ITable[];
  readonly bucket: s3.Bucket;
  /** Where access to `bucket` is logged; so is access to the records. */
  readonly accessLog: s3.Bucket;
  /** Encrypts the records. They name items and files by their keys, which hold no contact data. */
  readonly encryptionKey: kms.Key;
}

/**
 * Who read or wrote which item and which file, by whatever way: 45 CFR 164.312(b). What was done with the account itself, keys included, is in
 * the trail that the account must have (npm run doctor).
 */
export class AuditTrail extends Construct {
  constructor(scope: Construct, id: string, { tables, bucket, accessLog, encryptionKey }: AuditTrailProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const trailName = `${stack.stackName}Audit`;
    const trailArn = stack.formatArn({ service: "cloudtrail", resource: "trail", resourceName: trailName });
    const records = new s3.Bucket(this, "Records", {
      encryption: s3.BucketEncryption.KMS,
      encryptionKey,
      bucketKeyEnabled: true,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: TLS_VERSION,
      versioned: true,
      objectLockDefaultRetention: s3.ObjectLockRetention.governance(LOCKED_FOR),
      serverAccessLogsBucket: accessLog,
      serverAccessLogsPrefix: "audit/",
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [
        {
          id: "expire",
          expiration: KEPT_FOR,
          noncurrentVersionExpiration: LOCKED_FOR,
          transitions: [{ storageClass: s3.StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: AT_HAND_FOR }],
        },
      ],
    });
    letWrite(records, encryptionKey, trailArn);
    const trail = new cloudtrail.CfnTrail(this, "Trail", {
      trailName,
      isLogging: true,
      s3BucketName: records.bucketName,
      kmsKeyId: encryptionKey.keyArn,
      enableLogFileValidation: true,
      // Data events are those of the region.
      isMultiRegionTrail: false,
      includeGlobalServiceEvents: false,
      advancedEventSelectors: [
        dataEvents(
          "Items",
          "AWS::DynamoDB::Table",
          "equalTo",
          tables.map(({ tableArn }) => tableArn),
        ),
        dataEvents("Files", "AWS::S3::Object", "startsWith", [bucket.arnForObjects("")]),
      ],
    });
    // CloudTrail tries to write as soon as it is made.
    if (records.policy) trail.node.addDependency(records.policy);
    acknowledge(trail, {
      "HIPAA.Security-CloudTrailCloudWatchLogsEnabled":
        "The records are evidence, looked at after an incident; a second copy would be no harder to change, and cost as much as the first.",
    });
    acknowledge(records, {
      "HIPAA.Security-S3BucketReplicationEnabled": "The records are locked against change and deletion where they are.",
    });
  }
}

/** Only this trail may write there, and use the key for it. */
function letWrite(records: s3.Bucket, key: kms.Key, trailArn: string): void {
  const principals = [new iam.ServicePrincipal("cloudtrail.amazonaws.com")];
  const conditions = { StringEquals: { "aws:SourceArn": trailArn } };
  const { account } = Stack.of(records);
  records.addToResourcePolicy(
    new iam.PolicyStatement({ principals, conditions, actions: ["s3:GetBucketAcl"], resources: [records.bucketArn] }),
  );
  records.addToResourcePolicy(
    new iam.PolicyStatement({
      principals,
      conditions,
      actions: ["s3:PutObject"],
      resources: [records.arnForObjects(`AWSLogs/${account}/*`)],
    }),
  );
  key.addToResourcePolicy(
    new iam.PolicyStatement({
      principals,
      conditions,
      actions: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"],
      resources: ["*"],
    }),
  );
}

function dataEvents(
  name: string,
  type: string,
  operator: "equalTo" | "startsWith",
  arns: string[],
): cloudtrail.CfnTrail.AdvancedEventSelectorProperty {
  return {
    name,
    fieldSelectors: [
      { field: "eventCategory", equalTo: ["Data"] },
      { field: "resources.type", equalTo: [type] },
      { field: "resources.ARN", [operator]: arns },
    ],
  };
}

import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as s3 from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { FILE_PREFIXES } from "../../../shared/contracts/file-keys.ts";
import { acknowledge, policyOf, wildcard } from "../compliance/acknowledge.ts";
import { allowKeyThrough } from "./key-grants.ts";

/** Files are for one import or one look; who needs one later asks again. */
const KEPT_FOR = Duration.days(7);
/** What was replaced or never came as a whole is of no use to anybody. */
const REMAINS_FOR = Duration.days(1);
/** As long as every other log of the pipeline. */
const LOGS_FOR = Duration.days(365);
const TLS_VERSION = 1.2;

/** Properties of an `ImportBucket`. */
export interface ImportBucketProps {
  /** Encrypts what is stored: names, numbers and addresses of people. */
  readonly encryptionKey: kms.IKey;
}

/**
 * Files on their way in and out: uploaded lists, the rows of them that were rejected, exported suppressions. They are uploaded by signed links
 * and plain HTTP clients, never by a page in a browser, so there is no CORS. Outlives its stack, because CloudFormation deletes no bucket that
 * holds something; it empties itself.
 */
export class ImportBucket extends Construct {
  readonly bucket: s3.Bucket;
  /** Who opened what. */
  readonly accessLog: s3.Bucket;
  readonly #key: kms.IKey;

  constructor(scope: Construct, id: string, { encryptionKey }: ImportBucketProps) {
    super(scope, id);
    this.#key = encryptionKey;
    const closed = {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: TLS_VERSION,
      removalPolicy: RemovalPolicy.RETAIN,
      versioned: true,
    };
    this.accessLog = new s3.Bucket(this, "AccessLog", {
      ...closed,
      // The logs of S3 can be delivered to no bucket under a key of ours. They name files, which are called by ids.
      encryption: s3.BucketEncryption.S3_MANAGED,
      lifecycleRules: [
        {
          id: "expire",
          expiration: LOGS_FOR,
          noncurrentVersionExpiration: LOGS_FOR,
          abortIncompleteMultipartUploadAfter: REMAINS_FOR,
        },
      ],
    });
    acknowledge(this.accessLog, {
      "HIPAA.Security-S3BucketReplicationEnabled":
        "It tells who opened which file, and is no part of what must be restored.",
      "HIPAA.Security-S3DefaultEncryptionKMS": "S3 delivers its access logs to no bucket under a key of ours.",
    });
    this.bucket = new s3.Bucket(this, "Bucket", {
      ...closed,
      encryption: s3.BucketEncryption.KMS,
      encryptionKey,
      // One call of KMS for many files.
      bucketKeyEnabled: true,
      serverAccessLogsBucket: this.accessLog,
      lifecycleRules: [
        ...Object.entries(FILE_PREFIXES).map(([name, prefix]) => ({ id: name, prefix, expiration: KEPT_FOR })),
        { id: "remains", noncurrentVersionExpiration: REMAINS_FOR, abortIncompleteMultipartUploadAfter: REMAINS_FOR },
      ],
    });
    acknowledge(this.bucket, {
      "HIPAA.Security-S3BucketReplicationEnabled":
        "Files pass through and are gone after a week; a copy elsewhere would keep names and numbers longer than anybody needs them.",
    });
    // CDK's own switch for this brings a function along that sets it, with a role that may set it on every bucket.
    (this.bucket.node.defaultChild as s3.CfnBucket).notificationConfiguration = {
      eventBridgeConfiguration: { eventBridgeEnabled: true },
    };
  }

  /** Signs links by which others upload a file. */
  grantPresignUpload(role: iam.Role): void {
    this.#allow(role, ["s3:PutObject"], FILE_PREFIXES.uploads);
  }

  /** Reads uploaded files, and learns that one is not there. */
  grantReadUploads(role: iam.Role): void {
    this.#allow(role, ["s3:GetObject"], FILE_PREFIXES.uploads);
    this.#allowToMiss(role);
  }

  /** Writes the rows that it rejects, part by part, and joins the parts. */
  grantWriteRejected(role: iam.Role): void {
    this.#allow(role, ["s3:GetObject", "s3:PutObject"], FILE_PREFIXES.rejected);
  }

  /** Signs links by which others get rejected rows, if there are any. */
  grantPresignRejected(role: iam.Role): void {
    this.#allow(role, ["s3:GetObject"], FILE_PREFIXES.rejected);
    this.#allowToMiss(role);
  }

  /** Writes exported lists, and signs links by which others get them. */
  grantExport(role: iam.Role): void {
    this.#allow(role, ["s3:GetObject", "s3:PutObject"], FILE_PREFIXES.exports);
  }

  #allow(role: iam.Role, actions: readonly ("s3:GetObject" | "s3:PutObject")[], prefix: string): void {
    const resources = [this.bucket.arnForObjects(`${prefix}*`)];
    role.addToPolicy(new iam.PolicyStatement({ actions: [...actions], resources }));
    acknowledge(policyOf(role), {
      [wildcard(`${this.#exportedArn}/${prefix}*`)]: "Files of one kind, which are named by ids, or at random.",
    });
    const keyActions = { "s3:GetObject": "kms:Decrypt", "s3:PutObject": "kms:GenerateDataKey" };
    allowKeyThrough(
      role,
      this.#key,
      "s3",
      actions.map((action) => keyActions[action]),
    );
  }

  /** What other stacks import the ARN by. */
  get #exportedArn(): string {
    const stack = Stack.of(this);
    return stack.resolve(stack.exportValue(this.bucket.bucketArn))["Fn::ImportValue"];
  }

  /** Without this, S3 answers 403 for what does not exist. Keys hold ids only. */
  #allowToMiss(role: iam.Role): void {
    role.addToPolicy(new iam.PolicyStatement({ actions: ["s3:ListBucket"], resources: [this.bucket.bucketArn] }));
  }
}

import { Aws, RemovalPolicy } from "aws-cdk-lib";
import type * as dynamodb from "aws-cdk-lib/aws-dynamodb";
import * as iam from "aws-cdk-lib/aws-iam";
import * as kms from "aws-cdk-lib/aws-kms";
import type * as secretsmanager from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import { TABLES } from "../../../shared/contracts/tables.ts";
import { keepExports } from "./kept-exports.ts";
import { allowKeyThrough, READ_KEY_ACTIONS, SEND_KEY_ACTIONS, WRITE_KEY_ACTIONS } from "./key-grants.ts";
import { keyRingSecret } from "./key-ring-secret.ts";
import { protectedTable, type RestoredTable, restoredTable } from "./protected-table.ts";

/** The vault: contact data, inquiries and messages, the key ring that hides them elsewhere, and the key over all of it. */
export class ContactVault extends Construct {
  readonly table: dynamodb.ITable;
  readonly key: kms.Key;
  readonly keyRing: secretsmanager.Secret;

  constructor(scope: Construct, id: string, restored?: RestoredTable) {
    super(scope, id);
    this.key = new kms.Key(this, "Key", {
      description: "First Touch: contact data",
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // EventBridge and SNS put what they could not deliver into dead-letter queues under this key; End User Messaging publishes
    // what people wrote to topics under it.
    this.key.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: ["events", "sns", "sms-voice"].map((name) => new iam.ServicePrincipal(`${name}.amazonaws.com`)),
        actions: [...SEND_KEY_ACTIONS],
        resources: ["*"],
        conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
      }),
    );
    const own = protectedTable(this, this.key, TABLES.contact);
    keepExports(this, [own.tableName, own.tableArn]);
    this.table = restored === undefined ? own : restoredTable(this, this.key, restored);
    this.keyRing = keyRingSecret(this, this.key);
  }

  /** Reads contacts and commits vault entities: for functions that talk to a person, and no others. No query, scan or deletion. */
  grantTalkToPeople(role: iam.Role): void {
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:PutItem"],
        resources: [this.table.tableArn],
      }),
    );
    allowKeyThrough(role, this.key, "dynamodb", WRITE_KEY_ACTIONS);
  }

  /** Reads contacts and writes nothing: for a function that shows them to a person who may see them. No query or scan. */
  grantReadContacts(role: iam.Role): void {
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ["dynamodb:BatchGetItem", "dynamodb:GetItem"],
        resources: [this.table.tableArn],
      }),
    );
    allowKeyThrough(role, this.key, "dynamodb", READ_KEY_ACTIONS);
  }

  /** Writes the erased form over what is known of a person; as everywhere, no query, scan or deletion. */
  grantErasePeople(role: iam.Role): void {
    this.grantTalkToPeople(role);
  }

  /** Reads the key ring, to recognise contact points. */
  grantRecognisePeople(role: iam.Role): void {
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ["secretsmanager:GetSecretValue"],
        resources: [this.keyRing.secretArn],
      }),
    );
    allowKeyThrough(role, this.key, "secretsmanager", READ_KEY_ACTIONS);
  }
}

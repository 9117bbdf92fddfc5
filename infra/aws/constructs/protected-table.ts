import { RemovalPolicy } from "aws-cdk-lib";
import * as dynamodb from "aws-cdk-lib/aws-dynamodb";
import type * as kms from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import type { TableDefinition } from "../../../shared/contracts/tables.ts";
import { acknowledge } from "../compliance/acknowledge.ts";

/**
 * A table that survives mistakes: encrypted under the given key, restorable to any second of 35 days, not deleted with its
 * stack. `Table`, not `TableV2`: that one becomes a global table, which the emulator cannot deploy.
 */
export function protectedTable(scope: Construct, encryptionKey: kms.IKey, definition: TableDefinition): dynamodb.Table {
  const { workIndex, timeToLiveAttribute, stream } = definition;
  const table = new dynamodb.Table(scope, "Table", {
    ...keySchema(definition),
    billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
    encryption: dynamodb.TableEncryption.CUSTOMER_MANAGED,
    encryptionKey,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
    ...(timeToLiveAttribute ? { timeToLiveAttribute } : {}),
    ...(stream ? { stream: dynamodb.StreamViewType[stream] } : {}),
  });
  acknowledge(table, {
    "HIPAA.Security-DynamoDBInBackupPlan":
      "Restorable to any second of 35 days, and for 35 days after a deletion; older copies would keep what people had erased.",
  });
  if (workIndex) {
    table.addGlobalSecondaryIndex({
      indexName: workIndex.name,
      ...keySchema(workIndex),
      projectionType: dynamodb.ProjectionType.KEYS_ONLY,
    });
  }
  return table;
}

/** A table that was restored, and that a deployment works on instead of its own; it is not in the stack (docs/restore.md). */
export interface RestoredTable {
  readonly name: string;
  /** Of the stream that was turned on after the restore: a restored table has none. */
  readonly streamArn?: string | undefined;
}

/** A restored table, under the key that its original is under. */
export function restoredTable(
  scope: Construct,
  encryptionKey: kms.IKey,
  { name, streamArn }: RestoredTable,
): dynamodb.ITable {
  return dynamodb.Table.fromTableAttributes(scope, "RestoredTable", {
    tableName: name,
    encryptionKey,
    ...(streamArn === undefined ? {} : { tableStreamArn: streamArn }),
  });
}

function keySchema(keys: { readonly partitionKey: string; readonly sortKey: string }) {
  return {
    partitionKey: { name: keys.partitionKey, type: dynamodb.AttributeType.STRING },
    sortKey: { name: keys.sortKey, type: dynamodb.AttributeType.STRING },
  };
}

import { randomUUID } from "node:crypto";
import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { FirstTouchError } from "../../domain/errors.ts";
import type {
  CampaignQueries,
  Commit,
  CommitResult,
  DeskQueries,
  EntityName,
  LeadQueries,
  PersonQueries,
  ReadMany,
  Ref,
  ReportQueries,
  Store,
  WorkQueue,
} from "../../ports/store.ts";
import { batchGet } from "./batch-get.ts";
import { createCampaignQueries } from "./campaign-queries.ts";
import { checkCommit } from "./check-commit.ts";
import { sharedDocumentClient } from "./client.ts";
import { createDeskQueries } from "./desk-queries.ts";
import { isConflict, orUnavailable } from "./failures.ts";
import { entityOf, type Item, itemOf, itemOfEvent } from "./items.ts";
import { keyOf, keyOfRef, TABLE_OF } from "./keys.ts";
import { createPersonQueries } from "./person-queries.ts";
import { createLeadQueries } from "./queries.ts";
import { queryTable } from "./query.ts";
import { createReportQueries } from "./report-queries.ts";

/** Where the store keeps its items. */
export interface DynamoStoreConfig {
  readonly leadTable: string;
  /** Left out by functions that must not reach the vault: using one of its entities then throws. */
  readonly contactTable?: string | undefined;
  /** @default the shared client of this process */
  readonly client?: DynamoDBDocumentClient | undefined;
}

/** Makes the store over both DynamoDB tables. */
export function createDynamoStore(
  config: DynamoStoreConfig,
): Store & LeadQueries & CampaignQueries & DeskQueries & PersonQueries & WorkQueue & ReportQueries {
  const { leadTable, contactTable, client = sharedDocumentClient() } = config;

  function tableOf(entity: EntityName): string {
    const table = TABLE_OF[entity] === "lead" ? leadTable : contactTable;
    if (table !== undefined) return table;
    throw new FirstTouchError("ContactTableMissing", `got no contact table, which ${entity} needs; name and grant it`, {
      code: "contact_table_missing",
      retryable: false,
    });
  }

  const query = queryTable(client, leadTable);
  return {
    ...createLeadQueries(query),
    ...createCampaignQueries(query),
    ...createDeskQueries(query),
    ...createPersonQueries(query),
    ...createReportQueries(query),

    async read(entity, key) {
      const get = new GetCommand({ TableName: tableOf(entity), Key: { ...keyOf(entity, key) }, ConsistentRead: true });
      const { Item } = await orUnavailable(() => client.send(get));
      return Item && entityOf(entity, Item);
    },

    // Each entity is read consistently, but not all at one moment. That is enough: whatever is written afterwards names
    // the versions that were read; a transactional read costs double and fails while a write is under way.
    async readMany<const R extends readonly Ref[]>(refs: R) {
      const addresses = refs.map((ref) => ({ table: tableOf(ref.entity), key: keyOfRef(ref) }));
      const items = await orUnavailable(() => batchGet(client, addresses));
      return refs.map(({ entity }, i) => items[i] && entityOf(entity, items[i])) as ReadMany<R>;
    },

    async commit(commit: Commit): Promise<CommitResult> {
      const puts = commit.puts.map((put) => ({
        table: tableOf(put.entity),
        item: itemOf(put),
        expected: put.expected,
      }));
      const events = commit.events.map((event) => ({
        table: leadTable,
        item: itemOfEvent(event),
        expected: "absent" as const,
      }));
      const writes = [...puts, ...events];
      checkCommit(
        commit,
        writes.map(({ item }) => item),
      );
      const request = new TransactWriteCommand({
        // One token per call: an SDK retry after a lost answer gets the answer of the first try, while a second call with
        // the same content is judged anew. Once the token is forgotten (10 minutes, longer than any retry) a retry would
        // meet its own write and answer "conflict"; the caller re-reads and finds its work done.
        ClientRequestToken: randomUUID(),
        TransactItems: writes.map(({ table, item, expected }) => putIf(table, item, expected)),
      });
      try {
        await orUnavailable(() => client.send(request), isConflict);
        return "committed";
      } catch (error) {
        if (isConflict(error)) return "conflict";
        throw error;
      }
    },
  };
}

function putIf(table: string, item: Item, expected: number | "absent") {
  if (expected === "absent") {
    return { Put: { TableName: table, Item: item, ConditionExpression: "attribute_not_exists(pk)" } };
  }
  return {
    Put: {
      TableName: table,
      Item: item,
      ConditionExpression: "#version = :expected",
      ExpressionAttributeNames: { "#version": "version" },
      ExpressionAttributeValues: { ":expected": expected },
    },
  };
}

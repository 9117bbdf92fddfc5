import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { StoreUnavailable } from "../../domain/errors.ts";
import type { ItemKey } from "./keys.ts";

/** An item of one of the tables. */
export interface Address {
  readonly table: string;
  readonly key: ItemKey;
}

/** Most keys in one BatchGetItem. */
const MAX_KEYS = 100;
/** Rounds for keys that DynamoDB left unprocessed, and the pause before the second, ms; it doubles each time. */
const ROUNDS = 5;
const PAUSE_MS = 20;

const text = (table: string, { pk, sk }: ItemKey) => `${table} ${pk} ${sk}`;

/** Reads items consistently, in the order asked; undefined where there is none. */
export async function batchGet(
  client: DynamoDBDocumentClient,
  addresses: readonly Address[],
): Promise<(Record<string, unknown> | undefined)[]> {
  // DynamoDB refuses a batch that names a key twice.
  const different = [...new Map(addresses.map((one) => [text(one.table, one.key), one])).values()];
  const batches = Array.from({ length: Math.ceil(different.length / MAX_KEYS) }, (_, i) =>
    different.slice(i * MAX_KEYS, (i + 1) * MAX_KEYS),
  );
  const found = new Map((await Promise.all(batches.map((batch) => readBatch(client, batch)))).flat());
  return addresses.map(({ table, key }) => found.get(text(table, key)));
}

type Request = Record<string, { Keys: Record<string, unknown>[]; ConsistentRead: boolean }>;

async function readBatch(client: DynamoDBDocumentClient, batch: readonly Address[]) {
  const found: [string, Record<string, unknown>][] = [];
  let wanted: Request = {};
  for (const { table, key } of batch) {
    wanted[table] ??= { Keys: [], ConsistentRead: true };
    wanted[table].Keys.push({ ...key });
  }
  for (let round = 0; round < ROUNDS; round++) {
    if (round > 0) await new Promise((done) => setTimeout(done, PAUSE_MS * 2 ** (round - 1)));
    const { Responses, UnprocessedKeys } = await client.send(new BatchGetCommand({ RequestItems: wanted }));
    for (const [table, items] of Object.entries(Responses ?? {})) {
      for (const item of items) found.push([text(table, item as ItemKey & typeof item), item]);
    }
    wanted = (UnprocessedKeys ?? {}) as Request;
    if (Object.keys(wanted).length === 0) return found;
  }
  throw new StoreUnavailable("unprocessed_keys");
}

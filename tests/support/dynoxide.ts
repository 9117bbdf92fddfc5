import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll } from "@jest/globals";
import { createTables, type TableNames } from "../../infra/local/create-tables.ts";
import { type Dynoxide, startDynoxide } from "../../infra/local/dynoxide.ts";
import { createDocumentClient } from "../../shared/adapters/dynamo/client.ts";

/** Two empty tables and a client for them. */
export interface FreshTables extends TableNames {
  readonly client: DynamoDBDocumentClient;
}

/** Starts the embedded database once for a test file; each call of the answered function makes two new tables in it. */
export function useDynoxide(): () => Promise<FreshTables> {
  let database: Dynoxide | undefined;
  let client: DynamoDBDocumentClient | undefined;
  let count = 0;

  beforeAll(async () => {
    database = await startDynoxide();
    client = createDocumentClient({
      endpoint: database.endpoint,
      region: "us-east-1",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    });
  });
  afterAll(async () => {
    client?.destroy();
    await database?.stop();
  });

  return async () => {
    if (!database || !client)
      throw new Error("the database starts before the first test; ask for tables inside a test");
    // The process id keeps test files apart that share one server (DYNAMODB_ENDPOINT).
    const suffix = `${process.pid}-${Date.now()}-${count++}`;
    const names = { leadTable: `lead-${suffix}`, contactTable: `contact-${suffix}` };
    await createTables(database.endpoint, names, { streams: false });
    return { ...names, client };
  };
}

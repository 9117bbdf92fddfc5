import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** DynamoDB answers in milliseconds: a connection or an answer this late is lost, and another try is the faster way, ms. */
const CONNECTION_TIMEOUT_MS = 1_000;
const REQUEST_TIMEOUT_MS = 2_000;
/** Reads repeat safely, and so do transactions under their request token. */
const MAX_ATTEMPTS = 4;

let shared: DynamoDBDocumentClient | undefined;

/** Where a client that is not configured by the environment connects to. */
export type DocumentClientOptions = Pick<DynamoDBClientConfig, "endpoint" | "region" | "credentials">;

/** Makes a document client tuned for latency. */
export function createDocumentClient(options: DocumentClientOptions = {}): DynamoDBDocumentClient {
  const client = new DynamoDBClient({
    ...options,
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      // Without this the SDK only warns.
      throwOnRequestTimeout: true,
    },
  });
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

/** The client of this process, configured by the environment: one connection pool for all adapters of a function. */
export function sharedDocumentClient(): DynamoDBDocumentClient {
  shared ??= createDocumentClient();
  return shared;
}

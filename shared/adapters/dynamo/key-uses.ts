import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { KeyUses } from "../../ports/index.ts";
import { sharedDocumentClient } from "./client.ts";
import { orUnavailable } from "./failures.ts";
import { keyUseKey } from "./keys.ts";
import { STORED_FORMS } from "./schema-versions.ts";
import type { SettingsTable } from "./settings.ts";

/** Whoever posts waits for it, ms; DynamoDB takes a few. */
const TIMEOUT_MS = 300;
/** How long the counts of a day are kept: this month of last year can be compared, and a little more, seconds. */
const KEPT_SECONDS = 400 * 86_400;

/** Counts what keys are used for: one item per key and day, which is added to in place and never read here. */
export function createKeyUses({ leadTable, client = sharedDocumentClient() }: SettingsTable): KeyUses {
  return {
    async count(apiKeyId, outcome, at) {
      const update = new UpdateCommand({
        TableName: leadTable,
        Key: { ...keyUseKey(apiKeyId, new Date(at).toISOString().slice(0, "YYYY-MM-DD".length)) },
        UpdateExpression:
          "ADD #outcome :one SET lastUsedAt = :at, entity = :entity, schemaVersion = :v, expiresAt = :end",
        ExpressionAttributeNames: { "#outcome": outcome },
        ExpressionAttributeValues: {
          ":one": 1,
          ":at": at,
          ":entity": "keyUse",
          ":v": STORED_FORMS.current("keyUse"),
          ":end": Math.floor(at / 1_000) + KEPT_SECONDS,
        },
      });
      await orUnavailable(() => client.send(update, { abortSignal: AbortSignal.timeout(TIMEOUT_MS) }));
    },
  };
}

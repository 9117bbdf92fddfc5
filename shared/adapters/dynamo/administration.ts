import { isDeepStrictEqual } from "node:util";
import { PutCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { type PracticeConfig, PracticeConfigSchema, type PublishedPractice } from "../../contracts/practice.ts";
import { StoreUnavailable } from "../../domain/errors.ts";
import type { PracticeId } from "../../domain/ids.ts";
import type { Access } from "../../ports/index.ts";
import { sharedDocumentClient } from "./client.ts";
import { isConflict, orUnavailable } from "./failures.ts";
import { type ItemKey, settingKeys } from "./keys.ts";
import { createPracticeConfigs } from "./practice-configs.ts";
import { AccessSchema, type Sending, SendingSchema, type SettingsTable, settingItem } from "./settings.ts";

/** Tries against other publishers of the same practice. */
const PUBLISH_TRIES = 5;

/**
 * Publishes a configuration as the next version, or answers the current one when it says the same. Throws a ZodError on
 * a configuration that does not fit, `StoreUnavailable` when others kept publishing.
 */
export async function publishPractice(table: SettingsTable, practice: PracticeConfig): Promise<PublishedPractice> {
  const config = PracticeConfigSchema.parse(practice);
  for (let tries = 0; tries < PUBLISH_TRIES; tries++) {
    // Nothing is cached yet in a new reader.
    const current = await createPracticeConfigs(table).current(config.practiceId);
    if (current && isDeepStrictEqual(current.config, config)) return current;
    const published = { version: (current?.version ?? 0) + 1, config };
    if (await publish(table, published, current?.version)) return published;
  }
  throw new StoreUnavailable("conflict");
}

/** Writes a version and points to it; false when another publisher was faster. */
async function publish(table: SettingsTable, { version, config }: PublishedPractice, current: number | undefined) {
  const { leadTable, client = sharedDocumentClient() } = table;
  const { practiceId } = config;
  const ifAbsent = { ConditionExpression: "attribute_not_exists(pk)" };
  const ifCurrent = {
    ConditionExpression: "#version = :current",
    ExpressionAttributeNames: { "#version": "version" },
    ExpressionAttributeValues: { ":current": current },
  };
  const versionItem = settingItem(settingKeys.configVersion(practiceId, version), "config", { version, config });
  const pointerItem = settingItem(settingKeys.currentConfig(practiceId), "currentConfig", { version });
  const request = new TransactWriteCommand({
    TransactItems: [
      { Put: { TableName: leadTable, Item: versionItem, ...ifAbsent } },
      { Put: { TableName: leadTable, Item: pointerItem, ...(current === undefined ? ifAbsent : ifCurrent) } },
    ],
  });
  try {
    await orUnavailable(() => client.send(request), isConflict);
    return true;
  } catch (error) {
    if (isConflict(error)) return false;
    throw error;
  }
}

async function put(table: SettingsTable, key: ItemKey, entity: string, value: object): Promise<void> {
  const { leadTable, client = sharedDocumentClient() } = table;
  await orUnavailable(() =>
    client.send(new PutCommand({ TableName: leadTable, Item: settingItem(key, entity, value) })),
  );
}

/** Says what the holder of an API key may do; functions learn of it within a minute. */
export async function putAccessKey(table: SettingsTable, apiKeyId: string, access: Access): Promise<void> {
  await put(table, settingKeys.access(apiKeyId), "access", AccessSchema.parse(access));
}

/** Sets the kill switch of one practice, or of the whole deployment; it holds for the next send. */
export async function setSendingMode(
  table: SettingsTable,
  scope: { practiceId: PracticeId } | "deployment",
  sending: Sending,
): Promise<void> {
  const key = scope === "deployment" ? settingKeys.deploymentSending : settingKeys.practiceSending(scope.practiceId);
  await put(table, key, "sending", SendingSchema.parse(sending));
}

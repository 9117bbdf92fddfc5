import { isDeepStrictEqual } from "node:util";
import { PutCommand, TransactWriteCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { TableSchema } from "../../contracts/names.ts";
import type { PracticeConfig, PublishedPractice } from "../../contracts/practice.ts";
import { PracticeConfigSchema } from "../../contracts/practice-checks/index.ts";
import { smsNumbers } from "../../contracts/practice-checks/own-numbers.ts";
import { FirstTouchError, StoreUnavailable } from "../../domain/errors.ts";
import type { PracticeId } from "../../domain/ids.ts";
import type { IntakeKey } from "../../ports/index.ts";
import { sharedDocumentClient } from "./client.ts";
import { isConflict, orUnavailable } from "./failures.ts";
import { ACCESS_QUEUE, type ItemKey, settingKeys } from "./keys.ts";
import { createPracticeConfigs } from "./practice-configs.ts";
import { createPracticeNumbers, NumberOwnerSchema } from "./practice-numbers.ts";
import { AccessSchema, type Sending, SendingSchema, type SettingsTable, settingItem } from "./settings.ts";

/** Tries against other publishers of the same practice. */
const PUBLISH_TRIES = 5;

/** Numbers of a configuration belong to another practice, whose replies and opt-outs would go astray. */
export class NumbersTaken extends FirstTouchError {
  constructor(taken: readonly string[]) {
    const message = `got ${taken.join(", ")}; expected numbers that belong to no other practice`;
    super("NumbersTaken", message, { code: "numbers_taken", retryable: false });
  }
}

/**
 * Publishes a configuration as the next version, or answers the current one when it says the same, and keeps its numbers for the
 * practice. Throws a ZodError on a configuration that does not fit, `NumbersTaken` when another practice has one of the
 * numbers, and `StoreUnavailable` when others kept publishing.
 */
export async function publishPractice(table: SettingsTable, practice: PracticeConfig): Promise<PublishedPractice> {
  const config = PracticeConfigSchema.parse(practice);
  for (let tries = 0; tries < PUBLISH_TRIES; tries++) {
    // Nothing is cached yet in a new reader.
    const current = await createPracticeConfigs(table).current(config.practiceId);
    const isCurrent = current !== undefined && isDeepStrictEqual(current.config, config);
    const published = isCurrent ? current : { version: (current?.version ?? 0) + 1, config };
    const writes = isCurrent ? [] : versionWrites(table, published, current?.version);
    if (await write(table, [...writes, ...numberWrites(table, config)])) return published;
    const taken = await takenNumbers(table, config);
    if (taken.length > 0) throw new NumbersTaken(taken);
  }
  throw new StoreUnavailable("conflict");
}

type Writes = NonNullable<TransactWriteCommandInput["TransactItems"]>;
const IF_ABSENT = { ConditionExpression: "attribute_not_exists(pk)" };

/** Writes a version and points to it, unless another publisher was faster. */
function versionWrites(
  { leadTable }: SettingsTable,
  { version, config }: PublishedPractice,
  current: number | undefined,
): Writes {
  const { practiceId } = config;
  const ifCurrent = {
    ConditionExpression: "#version = :current",
    ExpressionAttributeNames: { "#version": "version" },
    ExpressionAttributeValues: { ":current": current },
  };
  const versionItem = settingItem(settingKeys.configVersion(practiceId, version), "config", { version, config });
  const pointerItem = settingItem(settingKeys.currentConfig(practiceId), "currentConfig", { version });
  return [
    { Put: { TableName: leadTable, Item: versionItem, ...IF_ABSENT } },
    { Put: { TableName: leadTable, Item: pointerItem, ...(current === undefined ? IF_ABSENT : ifCurrent) } },
  ];
}

/** Keeps the numbers that people text for the practice. They stay its own when it uses them no more: runs under way still do. */
function numberWrites({ leadTable }: SettingsTable, config: PracticeConfig): Writes {
  const { practiceId } = config;
  return smsNumbers(config).map((number) => ({
    Put: {
      TableName: leadTable,
      Item: settingItem(settingKeys.number(number), "number", NumberOwnerSchema.parse({ practiceId })),
      ConditionExpression: "attribute_not_exists(pk) OR practiceId = :owner",
      ExpressionAttributeValues: { ":owner": practiceId },
    },
  }));
}

async function takenNumbers(table: SettingsTable, config: PracticeConfig): Promise<string[]> {
  const numbers = createPracticeNumbers(table);
  const owned = await Promise.all(
    smsNumbers(config).map(async (number) => ({ number, owner: await numbers.practiceOf(number) })),
  );
  return owned
    .filter(({ owner }) => owner !== undefined && owner !== config.practiceId)
    .map(({ number, owner }) => `${number} of ${owner}`);
}

/** Writes all of it; false when something was not as expected. */
async function write({ client = sharedDocumentClient() }: SettingsTable, writes: Writes): Promise<boolean> {
  if (writes.length === 0) return true;
  try {
    await orUnavailable(() => client.send(new TransactWriteCommand({ TransactItems: writes })), isConflict);
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

/** Says what the holder of an API key may do, and lists it; functions learn of it within a minute. */
export async function putAccessKey(table: SettingsTable, apiKeyId: string, access: IntakeKey): Promise<void> {
  const { workIndex } = TableSchema;
  const listed = { [workIndex.partitionKey]: ACCESS_QUEUE, [workIndex.sortKey]: apiKeyId };
  await put(table, settingKeys.access(apiKeyId), "access", { ...AccessSchema.parse(access), ...listed });
}

/** Sets the kill switch of one practice, or of the whole deployment; it holds for the next send, and for this table alone. */
export async function setSendingMode(
  table: SettingsTable,
  scope: { practiceId: PracticeId } | "deployment",
  sending: Omit<Sending, "table">,
): Promise<void> {
  const key = scope === "deployment" ? settingKeys.deploymentSending : settingKeys.practiceSending(scope.practiceId);
  await put(table, key, "sending", SendingSchema.parse({ ...sending, table: table.leadTable }));
}

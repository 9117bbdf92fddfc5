import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { AccessKeys, Clock } from "../../ports/index.ts";
import { systemClock } from "../system-clock.ts";
import { cached } from "./cache.ts";
import { sharedDocumentClient } from "./client.ts";
import { orUnavailable } from "./failures.ts";
import { settingKeys } from "./keys.ts";
import { AccessSchema, type SettingsTable, settingOf } from "./settings.ts";

/** How long a revoked key may still work, ms. */
const KNOWN_TTL_MS = 60_000;
/** How long a new key may still be refused, ms; also what an unknown one costs at most: a read every ten seconds. */
const UNKNOWN_TTL_MS = 10_000;

/** Looks up who an API key belongs to. */
export function createAccessKeys(config: SettingsTable & { readonly clock?: Clock }): AccessKeys {
  const { leadTable, client = sharedDocumentClient(), clock = systemClock } = config;
  const find = cached(
    clock,
    async (apiKeyId) => {
      const get = new GetCommand({ TableName: leadTable, Key: { ...settingKeys.access(apiKeyId) } });
      const { Item } = await orUnavailable(() => client.send(get));
      return Item && settingOf(AccessSchema, Item);
    },
    (access) => (access ? KNOWN_TTL_MS : UNKNOWN_TTL_MS),
  );
  return { find };
}

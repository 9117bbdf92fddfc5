import { GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { type PracticeConfig, PracticeConfigFieldsSchema } from "../../contracts/practice.ts";
import { ConfigVersionMissing } from "../../domain/errors.ts";
import type { PracticeId } from "../../domain/ids.ts";
import type { Clock, PracticeConfigs } from "../../ports/index.ts";
import { systemClock } from "../system-clock.ts";
import { cached } from "./cache.ts";
import { sharedDocumentClient } from "./client.ts";
import { orUnavailable } from "./failures.ts";
import { type ItemKey, settingKeys } from "./keys.ts";
import { CurrentConfigSchema, type SettingsTable, settingOf } from "./settings.ts";

/** How long a published change may take to reach every function, ms. */
const CURRENT_TTL_MS = 30_000;

const VersionSchema = z.strictObject({ version: z.number(), config: PracticeConfigFieldsSchema });

/** Reads published practice configurations: which is current is remembered for 30 s, a version for good. */
export function createPracticeConfigs(config: SettingsTable & { readonly clock?: Clock }): PracticeConfigs {
  const { leadTable, client = sharedDocumentClient(), clock = systemClock } = config;

  async function get({ pk, sk }: ItemKey) {
    const { Item } = await orUnavailable(() =>
      client.send(new GetCommand({ TableName: leadTable, Key: { pk, sk }, ConsistentRead: true })),
    );
    return Item;
  }

  const currentVersion = cached(
    clock,
    async (practiceId) => {
      const item = await get(settingKeys.currentConfig(practiceId as PracticeId));
      return item && settingOf(CurrentConfigSchema, item).version;
    },
    (version) => (version === undefined ? 0 : CURRENT_TTL_MS),
  );

  const byVersion = cached(
    clock,
    async (id): Promise<PracticeConfig> => {
      const [practiceId, version] = id.split("#") as [PracticeId, string];
      const item = await get(settingKeys.configVersion(practiceId, Number(version)));
      if (item === undefined) throw new ConfigVersionMissing(Number(version));
      return settingOf(VersionSchema, item).config;
    },
    () => Number.POSITIVE_INFINITY,
  );
  const readVersion = (practiceId: PracticeId, version: number) => byVersion(`${practiceId}#${version}`);

  return {
    async current(practiceId) {
      const version = await currentVersion(practiceId);
      return version === undefined ? undefined : { version, config: await readVersion(practiceId, version) };
    },
    version: readVersion,
  };
}

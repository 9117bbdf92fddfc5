import type { SendingMode } from "../../domain/vocabulary.ts";
import type { SendingSwitch } from "../../ports/index.ts";
import { batchGet } from "./batch-get.ts";
import { sharedDocumentClient } from "./client.ts";
import { orUnavailable } from "./failures.ts";
import { settingKeys } from "./keys.ts";
import { type Sending, SendingSchema, type SettingsTable, settingOf } from "./settings.ts";

const PAUSED: Sending = { mode: "paused", testPoints: [] };

/** From the freest mode to the strictest. */
const STRICTNESS: readonly SendingMode[] = ["live", "test-only", "shadow", "paused"];

/** What holds when both switches are obeyed; a test point must be on the list of each switch that is test-only. */
function strictest(switches: readonly Sending[]): Sending {
  if (switches.length === 0) return PAUSED;
  const mode = STRICTNESS[Math.max(...switches.map((one) => STRICTNESS.indexOf(one.mode)))] as SendingMode;
  const [first, ...others] = switches.filter((one) => one.mode === "test-only").map((one) => one.testPoints);
  const testPoints = (first ?? []).filter((point) => others.every((list) => list.includes(point)));
  return { mode, testPoints };
}

/**
 * Reads the kill switch, consistently and each time anew: a pause must hold at once. What was set for another table counts as paused, so that
 * a restored table sends nothing before somebody says that it may (docs/restore.md).
 */
export function createSendingSwitch(config: SettingsTable): SendingSwitch {
  const { leadTable, client = sharedDocumentClient() } = config;
  return {
    async read(practiceId) {
      const keys = [settingKeys.deploymentSending, settingKeys.practiceSending(practiceId)];
      const items = await orUnavailable(() =>
        batchGet(
          client,
          keys.map((key) => ({ table: leadTable, key })),
        ),
      );
      const switches = items.filter((item) => item !== undefined).map((item) => settingOf(SendingSchema, item));
      const { mode, testPoints } = strictest(switches.map((one) => (one.table === leadTable ? one : PAUSED)));
      return { mode, testPoints };
    },
  };
}

import * as z from "zod";
import { setSendingMode } from "../../shared/adapters/dynamo/administration.ts";
import { scanItems } from "../../shared/adapters/dynamo/scan-items.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { storedEvents } from "../../shared/adapters/dynamo/stored-events.ts";
import { cryptoIds } from "../../shared/adapters/ids.ts";
import { createKeyRings } from "../../shared/adapters/key-ring.ts";
import { PersonIdSchema } from "../../shared/domain/ids.ts";
import { UsageError } from "../local/options.ts";
import { runCommand, TimeOption } from "./command.ts";
import { checkKeyRing, checkTables } from "./restore/check-tables.ts";
import { recordOptOut, recordSent, SentSchema, SuppressedSchema } from "./restore/check-vault.ts";
import { fenceRuns } from "./restore/fence-runs.ts";
import { byLead, readEventFiles } from "./restore/read-events.ts";
import { rebuildLead } from "./restore/rebuild-lead.ts";
import { replayLead } from "./restore/replay-lead.ts";

/** Every moment is before this. */
const END_OF_TIME = Number.MAX_SAFE_INTEGER;

/** The events of files and, where one is named, of the table that was replaced. */
async function eventsFrom(files: readonly string[], oldTable: string | undefined, since: number) {
  const events = readEventFiles(files).filter(({ occurredAt }) => occurredAt >= since);
  if (oldTable === undefined) return events;
  for await (const page of storedEvents({ leadTable: oldTable }, { since, until: END_OF_TIME }))
    events.push(...page.events);
  return events;
}

/** `npm run restore`: puts back into a restored table what happened after its restore point (docs/restore.md). */
await runCommand({
  usage: `npm run restore -- [<file of archived events> ...] --table <restored lead table> --contact-table <contact table>
         --key-ring <KeyRingSecretArn> --since <restore point, ISO time> [--old-table <lead table that it replaces>]`,
  schema: z.object({
    arguments: z.array(z.string()),
    table: z.string("expected the name of the restored lead table").min(1),
    "contact-table": z.string("expected the name of the contact table that goes with it").min(1),
    "key-ring": z.string("expected the output KeyRingSecretArn of the data stack").min(1),
    since: TimeOption,
    "old-table": z.string().min(1).optional(),
  }),
  run: async ({ arguments: files, table: leadTable, since, ...options }) => {
    const contactTable = options["contact-table"];
    if (leadTable === options["old-table"]) throw new UsageError("--table: expected another table than --old-table");
    if (files.length === 0 && options["old-table"] === undefined)
      throw new UsageError("expected files of archived events, or --old-table");
    const oldTable = options["old-table"];
    await checkTables({
      table: leadTable,
      "contact-table": contactTable,
      ...(oldTable === undefined ? {} : { "old-table": oldTable }),
    });
    const events = await eventsFrom(files, oldTable, since);
    if (events.length === 0 && oldTable === undefined)
      throw new UsageError("expected events since then, got none; look at --since, and at how the files were made");
    const ring = await createKeyRings({ secretId: options["key-ring"] }).load();
    const suppressed = await scanItems({ name: contactTable }, "suppressedContact", [
      "practiceId",
      "pointKey",
      "kind",
      "value",
    ]);
    checkKeyRing(ring, suppressed);
    const store = createDynamoStore({ leadTable, contactTable });
    const now = events.reduce((latest, { occurredAt }) => Math.max(latest, occurredAt), Date.now());
    await setSendingMode({ leadTable }, "deployment", { mode: "paused", testPoints: [] });

    const counts = { applied: 0, leads: 0, rebuilt: 0, optOuts: 0, messages: 0 };
    const lost: string[] = [];
    let erased = 0;
    for (const ofLead of byLead(events)) {
      const replayed = await replayLead({ store }, ofLead);
      if (replayed.is === "replayed") {
        counts.applied += replayed.applied;
        counts.leads += replayed.applied > 0 ? 1 : 0;
      } else if (
        await rebuildLead({ store, ring, newPersonId: () => PersonIdSchema.parse(cryptoIds.ulid(now)), now }, ofLead)
      )
        counts.rebuilt += 1;
      else if (ofLead.some(({ type }) => type === "lead.erased.v1")) erased += 1;
      else lost.push(`${ofLead[0]?.practiceId} ${ofLead[0]?.leadId}`);
    }
    for (const item of suppressed)
      counts.optOuts += (await recordOptOut(store, SuppressedSchema.parse(item), now)) ? 1 : 0;
    for (const item of await scanItems({ name: contactTable }, "message", ["practiceId", "leadId", "touchId", "at"])) {
      const message = SentSchema.parse(item);
      if (message.at >= since) counts.messages += (await recordSent(store, message)) ? 1 : 0;
    }
    const fenced = await fenceRuns(store, now);

    return [
      `${leadTable} is paused`,
      `${counts.applied} events of ${counts.leads} leads were put back, ${counts.rebuilt} leads rebuilt for people to answer`,
      `${counts.optOuts} opt-outs and ${counts.messages} messages that only the vault knew of were recorded`,
      `${fenced} runs under way go on in a new generation`,
      ...(erased === 0 ? [] : [`${erased} leads that came in since were erased at somebody's wish, and stay so`]),
      ...(lost.length === 0 ? [] : [`${lost.length} leads could not be rebuilt; import or post them again:`, ...lost]),
    ].join("\n");
  },
});

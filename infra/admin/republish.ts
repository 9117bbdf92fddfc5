import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { storedEvents } from "../../shared/adapters/dynamo/stored-events.ts";
import { createEventBus } from "../../shared/adapters/event-bus.ts";
import { PracticeIdSchema } from "../../shared/domain/ids.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { UsageError } from "../local/options.ts";
import { runCommand, TableOption, TimeOption } from "./command.ts";
import { type Republished, republishEvents } from "./events/republish-events.ts";

/** Slow enough that consumers, at the concurrency of a small account, keep up beside the events of the day. */
const PER_SECOND = 50;

/** Whether it is a key of the table, as pages name where the next one begins. */
function isPlace(cursor: string): boolean {
  try {
    return typeof JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")) === "object";
  } catch {
    return false;
  }
}

const countsOf = ({ published, scanned }: Republished) => `${published} events of ${scanned} items`;

/** `npm run republish`: puts the events of a time on the bus once more, for consumers that missed them or that are new. */
await runCommand({
  usage: `npm run republish -- --since <ISO time> --table <LeadTableName> --bus <EventBusName>
         [--until <ISO time>] [--practice <id>] [--per-second ${PER_SECOND}] [--from <where it stopped>] [--dry-run]`,
  schema: z.object({
    since: TimeOption,
    until: TimeOption.optional(),
    table: TableOption,
    bus: z.string("expected the output EventBusName of the pipeline stack").min(1).optional(),
    practice: PracticeIdSchema.optional(),
    "per-second": z
      .string()
      .regex(/^[1-9]\d{0,3}$/, "expected a number from 1 to 9999")
      .default(String(PER_SECOND))
      .transform(Number),
    from: z
      .base64url("expected where an earlier run said that it stopped")
      .refine(isPlace, "expected where an earlier run said that it stopped")
      .optional(),
    "dry-run": z.boolean().default(false),
  }),
  run: async ({
    since,
    until = Number.MAX_SAFE_INTEGER,
    table,
    bus,
    practice,
    from,
    "per-second": perSecond,
    ...flags
  }) => {
    const isDry = flags["dry-run"];
    if (until <= since) throw new UsageError("--until: expected a time after --since");
    if (bus === undefined && !isDry)
      throw new UsageError("--bus: expected the output EventBusName of the pipeline stack");
    const told = await republishEvents({
      pages: storedEvents({ leadTable: table }, { since, until, practiceId: practice, cursor: from }),
      bus: bus === undefined || isDry ? undefined : createEventBus({ busName: bus, logger: createLogger("republish") }),
      perSecond,
      pause: isDry ? async () => {} : sleep,
      onProgress: (done) => console.error(`${countsOf(done)}${done.next === undefined ? "" : `; --from ${done.next}`}`),
    });
    const unreadable = told.unreadable === 0 ? "" : `; ${told.unreadable} could not be read`;
    if (told.stopped !== undefined)
      throw new Error(
        `the bus took no more after ${countsOf(told)}${unreadable}; go on with --from ${told.next ?? "(the beginning: leave it out)"}`,
      );
    return `${isDry ? "would publish" : "published"} ${countsOf(told)}${unreadable}`;
  },
});

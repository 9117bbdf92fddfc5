import * as z from "zod";
import { createEventBus } from "../../shared/adapters/event-bus.ts";
import { insertedEvents } from "../../shared/adapters/event-stream.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { streamHandler } from "../../shared/platform/queue.ts";
import { publishEvents } from "./logic.ts";

const env = readEnv(z.object({ EVENT_BUS_NAME: z.string().min(1) }));
const logger = createLogger("publish-events");
const bus = createEventBus({ busName: env.EVENT_BUS_NAME, logger });

/** Puts the events of the table's stream on the bus. */
export const handler = streamHandler(logger, (records) => publishEvents({ bus }, insertedEvents(records)));

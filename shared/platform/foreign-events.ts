import type { Context } from "aws-lambda";
import * as z from "zod";
import type { ProviderEvent } from "../contracts/delivery-report.ts";
import { FirstTouchError } from "../domain/errors.ts";
import { topicHandler } from "./queue-topic.ts";
import { asHandler, redactErrors, startStack } from "./stack.ts";

/** What came in is no event of a bus, or its message is no JSON; it goes to the dead-letter queue. */
export class InvalidProviderEvent extends FirstTouchError {
  constructor() {
    super("InvalidProviderEvent", "got neither a JSON message nor a bus event; look into the dead-letter queue", {
      code: "invalid_provider_event",
      retryable: false,
    });
  }
}

const BusEventSchema = z.looseObject({ source: z.string(), time: z.string(), detail: z.looseObject({}) });

type Consume = (event: ProviderEvent) => Promise<void>;
type Handle = (event: unknown, context?: Context) => Promise<void>;

/** The stack for events of providers, from a topic or from the default bus; a failure brings them again, and in the end away. */
export function providerEventHandler(consume: Consume): Handle {
  const ofTopic = topicHandler(({ message }) => consume({ via: "sns", message: parseJson(message) }));
  const ofBus = defaultBusHandler(consume);
  return (event, context) => (isNotification(event) ? ofTopic : ofBus)(event, context);
}

function defaultBusHandler(consume: Consume): Handle {
  const stack = startStack(async (event: unknown): Promise<void> => {
    const parsed = BusEventSchema.safeParse(event);
    if (!parsed.success) throw new InvalidProviderEvent();
    const { source, time, detail } = parsed.data;
    await consume({ via: "eventbridge", source, time, detail });
  });
  return asHandler(stack.use(redactErrors<unknown, void>()));
}

function isNotification(event: unknown): boolean {
  return typeof event === "object" && event !== null && "Records" in event;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidProviderEvent();
  }
}

import type { Context } from "aws-lambda";
import * as z from "zod";
import { FirstTouchError } from "../domain/errors.ts";
import { asHandler, redactErrors, startStack } from "./stack.ts";

/** What a topic told us, and when the topic took it, ms. */
export interface Notification {
  readonly message: string;
  readonly publishedAt: number;
}

/** What came in is no notification of a topic; it goes to the dead-letter queue. */
export class InvalidNotification extends FirstTouchError {
  constructor() {
    super("InvalidNotification", "got no notification of an SNS topic; look into the dead-letter queue", {
      code: "invalid_notification",
      retryable: false,
    });
  }
}

const NotificationsSchema = z.looseObject({
  Records: z
    .array(
      z.looseObject({
        Sns: z.looseObject({
          Message: z.string(),
          Timestamp: z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
        }),
      }),
    )
    .min(1),
});

/**
 * The stack for notifications of a topic. SNS hands them over one by one; Lambda brings one that failed twice more and then puts
 * it in the dead-letter queue. Nothing of an error gets out but its name and code.
 */
export function topicHandler(
  consume: (notification: Notification) => Promise<void>,
): (event: unknown, context?: Context) => Promise<void> {
  const stack = startStack(async (event: unknown): Promise<void> => {
    const parsed = NotificationsSchema.safeParse(event);
    if (!parsed.success) throw new InvalidNotification();
    for (const { Sns } of parsed.data.Records) await consume({ message: Sns.Message, publishedAt: Sns.Timestamp });
  });
  return asHandler(stack.use(redactErrors<unknown, void>()));
}

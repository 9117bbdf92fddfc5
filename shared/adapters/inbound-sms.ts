import * as z from "zod";
import type { InboundSms } from "../contracts/inbound-sms.ts";
import { FirstTouchError } from "../domain/errors.ts";

/** A notification that is no text message; it goes to the dead-letter queue. Quotes nothing of it. */
export class InvalidInboundSms extends FirstTouchError {
  constructor() {
    super("InvalidInboundSms", "got a notification that is no text message; look into the dead-letter queue", {
      code: "invalid_inbound_sms",
      retryable: false,
    });
  }
}

/** Short codes have 5 or 6 digits, E.164 at most 15. */
const NumberSchema = z
  .string()
  .regex(/^\+?\d{3,15}$/)
  .transform((text) => (/^1\d{10}$/.test(text) ? `+${text}` : text));

/** AWS End User Messaging guide, "Two-way SMS message payload"; a picture message may have no words. */
const PayloadSchema = z.looseObject({
  originationNumber: NumberSchema,
  destinationNumber: NumberSchema,
  messageBody: z.string().default(""),
  inboundMessageId: z.string().min(1).max(200),
});

/** Reads a notification of the topic of inbound messages; throws `InvalidInboundSms` for anything else. */
export function readInboundSms(notification: { readonly message: string; readonly publishedAt: number }): InboundSms {
  const parsed = PayloadSchema.safeParse(jsonOf(notification.message));
  if (!parsed.success) throw new InvalidInboundSms();
  const {
    inboundMessageId: messageId,
    originationNumber: from,
    destinationNumber: to,
    messageBody: body,
  } = parsed.data;
  return { messageId, from, to, body, sentAt: notification.publishedAt };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Its message may quote the text.
    throw new InvalidInboundSms();
  }
}

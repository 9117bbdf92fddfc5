import * as z from "zod";
import { FirstTouchError } from "../../domain/errors.ts";

/** A provider's event is of a type that we know and not of its shape; it goes to the dead-letter queue. Quotes nothing of it. */
export class InvalidDeliveryEvent extends FirstTouchError {
  constructor() {
    super(
      "InvalidDeliveryEvent",
      "a provider's event does not have the shape of its type; look into the dead-letter queue",
      {
        code: "invalid_delivery_event",
        retryable: false,
      },
    );
  }
}

/** Longest id that a provider gives a message or contact; theirs have 36 to 60 characters. */
const MAX_ID_LENGTH = 200;

export const ProviderIdSchema = z.string().min(1).max(MAX_ID_LENGTH);

/** A moment in ISO 8601, as epoch ms. */
export const IsoTimeSchema = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** Reads what a vendor sent; fields that we do not use may be anything. */
export function readShape<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InvalidDeliveryEvent();
}

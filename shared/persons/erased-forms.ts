import type { InboundText } from "../domain/entities/inbound.ts";
import type { Contact, Inquiry, RenderedMessage, SuppressedContact } from "../domain/entities/vault.ts";
import type { Put } from "../ports/store.ts";

/** What the vault holds of a person, by kind. */
export interface PersonalEntities {
  contact: Contact;
  inquiry: Inquiry;
  message: RenderedMessage;
  inboundText: InboundText;
  suppressedContact: SuppressedContact;
}
export type PersonalName = keyof PersonalEntities;

/**
 * What is left of each: its key, and when things happened. Written over what was there, and not deleted: then no function needs the right
 * to delete, a repeated erasure finds what it did, and whatever still reads it finds nothing instead of nobody. Only what is listed here stays,
 * so a field that is added is erased.
 */
const ERASED: {
  [K in PersonalName]: (value: PersonalEntities[K]) => Omit<PersonalEntities[K], "version" | "erasedAt">;
} = {
  contact: ({ practiceId, leadId }) => ({ practiceId, leadId }),
  inquiry: ({ practiceId, leadId, eventVersion, receivedAt, consent: { seller } }) => ({
    practiceId,
    leadId,
    eventVersion,
    receivedAt,
    source: {},
    consent: { seller },
  }),
  message: ({ practiceId, leadId, touchId, at }) => ({ practiceId, leadId, touchId, at, to: "", body: "" }),
  // `to` is a number of the practice's.
  inboundText: ({ practiceId, messageId, at, to }) => ({ practiceId, messageId, at, from: "", to, body: "" }),
  suppressedContact: ({ practiceId, pointKey, kind }) => ({ practiceId, pointKey, kind, value: "" }),
};

/** Writes the erased form over what was read; nothing where there is nothing, or nothing any more. */
export function erasedPuts<K extends PersonalName>(
  entity: K,
  value: PersonalEntities[K] | undefined,
  erasedAt: number,
): Put<K>[] {
  if (value === undefined || value.erasedAt !== undefined) return [];
  const erased = { ...ERASED[entity](value), version: value.version + 1, erasedAt };
  return [{ entity, value: erased, expected: value.version } as unknown as Put<K>];
}

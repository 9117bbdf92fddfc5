import type { LeadEvent } from "../contracts/events.ts";
import type { InboundText } from "../domain/entities/inbound.ts";
import type { Lead } from "../domain/entities/lead.ts";
import type { Contact, Inquiry, RenderedMessage } from "../domain/entities/vault.ts";
import type { Store } from "../ports/store.ts";
import { vaultRefs } from "./vault-refs.ts";

/** All that the vault holds of one lead, each in the order in which it came. */
export interface WordsOfLead {
  readonly contact: Contact | undefined;
  readonly inquiries: readonly Inquiry[];
  /** What was sent to the person. */
  readonly messages: readonly RenderedMessage[];
  /** What the person wrote by text message. */
  readonly texts: readonly InboundText[];
}

type Reads = Pick<Store<"contact" | "inquiry" | "message" | "inboundText">, "read" | "readMany">;

/** Reads who a lead is and all that was written, either way. Whoever calls it has recorded that it is read. */
export async function readWords(store: Reads, lead: Lead, timeline: readonly LeadEvent[]): Promise<WordsOfLead> {
  const { practiceId, leadId } = lead;
  const refs = vaultRefs(lead, timeline);
  const [contact, inquiries, messages, texts] = await Promise.all([
    store.read("contact", { practiceId, leadId }),
    store.readMany(refs.inquiries),
    store.readMany(refs.messages),
    store.readMany(refs.texts),
  ]);
  return {
    contact,
    inquiries: inquiries.filter((one) => one !== undefined),
    messages: messages.filter((one) => one !== undefined),
    texts: texts.filter((one) => one !== undefined),
  };
}

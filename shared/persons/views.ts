import type { LeadContact, LegalHoldView } from "../contracts/person-api.ts";
import type { Person } from "../domain/entities/identity.ts";
import type { WordsOfLead } from "./read-words.ts";

const iso = (ms: number) => new Date(ms).toISOString();

/** Who a lead is and all that was written, as the API shows it. */
export function wordsView(words: WordsOfLead): Pick<LeadContact, "contact" | "inquiries" | "messages"> {
  const { firstName, lastName, phone, email, postalCode, state, birthDate } = words.contact ?? {};
  const messages = [
    ...words.messages.map(({ at, to, subject, body }) => ({
      at,
      direction: "to_person" as const,
      address: to,
      ...(subject === undefined ? {} : { subject }),
      text: body,
    })),
    ...words.texts.map(({ at, from, body }) => ({ at, direction: "from_person" as const, address: from, text: body })),
  ];
  return {
    contact: { firstName, lastName, phone, email, postalCode, state, birthDate },
    inquiries: words.inquiries.map(
      ({ practiceId: _p, leadId: _l, eventVersion: _e, version: _v, erasedAt: _a, receivedAt, ...said }) => ({
        at: iso(receivedAt),
        ...said,
      }),
    ),
    messages: messages.sort((a, b) => a.at - b.at).map((message) => ({ ...message, at: iso(message.at) })),
  };
}

/** Why nothing of a person may be erased, as the API shows it; null where it may. */
export function holdView({ legalHold }: Person): LegalHoldView | null {
  return legalHold === undefined ? null : { ...legalHold, at: iso(legalHold.at) };
}

import { type Contact, ContactSchema } from "../../../shared/domain/entities/vault.ts";
import { PRACTICE_ID } from "./practice.ts";

/** The vault's record of who the example lead is. */
export function buildContact(overrides: Partial<Contact> = {}): Contact {
  return ContactSchema.parse({
    practiceId: PRACTICE_ID,
    leadId: "01KBDEXAMP1E00000000000000",
    version: 1,
    firstName: "Dana",
    lastName: "Reyes",
    phone: "+13125550142",
    email: "dana@example.com",
    postalCode: "60614",
    state: "IL",
    ...overrides,
  });
}

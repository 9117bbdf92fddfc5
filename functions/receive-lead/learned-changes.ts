import { isDeepStrictEqual } from "node:util";
import type { EventData } from "../../shared/contracts/events.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import { present } from "../../shared/domain/present.ts";

type Changes = Pick<EventData<"lead.inquiry_joined.v1">, "consents" | "relationship" | "flags">;

/** What became of a lead's consents, relationship and flags, as far as it changed: for the event of the inquiry. */
export function changesOf(before: Lead, after: Lead): Changes {
  const consents = after.consents.map((grant) => grant.class);
  const held = before.consents.map((grant) => grant.class);
  return present<Changes>({
    consents: isDeepStrictEqual(new Set(consents), new Set(held)) ? undefined : consents,
    relationship: after.relationship === before.relationship ? undefined : after.relationship,
    flags: isDeepStrictEqual(after.flags, before.flags) ? undefined : after.flags,
  });
}

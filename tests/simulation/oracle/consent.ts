import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import type { Post } from "../population/human.ts";

/** What a person agreed to, as a reader of the form would say. */
export interface Agreed {
  readonly sms: boolean;
  readonly call: boolean;
  readonly email: boolean;
}

/** Reads one post: their own words first, else the wording of the form that they used; an address alone invites email. */
export function agreedIn({ body }: Post, { sources }: PracticeConfig): Agreed {
  const source = sources.find(({ name, channel }) => name === body.source?.name && channel === body.source?.channel);
  const says = (channel: "sms" | "call") => body.consent?.[channel] ?? source?.consent?.[channel] ?? false;
  const hasPhone = body.contact.phone !== undefined;
  return {
    sms: hasPhone && says("sms"),
    call: hasPhone && says("call"),
    email: body.contact.email !== undefined && body.consent?.email !== false,
  };
}

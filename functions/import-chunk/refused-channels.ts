import type { ConsentGrant, Lead } from "../../shared/domain/entities/lead.ts";
import { present } from "../../shared/domain/present.ts";
import type { ParsedPost } from "../../shared/intake/parsed-post.ts";

/** For what lists say that no consent was given, and when the list that said so was imported, ms. */
export type RefusedChannels = NonNullable<NonNullable<Lead["imported"]>["refused"]>;

const CHANNELS = ["sms", "call", "email"] as const;

/**
 * What lists refuse once a row has been read. A "no" holds from the import that first said it, whatever rows come before or after it, until
 * consent is given after that import. Undefined for nothing.
 */
export function refusedChannels(
  said: ParsedPost["consent"],
  importedAt: number,
  before: RefusedChannels = {},
  held: readonly ConsentGrant[] = [],
): RefusedChannels | undefined {
  const after = CHANNELS.map((channel) => {
    const since = before[channel];
    if (said?.[channel] !== false) return [channel, since] as const;
    const isGivenSince = since !== undefined && held.some((grant) => channelOf(grant) === channel && grant.at > since);
    return [channel, since === undefined || isGivenSince ? importedAt : since] as const;
  });
  const refused = present<RefusedChannels>(Object.fromEntries(after));
  return Object.keys(refused).length === 0 ? undefined : refused;
}

/** Whether lists refuse what a grant allows. What a person texted to us they do not know. */
export function isRefused(grant: ConsentGrant, refused: RefusedChannels = {}): boolean {
  const channel = channelOf(grant);
  const since = channel && refused[channel];
  return grant.basis !== "text_message" && since !== undefined && grant.at <= since;
}

function channelOf({ class: given }: ConsentGrant) {
  return CHANNELS.find((channel) => given === channel || given.startsWith(`${channel}.`));
}

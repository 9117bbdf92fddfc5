import type { ConsentGrant } from "../entities/lead.ts";

/** How far ahead of ours the clock of a sender may run, ms. */
export const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** What a post says about consent; an absent channel says nothing. */
interface PostedConsent {
  sms?: boolean | undefined;
  call?: boolean | undefined;
  email?: boolean | undefined;
  /** When it was given, ms. */
  atMs?: number | undefined;
}

/**
 * The consent classes that an inquiry gives, each at most once.
 *
 * Posted `true` is the written class of its channel, posted `false` refuses the channel whatever the form's wording asks for;
 * with nothing posted the wording decides. Apart from that an inquiry with an email address allows email, and one with a
 * number allows a live call by a person. Consent dated in the future counts as not given, but refuses what it refuses.
 */
export function deriveConsents(input: {
  posted?: PostedConsent | undefined;
  sourceWording?: { sms: boolean; call: boolean; email: boolean } | undefined;
  hasPhone: boolean;
  hasEmail: boolean;
  receivedAt: number;
}): ConsentGrant[] {
  const { posted = {}, receivedAt } = input;
  const givenAt = posted.atMs ?? receivedAt;
  const credible = isCredible(givenAt, receivedAt);
  const at = credible ? Math.min(givenAt, receivedAt) : receivedAt;

  /** On what ground the written class of a channel was given, if it was. */
  const written = (channel: "sms" | "call" | "email"): "post" | "source_wording" | undefined => {
    if (posted[channel] !== undefined) return posted[channel] && credible ? "post" : undefined;
    return input.sourceWording?.[channel] ? "source_wording" : undefined;
  };

  const grants: ConsentGrant[] = [];
  const grant = (cls: ConsentGrant["class"], basis: "post" | "source_wording" | undefined) => {
    if (basis !== undefined) grants.push({ class: cls, at, basis });
  };
  /** A class that the inquiry alone gives unless the post refuses the channel. */
  const grantUnlessRefused = (cls: ConsentGrant["class"], channel: "call" | "email") => {
    if (posted[channel] === false) return;
    const basis = written(channel);
    grants.push(basis ? { class: cls, at, basis } : { class: cls, at: receivedAt, basis: "inquiry" });
  };

  if (input.hasEmail) grantUnlessRefused("email", "email");
  if (input.hasPhone) {
    grant("sms.marketing_written", written("sms"));
    grantUnlessRefused("call.live", "call");
    grant("call.automated_written", written("call"));
  }
  return grants;
}

function isCredible(atMs: number, receivedAt: number): boolean {
  return Number.isSafeInteger(atMs) && atMs >= 0 && atMs <= receivedAt + CLOCK_TOLERANCE_MS;
}

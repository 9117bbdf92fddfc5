import type { Actor } from "../contracts/events.ts";
import type { LeadAccepted, Warning } from "../contracts/lead-api.ts";
import type { PublishedPractice } from "../contracts/practice.ts";
import type { NameKeys } from "../domain/entities/identity.ts";
import type { ConsentGrant } from "../domain/entities/lead.ts";
import type { PracticeId } from "../domain/ids.ts";
import { impliedPlaces, isKnownPostalCode } from "../domain/places/implied-places.ts";
import { normalizeState } from "../domain/places/us-state.ts";
import { present } from "../domain/present.ts";
import { soundsLikeEmergency } from "../domain/replies/emergency.ts";
import { slugOf } from "../domain/text/clean-text.ts";
import type { Access, KeyRing } from "../ports/index.ts";
import { readBirthDate } from "./birth-date.ts";
import { type Classified, classify } from "./classify.ts";
import { type PostedPoints, readContactPoints } from "./contact-points.ts";
import { isMystery } from "./mystery.ts";
import { nameKeys } from "./name-keys.ts";
import type { ParsedPost } from "./parsed-post.ts";
import { readConsent } from "./read-consent.ts";

/** The practice that a post is for. */
export type Practice = PublishedPractice & { readonly practiceId: PracticeId };

/** A post as one practice understands it: everything that identity, consent and planning need, derived once. */
export interface Submission {
  readonly practice: Practice;
  readonly receivedAt: number;
  readonly actor: Actor;
  readonly post: ParsedPost;
  readonly points: PostedPoints;
  /** Keyed hashes, for comparison. */
  readonly name: NameKeys;
  readonly classified: Classified;
  /** YYYY-MM-DD, when a possible one was posted. */
  readonly birthDate?: string;
  /** Under 18 when it was received. */
  readonly minor: boolean;
  /** Its message sounds like an emergency. */
  readonly emergency: boolean;
  /** Two-letter code of the stated state. */
  readonly state?: string;
  readonly zones: string[];
  readonly jurisdictions: string[];
  readonly consents: ConsentGrant[];
  /** Keyed hash of the source's own id of this submission. */
  readonly externalRefHash?: string;
  /** A test of our own. */
  readonly mystery?: true;
  /** When it rang, ms: somebody called, and nobody took the call. */
  readonly missedCallAt?: number;
  readonly warnings: LeadAccepted["warnings"];
}

/** Understands a post. Pure: the same post and configuration give the same submission. */
export function understand(
  post: ParsedPost,
  context: { practice: Practice; ring: KeyRing; access: Access; receivedAt: number },
): Submission {
  const { practice, ring, access, receivedAt } = context;
  const { points, warnings: pointWarnings } = readContactPoints(post.contact, practice, ring);
  const { classified, warnings: wordWarnings } = classify(post, practice.config);
  const consent = readConsent(post.consent, classified.wording, points, receivedAt);
  const birth = readBirthDate(post.contact.birthDate, receivedAt, practice.config.zone);
  const state = post.contact.state === undefined ? undefined : normalizeState(post.contact.state);
  const places = impliedPlaces({ e164: points.phone?.value, postalCode: post.contact.postalCode, state });
  const placeWarnings: Warning[] = [];
  if (post.contact.state !== undefined && state === undefined)
    placeWarnings.push({ code: "unknown_state", path: "contact.state" });
  if (post.contact.postalCode !== undefined && !isKnownPostalCode(post.contact.postalCode))
    placeWarnings.push({ code: "unknown_postal_code", path: "contact.postalCode" });

  return {
    practice,
    receivedAt,
    actor: actorOf(access, classified),
    post,
    points,
    name: nameKeys(post, practice.practiceId, ring),
    classified,
    zones: places.zones,
    jurisdictions: places.jurisdictions,
    consents: consent.consents,
    minor: birth.minor,
    emergency: soundsLikeEmergency(post.inquiry.message ?? ""),
    warnings: [
      ...post.warnings,
      ...pointWarnings,
      ...birth.warnings,
      ...wordWarnings,
      ...placeWarnings,
      ...consent.warnings,
    ],
    ...present<Pick<Submission, "birthDate" | "state" | "externalRefHash" | "mystery">>({
      birthDate: birth.birthDate,
      state,
      externalRefHash: externalRefHash(post, practice.practiceId, ring),
      mystery: isMystery(access) ? true : undefined,
    }),
  };
}

/** A coordinator enters leads by hand, and tests are our own; anything else comes from a source. */
function actorOf({ role, callerId }: Access, { source }: Classified): Actor {
  if (isMystery({ role })) return { kind: "system", id: "mystery-shopper" };
  return role === "coordinator" ? { kind: "staff", id: callerId } : { kind: "source", id: source.name };
}

/** Ids are unique within their source only, so the source as posted is part of the key. */
function externalRefHash({ source }: ParsedPost, practiceId: PracticeId, ring: KeyRing): string | undefined {
  if (source.externalId === undefined) return undefined;
  return ring.hash(practiceId, "external-id", JSON.stringify([slugOf(source.name ?? ""), source.externalId]));
}

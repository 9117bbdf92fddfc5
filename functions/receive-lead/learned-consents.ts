import type { ConsentGrant, Lead } from "../../shared/domain/entities/lead.ts";
import type { PointKind } from "../../shared/intake/contact-points.ts";
import type { Link } from "../../shared/intake/links.ts";
import type { Submission } from "../../shared/intake/submission.ts";
import type { PostWeight } from "./post-weight.ts";

/**
 * The consents of a lead after another post. What the post refuses ends. One that counts in full also grants, for contact
 * points that are the lead's own, and ends what held for a number that it replaces.
 */
export function learnedConsents(
  { reach, consents }: Lead,
  { consents: given, post }: Submission,
  links: readonly Link[],
  weight: PostWeight,
): ConsentGrant[] {
  if (weight === "none") return consents;
  const linked = new Map(links.map(({ kind, point }) => [kind, point.pointKey]));
  const replaced = (kind: PointKind) =>
    linked.has(kind) && reach[kind] !== undefined && reach[kind] !== linked.get(kind);
  const fresh = given.filter((grant) => linked.has(kindOf(grant)));
  const kept = consents.filter(
    (grant) =>
      !replaced(kindOf(grant)) &&
      post.consent[channelOf(grant)] !== false &&
      !fresh.some((other) => other.class === grant.class),
  );
  return [...kept, ...fresh];
}

/** Whether a post says anything about consent that does not hold already. */
export function changesConsents({ consents }: Lead, { consents: given, post }: Submission): boolean {
  const isNew = (grant: ConsentGrant) => !consents.some((held) => held.class === grant.class);
  return given.some(isNew) || consents.some((held) => post.consent[channelOf(held)] === false);
}

function channelOf(grant: ConsentGrant): "sms" | "call" | "email" {
  if (grant.class === "email") return "email";
  return grant.class.startsWith("sms.") ? "sms" : "call";
}

function kindOf(grant: ConsentGrant): PointKind {
  return grant.class === "email" ? "email" : "phone";
}

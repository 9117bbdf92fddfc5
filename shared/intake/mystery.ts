import type { LeadId } from "../domain/ids.ts";
import type { Access, KeyRing } from "../ports/index.ts";

/** Whether a post is a test of our own. The key that it comes with says so, and no word of the post can. */
export function isMystery({ role }: Pick<Access, "role">): boolean {
  return role === "shopper";
}

/**
 * A key ring under which the contact points, names and external ids of this lead are like those of no other. The numbers that tests
 * are posted with are the same for everybody and forever: a test must neither join an earlier one, nor run into its caps and
 * opt-outs, nor be found when a person happens to write from such a number.
 */
export function ringOfMystery(ring: KeyRing, leadId: LeadId): KeyRing {
  const alone = (value: string) => JSON.stringify(["mystery", leadId, value]);
  return {
    ...ring,
    pointKeys: (practiceId, kind, value) => ring.pointKeys(practiceId, kind, alone(value)),
    hash: (practiceId, purpose, value) => ring.hash(practiceId, purpose, alone(value)),
  };
}

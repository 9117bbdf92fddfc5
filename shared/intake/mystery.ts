import { isSimulatorAddress } from "../contracts/simulator.ts";
import type { LeadId } from "../domain/ids.ts";
import type { Access, KeyRing } from "../ports/index.ts";
import type { PostedPoints } from "./contact-points.ts";

/** Whether a post is a test of our own. The key that it comes with says so, and no word of the post can. */
export function isMystery({ role }: Pick<Access, "role">): boolean {
  return role === "shopper";
}

/** What of a test's contact points is of no simulator: nobody may hear of a test, for it passes over caps and opt-outs. */
export function foreignToTests(points: PostedPoints, numbers: readonly string[]): { path: string; code: string }[] {
  const { phone, email } = points;
  const code = "not_a_simulator";
  return [
    ...(phone === undefined || numbers.includes(phone.value) ? [] : [{ path: "contact.phone", code }]),
    ...(email === undefined || isSimulatorAddress(email.value) ? [] : [{ path: "contact.email", code }]),
  ];
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

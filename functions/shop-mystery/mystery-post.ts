import type { PostLead } from "../../shared/contracts/lead-api.ts";
import { simulatorAddress } from "../../shared/contracts/simulator.ts";
import { fnvHash } from "../../shared/domain/fnv-hash.ts";
import type { PracticeId } from "../../shared/domain/ids.ts";

/** What stands where a person's consent would: the simulator's numbers are nobody's. */
const CONSENT = "Posted by the mystery shopper of this deployment to numbers of its provider's simulator.";

/**
 * An inquiry like one from the practice's website, to numbers that take turns and an address that is new each time. It asks for no
 * service line, so that it is answered like most, and for no call.
 */
export function mysteryPost(practiceId: PracticeId, numbers: readonly string[], nowMs: number): PostLead {
  const turn = nowMs.toString(36);
  const phone = numbers[fnvHash(turn) % numbers.length];
  return {
    practiceId,
    source: { channel: "web_form" },
    contact: {
      firstName: "Mystery",
      lastName: "Shopper",
      ...(phone === undefined ? {} : { phone }),
      email: simulatorAddress(turn),
    },
    consent: { sms: true, email: true, text: CONSENT },
  };
}

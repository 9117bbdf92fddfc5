import type { TouchTag } from "../../../shared/contracts/touch-tags.ts";
import { fnvHash } from "../../../shared/domain/fnv-hash.ts";
import type { VirtualTime } from "../clock/virtual-time.ts";
import type { Oracle } from "../oracle/oracle.ts";
import type { Functions } from "./functions.ts";
import type { Practices } from "./practices.ts";
import type { Tasks } from "./tasks.ts";

/** One alert about a target in so many makes somebody claim the lead, within this, ms. */
const ONE_IN = 4;
const CLAIMS_WITHIN_MS = 60_000;
const ABOUT_TARGET = /#sla-/;

/** What staff need to do something about an alert. */
export interface StaffParts {
  readonly time: VirtualTime;
  readonly tasks: Tasks;
  readonly functions: Functions;
  readonly oracle: Oracle;
  readonly practices: Practices;
}

/** Some members of staff claim a lead that they are told nobody has spoken to. Which ones follows from the alert, not from chance. */
export function staffTold(parts: StaffParts, tag: TouchTag, address: string): void {
  const { time, tasks, functions, oracle, practices } = parts;
  const { practiceId, leadId, touchId } = tag;
  const hash = fnvHash(touchId);
  const staffId = practices.staffOf(practiceId, address);
  if (staffId === undefined || !ABOUT_TARGET.test(touchId) || hash % ONE_IN !== 0) return;
  time.at(time.now() + (hash % CLAIMS_WITHIN_MS), () => {
    void tasks
      .untilDone("claim-lead", (invocation) => functions.claim(invocation, { practiceId, leadId, staffId }))
      .then((is) => {
        if (is === "claimed") oracle.book.chains.claimed(leadId, time.now());
      });
  });
}

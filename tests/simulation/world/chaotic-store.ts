import type { CampaignQueries, LeadQueries, Store } from "../../../shared/ports/store.ts";
import type { VirtualTime } from "../clock/virtual-time.ts";
import type { Random } from "../random.ts";
import type { FaultShares } from "./faults.ts";
import type { Invocation } from "./tasks.ts";

/** Longest that a slow operation takes, ms. */
const SLOW_MS = 1_500;

/** Everything that a function may ask of the tables. */
export type AnyStore = Store & LeadQueries & CampaignQueries;

/** The store as one invocation sees it: sometimes slow, and the end of it at any moment. */
export function chaoticStore(
  store: AnyStore,
  { time, random, faults }: { time: VirtualTime; random: Random; faults: FaultShares },
  invocation: Invocation,
): AnyStore {
  // Millions of these: no step more than it takes.
  function around<T>(operation: () => Promise<T>): Promise<T> {
    const slow = random.chance(faults.slowStore);
    const death = invocation.checkpoint();
    if (death !== undefined) return death;
    const answer = slow ? time.sleep(random.between(1, SLOW_MS)).then(operation) : operation();
    return answer.then((value) => invocation.checkpoint() ?? value);
  }
  return {
    read: (entity, key) => around(() => store.read(entity, key)),
    readMany: (refs) => around(() => store.readMany(refs)),
    commit: (commit) => around(() => store.commit(commit)),
    lateRuns: (before, limit) => around(() => store.lateRuns(before, limit)),
    unansweredLeads: (limit) => around(() => store.unansweredLeads(limit)),
    timeline: (practiceId, leadId) => around(() => store.timeline(practiceId, leadId)),
    quietLeads: (...asked) => around(() => store.quietLeads(...asked)),
    members: (...asked) => around(() => store.members(...asked)),
    campaignDays: (...asked) => around(() => store.campaignDays(...asked)),
    campaigns: (...asked) => around(() => store.campaigns(...asked)),
    imports: (...asked) => around(() => store.imports(...asked)),
    dueJobs: (...asked) => around(() => store.dueJobs(...asked)),
    suppressedPoints: (...asked) => around(() => store.suppressedPoints(...asked)),
  };
}

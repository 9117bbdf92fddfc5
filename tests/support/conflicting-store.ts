import { StoreUnavailable } from "../../shared/domain/errors.ts";
import type { CampaignQueries, CommitResult, LeadQueries, Store } from "../../shared/ports/store.ts";
import { seeded } from "./seeded.ts";

/**
 * What happens to a commit. `conflict`: refused, nothing written · `unavailable`: fails before anything is written ·
 * `answer_lost`: written (or refused), but the caller is told that it failed.
 */
export type CommitFault = "none" | "conflict" | "unavailable" | "answer_lost";

/** Which faults a store shows. */
export interface FaultPlan {
  /** What happens to the first commits, one by one. */
  readonly first?: readonly CommitFault[];
  /** Share of the later commits that meet each fault, 0 to 1. @default 0 */
  readonly commits?: Partial<Record<Exclude<CommitFault, "none">, number>>;
  /** Share of the reads and queries that fail, 0 to 1. @default 0 */
  readonly reads?: number;
  /** The same seed gives the same faults. @default 1 */
  readonly seed?: number;
}

/** A store with faults, and how many of each it has shown. */
export interface ConflictingStore extends Store, LeadQueries, CampaignQueries {
  readonly shown: Record<Exclude<CommitFault, "none"> | "read", number>;
}

/** Puts faults in front of a store: the embedded database never conflicts or throttles by itself. */
export function createConflictingStore(
  store: Store & LeadQueries & CampaignQueries,
  plan: FaultPlan = {},
): ConflictingStore {
  const chance = seeded(plan.seed ?? 1);
  const first = [...(plan.first ?? [])];
  const shown = { conflict: 0, unavailable: 0, answer_lost: 0, read: 0 };

  function nextFault(): CommitFault {
    const planned = first.shift();
    if (planned !== undefined) return planned;
    let rest = chance();
    for (const [fault, share] of Object.entries(plan.commits ?? {})) {
      rest -= share;
      if (rest < 0) return fault as CommitFault;
    }
    return "none";
  }

  function reading<T>(read: () => Promise<T>): Promise<T> {
    if (chance() >= (plan.reads ?? 0)) return read();
    shown.read++;
    return Promise.reject(new StoreUnavailable("ThrottlingException"));
  }

  return {
    shown,
    read: (entity, key) => reading(() => store.read(entity, key)),
    readMany: (refs) => reading(() => store.readMany(refs)),
    lateRuns: (before, limit) => reading(() => store.lateRuns(before, limit)),
    unansweredLeads: (limit) => reading(() => store.unansweredLeads(limit)),
    timeline: (practiceId, leadId) => reading(() => store.timeline(practiceId, leadId)),
    quietLeads: (...asked) => reading(() => store.quietLeads(...asked)),
    members: (...asked) => reading(() => store.members(...asked)),
    campaignDays: (...asked) => reading(() => store.campaignDays(...asked)),
    campaigns: (...asked) => reading(() => store.campaigns(...asked)),
    imports: (...asked) => reading(() => store.imports(...asked)),
    dueJobs: (...asked) => reading(() => store.dueJobs(...asked)),
    suppressedPoints: (...asked) => reading(() => store.suppressedPoints(...asked)),

    async commit(commit): Promise<CommitResult> {
      const fault = nextFault();
      if (fault !== "none") shown[fault]++;
      if (fault === "conflict") return "conflict";
      if (fault === "unavailable") throw new StoreUnavailable("ThrottlingException");
      const result = await store.commit(commit);
      if (fault === "answer_lost") throw new StoreUnavailable("TimeoutError");
      return result;
    },
  };
}

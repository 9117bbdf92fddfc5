import type { Actor } from "../contracts/events.ts";
import type { Lead } from "../domain/entities/lead.ts";
import type { StaffChannel } from "../domain/vocabulary.ts";
import type { Clock, FollowUps, Logger, PracticeConfigs } from "../ports/index.ts";
import type { OperationalName, Store } from "../ports/store.ts";

/** What recording what people say of leads needs; the store is narrowed to the operational table. */
export interface LifecycleDeps {
  readonly store: Store<OperationalName>;
  readonly configs: PracticeConfigs;
  readonly followUps: FollowUps;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Waits between two tries of a commit that conflicted. @default real time */
  readonly pause?: ((ms: number) => Promise<void>) | undefined;
}

/** Names one lead. */
export type LeadRef = Pick<Lead, "practiceId" | "leadId">;

/** Who says something of a lead, and by what way. */
export interface ToldBy {
  /** The member of staff, where that is known. */
  readonly staffId?: string | undefined;
  readonly actor: Actor;
  readonly via: StaffChannel;
}

/** When something came about that somebody told at `now`: not before the lead was there, and not later than it was told. */
export function momentOfTold({ receivedAt }: Pick<Lead, "receivedAt">, at: number | undefined, now: number): number {
  return Math.min(Math.max(at ?? now, receivedAt), Math.max(now, receivedAt));
}

import type { LeadEvent } from "../../shared/contracts/events.ts";
import type { Member } from "../../shared/domain/entities/campaign.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import { ATTRIBUTION_MS } from "../../shared/domain/reactivation/attribution.ts";
import type { PracticeConfigs } from "../../shared/ports/index.ts";
import type { Store } from "../../shared/ports/store.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";
import { type Outcome, outcomeOf } from "./outcome-of.ts";

/** What noting outcomes needs. */
export interface UpdateMembersDeps {
  readonly store: Store<"lead" | "member">;
  readonly configs: PracticeConfigs;
  /** Waits before a commit is tried again, ms; tests pass one that does not. */
  readonly pause?: (ms: number) => Promise<void>;
}

/**
 * Notes what an event says of the member that its lead is, or is the successor of. The earliest moment of each outcome counts, so events
 * may come again and in any order.
 */
export async function updateMembers(deps: UpdateMembersDeps, event: LeadEvent): Promise<void> {
  const outcome = outcomeOf(event);
  if (outcome === undefined || event.mystery === true) return;
  const { practiceId, leadId } = event;
  await untilCommitted({ pause: deps.pause, failures: 1 }, async () => {
    const lead = await deps.store.read("lead", { practiceId, leadId });
    return lead?.reactivation === undefined ? undefined : note(deps, lead, lead.reactivation, outcome);
  });
}

async function note(
  { store, configs }: UpdateMembersDeps,
  lead: Lead,
  { campaignId, order }: NonNullable<Lead["reactivation"]>,
  outcome: Outcome,
): Promise<undefined | "conflict"> {
  const { practiceId } = lead;
  const member = await store.read("member", { practiceId, campaignId, order });
  if (member === undefined || !isNews(member, outcome)) return undefined;
  const outcomes = {
    ...member.outcomes,
    [outcome.what]: outcome.at,
    ...(outcome.what === "bookedAt" ? { value: await bookingValue(configs, lead) } : {}),
  };
  const value: Member = { ...member, version: member.version + 1, outcomes };
  const result = await store.commit({ puts: [{ entity: "member", value, expected: member.version }], events: [] });
  return result === "conflict" ? result : undefined;
}

/** Only what happened after the member's turn, while that still counts, and before what is known already. */
function isNews({ turnAt, outcomes }: Member, { what, at }: Outcome): boolean {
  if (turnAt === undefined || at < turnAt || at - turnAt > ATTRIBUTION_MS) return false;
  return at < (outcomes[what] ?? Number.POSITIVE_INFINITY);
}

/** What the booking is worth, USD: as the lead says, or as its service line usually is. */
async function bookingValue(configs: PracticeConfigs, { practiceId, serviceLine, value }: Lead): Promise<number> {
  if (value !== undefined) return value;
  const current = await configs.current(practiceId);
  return current?.config.serviceLines.find(({ key }) => key === serviceLine)?.value ?? 0;
}

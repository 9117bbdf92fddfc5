import { appendEvents } from "../contracts/append-events.ts";
import { currentClaim } from "../domain/lifecycle/current-claim.ts";
import { SETTLED_BY_PEOPLE } from "../domain/lifecycle/stages.ts";
import type { LeadStatus } from "../domain/vocabulary.ts";
import { untilCommitted } from "../ports/until-committed.ts";
import type { LeadRef, LifecycleDeps, ToldBy } from "./told-by.ts";

/** What claiming needs: it starts nothing. */
export type ClaimDeps = Pick<LifecycleDeps, "store" | "clock" | "pause">;

/** What became of a claim. `taken`: somebody else has the lead already. `settled`: there is nothing left to take on. */
export type ClaimOutcome =
  | { readonly is: "claimed" | "yours_already" }
  | { readonly is: "taken"; readonly staffId: string }
  | { readonly is: "settled"; readonly status: LeadStatus }
  | { readonly is: "unknown_lead" };

const SETTLED: readonly LeadStatus[] = [...SETTLED_BY_PEOPLE, "lost"];

/**
 * Takes a lead on for a member of staff: nobody else is alerted about it from then on. It is no human contact, and one of before the person
 * asked again counts for nothing. The run need not be started anew: it sees the claim when it next plans.
 */
export async function claimLead(
  { store, clock, pause }: ClaimDeps,
  ref: LeadRef,
  { staffId, via, actor }: ToldBy & { readonly staffId: string },
): Promise<ClaimOutcome> {
  // A claim whose answer was lost is found to be theirs already.
  return untilCommitted({ pause, failures: 1 }, async () => {
    const lead = await store.read("lead", ref);
    if (lead === undefined || lead.mystery) return { is: "unknown_lead" } as const;
    if (SETTLED.includes(lead.status)) return { is: "settled", status: lead.status } as const;
    const holder = currentClaim(lead)?.staffId;
    if (holder === staffId) return { is: "yours_already" } as const;
    if (holder !== undefined) return { is: "taken", staffId: holder } as const;
    const now = clock.now();
    const { version, events } = appendEvents(lead, now, actor, [
      { type: "lead.claimed.v1", reason: via, data: { staffId, via } },
    ]);
    // A clock that began ahead of ours must not make the claim one of before it.
    const at = Math.max(now, lead.clocks.startedAt);
    const result = await store.commit({
      puts: [{ entity: "lead", value: { ...lead, claim: { staffId, at }, version }, expected: lead.version }],
      events,
    });
    return result === "conflict" ? result : ({ is: "claimed" } as const);
  });
}

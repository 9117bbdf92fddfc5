import { appendEvents } from "../contracts/append-events.ts";
import type { Lead } from "../domain/entities/lead.ts";
import { currentClaim } from "../domain/lifecycle/current-claim.ts";
import { SETTLED_BY_PEOPLE } from "../domain/lifecycle/stages.ts";
import type { LeadStatus } from "../domain/vocabulary.ts";
import type { Commit } from "../ports/store.ts";
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

/** Who claims, and by what way. */
export type Claimant = ToldBy & { readonly staffId: string };

/**
 * Takes a lead on for a member of staff: nobody else is alerted about it from then on. It is no human contact, and one of before the person
 * asked again counts for nothing. The run need not be started anew: it sees the claim when it next plans.
 */
export async function claimLead(
  { store, clock, pause }: ClaimDeps,
  ref: LeadRef,
  claimant: Claimant,
): Promise<ClaimOutcome> {
  // A claim whose answer was lost is found to be theirs already.
  return untilCommitted({ pause, failures: 1 }, async () => {
    const { outcome, commit } = planClaim(await store.read("lead", ref), claimant, clock.now());
    if (commit === undefined) return outcome;
    return (await store.commit(commit)) === "conflict" ? "conflict" : outcome;
  });
}

/** What a claim of a lead comes to, and what to commit for it; nothing where it changes nothing. Pure. */
export function planClaim(
  lead: Lead | undefined,
  { staffId, via, actor }: Claimant,
  now: number,
): { readonly outcome: ClaimOutcome; readonly commit?: Commit<"lead"> } {
  if (lead === undefined || lead.mystery || lead.erasedAt !== undefined) return { outcome: { is: "unknown_lead" } };
  if (SETTLED.includes(lead.status)) return { outcome: { is: "settled", status: lead.status } };
  const holder = currentClaim(lead)?.staffId;
  if (holder === staffId) return { outcome: { is: "yours_already" } };
  if (holder !== undefined) return { outcome: { is: "taken", staffId: holder } };
  const { version, events } = appendEvents(lead, now, actor, [
    { type: "lead.claimed.v1", reason: via, data: { staffId, via } },
  ]);
  // A clock that began ahead of ours must not make the claim one of before it.
  const at = Math.max(now, lead.clocks.startedAt);
  const value = { ...lead, claim: { staffId, at }, version };
  return {
    outcome: { is: "claimed" },
    commit: { puts: [{ entity: "lead", value, expected: lead.version }], events },
  };
}

import type { EventDraft } from "../contracts/append-events.ts";
import { assign } from "../domain/desk/assign.ts";
import type { DeskHours } from "../domain/desk/next-wake.ts";
import { memberOf } from "../domain/desk/on-duty.ts";
import { MAX_WAITING, withGiven, withoutWaiting, withReleased, withWaiting } from "../domain/desk/roster.ts";
import type { Roster } from "../domain/entities/desk.ts";
import type { Lead } from "../domain/entities/lead.ts";
import { currentClaim } from "../domain/lifecycle/current-claim.ts";
import { OWNED } from "../domain/lifecycle/stages.ts";

/** What becomes of who has a lead. */
export interface OwnerChange {
  /** `released`: somebody has room for another one now. */
  readonly is: "given" | "waits" | "released" | "moved" | "out_of_line";
  readonly lead: Lead;
  readonly roster: Roster;
  /** None when only its place in line changes. */
  readonly drafts: readonly EventDraft[];
}

/**
 * Who should have a lead, by where it stands and who claimed it; undefined while that is who has it. Looks at what is stored and at
 * nothing else, so that it is right whichever event asks, however often and in whatever order.
 */
export function ownerChange(lead: Lead, roster: Roster, desk: DeskHours, now: number): OwnerChange | undefined {
  const owner = lead.owner?.staffId;
  const isOwned = OWNED.includes(lead.status) && lead.erasedAt === undefined;
  if (!isOwned) return owner === undefined ? leaveLine(lead, roster) : release(lead, roster, owner);
  const claimer = memberOf(desk, currentClaim(lead)?.staffId)?.staffId;
  if (claimer !== undefined && claimer !== owner) {
    const free = owner === undefined ? undefined : release(lead, roster, owner);
    return give(free?.lead ?? lead, free?.roster ?? roster, claimer, {
      now,
      is: "moved",
      because: ["claimed"],
      before: free,
    });
  }
  if (owner === undefined) return find(lead, roster, desk, now);
  // Nobody of this id works here any more.
  return memberOf(desk, owner) === undefined ? replace(lead, roster, owner, desk, now) : undefined;
}

function find(lead: Lead, roster: Roster, desk: DeskHours, now: number, before?: OwnerChange): OwnerChange | undefined {
  const found = assign(desk, roster, lead, now);
  if (found.is === "given")
    return give(lead, roster, found.staffId, { now, is: "given", because: found.because, before });
  if (roster.waiting.includes(lead.leadId)) return before;
  const because = [...found.because, ...(roster.waiting.length >= MAX_WAITING ? ["line_full"] : [])];
  const draft: EventDraft = { type: "lead.waits_for_owner.v1", reason: because.at(-1) ?? "", data: { because } };
  const drafts = [...(before?.drafts ?? []), draft];
  return { is: "waits", lead, roster: withWaiting(roster, lead.leadId), drafts };
}

function replace(lead: Lead, roster: Roster, owner: string, desk: DeskHours, now: number): OwnerChange | undefined {
  const free = release(lead, roster, owner);
  return find(free.lead, free.roster, desk, now, free);
}

interface Giving {
  readonly now: number;
  readonly is: "given" | "moved";
  readonly because: readonly string[];
  readonly before: OwnerChange | undefined;
}

function give(lead: Lead, roster: Roster, staffId: string, { now, is, because, before }: Giving): OwnerChange {
  const reason = because.at(-1) ?? is;
  const draft: EventDraft = { type: "lead.assigned.v1", reason, data: { staffId, because: [...because] } };
  return {
    is,
    lead: { ...lead, owner: { staffId, at: now } },
    roster: withGiven(roster, lead.leadId, staffId),
    drafts: [...(before?.drafts ?? []), draft],
  };
}

function release(lead: Lead, roster: Roster, staffId: string): OwnerChange {
  const { owner: _nobody, ...rest } = lead;
  const draft: EventDraft = { type: "lead.released.v1", reason: lead.status, data: { staffId } };
  const left = withoutWaiting(withReleased(roster, staffId), lead.leadId);
  return { is: "released", lead: rest, roster: left, drafts: [draft] };
}

function leaveLine(lead: Lead, roster: Roster): OwnerChange | undefined {
  const left = withoutWaiting(roster, lead.leadId);
  return left === roster ? undefined : { is: "out_of_line", lead, roster: left, drafts: [] };
}

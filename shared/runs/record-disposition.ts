import type { Lead } from "../domain/entities/lead.ts";
import type { ToldDisposition } from "../domain/lifecycle/told.ts";
import type { LeadStatus } from "../domain/vocabulary.ts";
import { untilCommitted } from "../ports/until-committed.ts";
import { followUpInput } from "./follow-up-input.ts";
import { planDisposition } from "./plan-disposition.ts";
import { readDisposedLead } from "./read-worked-lead.ts";
import { startFollowUp } from "./start-follow-up.ts";
import type { LeadRef, LifecycleDeps, ToldBy } from "./told-by.ts";

/** What became of a disposition. `illegal`: a lead that stands like this does not come that far; see `shared/domain/lifecycle/moves.ts`. */
export type DispositionOutcome =
  | { readonly is: "recorded" | "unchanged"; readonly status: LeadStatus }
  | { readonly is: "illegal"; readonly from: LeadStatus }
  | { readonly is: "unknown_lead" };

/** It is not as whoever says so believes, and nothing was done. */
interface Moved {
  readonly is: "moved";
  readonly status: LeadStatus;
}

/**
 * Records what people say came of a lead: its status by the table of legal moves, its milestones, the human contact that it means, and what
 * becomes of its run, in one transaction. Said again it changes nothing. `isAsBelieved` is asked in each try: of two people at the same moment
 * the second does not override the first.
 */
export function recordDisposition(
  deps: LifecycleDeps,
  ref: LeadRef,
  told: ToldDisposition,
  by: ToldBy,
): Promise<DispositionOutcome>;
export function recordDisposition(
  deps: LifecycleDeps,
  ref: LeadRef,
  told: ToldDisposition,
  by: ToldBy,
  isAsBelieved: (lead: Lead) => boolean,
): Promise<DispositionOutcome | Moved>;
export async function recordDisposition(
  deps: LifecycleDeps,
  ref: LeadRef,
  told: ToldDisposition,
  by: ToldBy,
  isAsBelieved: (lead: Lead) => boolean = () => true,
): Promise<DispositionOutcome | Moved> {
  // The same in every try: it is part of the id of a run.
  const now = deps.clock.now();
  return untilCommitted({ pause: deps.pause, failures: 1 }, async () => {
    const disposed = await readDisposedLead(deps, ref, now);
    if (disposed === undefined) return { is: "unknown_lead" } as const;
    if (!isAsBelieved(disposed.lead)) return { is: "moved", status: disposed.lead.status } as const;
    const planned = planDisposition(disposed, told, by, now);
    if (planned.is !== "recorded") return planned;
    if ((await deps.store.commit(planned.commit)) === "conflict") return "conflict";
    if (planned.start !== undefined) await startFollowUp(deps, followUpInput(planned.start, { type: "plan" }));
    return { is: planned.is, status: planned.status } as const;
  });
}

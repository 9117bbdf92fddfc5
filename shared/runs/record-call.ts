import type { EventDraft } from "../contracts/append-events.ts";
import type { Lead } from "../domain/entities/lead.ts";
import type { Run } from "../domain/entities/run.ts";
import type { ToldCall } from "../domain/lifecycle/told.ts";
import { present } from "../domain/present.ts";
import type { LeadStatus } from "../domain/vocabulary.ts";
import type { Commit, OperationalName } from "../ports/store.ts";
import { untilCommitted } from "../ports/until-committed.ts";
import { endWorkedRun } from "./end-worked-run.ts";
import { type ChangedLead, contacted, type HumanContact, isCurrent, noteContact } from "./human-contact.ts";
import { readWorkedLead, type WorkedLead } from "./read-worked-lead.ts";
import { type LeadRef, type LifecycleDeps, momentOfTold, type ToldBy } from "./told-by.ts";
import { wrongNumber } from "./wrong-number.ts";

/** What recording a call needs: it starts nothing. */
export type CallDeps = Pick<LifecycleDeps, "store" | "configs" | "clock" | "pause">;

/** What became of the record of a call. */
export type CallOutcomeRecorded =
  /** `unchanged`: it was known already. */
  { readonly is: "recorded" | "unchanged"; readonly status: LeadStatus } | { readonly is: "unknown_lead" };

/**
 * Records an attempt of staff to call a lead. Only a connected one is human contact, at its own time; any other settles nothing. `isKnown` is
 * asked in each try, after the lead was read: of two records of one call at the same moment, the second sees what the first wrote.
 */
export async function recordCall(
  deps: CallDeps,
  ref: LeadRef,
  told: ToldCall,
  by: ToldBy,
  isKnown?: (lead: Lead) => Promise<boolean>,
): Promise<CallOutcomeRecorded> {
  const now = deps.clock.now();
  return untilCommitted({ pause: deps.pause, failures: 0 }, async () => {
    const worked = await readWorkedLead(deps, ref);
    if (worked === undefined) return { is: "unknown_lead" } as const;
    if (await isKnown?.(worked.lead)) return { is: "unchanged", status: worked.lead.status } as const;
    const call = { ...told, at: momentOfTold(worked.lead, told.at, now) };
    const { status, commit } =
      call.outcome === "wrong_number"
        ? await planWrongNumber(deps, worked, call, by, now)
        : planCall(worked, call, by, now);
    return (await deps.store.commit(commit)) === "conflict" ? "conflict" : ({ is: "recorded", status } as const);
  });
}

type Call = Required<Pick<ToldCall, "outcome">> & { readonly at: number };

interface PlannedCall {
  readonly status: LeadStatus;
  readonly commit: Commit<OperationalName>;
}

function planCall(worked: WorkedLead, call: Call, by: ToldBy, now: number): PlannedCall {
  const { lead, run, config } = worked;
  const { actor, via } = by;
  const attempt = attemptDraft(call, by);
  const base = { now, actor, via, reason: "human_contact" };
  if (call.outcome !== "connected")
    return { status: lead.status, commit: endWorkedRun(worked, { ...base, lead, drafts: [attempt], outcome: "none" }) };
  const contact: HumanContact = {
    via: "staff_call",
    at: call.at,
    ...present<{ staffId?: string }>({ staffId: by.staffId }),
  };
  const isNews = isCurrent(lead, contact) && !isOfBefore(run, contact);
  const changed: ChangedLead = isNews ? contacted(lead, contact, config) : noteContact(lead, contact, config);
  const drafts = [attempt, ...changed.drafts.filter(({ type }) => type !== "lead.status_changed.v1")];
  const commit = endWorkedRun(worked, { ...base, lead: changed.lead, drafts, ...(isNews ? {} : { outcome: "none" }) });
  return { status: changed.lead.status, commit };
}

/** A call that is told late, of before the lead entered a run that somebody sent it into: they knew of it then. */
function isOfBefore({ purpose, enrolledAt }: Run, { at }: HumanContact): boolean {
  return purpose !== "new-lead" && at < enrolledAt;
}

/** Consent given for the number is void; other ways to reach the person stay open. */
async function planWrongNumber(
  { store }: CallDeps,
  worked: WorkedLead,
  call: Call,
  by: ToldBy,
  now: number,
): Promise<PlannedCall> {
  const { lead } = worked;
  const { practiceId, reach } = lead;
  const point = reach.phone && (await store.read("contactPoint", { practiceId, pointKey: reach.phone }));
  const wrong = wrongNumber(point, call.at, call.outcome);
  const { actor, via } = by;
  const drafts = [attemptDraft(call, by), ...wrong.drafts];
  const commit = endWorkedRun(worked, { lead, drafts, reason: call.outcome, now, actor, via, outcome: "none" });
  return { status: lead.status, commit: { ...commit, puts: [...commit.puts, ...wrong.puts] } };
}

function attemptDraft({ outcome, at }: Call, { staffId, via }: ToldBy): EventDraft {
  const data = { outcome, at, via, ...present<{ staffId?: string }>({ staffId }) };
  return { type: "call.attempted.v1", reason: outcome, data };
}

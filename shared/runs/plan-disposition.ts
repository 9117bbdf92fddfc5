import { isDeepStrictEqual } from "node:util";
import type { EventDraft } from "../contracts/append-events.ts";
import type { Lead } from "../domain/entities/lead.ts";
import type { Run } from "../domain/entities/run.ts";
import { afterDisposition } from "../domain/lifecycle/after-disposition.ts";
import { moveOf } from "../domain/lifecycle/moves.ts";
import { meansContact, type ToldDisposition } from "../domain/lifecycle/told.ts";
import { present } from "../domain/present.ts";
import type { LeadStatus } from "../domain/vocabulary.ts";
import type { Commit } from "../ports/store.ts";
import { endWorkedRun } from "./end-worked-run.ts";
import { enterRun } from "./enter-run.ts";
import { type ChangedLead, isCurrent, noteContact } from "./human-contact.ts";
import type { DisposedLead } from "./read-worked-lead.ts";
import { isNurtured, runToEnter } from "./run-to-enter.ts";
import { momentOfTold, type ToldBy } from "./told-by.ts";
import { wrongNumber } from "./wrong-number.ts";

/** What a disposition makes of a lead. */
export type PlannedDisposition =
  | { readonly is: "illegal"; readonly from: LeadStatus }
  | { readonly is: "unchanged"; readonly status: LeadStatus }
  | {
      readonly is: "recorded";
      readonly status: LeadStatus;
      readonly commit: Commit<"lead" | "run" | "person" | "contactPoint">;
      /** The run to start. */
      readonly start?: Run;
    };

/** Works out the one transaction of a disposition. Pure. */
export function planDisposition(
  worked: DisposedLead,
  said: ToldDisposition,
  by: ToldBy,
  now: number,
): PlannedDisposition {
  const { lead, run, points } = worked;
  const told = { ...said, at: momentOfTold(lead, said.at, now) };
  const { disposition, at } = told;
  const moved = moveOf(lead.status, disposition);
  if (moved === undefined) return { is: "illegal", from: lead.status };
  // They asked again since they were spoken to: that inquiry still waits for a person.
  const isEarlier = disposition === "contacted" && !isCurrent(lead, told);
  const next = isEarlier ? undefined : runToEnter(worked, told, now);
  const status = isEarlier ? lead.status : statusAfter(worked, moved, next);

  const contact = contactOf(worked, told, by);
  const changed = afterDisposition(contact.lead, told, status);
  const number = points.find(({ pointKey }) => pointKey === lead.reach.phone);
  const wrong = isWrongNumber(told) ? wrongNumber(number, at, disposition) : { puts: [], drafts: [] };
  const drafts = [toldDraft(told, by), ...contact.drafts, ...wrong.drafts];
  const { actor, via } = by;

  if (next !== undefined) {
    const { version: _counted, status: _told, ...changes } = changed;
    const cause = { drafts, changes };
    const entry = { lead, run, next, person: worked.person, status, actor, reason: disposition, now, cause };
    return { is: "recorded", status, commit: enterRun(entry), start: next };
  }
  const outcome = isEarlier ? "none" : outcomeOf(told, run);
  const commit = endWorkedRun(worked, { lead: changed, drafts, reason: disposition, now, actor, via, outcome });
  const endsRun = commit.puts.some(({ entity }) => entity === "run");
  if (isDeepStrictEqual(changed, lead) && !endsRun && wrong.puts.length === 0) return { is: "unchanged", status };
  return { is: "recorded", status, commit: { ...commit, puts: [...commit.puts, ...wrong.puts] } };
}

/** Whom no cadence nurtures from now on is at rest. */
function statusAfter({ lead, run }: DisposedLead, moved: LeadStatus, next: Run | undefined): LeadStatus {
  if (moved !== "nurturing" || next !== undefined) return moved;
  return isNurtured(lead, run) ? moved : "stalled";
}

/** Whom no cadence invites to another appointment, people do. */
function outcomeOf({ disposition }: ToldDisposition, { purpose }: Run): "none" | "with_staff" | undefined {
  if (disposition !== "no_show") return undefined;
  return purpose === "no-show" ? "none" : "with_staff";
}

function isWrongNumber({ disposition, lostReason }: ToldDisposition): boolean {
  return disposition === "lost" && lostReason === "wrong_number";
}

/** What is known of the contact already is not said again. */
function contactOf(
  { lead, config }: DisposedLead,
  told: ToldDisposition & { readonly at: number },
  { staffId, via }: ToldBy,
): ChangedLead {
  if (!meansContact(told, via)) return { lead, drafts: [] };
  const noted = noteContact(
    lead,
    { via: "disposition", at: told.at, ...present<{ staffId?: string }>({ staffId }) },
    config,
  );
  return isDeepStrictEqual(noted.lead, lead) ? { lead, drafts: [] } : noted;
}

function toldDraft(told: ToldDisposition & { readonly at: number }, { staffId, via }: ToldBy): EventDraft {
  const { disposition, at, appointmentAt, value } = told;
  const lostReason = disposition === "lost" ? (told.lostReason ?? "other") : undefined;
  const details = present<{
    staffId?: string;
    lostReason?: NonNullable<Lead["lostReason"]>;
    appointmentAt?: number;
    value?: number;
  }>({
    staffId,
    lostReason,
    appointmentAt,
    value,
  });
  return { type: "disposition.recorded.v1", reason: disposition, data: { disposition, at, via, ...details } };
}

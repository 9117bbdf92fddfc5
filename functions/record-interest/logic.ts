import type { EventDraft } from "../../shared/contracts/append-events.ts";
import type { Actor } from "../../shared/contracts/events.ts";
import { interestLink } from "../../shared/delivery/signed-link.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import { SETTLED_BY_PEOPLE } from "../../shared/domain/lifecycle/stages.ts";
import type { AlertReason, Language, LeadStatus } from "../../shared/domain/vocabulary.ts";
import type { Clock, FollowUps, KeyRings, Logger, PracticeConfigs } from "../../shared/ports/index.ts";
import type { CommitResult, Store } from "../../shared/ports/store.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";
import { changeRun } from "../../shared/runs/change-run.ts";
import { personPuts } from "../../shared/runs/person-after.ts";
import { startFollowUp } from "../../shared/runs/start-follow-up.ts";
import { startLeftOver } from "../../shared/runs/start-left-over.ts";
import { takeOver } from "../../shared/runs/take-over.ts";
import { type Followed, type LinkIds, readFollowed, readLead } from "./read-followed.ts";

/** What recording interest needs: the operational table alone, so that no contact data can be shown. */
export interface RecordInterestDeps {
  readonly store: Pick<Store<"lead" | "run" | "person">, "read" | "commit">;
  readonly keyRings: KeyRings;
  readonly configs: PracticeConfigs;
  readonly followUps: FollowUps;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Waits before a commit is tried again, ms; tests pass one that does not. */
  readonly pause?: (ms: number) => Promise<void>;
}

/** A visit of the link in an email. */
export interface InterestVisit {
  /** As it stands in the path. */
  readonly token: string | undefined;
  /** The button was pressed. Looking alone changes nothing: mail programs and their scanners look at every link. */
  readonly confirmed: boolean;
}

/** What the visitor is told. */
export type InterestAnswer =
  | { readonly is: "unknown_link" }
  | { readonly is: "asked" | "noted"; readonly publicName: string; readonly language: Language };

const REASONS: readonly AlertReason[] = ["renewed_interest", "interest_after_opt_out"];
/** Where a lead stays once staff were told, until they have done something about it. */
const TOLD_AND_NO_MORE: readonly LeadStatus[] = ["replied", "opted_out", ...SETTLED_BY_PEOPLE];
/** After this staff are reminded no more, ms; who asks again then is told of anew. */
const REMINDED_MS = 7 * 86_400_000;
/** Failures of the store that one press of the button outlasts: nobody presses again. */
const OUTLASTED_FAILURES = 3;

/**
 * Hands the lead over to people once the person has asked for that: touches end, staff are told at once. The same again, while
 * they wait, changes nothing.
 */
export async function recordInterest(
  deps: RecordInterestDeps,
  { token = "", confirmed }: InterestVisit,
): Promise<InterestAnswer> {
  const said = interestLink.read(await deps.keyRings.load(), token);
  if (said === undefined) return { is: "unknown_link" };
  const [practiceId, leadId, runId] = said;
  const ids = { practiceId, leadId, runId };
  // First: whatever else cannot be read, the person is heard.
  const lead = confirmed ? await hear(deps, ids) : await readLead(deps.store, ids);
  const practice = lead && (await deps.configs.current(practiceId));
  // Of a lead that was erased nothing is known, and nobody is to be contacted.
  if (lead === undefined || practice === undefined) return { is: "unknown_link" };
  return { is: confirmed ? "noted" : "asked", publicName: practice.config.publicName, language: lead.language };
}

/** Records what the person asked for; answers the lead that the link was for, if there still is one. */
function hear(deps: RecordInterestDeps, ids: LinkIds): Promise<Lead | undefined> {
  return untilCommitted({ pause: deps.pause, failures: OUTLASTED_FAILURES }, async () => {
    const asked = await readLead(deps.store, ids);
    const followed = asked && (await readFollowed(deps.store, asked));
    if (followed === undefined) return undefined;
    // Pressed once more, or the answer to our commit was lost.
    if (isWaiting(followed, deps.clock.now())) await startLeftOver(deps, followed.run);
    else if ((await handOver(deps, followed, ids)) === "conflict") return "conflict";
    return asked;
  });
}

/** Staff know, not for long, and nobody has spoken with the person since. */
function isWaiting({ lead, run }: Followed, now: number): boolean {
  const since = Math.max(lead.clocks.humanContactAt ?? -1, now - REMINDED_MS);
  const isTold = (run.alerts ?? []).some(({ reason, at }) => REASONS.includes(reason) && at > since);
  return isTold && TOLD_AND_NO_MORE.includes(lead.status);
}

/** Who opted out has asked for one thing and its opposite: a person looks before anybody calls. */
function reasonFor({ status, flags }: Lead): AlertReason {
  const isOut = status === "opted_out" || flags.includes("suppressed_person");
  return isOut ? "interest_after_opt_out" : "renewed_interest";
}

async function handOver(deps: RecordInterestDeps, followed: Followed, { runId }: LinkIds): Promise<CommitResult> {
  const { lead, run } = followed;
  const now = deps.clock.now();
  const change = takeOver(lead, run, reasonFor(lead), now, "interested");
  const shown: EventDraft = { type: "interest.shown.v1", reason: "link_confirmed", data: { via: "link", runId } };
  const actor: Actor = { kind: "person", id: "interest_link" };
  const drafts = [shown, ...change.drafts];
  const { commit, start } = changeRun(lead, run, { ...change, now, actor, drafts });
  const puts = [...commit.puts, ...personPuts(followed, change)];
  const result = await deps.store.commit({ ...commit, puts });
  if (result === "conflict") return result;
  const { practiceId, leadId } = lead;
  deps.logger.info("interest shown", { practiceId, leadId, runId: run.runId });
  if (start !== undefined) await startFollowUp(deps, start);
  return result;
}

import type { Actor } from "../../shared/contracts/events.ts";
import type { Person } from "../../shared/domain/entities/identity.ts";
import type { LeadId } from "../../shared/domain/ids.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";
import { changeRun } from "../../shared/runs/change-run.ts";
import { personPuts } from "../../shared/runs/person-after.ts";
import { startFollowUp } from "../../shared/runs/start-follow-up.ts";
import { startLeftOver } from "../../shared/runs/start-left-over.ts";
import { type LeadChange, takeOver, UNDER_WAY } from "../../shared/runs/take-over.ts";
import { optedOutDraft, optOutLead } from "./opt-out-lead.ts";
import { readFollowed, readKnown } from "./read-known.ts";
import type { Followed, ReadMessage, ReceiveSmsDeps } from "./types.ts";

const OUTLASTED_FAILURES = 2;

/**
 * Nobody can tell who of those that share a number wrote: an opt-out ends, and what may be one pauses, the follow-up of all of them.
 * Each by themselves, and again without effect, so that a message that comes again finishes what a crash left.
 */
export async function coverOthers(
  deps: ReceiveSmsDeps,
  message: ReadMessage,
  writerLead: LeadId | undefined,
): Promise<void> {
  if (message.class !== "opt_out" && message.class !== "ambiguous") return;
  const patience = { pause: deps.pause, failures: OUTLASTED_FAILURES };
  const { persons } = await untilCommitted(patience, () => readKnown(deps.store, message));
  for (const { practiceId, personId, leadId } of persons) {
    if (leadId === writerLead) continue;
    await untilCommitted(patience, async () => {
      const person = await deps.store.read("person", { practiceId, personId });
      return person && cover(deps, message, person);
    });
  }
}

async function cover(deps: ReceiveSmsDeps, message: ReadMessage, person: Person): Promise<undefined | "conflict"> {
  const followed = await readFollowed(deps.store, person);
  const change = followed && changeOf(message, followed);
  if (followed === undefined || change === undefined) return followed && startLeftOver(deps, followed.run);
  const actor: Actor = { kind: "system", id: "receive-sms" };
  const { commit, start } = changeRun(followed.lead, followed.run, { ...change, now: deps.clock.now(), actor });
  const puts = [...commit.puts, ...personPuts(followed, change)];
  if ((await deps.store.commit({ ...commit, puts })) === "conflict") return "conflict";
  if (start !== undefined) await startFollowUp(deps, start);
  return undefined;
}

/** Who inquired after the message is not meant by it; an opt-out on the number holds for them all the same. */
function changeOf({ class: asks, sentAt }: ReadMessage, { lead, run }: Followed): LeadChange | undefined {
  if (lead.clocks.startedAt > sentAt) return undefined;
  if (asks === "ambiguous")
    return UNDER_WAY.includes(lead.status) ? takeOver(lead, run, "ambiguous_reply", sentAt) : undefined;
  const change = optOutLead(lead, run);
  return change.drafts.length === 0 ? undefined : { ...change, drafts: [optedOutDraft(sentAt), ...change.drafts] };
}

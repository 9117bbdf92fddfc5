import type { EventDraft } from "../../shared/contracts/append-events.ts";
import type { Actor } from "../../shared/contracts/events.ts";
import type { ContactPoint } from "../../shared/domain/entities/identity.ts";
import { suppressionOf, withOptOut } from "../../shared/domain/suppression/suppression.ts";
import type { Put } from "../../shared/ports/store.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";
import { changeRun } from "../../shared/runs/change-run.ts";
import { afterOptOut } from "../../shared/runs/opted-out.ts";
import { pointsOf } from "../../shared/runs/points-of.ts";
import { readWorkedLead } from "../../shared/runs/read-worked-lead.ts";
import { releasedPerson } from "../../shared/runs/released-person.ts";
import type { ActOnLeadDeps, OpenLink } from "./types.ts";

const REASON = "told_to_staff";
const OUTLASTED_FAILURES = 3;

/**
 * Ends all automated contact with the person of a lead, who told a member of staff to: an opt-out on every number and address of theirs,
 * and the end of the follow-up. The same again changes nothing.
 */
export function stopContact(
  deps: ActOnLeadDeps,
  { ids, staff }: OpenLink,
): Promise<"stopped" | "unchanged" | "unknown_lead"> {
  const ref = { practiceId: ids.practiceId, leadId: ids.leadId };
  return untilCommitted({ pause: deps.pause, failures: OUTLASTED_FAILURES }, async () => {
    const worked = await readWorkedLead(deps, ref);
    if (worked === undefined) return "unknown_lead";
    const { lead, run, person } = worked;
    const open = (await pointsOf(deps.store, lead, person)).filter((point) => suppressionOf(point) !== "all");
    const after = afterOptOut(lead, run);
    if (open.length === 0 && after === undefined) return "unchanged";

    const now = deps.clock.now();
    const actor: Actor = { kind: "staff", id: staff.staffId };
    const optedOut: EventDraft = {
      type: "contact.opted_out.v1",
      reason: REASON,
      data: { scope: "all", via: "staff", at: now },
    };
    const { commit } = changeRun(lead, run, {
      now,
      actor,
      lead: after?.lead ?? lead,
      run: after?.run ?? run,
      drafts: [optedOut, ...(after?.drafts ?? [])],
    });
    const puts = [...commit.puts, ...open.map((point) => stopped(point, now))];
    const released = after === undefined ? [] : releasedPerson(person, run);
    const result = await deps.store.commit({ events: commit.events, puts: [...puts, ...released] });
    return result === "conflict" ? result : "stopped";
  });
}

function stopped(point: ContactPoint, at: number): Put<"contactPoint"> {
  const value = { ...withOptOut(point, { scope: "all", at, reason: "staff" }), version: point.version + 1 };
  return { entity: "contactPoint", value, expected: point.version };
}

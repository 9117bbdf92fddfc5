import { appendEvents, type EventDraft } from "../../shared/contracts/append-events.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { Run } from "../../shared/domain/entities/run.ts";
import { present } from "../../shared/domain/present.ts";
import type { LeadStatus } from "../../shared/domain/vocabulary.ts";
import { externalRefPuts } from "../../shared/intake/external-ref.ts";
import { type FreshIds, type NewMatch, newLead } from "../../shared/intake/new-lead.ts";
import { pointPut, withPoints } from "../../shared/intake/points-of-person.ts";
import type { Traces } from "../../shared/intake/traces.ts";
import { contactOf, inquiryOf } from "../../shared/intake/vault-items.ts";
import type { Commit } from "../../shared/ports/store.ts";
import { endedRun } from "../../shared/runs/change-run.ts";
import { newRun } from "../../shared/runs/new-run.ts";
import type { ImportedLead } from "./imported-lead.ts";
import type { StoredPoint } from "./named-points.ts";
import { type ListedPoint, optOutPuts } from "./opt-outs.ts";
import { refusedChannels } from "./refused-channels.ts";
import { optedOutDraft, sourceData } from "./row-events.ts";
import type { RowContext } from "./types.ts";

/** Everything that the commit of a row is built from. */
export interface RowFacts {
  readonly imported: ImportedLead;
  readonly traces: Traces;
  /** Its other numbers and addresses. */
  readonly further: readonly StoredPoint[];
  /** What the row names, when it says that the person opted out. */
  readonly optedOut: readonly ListedPoint[];
  readonly context: RowContext;
  readonly now: number;
}

/** The transaction by which a row becomes a lead at rest: nothing is started, and nobody is written to. */
export function planNew(facts: RowFacts, match: NewMatch, fresh: FreshIds): Commit {
  const { imported, traces, further, optedOut, context, now } = facts;
  const { submission, row, inquiredAt } = imported;
  const { lead: born, person, points } = newLead({ ...submission, receivedAt: inquiredAt }, match, traces, fresh);
  const { leadId } = born;
  const owner = { ...person, leadId };
  const others = further.map(({ kind, stored, ...posted }) => pointPut(owner, kind, posted, stored));
  const status = statusOf(imported, match.suppressed);
  const lead: Lead = {
    ...born,
    ...present<Partial<Lead>>({ lostReason: row.lostReason, value: row.value }),
    status,
    imported: {
      importId: context.job.importId,
      stage: row.stage,
      ...present<Partial<NonNullable<Lead["imported"]>>>({
        lastActivityAt: row.lastActivityAt,
        undated: imported.isDated ? undefined : true,
        refused: refusedChannels(submission.post.consent, context.job.createdAt),
      }),
    },
  };
  const { version, events } = appendEvents({ ...lead, version: 0 }, now, submission.actor, [
    importedDraft(imported, lead, context),
    ...(row.optOut === undefined ? [] : [optedOutDraft(row.optOut, context)]),
  ]);
  const { activeRunId: _none, ...atRest } = person;
  const linked = [...points, ...others];
  const pointPuts = row.optOut === undefined ? linked : optOutPuts(optedOut, row.optOut, context, linked).puts;
  const known = withPoints(
    person.points,
    others.map(({ value }) => value),
  );
  return {
    puts: [
      { entity: "lead", value: { ...lead, version }, expected: "absent" },
      { entity: "run", value: earlierRun(lead, context, now), expected: "absent" },
      { entity: "person", value: { ...atRest, points: known }, expected: match.person?.version ?? "absent" },
      ...pointPuts,
      ...externalRefPuts(submission, traces, { leadId, personId: person.personId }),
      { entity: "contact", value: contactOf(submission, leadId), expected: "absent" },
      { entity: "inquiry", value: inquiryOfRow(imported, leadId, 1), expected: "absent" },
    ],
    events,
  };
}

/** Where a row leaves its lead. */
export function statusOf({ row }: ImportedLead, suppressed: boolean): LeadStatus {
  if (row.optOut === "all" || suppressed) return "opted_out";
  if (row.stage === "booked") return "booked";
  return row.stage === "lost" ? "lost" : "stalled";
}

/** The row's words and its evidence of consent, for the vault. */
export function inquiryOfRow(
  { submission, row, inquiredAt }: ImportedLead,
  leadId: Lead["leadId"],
  eventVersion: number,
) {
  const words = present<{ stage?: string; lostReason?: string }>({
    stage: row.stageText,
    lostReason: row.lostReasonText,
  });
  return { ...inquiryOf(submission, leadId, eventVersion), receivedAt: inquiredAt, ...words };
}

/** The follow-up that the lead had before First Touch knew it: over, so that whatever asks for the run of a lead finds one. */
function earlierRun(lead: Lead, { practice }: RowContext, now: number): Run {
  const run = newRun({ lead, purpose: "new-lead", configVersion: practice.version, now, enrolledAt: lead.receivedAt });
  return endedRun(run, "exhausted");
}

function importedDraft({ submission, row }: ImportedLead, lead: Lead, { job: { importId } }: RowContext): EventDraft {
  return {
    type: "lead.imported.v1",
    reason: "row_imported",
    data: {
      ...sourceData(submission),
      importId,
      stage: row.stage,
      ...present<Pick<Lead, "lostReason">>({ lostReason: row.lostReason }),
      consents: lead.consents.map((grant) => grant.class),
      flags: lead.flags,
    },
  };
}

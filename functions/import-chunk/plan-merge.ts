import { isDeepStrictEqual } from "node:util";
import { appendEvents, type EventDraft } from "../../shared/contracts/append-events.ts";
import type { Person } from "../../shared/domain/entities/identity.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { Run } from "../../shared/domain/entities/run.ts";
import type { Contact } from "../../shared/domain/entities/vault.ts";
import { learnedName } from "../../shared/domain/identity/learned-name.ts";
import { present } from "../../shared/domain/present.ts";
import { externalRefPuts } from "../../shared/intake/external-ref.ts";
import { linkOf, linkPuts, linksOf } from "../../shared/intake/links.ts";
import { withPoints } from "../../shared/intake/points-of-person.ts";
import { isSuppressed, type StoredLead } from "../../shared/intake/read-known.ts";
import type { Commit, Put } from "../../shared/ports/store.ts";
import { statusDrafts } from "../../shared/runs/change-run.ts";
import { afterOptOut } from "../../shared/runs/opted-out.ts";
import { releasedPerson } from "../../shared/runs/released-person.ts";
import { afterSettling } from "../../shared/runs/settled-elsewhere.ts";
import { mergedLead } from "./merged-lead.ts";
import { optOutPuts } from "./opt-outs.ts";
import { inquiryOfRow, type RowFacts } from "./plan-new.ts";
import { optedOutDraft, sourceData } from "./row-events.ts";

/** A person whom the practice knows, with their current lead. */
export interface KnownPerson {
  readonly person: Person;
  readonly stored: StoredLead & { readonly run: Run };
}

/**
 * The transaction by which a row tells something of a known lead; undefined when it tells nothing new. An old row fills gaps and takes
 * away; it never replaces what the person said since, nor starts anything.
 */
export function planMerge(facts: RowFacts, { person, stored }: KnownPerson): Commit | undefined {
  const { imported, traces, further, optedOut, context, now } = facts;
  const { submission, row } = imported;
  const { lead, contact, run } = stored;
  const named = { ...person, name: learnedName(person.name, submission.name), leadId: lead.leadId };
  const links = linksOf(submission, named, traces);
  const filled = mergedLead({ lead, run }, imported, links, context);
  const all = [...links, ...further.flatMap((point) => linkOf(point, point.stored, named) ?? [])];
  const changedLinks = all.flatMap(linkPuts);
  const isOut = row.optOut === "all" || changedLinks.some(({ value }) => isSuppressed(value));
  const told = isOut ? afterOptOut(filled, run) : afterStage(lead, filled, run);
  const after = told ?? { lead: filled, run, drafts: statusDrafts(lead, filled.status, "row_imported") };

  const points =
    row.optOut === undefined
      ? { puts: changedLinks, isNew: false }
      : optOutPuts(optedOut, row.optOut, context, changedLinks);
  const learned = learnedContact(contact, facts, links);
  const next: Person = {
    ...person,
    name: named.name,
    points: withPoints(
      person.points,
      all.map(({ point }) => point),
    ),
  };
  const isNews =
    points.isNew ||
    changedLinks.length > 0 ||
    !isDeepStrictEqual(after.lead, lead) ||
    !isDeepStrictEqual(learned, contact) ||
    !isDeepStrictEqual(next, person);
  if (!isNews) return undefined;

  const drafts: EventDraft[] = [
    mergedDraft(facts),
    ...(row.optOut !== undefined && points.isNew ? [optedOutDraft(row.optOut, context)] : []),
    ...after.drafts,
  ];
  const { version, events } = appendEvents(lead, now, submission.actor, drafts);
  return {
    puts: [
      { entity: "lead", value: { ...after.lead, version }, expected: lead.version },
      ...runPuts(run, after.run),
      ...personPuts(person, next, told === undefined ? undefined : run),
      ...points.puts,
      ...externalRefPuts(submission, traces, { leadId: lead.leadId, personId: person.personId }),
      ...contactPuts(contact, learned),
      { entity: "inquiry", value: inquiryOfRow(imported, lead.leadId, lead.version + 1), expected: "absent" },
    ],
    events,
  };
}

/** Who was booked or lost elsewhere hears no more of us. */
function afterStage(
  before: Lead,
  after: Lead,
  run: Run,
): { lead: Lead; run: Run; drafts: readonly EventDraft[] } | undefined {
  const { status } = after;
  if (status === before.status || (status !== "booked" && status !== "lost")) return undefined;
  const settled = afterSettling(before, run, status);
  return settled && { lead: after, ...settled };
}

function mergedDraft({ imported: { submission, row }, context }: RowFacts): EventDraft {
  return {
    type: "lead.import_merged.v1",
    reason: "row_imported",
    data: {
      ...sourceData(submission),
      importId: context.job.importId,
      stage: row.stage,
      ...present<{ lostReason?: NonNullable<typeof row.lostReason> }>({ lostReason: row.lostReason }),
    },
  };
}

/** Name, number, address and whereabouts, where they are not known yet. */
function learnedContact(
  contact: Contact | undefined,
  { imported: { submission } }: RowFacts,
  links: ReturnType<typeof linksOf>,
): Contact | undefined {
  if (contact === undefined) return undefined;
  const { firstName, lastName, postalCode } = submission.post.contact;
  const { state, birthDate } = submission;
  return {
    ...present<Partial<Contact>>({ firstName, lastName, postalCode, state, birthDate }),
    ...Object.fromEntries(links.map(({ kind, value }) => [kind, value])),
    ...contact,
  };
}

function contactPuts(before: Contact | undefined, after: Contact | undefined): Put[] {
  if (before === undefined || after === undefined || isDeepStrictEqual(before, after)) return [];
  return [{ entity: "contact", value: { ...after, version: before.version + 1 }, expected: before.version }];
}

function runPuts(before: Run, after: Run): Put[] {
  if (isDeepStrictEqual(before, after)) return [];
  return [{ entity: "run", value: { ...after, version: before.version + 1 }, expected: before.version }];
}

/** Whose run an opt-out ended is free for their next inquiry. */
function personPuts(before: Person, after: Person, ended: Run | undefined): Put[] {
  const [released] = ended === undefined ? [] : releasedPerson(after, ended);
  if (released !== undefined) return [released];
  if (isDeepStrictEqual(before, after)) return [];
  return [{ entity: "person", value: { ...after, version: before.version + 1 }, expected: before.version }];
}

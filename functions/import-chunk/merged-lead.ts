import { isDeepStrictEqual } from "node:util";
import type { ImportedStage } from "../../shared/domain/entities/import.ts";
import type { ConsentGrant, Lead } from "../../shared/domain/entities/lead.ts";
import type { Run } from "../../shared/domain/entities/run.ts";
import { SETTLED_BY_PEOPLE } from "../../shared/domain/lifecycle/stages.ts";
import { present } from "../../shared/domain/present.ts";
import type { LeadStatus } from "../../shared/domain/vocabulary.ts";
import type { Link } from "../../shared/intake/links.ts";
import type { ImportedLead } from "./imported-lead.ts";
import { statusOf } from "./plan-new.ts";
import { isRefused, type RefusedChannels, refusedChannels } from "./refused-channels.ts";
import { isOtherLoss, settledOf } from "./settled-since.ts";
import type { RowContext } from "./types.ts";

/** Statuses of leads whose end another system may know better; what is under way, or with people, is not for a file to end. */
const AT_REST: readonly LeadStatus[] = ["stalled", "lost", "nurturing", "reactivating", "booked"];
/** Of two rows of one file about one person, the one that settles more counts. */
const SETTLES: Readonly<Record<ImportedStage, number>> = { open: 0, lost: 1, booked: 2, patient: 3, opted_out: 4 };

/** What a row makes of a known lead: gaps are filled, and the stage of a lead at rest is what the newest import says. */
export function mergedLead(
  { lead, run }: { readonly lead: Lead; readonly run: Run },
  imported: ImportedLead,
  links: readonly Link[],
  context: RowContext,
): Lead {
  const { submission, row } = imported;
  const refused = refusedFor(lead, imported, context);
  const filled: Lead = {
    ...lead,
    reach: filledReach(lead, imported, links),
    consents: filledConsents(lead, imported, links, refused),
    relationship: submission.post.inquiry.relationship === "existing" ? "existing" : lead.relationship,
    flags: union(lead.flags, newFlags(imported)),
    ...present<Partial<Lead>>({
      serviceLine: lead.serviceLine ?? submission.classified.serviceLine,
      value: lead.value ?? row.value,
    }),
  };
  if (isAtRest(lead)) return withStage(filled, imported, refused, context);
  if (!isUnderWay(lead) || settledOf(lead, run, row) !== "settled") return filled;
  const status = statusOf(imported, lead.flags.includes("suppressed_person"));
  return {
    ...withStage(filled, imported, refused, context),
    ...present<Partial<Lead>>({ value: row.value, lostReason: row.lostReason }),
    status,
  };
}

/** What of a row is left out of account, since nothing says that it came after what the person asks for now. */
export function ignoredOf(lead: Lead, run: Run, { row }: ImportedLead) {
  const settled = isUnderWay(lead) ? settledOf(lead, run, row) : undefined;
  return settled === "settled" ? undefined : settled;
}

/** A booking or a loss that somebody told of here is not for a file to take back. */
function isAtRest({ status, imported }: Lead): boolean {
  const isToldHere = (status === "booked" || status === "lost") && imported?.stage !== status;
  return AT_REST.includes(status) && !isToldHere;
}

/** With us, or with people. */
function isUnderWay(lead: Lead): boolean {
  return !isAtRest(lead) && lead.status !== "opted_out" && !SETTLED_BY_PEOPLE.includes(lead.status);
}

/** What lists refuse; nothing for who inquired here: what people said to us the lists do not know. */
function refusedFor(
  { status, imported, clocks, consents }: Lead,
  { submission }: ImportedLead,
  { job: { createdAt } }: RowContext,
): RefusedChannels | undefined {
  if (imported === undefined || clocks.firstResponseAt !== undefined || !AT_REST.includes(status)) return undefined;
  return refusedChannels(submission.post.consent, createdAt, imported.refused, consents);
}

function withStage(
  lead: Lead,
  imported: ImportedLead,
  refused: RefusedChannels | undefined,
  { job: { importId } }: RowContext,
): Lead {
  const { row } = imported;
  const before = lead.imported;
  const saysLess = before?.importId === importId && SETTLES[row.stage] < SETTLES[before.stage];
  const stage = saysLess ? before.stage : row.stage;
  const lastActivityAt = latest(before?.lastActivityAt, row.lastActivityAt);
  const told = {
    importId: before?.importId ?? importId,
    stage,
    ...present<Partial<NonNullable<Lead["imported"]>>>({
      lastActivityAt,
      undated: imported.isDated ? undefined : before?.undated,
      refused: refused ?? before?.refused,
    }),
  };
  return {
    ...lead,
    ...inquiredAt(lead, imported),
    ...(saysLess ? {} : present<Partial<Lead>>({ lostReason: row.lostReason ?? lead.lostReason })),
    status: saysLess ? lead.status : statusAtRest(lead, imported),
    imported: isDeepStrictEqual(told, before) ? told : { ...told, importId },
  };
}

/** Another inquiry of the time before First Touch, if its date is known; the clocks of a lead that was answered here stay as they are. */
function inquiredAt(lead: Lead, { inquiredAt: at, isDated }: ImportedLead): Partial<Lead> {
  const { receivedAt, clocks, inquiries, imported } = lead;
  if (!isDated || imported === undefined || clocks.firstResponseAt !== undefined) return {};
  if (imported.undated) return { receivedAt: at, clocks: { ...clocks, startedAt: at } };
  const isKnown = at === receivedAt || at === clocks.startedAt;
  return {
    receivedAt: Math.min(receivedAt, at),
    clocks: { ...clocks, startedAt: Math.max(clocks.startedAt, at) },
    inquiries: isKnown ? inquiries : inquiries + 1,
  };
}

/**
 * A booking and a loss are news, unless the file before said the same: a lead that was lost and that a campaign now brings back stays lost
 * in the other system, until that names a reason that will not pass. An open stage reopens a loss, and ends neither a booking nor what
 * we do meanwhile.
 */
function statusAtRest(lead: Lead, imported: ImportedLead): LeadStatus {
  const { status, flags, imported: before } = lead;
  const told = statusOf(imported, flags.includes("suppressed_person"));
  if (told === "lost" && isOtherLoss(lead, imported.row)) return told;
  if (told !== "opted_out" && before?.stage === imported.row.stage) return status;
  return told === "stalled" && status !== "lost" ? status : told;
}

/** A kind of contact point that the lead lacks; never another in place of one that it has. */
function filledReach({ reach }: Lead, { submission }: ImportedLead, links: readonly Link[]): Lead["reach"] {
  const added = links.filter(({ kind }) => reach[kind] === undefined);
  // More zones and states narrow the hours. The first zones of a lead allow some, so a number that had none keeps none.
  const staysNowhere = reach.zones.length === 0 && reach.phone !== undefined;
  return {
    ...reach,
    ...Object.fromEntries(added.map(({ kind, point }) => [kind, point.pointKey])),
    zones: staysNowhere ? [] : union(reach.zones, submission.zones),
    jurisdictions: union(reach.jurisdictions, submission.jurisdictions),
  };
}

/**
 * The consents that a row leaves, and proven ones that the lead lacks, for contact points of its own; none of before its newest
 * inquiry, which may have refused it.
 */
function filledConsents(
  { clocks, reach, consents: before }: Lead,
  { submission }: ImportedLead,
  links: readonly Link[],
  refused: RefusedChannels | undefined,
): ConsentGrant[] {
  const consents = before.filter((grant) => !isRefused(grant, refused));
  const isOwn = (grant: ConsentGrant) => {
    const kind = grant.class === "email" ? "email" : "phone";
    const link = links.find((one) => one.kind === kind);
    return link !== undefined && (reach[kind] === undefined || reach[kind] === link.point.pointKey);
  };
  const isHeld = (grant: ConsentGrant) => consents.some((held) => held.class === grant.class);
  const fresh = submission.consents.filter(
    (grant) => isOwn(grant) && grant.at >= clocks.startedAt && !isHeld(grant) && !isRefused(grant, refused),
  );
  return [...consents, ...fresh];
}

function newFlags({ submission: { minor, classified } }: ImportedLead): Lead["flags"] {
  return [...(minor ? (["minor"] as const) : []), ...(classified.sensitive ? (["sensitive"] as const) : [])];
}

function union<T>(known: readonly T[], added: readonly T[]): T[] {
  return [...new Set([...known, ...added])];
}

function latest(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.max(one, other);
}

import { namesConflict } from "../../shared/domain/contact/name.ts";
import type { ContactPoint, ExternalRef, IdempotencyRecord, Person } from "../../shared/domain/entities/identity.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { Run } from "../../shared/domain/entities/run.ts";
import type { Contact } from "../../shared/domain/entities/vault.ts";
import { type PersonId, runIdOf } from "../../shared/domain/ids.ts";
import { JOIN_WINDOW_MS } from "../../shared/domain/timing.ts";
import type { Ref, Store } from "../../shared/ports/store.ts";
import type { PointKind } from "./contact-points.ts";
import type { Repeatable } from "./idempotency.ts";
import type { Submission } from "./submission.ts";
import { whoseInquiry } from "./whose-inquiry.ts";

/** What is stored under the contact points and keys of a submission. */
export interface Traces {
  /** Existing contact points of each kind, newest key first; more than one only around a key rotation. */
  readonly points: Record<PointKind, ContactPoint[]>;
  readonly remembered: IdempotencyRecord | undefined;
  readonly externalRef: ExternalRef | undefined;
}

/** What a submission turned out to be. */
export type Match = { readonly suppressed: boolean; readonly conflict: boolean } & (
  | { readonly kind: "new"; readonly person: Person | undefined; readonly sharedPoint: boolean }
  | (KnownLead & { readonly kind: "join"; readonly why: "recent" | "external_id" })
  | (KnownLead & { readonly kind: "again"; readonly run: Run })
);

/** A person and the lead of theirs that a submission belongs to. */
export interface KnownLead {
  readonly person: Person;
  readonly lead: Lead;
  readonly contact: Contact | undefined;
}

/** Statuses that no later inquiry may reopen; the person gets a new lead instead. */
const SETTLED: readonly Lead["status"][] = ["booked", "lost", "opted_out", "stalled"];

/** Reads, in one go, whatever could make this submission a known one. */
export async function readTraces(
  store: Store,
  { practice: { practiceId }, points, externalRefHash }: Submission,
  repeatable: Repeatable | undefined,
): Promise<Traces> {
  const pointKeys = [...(points.phone?.keys ?? []), ...(points.email?.keys ?? [])];
  const refs: Ref<"contactPoint" | "idempotency" | "externalRef">[] = pointKeys.map((pointKey) => ({
    entity: "contactPoint",
    key: { practiceId, pointKey },
  }));
  if (repeatable) refs.push({ entity: "idempotency", key: { practiceId, keyHash: repeatable.keyHash } });
  if (externalRefHash) refs.push({ entity: "externalRef", key: { practiceId, refHash: externalRefHash } });

  const found = (await store.readMany(refs)).filter((item) => item !== undefined);
  const contactPoints = found.filter((item) => "pointKey" in item);
  const ofKind = (kind: PointKind) => contactPoints.filter((point) => point.kind === kind);
  return {
    points: { phone: ofKind("phone"), email: ofKind("email") },
    remembered: found.find((item) => "keyHash" in item),
    externalRef: found.find((item) => "refHash" in item),
  };
}

/** Decides whether a submission is a new lead, part of a known one, or a further inquiry of a person under way. */
export async function identify(store: Store, submission: Submission, traces: Traces): Promise<Match> {
  const { practiceId } = submission.practice;
  const points = [...traces.points.phone, ...traces.points.email];
  const suppressed = points.some(isSuppressed);
  const resolved = whoseInquiry(points, submission.name);
  const { conflict } = resolved;
  if (resolved.kind === "new")
    return { kind: "new", person: undefined, sharedPoint: resolved.sharedPoint, suppressed, conflict };

  const person = await store.read("person", { practiceId, personId: resolved.personId });
  // A name learned on one contact point may not have reached the others yet.
  if (person === undefined || namesConflict(person.name, submission.name))
    return { kind: "new", person: undefined, sharedPoint: true, suppressed, conflict: false };

  const own = ownRef(traces.externalRef, person.personId);
  const recent = submission.receivedAt - person.inquiredAt <= JOIN_WINDOW_MS;
  const known = await readKnown(store, person, own?.leadId ?? person.leadId, points);
  const whole = { person, contact: known.contact, conflict, suppressed: suppressed || known.suppressed };
  const { lead, run } = known;

  if (lead !== undefined && (own !== undefined || recent))
    return { kind: "join", why: own === undefined ? "recent" : "external_id", ...whole, lead };
  if (lead !== undefined && run !== undefined && isUnderWay(lead, run, person))
    return { kind: "again", ...whole, lead, run };
  return { kind: "new", person, sharedPoint: false, conflict, suppressed: whole.suppressed };
}

/** The same external id from someone else is no repetition: no lead is lost over a source that reuses its ids. */
function ownRef(ref: ExternalRef | undefined, personId: PersonId): ExternalRef | undefined {
  return ref?.personId === personId ? ref : undefined;
}

function isUnderWay(lead: Lead, run: Run, person: Person): boolean {
  return person.activeRunId === run.runId && run.outcome === undefined && !SETTLED.includes(lead.status);
}

function isSuppressed({ suppression }: ContactPoint): boolean {
  return suppression?.scope === "all";
}

/** The person's lead, and whether they opted out on a contact point that this submission does not name. */
async function readKnown(
  store: Store,
  { practiceId, points, activeRunId }: Person,
  leadId: Lead["leadId"],
  seen: readonly ContactPoint[],
) {
  const unseen = points.filter((key) => !seen.some(({ pointKey }) => pointKey === key));
  const others = unseen.map((pointKey) => ({ entity: "contactPoint", key: { practiceId, pointKey } }) as const);
  const runId = activeRunId ?? runIdOf(leadId, "new-lead");
  const [[lead, contact, run], otherPoints] = await Promise.all([
    store.readMany([
      { entity: "lead", key: { practiceId, leadId } },
      { entity: "contact", key: { practiceId, leadId } },
      { entity: "run", key: { practiceId, leadId, runId } },
    ]),
    others.length === 0 ? [] : store.readMany(others),
  ]);
  return { lead, contact, run, suppressed: otherPoints.some((point) => point !== undefined && isSuppressed(point)) };
}

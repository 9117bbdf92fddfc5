import type { Person } from "../../shared/domain/entities/identity.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { Run } from "../../shared/domain/entities/run.ts";
import type { Contact } from "../../shared/domain/entities/vault.ts";
import { speaksFor } from "../../shared/domain/identity/learned-name.ts";
import { SETTLED_BY_PEOPLE } from "../../shared/domain/lifecycle/stages.ts";
import { handedOn } from "../../shared/domain/reactivation/attribution.ts";
import { JOIN_WINDOW_MS } from "../../shared/domain/timing.ts";
import { findPerson } from "../../shared/intake/find-person.ts";
import { readLeads, type StoredLead, suppressedElsewhere } from "../../shared/intake/read-known.ts";
import type { Submission } from "../../shared/intake/submission.ts";
import type { Traces } from "../../shared/intake/traces.ts";
import type { Store } from "../../shared/ports/store.ts";

/** What a submission turned out to be. */
export type Match = { readonly suppressed: boolean; readonly conflict: boolean } & (
  | {
      readonly kind: "new";
      readonly person: Person | undefined;
      readonly sharedPoint: boolean;
      /** An older lead of theirs that is still being nurtured or reminded: that ends with this one. */
      readonly older?: StoredLead & { readonly run: Run };
      /** What people said of their lead before this one: they are a patient by now. */
      readonly isPatient?: boolean;
      /** The campaign that their lead before this one was in, while what they do still counts for it. */
      readonly reactivation?: Lead["reactivation"];
    }
  | (KnownLead & { readonly kind: "join"; readonly why: "recent" | "external_id"; readonly run: Run | undefined })
  | (KnownLead & { readonly kind: "again"; readonly run: Run })
);

/** A person and the lead of theirs that a submission belongs to. */
export interface KnownLead {
  readonly person: Person;
  readonly lead: Lead;
  readonly contact: Contact | undefined;
}

/** Statuses that no later inquiry may reopen; the person gets a new lead instead. */
const SETTLED: readonly Lead["status"][] = [...SETTLED_BY_PEOPLE, "lost", "opted_out", "stalled"];
/**
 * How long after a lead's newest inquiry its external ids still mean another delivery once its run has ended, ms: senders
 * repeat a delivery that failed for up to three days. Later, the source uses the id anew.
 */
const REDELIVERY_WINDOW_MS = 72 * 3_600_000;

/** Decides whether a submission is a new lead, part of a known one, or a further inquiry of a person under way (ADR 6). */
export async function identify(store: Store, submission: Submission, traces: Traces): Promise<Match> {
  const points = [...traces.points.phone, ...traces.points.email];
  const found = await findPerson(store, submission, points);
  if (found.kind === "new") return found;
  const { person, conflict, suppressed } = found;
  const [{ current, referred }, elsewhere] = await Promise.all([
    readLeads(store, person, traces.externalRef),
    suppressedElsewhere(store, person, points),
  ]);
  const facts = { conflict, suppressed: suppressed || elsewhere };
  if (referred !== undefined && isDeliveredAgain(referred, person, submission))
    return { kind: "join", why: "external_id", ...facts, person, ...referred };
  if (current !== undefined && isRecent(current, submission))
    return { kind: "join", why: "recent", ...facts, person, ...current };
  if (current !== undefined && isUnderWay(current, person)) return { kind: "again", ...facts, person, ...current };
  // Whoever wrote it, its messages must not become the person's, nor the person's messages theirs.
  if (!speaksFor(submission.name, person.name) && namesForeignPoint(submission, person, traces))
    return { kind: "new", person: undefined, sharedPoint: true, ...facts, conflict: true };
  const older = current !== undefined && isLaterRun(current) ? { older: current } : {};
  const reactivation = current && handedOn(current.lead, submission.receivedAt);
  const isPatient = current !== undefined && isOfPatient(current.lead);
  return { kind: "new", person, sharedPoint: false, ...facts, ...older, isPatient, reactivation };
}

/** Who was treated, or turned out to be one, is a patient, whatever the form says: their messages are for people. */
function isOfPatient({ relationship, status }: Lead): boolean {
  return relationship === "existing" || status === "won";
}

function isDeliveredAgain(stored: StoredLead, person: Person, { receivedAt }: Submission): boolean {
  return isUnderWay(stored, person) || receivedAt - stored.lead.clocks.startedAt <= REDELIVERY_WINDOW_MS;
}

/** Counted from the inquiry that started the clock: whoever keeps posting is heard again after ten minutes. */
function isRecent({ lead }: StoredLead, { receivedAt }: Submission): boolean {
  return receivedAt - lead.clocks.startedAt <= JOIN_WINDOW_MS;
}

/** The inquiry itself is still being worked. A run that had ended and that a reply opened again is nobody's active one. */
function isUnderWay(stored: StoredLead, person: Person): stored is StoredLead & { run: Run } {
  const { lead, run } = stored;
  return (
    isOpen(run) &&
    run.purpose === "new-lead" &&
    (person.activeRunId ?? run.runId) === run.runId &&
    !SETTLED.includes(lead.status)
  );
}

function isLaterRun(stored: StoredLead): stored is StoredLead & { run: Run } {
  return isOpen(stored.run) && stored.run.purpose !== "new-lead";
}

function isOpen(run: Run | undefined): run is Run {
  return run !== undefined && run.outcome === undefined;
}

function namesForeignPoint({ points }: Submission, { personId }: Person, traces: Traces): boolean {
  return (["phone", "email"] as const).some(
    (kind) =>
      points[kind] !== undefined &&
      !traces.points[kind].some(({ persons }) => persons.some((known) => known.personId === personId)),
  );
}

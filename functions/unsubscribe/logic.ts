import { appendEvents } from "../../shared/contracts/append-events.ts";
import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import { unsubscribeLink } from "../../shared/delivery/signed-link.ts";
import type { ContactPoint } from "../../shared/domain/entities/identity.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { LeadId, PointKey, PracticeId } from "../../shared/domain/ids.ts";
import { suppressionOf, withOptOut } from "../../shared/domain/suppression/suppression.ts";
import type { Language } from "../../shared/domain/vocabulary.ts";
import type { Clock, KeyRings, Logger, PracticeConfigs } from "../../shared/ports/index.ts";
import type { Commit, Store } from "../../shared/ports/store.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";

/** What unsubscribing needs: the operational table alone, so that no contact data can be shown. */
export interface UnsubscribeDeps {
  readonly store: Pick<Store<"lead" | "contactPoint">, "readMany" | "commit">;
  readonly keyRings: KeyRings;
  readonly configs: PracticeConfigs;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Waits before a commit is tried again, ms; tests pass one that does not. */
  readonly pause?: (ms: number) => Promise<void>;
}

/** A visit of the link in an email. */
export interface UnsubscribeVisit {
  /** As it stands in the path. */
  readonly token: string | undefined;
  /** The button was pressed, or a mail program posted for its reader (RFC 8058). Looking alone changes nothing. */
  readonly confirmed: boolean;
}

/** Whose emails a link stops. */
interface UnsubscribeIds {
  readonly practiceId: PracticeId;
  readonly leadId: LeadId;
  readonly pointKey: PointKey;
}

/** What the visitor is told. */
export type UnsubscribeAnswer =
  | { readonly is: "unknown_link" }
  | { readonly is: "asked" | "unsubscribed"; readonly publicName: string; readonly language: Language };

/** Stops the emails that a link stands for once that is confirmed; the same again changes nothing. */
export async function unsubscribe(
  deps: UnsubscribeDeps,
  { token = "", confirmed }: UnsubscribeVisit,
): Promise<UnsubscribeAnswer> {
  const said = unsubscribeLink.read(await deps.keyRings.load(), token);
  if (said === undefined) return { is: "unknown_link" };
  const [practiceId, leadId, pointKey] = said;
  const ids = { practiceId, leadId, pointKey };
  // First: whatever else cannot be read, the opt-out counts.
  const lead = confirmed ? await stopEmail(deps, ids) : (await read(deps, ids)).lead;
  const practice = await deps.configs.current(practiceId);
  if (practice === undefined) return { is: "unknown_link" };
  const { publicName } = practice.config;
  return { is: confirmed ? "unsubscribed" : "asked", publicName, language: languageOf(lead, practice.config) };
}

/** The lead's own; of a lead that was erased nothing is known, so the practice's first. */
function languageOf(lead: Lead | undefined, { languages }: PracticeConfig): Language {
  return lead?.language ?? languages[0] ?? "en";
}

async function read({ store }: UnsubscribeDeps, { practiceId, leadId, pointKey }: UnsubscribeIds) {
  const [lead, point] = await store.readMany([
    { entity: "lead", key: { practiceId, leadId } },
    { entity: "contactPoint", key: { practiceId, pointKey } },
  ]);
  return { lead, point };
}

/** Suppresses the contact point for email; answers the lead that it was written to about, if there still is one. */
function stopEmail(deps: UnsubscribeDeps, ids: UnsubscribeIds): Promise<Lead | undefined> {
  // A commit whose answer was lost is found done when read again.
  return untilCommitted({ pause: deps.pause, failures: 2 }, async () => {
    const { lead, point } = await read(deps, ids);
    if (point !== undefined && suppressionOf(point) !== undefined) return lead;
    const result = await deps.store.commit(optOut(lead, point, ids, deps.clock.now()));
    if (result === "committed") deps.logger.info("unsubscribed", { practiceId: ids.practiceId, leadId: ids.leadId });
    return result === "committed" ? lead : "conflict";
  });
}

function optOut(
  lead: Lead | undefined,
  known: ContactPoint | undefined,
  ids: UnsubscribeIds,
  now: number,
): Commit<"lead" | "contactPoint"> {
  const point = withOptOut(known ?? unknownPoint(ids), { scope: "email", at: now, reason: "unsubscribe_link" });
  const version = point.version + 1;
  const pointPut = {
    entity: "contactPoint",
    value: { ...point, version },
    expected: known?.version ?? "absent",
  } as const;
  if (lead === undefined) return { puts: [pointPut], events: [] };

  const appended = appendEvents(lead, now, { kind: "person", id: "unsubscribe_link" }, [
    {
      type: "contact.opted_out.v1",
      reason: "unsubscribe_link",
      data: { scope: "email", via: "unsubscribe_link", at: now },
    },
  ]);
  const leadPut = { entity: "lead", value: { ...lead, version: appended.version }, expected: lead.version } as const;
  return { puts: [leadPut, pointPut], events: appended.events };
}

/** An address that nothing is stored of (any more); a suppression must outlive that. */
function unknownPoint({ practiceId, pointKey }: UnsubscribeIds): ContactPoint {
  return { practiceId, pointKey, kind: "email", version: 0, persons: [], ledger: [] };
}

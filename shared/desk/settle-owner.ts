import { appendEvents } from "../contracts/append-events.ts";
import type { DeskHours } from "../domain/desk/next-wake.ts";
import { newRoster, rosterToday, withWake } from "../domain/desk/roster.ts";
import type { Roster } from "../domain/entities/desk.ts";
import type { LeadId, PracticeId } from "../domain/ids.ts";
import type { Clock, PracticeConfigs } from "../ports/index.ts";
import type { Put, Store } from "../ports/store.ts";
import { untilCommitted } from "../ports/until-committed.ts";
import { type OwnerChange, ownerChange } from "./owner-change.ts";
import type { Turns } from "./turns.ts";

/** What deciding who has a lead needs. */
export interface DeskDeps {
  readonly store: Store<"lead" | "roster">;
  readonly configs: PracticeConfigs;
  readonly clock: Clock;
  /** Waits before a commit is tried again, ms; tests pass one that does not. */
  readonly pause?: ((ms: number) => Promise<void>) | undefined;
  /** Turns of those who change the same desk in this process; without them all try at once. */
  readonly turns?: Turns;
}

const ACTOR = { kind: "system", id: "assign-leads" } as const;
/** A whole morning's leads may come at once, and each of them needs the roster. */
export const DESK_PATIENCE = { failures: 2, tries: 80 } as const;

/** What became of who has a lead, and the roster after it. */
export interface OwnerSettled {
  readonly is: OwnerChange["is"] | "unchanged";
  readonly roster: Roster | undefined;
}

/**
 * Gives a lead to who should have it, takes it from who need not have it any more, or lets it wait. One conditional commit of lead and
 * roster decides, so that nobody gets more than they can hold, and no lead has two owners.
 */
export function settleOwner(
  deps: DeskDeps,
  ids: { readonly practiceId: PracticeId; readonly leadId: LeadId },
): Promise<OwnerSettled> {
  const settle = () => untilCommitted({ ...DESK_PATIENCE, pause: deps.pause }, () => trySettle(deps, ids));
  return deps.turns === undefined ? settle() : deps.turns(ids.practiceId, settle);
}

async function trySettle(
  { store, configs, clock }: DeskDeps,
  { practiceId, leadId }: { readonly practiceId: PracticeId; readonly leadId: LeadId },
): Promise<OwnerSettled | "conflict"> {
  const [current, [lead, stored]] = await Promise.all([
    configs.current(practiceId),
    store.readMany([
      { entity: "lead", key: { practiceId, leadId } },
      { entity: "roster", key: { practiceId } },
    ]),
  ]);
  const unchanged = { is: "unchanged", roster: stored } as const;
  // A test of our own is nobody's work.
  if (lead === undefined || current === undefined || lead.mystery === true) return unchanged;
  const now = clock.now();
  const desk = current.config;
  const before = stored === undefined ? newRoster(practiceId, desk, now) : rosterToday(stored, desk, now);
  const change = ownerChange(lead, before, desk, now);
  if (change === undefined) return unchanged;
  const { version, events } = appendEvents(lead, now, ACTOR, change.drafts);
  const { roster, put } = rosterPut(stored, change.roster, desk, now);
  // A line that is full stays as it is.
  const puts: Put<"lead" | "roster">[] = change.roster === before && stored !== undefined ? [] : [put];
  if (events.length > 0) puts.push({ entity: "lead", value: { ...change.lead, version }, expected: lead.version });
  const result = await store.commit({ puts, events });
  return result === "conflict" ? result : { is: change.is, roster };
}

/** The roster under its next version, and its put. */
export function rosterPut(
  stored: Roster | undefined,
  roster: Roster,
  desk: DeskHours,
  now: number,
): { readonly roster: Roster; readonly put: Put<"roster"> } {
  const value = { ...withWake(roster, desk, now), version: (stored?.version ?? 0) + 1 };
  return { roster: value, put: { entity: "roster", value, expected: stored?.version ?? "absent" } };
}

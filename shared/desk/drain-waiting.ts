import { anybodyFree } from "../domain/desk/assign.ts";
import { rosterToday } from "../domain/desk/roster.ts";
import type { Roster } from "../domain/entities/desk.ts";
import type { Lead } from "../domain/entities/lead.ts";
import type { LeadId, PracticeId } from "../domain/ids.ts";
import { untilCommitted } from "../ports/until-committed.ts";
import { ownerChange } from "./owner-change.ts";
import { DESK_PATIENCE, type DeskDeps, rosterPut, settleOwner } from "./settle-owner.ts";

/** Leads that are read at once. */
const PAGE = 100;

/**
 * Gives what waits in line to whoever has room for it now: urgent leads first, then the oldest. A lead that needs a skill which nobody
 * there has holds up none of the others. `onlyIfDue`: nobody was given room, so there is something to give only where a shift began that
 * nobody looked after yet. Answers how many were given.
 */
export async function drainWaiting(
  deps: DeskDeps,
  practiceId: PracticeId,
  { onlyIfDue = false }: { readonly onlyIfDue?: boolean } = {},
): Promise<number> {
  const { store, configs, clock } = deps;
  const [current, stored] = await Promise.all([configs.current(practiceId), store.read("roster", { practiceId })]);
  if (current === undefined || stored === undefined) return 0;
  if ((onlyIfDue || stored.waiting.length === 0) && !isOverdue(stored, clock.now())) return 0;
  const desk = current.config;
  let roster: Roster = stored;
  const isOver = () =>
    roster.waiting.length === 0 || !anybodyFree(desk, rosterToday(roster, desk, clock.now()), clock.now());
  let given = 0;
  for (let start = 0; start < stored.waiting.length && !isOver(); start += PAGE) {
    for (const lead of await inTurn(deps, practiceId, stored.waiting.slice(start, start + PAGE))) {
      if (isOver()) break;
      const now = clock.now();
      // Most of a long line cannot be given yet: they are looked at, and no more.
      if (ownerChange(lead, rosterToday(roster, desk, now), desk, now) === undefined) continue;
      const { leadId } = lead;
      const settled = await settleOwner(deps, { practiceId, leadId });
      roster = settled.roster ?? roster;
      if (settled.is === "given") given += 1;
    }
  }
  if (isOverdue(roster, clock.now())) await lookAgainLater(deps, practiceId);
  return given;
}

/** Whoever looks after a desk says when it must be looked at next. */
function isOverdue({ wakeAt }: Roster, now: number): boolean {
  return wakeAt === undefined || wakeAt <= now;
}

/** Urgent leads first, then the oldest. */
async function inTurn({ store }: DeskDeps, practiceId: PracticeId, waiting: readonly LeadId[]): Promise<Lead[]> {
  const refs = waiting.map((leadId) => ({ entity: "lead", key: { practiceId, leadId } }) as const);
  const leads = (await store.readMany(refs)).filter((lead) => lead !== undefined);
  const rank = ({ urgency }: Lead) => (urgency === "urgent" ? 0 : 1);
  return leads.sort((a, b) => rank(a) - rank(b));
}

/** Notes when the desk must be looked at next. */
function lookAgainLater({ store, configs, clock, pause }: DeskDeps, practiceId: PracticeId): Promise<undefined> {
  return untilCommitted({ ...DESK_PATIENCE, pause }, async () => {
    const [current, stored] = await Promise.all([configs.current(practiceId), store.read("roster", { practiceId })]);
    if (current === undefined || stored === undefined) return undefined;
    const { roster, put } = rosterPut(stored, stored, current.config, clock.now());
    if (roster.wakeAt === stored.wakeAt) return undefined;
    const result = await store.commit({ puts: [put], events: [] });
    return result === "conflict" ? result : undefined;
  });
}

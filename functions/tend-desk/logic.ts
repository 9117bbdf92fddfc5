import { drainWaiting } from "../../shared/desk/drain-waiting.ts";
import { DESK_PATIENCE, rosterPut } from "../../shared/desk/settle-owner.ts";
import { nextDigest } from "../../shared/domain/desk/next-wake.ts";
import { FirstTouchError } from "../../shared/domain/errors.ts";
import type { PracticeId } from "../../shared/domain/ids.ts";
import { practiceDate } from "../../shared/domain/practice-hours/staffed-hours.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";
import { sendDigests } from "./send-digests.ts";
import type { TendDeskDeps } from "./types.ts";

/** Desks looked at in one pass; more wait for the next minute. */
const MAX_PER_PASS = 100;

/**
 * Looks after every desk whose moment has come: gives what waits to whoever came on duty, and sends the day's digests. One desk that cannot
 * be looked after keeps no other from it.
 */
export async function tendDesks(deps: TendDeskDeps): Promise<{ due: number; digests: number }> {
  const due = await deps.queries.dueDesks(deps.clock.now(), MAX_PER_PASS);
  let digests = 0;
  for (const practiceId of due) {
    try {
      digests += await tendDesk(deps, practiceId);
    } catch (error) {
      const code = error instanceof FirstTouchError ? error.code : "unexpected";
      deps.logger.error("a desk could not be looked after", { practiceId, code });
    }
  }
  return { due: due.length, digests };
}

async function tendDesk(deps: TendDeskDeps, practiceId: PracticeId): Promise<number> {
  await drainWaiting(deps, practiceId);
  const [published, roster] = await Promise.all([
    deps.configs.current(practiceId),
    deps.store.read("roster", { practiceId }),
  ]);
  if (published === undefined || roster === undefined) return 0;
  const now = deps.clock.now();
  const dueAt = nextDigest(published.config, roster.digestOn, now);
  if (dueAt === undefined || dueAt > now) return 0;
  const date = practiceDate(published.config.zone, now);
  const sent = await sendDigests(deps, published.config, practiceId, date);
  await noteDigests(deps, practiceId, date);
  return sent;
}

/** The day's digests are done: the desk is looked at again when something else is due. */
function noteDigests(
  { store, configs, clock, pause }: TendDeskDeps,
  practiceId: PracticeId,
  date: string,
): Promise<void> {
  return untilCommitted({ ...DESK_PATIENCE, pause }, async () => {
    const [published, stored] = await Promise.all([configs.current(practiceId), store.read("roster", { practiceId })]);
    if (published === undefined || stored === undefined) return undefined;
    const { put } = rosterPut(stored, { ...stored, digestOn: date }, published.config, clock.now());
    return (await store.commit({ puts: [put], events: [] })) === "conflict" ? "conflict" : undefined;
  });
}

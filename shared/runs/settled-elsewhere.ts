import type { EventDraft } from "../contracts/append-events.ts";
import type { Lead } from "../domain/entities/lead.ts";
import type { Run } from "../domain/entities/run.ts";
import { endedRun, endingDrafts, untoldAlerts } from "./change-run.ts";

/**
 * What it makes of a run under way that its lead was booked or lost, or opted out, outside of it. What staff were still to be told is told, and then
 * the run ends by itself. Undefined where there is no run to end: `status` says the rest.
 */
export function afterSettling(
  before: Lead,
  run: Run,
  status: "booked" | "lost" | "opted_out",
): { readonly run: Run; readonly drafts: readonly EventDraft[] } | undefined {
  if (run.outcome !== undefined || untoldAlerts(run).length > 0) return undefined;
  const { staffOnlySince: _over, ...rest } = run;
  return { run: endedRun(rest, status), drafts: endingDrafts(before, run, status, status) };
}

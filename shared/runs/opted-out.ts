import type { EventDraft } from "../contracts/append-events.ts";
import type { Lead } from "../domain/entities/lead.ts";
import type { Run } from "../domain/entities/run.ts";
import { SETTLED_BY_PEOPLE } from "../domain/lifecycle/stages.ts";
import { statusDrafts } from "./change-run.ts";
import { afterSettling } from "./settled-elsewhere.ts";

/**
 * What an opt-out of all contact makes of a lead and its run: follow-up ends. What staff were still to be told is told, and then the
 * run ends by itself. Undefined where it changes nothing: what people settled stays so.
 */
export function afterOptOut(
  lead: Lead,
  run: Run,
): { readonly lead: Lead; readonly run: Run; readonly drafts: readonly EventDraft[] } | undefined {
  if (lead.status === "opted_out" || SETTLED_BY_PEOPLE.includes(lead.status)) return undefined;
  const { staffOnlySince: _over, ...rest } = run;
  const settled = afterSettling(lead, run, "opted_out");
  const drafts = statusDrafts(lead, "opted_out", "opted_out");
  return { lead: { ...lead, status: "opted_out" }, ...(settled ?? { run: rest, drafts }) };
}

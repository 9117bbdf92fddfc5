import { cadenceOf, type PracticeConfig } from "../../shared/contracts/practice.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { Run } from "../../shared/domain/entities/run.ts";
import { isForStaffOnly } from "../../shared/domain/planner/hand-over.ts";
import type { LeadStatus } from "../../shared/domain/vocabulary.ts";
import type { PracticeConfigs } from "../../shared/ports/index.ts";
import { laterRunId, newRun } from "../../shared/runs/new-run.ts";

/** Statuses of a lead that nobody has settled otherwise. */
const OPEN: readonly LeadStatus[] = ["unanswered", "following_up", "reactivating", "no_show"];

/**
 * The run that takes over from one that ends without an answer, in the practice's current configuration; undefined when its
 * cadence names none, the practice has none any more, or the lead is for people only.
 */
export async function nurtureRun(
  configs: PracticeConfigs,
  lead: Lead,
  run: Run,
  config: PracticeConfig,
  now: number,
): Promise<Run | undefined> {
  const isFollowed = run.purpose !== "nurture" && cadenceOf(config, run).followedBy === "nurture";
  if (!isFollowed || !OPEN.includes(lead.status) || isForStaffOnly(lead) || lead.mystery === true) return undefined;
  const current = await configs.current(lead.practiceId);
  if (current?.config.cadences.nurture === undefined) return undefined;
  const runId = laterRunId(lead.leadId, "nurture", now);
  return newRun({ lead, purpose: "nurture", runId, configVersion: current.version, now });
}

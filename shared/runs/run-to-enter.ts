import type { Lead } from "../domain/entities/lead.ts";
import type { Run } from "../domain/entities/run.ts";
import { type RunId, runIdOf } from "../domain/ids.ts";
import { forbidsCadence, missingAnchor } from "../domain/lifecycle/may-enter.ts";
import type { ToldDisposition } from "../domain/lifecycle/told.ts";
import { laterRunId, newRun } from "./new-run.ts";
import type { DisposedLead } from "./read-worked-lead.ts";

/** The run that a lead enters by what people say of it: of being nurtured, or of a missed appointment; undefined when it enters none. */
export function runToEnter(worked: DisposedLead, { disposition }: ToldDisposition, now: number): Run | undefined {
  if (disposition === "nurture") return nurtureRun(worked, now);
  return disposition === "no_show" ? noShowRun(worked, now) : undefined;
}

/** Whether the lead is being nurtured already. */
export function isNurtured({ status }: Lead, { purpose, outcome }: Run): boolean {
  return status === "nurturing" && purpose === "nurture" && outcome === undefined;
}

/** The run of a missed appointment: one for each, as when it is asked for by itself (`functions/enroll-lead`). */
export function noShowRunId({ leadId, appointmentAt }: Lead, now: number): RunId {
  return laterRunId(leadId, "no-show", appointmentAt ?? now);
}

function nurtureRun(worked: DisposedLead, now: number): Run | undefined {
  const { lead, run } = worked;
  const configVersion = isNurtured(lead, run) ? undefined : versionToEnter(worked, "nurture", {});
  if (configVersion === undefined) return undefined;
  // The lead never has this version again: however often people change their minds, no run is there twice.
  const runId = runIdOf(lead.leadId, "nurture", `v${lead.version.toString(36)}`);
  return newRun({ lead, purpose: "nurture", runId, configVersion, now });
}

function noShowRun(worked: DisposedLead, now: number): Run | undefined {
  const { lead, noShowRun: known } = worked;
  if (lead.status === "no_show" || known !== undefined) return undefined;
  const anchors = lead.appointmentAt === undefined ? {} : { appointmentAt: lead.appointmentAt };
  const configVersion = versionToEnter(worked, "no-show", anchors);
  if (configVersion === undefined) return undefined;
  return newRun({ lead, purpose: "no-show", runId: noShowRunId(lead, now), configVersion, now, anchors });
}

/** The version of the practice's configuration that such a run would follow; undefined where it may not be. */
function versionToEnter(
  { lead, points, published }: DisposedLead,
  purpose: "nurture" | "no-show",
  anchors: NonNullable<Run["anchors"]>,
): number | undefined {
  const cadence = published?.config.cadences[purpose];
  if (cadence === undefined || forbidsCadence(lead, points) !== undefined) return undefined;
  return missingAnchor(cadence, anchors) === undefined ? published?.version : undefined;
}

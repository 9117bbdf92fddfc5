import type { Lead } from "../entities/lead.ts";
import type { AlertReason } from "../vocabulary.ts";
import type { PlanFacts } from "./facts.ts";
import { openAlert, type PlannedStep } from "./planned-step.ts";

/** Why a lead is worked by people alone, and not by a cadence; undefined when it is not. */
export function handOverReason({ relationship, flags }: Lead): AlertReason | undefined {
  if (relationship === "existing") return "existing_patient";
  if (flags.includes("suppressed_person")) return "suppressed_person";
  if (flags.includes("minor")) return "minor";
  return undefined;
}

/** Whether no cadence may be started for the lead. A sensitive service line gets call tasks of its first one, and no more. */
export function isForStaffOnly(lead: Lead): boolean {
  return handOverReason(lead) !== undefined || lead.flags.includes("sensitive");
}

/** What is left to do for a lead that is handed over: telling a person, once for each inquiry. */
export function handOverSteps({ lead, run }: PlanFacts, reason: AlertReason): PlannedStep[] {
  const key = `staff-${reason.replaceAll("_", "-")}-${lead.inquiries}`;
  return [openAlert(run, { key, reason, at: lead.clocks.startedAt }) ?? []].flat();
}

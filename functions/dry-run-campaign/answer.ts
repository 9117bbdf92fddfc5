import type { DryRun } from "../../shared/contracts/campaign-api.ts";
import type { Campaign, ExclusionCounts } from "../../shared/domain/entities/campaign.ts";
import type { StaffCalendar } from "../../shared/domain/practice-hours/staffed-hours.ts";
import type { LeftOut } from "./candidate.ts";
import type { Findings } from "./examine.ts";
import { lineUp } from "./line-up.ts";
import { turnsOf } from "./turns.ts";

const iso = (ms: number) => new Date(ms).toISOString();

/** The answer to a dry run; at most `limit` leads are named in each of its lists, and all are counted. */
export function answerOf(
  { campaignId, plan }: Campaign,
  calendar: StaffCalendar,
  findings: Findings,
  { limit, now }: { readonly limit: number; readonly now: number },
): DryRun {
  const { members, leftOut: second } = lineUp(findings.candidates);
  const leftOut = [...findings.leftOut, ...second];
  const { at, days } = turnsOf(
    calendar,
    plan,
    members.map(({ group }) => group),
    now,
  );
  return {
    campaignId,
    examined: findings.candidates.length + findings.leftOut.length,
    complete: findings.complete,
    members: members.length,
    control: members.filter(({ group }) => group === "control").length,
    excluded: countsOf(leftOut),
    days: days.map(({ date, contacts, firstAt, lastAt }) => ({
      date,
      contacts,
      firstAt: iso(firstAt),
      lastAt: iso(lastAt),
    })),
    withoutTurn: at.filter((moment) => moment === undefined).length,
    contacts: members.slice(0, limit).map(({ leadId, score, parts, group, variant, channels }, index) => {
      const moment = at[index];
      return {
        leadId,
        at: moment === undefined ? null : iso(moment),
        score,
        scoreParts: parts,
        group,
        variant,
        channels: [...channels],
      };
    }),
    excludedLeads: leftOut.slice(0, limit).map(({ leadId, reason }) => ({ leadId, reason })),
  };
}

function countsOf(leftOut: readonly LeftOut[]): ExclusionCounts {
  const counts: ExclusionCounts = {};
  for (const { reason } of leftOut) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}

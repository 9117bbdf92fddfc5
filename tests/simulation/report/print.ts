import type { CampaignOutcome } from "../campaign/simulate.ts";
import type { ExplainedViolation, SimulationResult } from "../simulate.ts";
import type { Funnel } from "./funnel.ts";

/** Adds the funnels of several shards up. */
export function addedUp(funnels: readonly Funnel[]): Funnel {
  const sum = <K extends string | number>(maps: readonly Record<K, number>[]): Record<K, number> => {
    const total = {} as Record<K, number>;
    for (const map of maps)
      for (const [key, value] of Object.entries(map) as [K, number][]) total[key] = (total[key] ?? 0) + value;
    return total;
  };
  return {
    counts: sum(funnels.map(({ counts }) => counts)),
    touchesToReply: sum(funnels.map(({ touchesToReply }) => touchesToReply)),
    touchesPerLead: sum(funnels.map(({ touchesPerLead }) => touchesPerLead)),
    firstResponseMs: funnels.flatMap(({ firstResponseMs }) => firstResponseMs).sort((a, b) => a - b),
  };
}

/** The report of one seed, as lines of text. */
export function reportOf(results: readonly SimulationResult[], seed: number, tookMs: number): string {
  const { counts, touchesToReply, touchesPerLead, firstResponseMs } = addedUp(results.map(({ funnel }) => funnel));
  const violations = results.flatMap((result) => result.violations);
  const at = (share: number) => firstResponseMs[Math.floor(share * (firstResponseMs.length - 1))] ?? 0;
  const lines = [
    ...headOf({ counts, violations, seed, tookMs }),
    `  first response: p50 ${seconds(at(0.5))}, p90 ${seconds(at(0.9))}, p99 ${seconds(at(0.99))} of ${firstResponseMs.length}`,
    `  touches per lead: ${histogram(touchesPerLead)}`,
    `  touches to the first reply: ${histogram(touchesToReply)}`,
    ...tailOf(violations),
  ];
  return lines.join("\n");
}

/** The report of a campaign. */
export function campaignReportOf({ counts, violations }: CampaignOutcome, seed: number, tookMs: number): string {
  return [...headOf({ counts, violations, seed, tookMs }), ...tailOf(violations)].join("\n");
}

/** How it ended, and all that was counted. */
function headOf(report: {
  readonly counts: Readonly<Record<string, number>>;
  readonly violations: readonly ExplainedViolation[];
  readonly seed: number;
  readonly tookMs: number;
}): string[] {
  return [
    `seed ${report.seed}: ${report.violations.length} violations, ${(report.tookMs / 1000).toFixed(1)} s`,
    ...Object.entries(report.counts)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, count]) => `  ${name.padEnd(44)} ${String(count).padStart(8)}`),
  ];
}

function tailOf(violations: readonly ExplainedViolation[]): string[] {
  return [...rulesOf(violations), ...violations.filter(({ timeline }) => timeline !== undefined).flatMap(explained)];
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

function histogram(counts: Record<number, number>): string {
  return Object.entries(counts)
    .map(([touches, count]) => `${touches}:${count}`)
    .join(" ");
}

function rulesOf(violations: readonly ExplainedViolation[]): string[] {
  const counts = new Map<string, number>();
  for (const { rule, what } of violations) counts.set(`${rule}: ${what}`, (counts.get(`${rule}: ${what}`) ?? 0) + 1);
  return [...counts].map(([what, count]) => `  VIOLATED ${count} times: ${what}`);
}

function explained({ rule, what, at, leadId, timeline = [], handed = [] }: ExplainedViolation): string[] {
  const moment = (ms: number) => new Date(ms).toISOString();
  return [
    `  ${moment(at)} ${rule}: ${what}, lead ${leadId}`,
    ...timeline.map(({ occurredAt, version, type, reason, data }) =>
      ["    ", moment(occurredAt), version, type, reason, JSON.stringify(data)].join(" "),
    ),
    ...handed.map((one) => `     handed over ${JSON.stringify(one)}`),
  ];
}

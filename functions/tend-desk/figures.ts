import { cadenceOf, type PracticeConfig } from "../../shared/contracts/practice.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { Fact, FactInquiry } from "../../shared/domain/entities/report.ts";
import type { Run } from "../../shared/domain/entities/run.ts";
import type { PracticeId } from "../../shared/domain/ids.ts";
import { currentClaim } from "../../shared/domain/lifecycle/current-claim.ts";
import { OWNED } from "../../shared/domain/lifecycle/stages.ts";
import { dayNumber, isoDay, timeOnDay } from "../../shared/domain/practice-hours/local-time.ts";
import { addStaffedTime } from "../../shared/domain/practice-hours/staffed-hours.ts";
import { countUpTo, percentile } from "../../shared/domain/reports/multiset.ts";
import { zoneClock } from "../../shared/domain/zone-clock.ts";
import type { TendDeskDeps } from "./types.ts";

/** Leads of one status that a digest counts; a practice with more open ones than this needs more than a digest. */
const MAX_PER_STATUS = 1_000;
const PAGE = 100;
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** One open lead, as a digest counts it. */
interface OpenLead {
  readonly ownerId: string | undefined;
  /** Nobody has spoken to the person in time. */
  readonly isOverdue: boolean;
  /** Somebody has to be spoken to, or called again, today. */
  readonly isDue: boolean;
  /** Nobody has taken it on or spoken to the person. */
  readonly isUntouched: boolean;
}

/** All that the digests of one day are made of. */
export interface DigestDay {
  readonly open: readonly OpenLead[];
  /** Of the leads that came in the day before. */
  readonly before: readonly Fact[];
  readonly responseTargetMs: number;
  readonly contactTargetMs: number;
}

/** How fast something was that does not happen to all. */
export interface Speed {
  readonly all: number;
  /** Those that it happened to. */
  readonly count: number;
  /** Of those that it happened to; absent when there are none. */
  readonly p50Ms: number | undefined;
  readonly p90Ms: number | undefined;
  /** Share of all, also of those that it never happened to, that was in time; 0 to 1. */
  readonly inTime: number;
}

/** What one digest says: counts and times, nothing of any lead. */
export interface Figures {
  readonly isAll: boolean;
  readonly due: number;
  readonly overdue: number;
  readonly untouched: number;
  /** Open leads that nobody has; of all of them only. */
  readonly unowned: number;
  readonly received: number;
  readonly firstResponse: Speed | undefined;
  readonly humanContact: Speed | undefined;
}

/** Reads what the digests of a day are made of. */
export async function readDay(
  deps: TendDeskDeps,
  config: PracticeConfig,
  practiceId: PracticeId,
  date: string,
): Promise<DigestDay> {
  const [open, before] = await Promise.all([
    readOpen(deps, config, practiceId, date),
    deps.queries.facts(practiceId, isoDay(dayNumber(date) - 1)),
  ]);
  const { firstResponseSeconds, humanContactMinutes } = config.sla;
  return {
    open,
    before: before.filter(({ imported }) => imported === undefined),
    responseTargetMs: firstResponseSeconds * SECOND_MS,
    contactTargetMs: humanContactMinutes * MINUTE_MS,
  };
}

/** The figures of one person, or of the whole practice. */
export function figuresFor(day: DigestDay, staffId: string | undefined): Figures {
  const isAll = staffId === undefined;
  const open = isAll ? day.open : day.open.filter(({ ownerId }) => ownerId === staffId);
  const before = isAll ? day.before : day.before.filter(({ owner }) => owner === staffId);
  const inquiries = before.flatMap((fact) => fact.inquiries.slice(0, 1));
  return {
    isAll,
    due: open.filter(({ isDue }) => isDue).length,
    overdue: open.filter(({ isOverdue }) => isOverdue).length,
    untouched: open.filter(({ isUntouched }) => isUntouched).length,
    unowned: isAll ? open.filter(({ ownerId }) => ownerId === undefined).length : 0,
    received: before.length,
    firstResponse: speedOf(inquiries, ({ responseMs }) => responseMs, day.responseTargetMs),
    humanContact: speedOf(inquiries, ({ staffedMs }) => staffedMs, day.contactTargetMs),
  };
}

function speedOf(
  inquiries: readonly FactInquiry[],
  msOf: (inquiry: FactInquiry) => number | undefined,
  targetMs: number,
): Speed | undefined {
  const times = Float64Array.from(inquiries.flatMap((inquiry) => msOf(inquiry) ?? [])).sort();
  const all = inquiries.length;
  if (all === 0) return undefined;
  const inTime = countUpTo([times], targetMs) / all;
  return { all, count: times.length, p50Ms: percentile([times], 0.5), p90Ms: percentile([times], 0.9), inTime };
}

async function readOpen(
  deps: TendDeskDeps,
  config: PracticeConfig,
  practiceId: PracticeId,
  date: string,
): Promise<OpenLead[]> {
  const open: OpenLead[] = [];
  const endOfDay = endOf(config.zone, date, deps.clock.now());
  for (const status of OWNED) {
    let cursor: string | undefined;
    for (let read = 0; read < MAX_PER_STATUS; read += PAGE) {
      const page = await deps.queries.leadsIn(practiceId, status, { cursor, limit: PAGE });
      const leads = await readLeads(deps, practiceId, page.items);
      // The index may lag behind: what was settled meanwhile is no longer open.
      const current = leads.filter(({ lead }) => OWNED.includes(lead.status) && lead.mystery === undefined);
      open.push(...current.map((one) => openLead(config, one, deps.clock.now(), endOfDay)));
      cursor = page.cursor;
      if (cursor === undefined) break;
    }
  }
  return open;
}

interface ReadLead {
  readonly lead: Lead;
  readonly run: Run | undefined;
}

async function readLeads(
  { store }: TendDeskDeps,
  practiceId: PracticeId,
  ids: readonly Lead["leadId"][],
): Promise<ReadLead[]> {
  if (ids.length === 0) return [];
  const found = await store.readMany(ids.map((leadId) => ({ entity: "lead", key: { practiceId, leadId } }) as const));
  const leads = found.filter((lead) => lead !== undefined);
  const runs = await store.readMany(
    leads.map(({ leadId, runId }) => ({ entity: "run", key: { practiceId, leadId, runId } }) as const),
  );
  return leads.map((lead, index) => ({ lead, run: runs[index] }));
}

function openLead(config: PracticeConfig, { lead, run }: ReadLead, now: number, endOfDay: number): OpenLead {
  const { startedAt, humanContactAt } = lead.clocks;
  const targetAt = addStaffedTime(config, startedAt, config.sla.humanContactMinutes * MINUTE_MS);
  const isWaiting = humanContactAt === undefined;
  const isOverdue = isWaiting && targetAt !== undefined && targetAt <= now;
  const isDueForContact = isWaiting && targetAt !== undefined && targetAt > now && targetAt < endOfDay;
  return {
    ownerId: lead.owner?.staffId,
    isOverdue,
    isDue: isDueForContact || hasCallTask(config, run, endOfDay),
    isUntouched: isWaiting && currentClaim(lead) === undefined,
  };
}

/** Whether the run asks somebody to call before the day is over, also when the call was put off to a later hour of it. */
function hasCallTask(config: PracticeConfig, run: Run | undefined, endOfDay: number): boolean {
  if (run?.wakeAt === undefined || run.outcome !== undefined || run.wakeAt >= endOfDay) return false;
  const next = /^([a-z0-9-]+): (?!in_flight$)/.exec(run.waitingFor ?? "")?.[1];
  if (next === undefined) return false;
  // The current configuration may have other cadences than the one that the run follows.
  const { purpose } = run;
  if (purpose !== "reactivation" && config.cadences[purpose] === undefined) return false;
  if (purpose === "reactivation" && config.campaignCadences[run.cadence] === undefined) return false;
  return cadenceOf(config, run).steps.some(({ key, channel }) => key === next && channel === "call_task");
}

function endOf(zone: string, date: string, now: number): number {
  const clock = zoneClock(zone);
  return clock === undefined ? now : timeOnDay(clock, dayNumber(date) + 1, "00:00");
}

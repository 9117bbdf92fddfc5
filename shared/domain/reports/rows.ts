import type { Fact } from "../entities/report.ts";
import type { LostReason } from "../vocabulary.ts";
import { decodeTimes, encodeTimes } from "./multiset.ts";
import { isCounted, isLostForNow, reachedBy } from "./stages.ts";

/** What leads are told apart by; an empty text where there is nothing. */
export const DIMENSIONS = ["source", "channel", "campaign", "serviceLine", "staff"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What is counted of leads. Every one adds up over any rows. */
const COUNTS = [
  "leads",
  "contacted",
  "qualified",
  "booked",
  "attended",
  "won",
  "wonValued",
  "noShows",
  "disqualified",
  "existingPatients",
  "optedOut",
  "inquiries",
  "responses",
  "personFirst",
  "unanswered",
  "failedResponses",
  "humanContacts",
  "firstResponseBreaches",
  "humanContactBreaches",
  "missedCalls",
  "sms",
  "emails",
  "calls",
  "skipped",
  "failed",
  "unclear",
  "callTasksDue",
  "callTasksDone",
  "callsAttempted",
  "callsConnected",
] as const;
export type CountName = (typeof COUNTS)[number];
export type Counts = Record<CountName, number>;

/** Leads lost for one reason: how many, how many of them with a value of their own, and what those are worth, USD. */
export interface LostLeads {
  readonly leads: number;
  readonly valued: number;
  readonly value: number;
}
/** Why a lead was lost; `not_stated` where nobody said. */
export type LossReason = LostReason | "not_stated";

/** Leads that are alike in every dimension, summed up. */
export interface Row {
  readonly key: Readonly<Record<Dimension, string>>;
  readonly counts: Counts;
  readonly lost: Readonly<Partial<Record<LossReason, LostLeads>>>;
  /** What treatments brought, USD. */
  readonly wonValue: number;
  /** Times as `multiset.ts` writes them: read only where a report asks for them. */
  readonly responseMs: readonly string[];
  readonly staffedMs: readonly string[];
}

export const NO_COUNTS = Object.fromEntries(COUNTS.map((name) => [name, 0])) as Counts;

const textOf = (key: Row["key"]) => DIMENSIONS.map((name) => key[name]).join("\n");

/** One row for each combination that occurs among facts. */
export function rowsOf(facts: readonly Fact[]): Row[] {
  const groups = Map.groupBy(facts, (fact) => textOf(keyOfFact(fact)));
  return [...groups.values()].map((alike) => rowOf(alike));
}

/** Rows that `keyOf` makes alike become one. */
export function mergeRows(rows: Iterable<Row>, keyOf: (row: Row) => Row["key"] = ({ key }) => key): Row[] {
  const merged = new Map<string, { key: Row["key"]; rows: Row[] }>();
  for (const row of rows) {
    const key = keyOf(row);
    const text = textOf(key);
    const group = merged.get(text);
    if (group === undefined) merged.set(text, { key, rows: [row] });
    else group.rows.push(row);
  }
  return [...merged.values()].map((group) => sumOf(group.rows, group.key));
}

/** The sum of rows, under a key. */
export function sumOf(rows: readonly Row[], key: Row["key"]): Row {
  const [only, ...others] = rows;
  if (only !== undefined && others.length === 0) return { ...only, key };
  const counts = { ...NO_COUNTS };
  const lost: Partial<Record<LossReason, LostLeads>> = {};
  let wonValue = 0;
  for (const row of rows) {
    if (row.counts !== NO_COUNTS) for (const name of COUNTS) counts[name] += row.counts[name];
    wonValue += row.wonValue;
    for (const [reason, more] of Object.entries(row.lost) as [LossReason, LostLeads][]) {
      const { leads, valued, value } = lost[reason] ?? { leads: 0, valued: 0, value: 0 };
      lost[reason] = { leads: leads + more.leads, valued: valued + more.valued, value: value + more.value };
    }
  }
  const responseMs = rows.flatMap((row) => row.responseMs);
  return { key, counts, lost, wonValue, responseMs, staffedMs: rows.flatMap((row) => row.staffedMs) };
}

/** A row whose times are one text each; what is stored. */
export function compactRow(row: Row): Row {
  const compact = (texts: readonly string[]) => (texts.length < 2 ? texts : [encodeTimes(decodeTimes(texts))]);
  return { ...row, responseMs: compact(row.responseMs), staffedMs: compact(row.staffedMs) };
}

function keyOfFact({ source, channel, campaign = "", serviceLine = "", owner = "" }: Fact): Row["key"] {
  return { source, channel, campaign, serviceLine, staff: owner };
}

function rowOf(facts: readonly Fact[]): Row {
  const counts = { ...NO_COUNTS };
  const lost: Partial<Record<LossReason, LostLeads>> = {};
  const responseMs: number[] = [];
  const staffedMs: number[] = [];
  let wonValue = 0;
  for (const fact of facts) {
    if (!isCounted(fact)) continue;
    addFunnel(counts, fact);
    addAnswers(counts, fact);
    addWork(counts, fact);
    for (const inquiry of fact.inquiries) {
      if (inquiry.responseMs !== undefined) responseMs.push(inquiry.responseMs);
      if (inquiry.staffedMs !== undefined) staffedMs.push(inquiry.staffedMs);
    }
    if (fact.status !== "existing_patient" && reachedBy(fact) === "won") wonValue += fact.wonValue ?? 0;
    if (!isLostForNow(fact)) continue;
    const reason = fact.lostReason ?? "not_stated";
    const { leads, valued, value } = lost[reason] ?? { leads: 0, valued: 0, value: 0 };
    const isValued = fact.value !== undefined;
    lost[reason] = { leads: leads + 1, valued: valued + (isValued ? 1 : 0), value: value + (fact.value ?? 0) };
  }
  const times = (list: number[]) => (list.length === 0 ? [] : [encodeTimes(list)]);
  const key = keyOfFact(facts[0] as Fact);
  return { key, counts, lost, wonValue, responseMs: times(responseMs), staffedMs: times(staffedMs) };
}

function addFunnel(counts: Counts, fact: Fact): void {
  const { status, milestones, wonValue } = fact;
  if (status === "existing_patient") {
    counts.existingPatients += 1;
    return;
  }
  counts.leads += 1;
  const reached = reachedBy(fact);
  for (const stage of ["contacted", "qualified", "booked", "attended", "won"] as const) {
    if (reached === "lead") break;
    counts[stage] += 1;
    if (stage === reached) break;
  }
  if (reached === "won" && wonValue !== undefined) counts.wonValued += 1;
  if (milestones.noShowAt !== undefined || status === "no_show") counts.noShows += 1;
  if (status === "disqualified") counts.disqualified += 1;
  if (status === "opted_out") counts.optedOut += 1;
}

function addAnswers(counts: Counts, { inquiries, breaches }: Fact): void {
  counts.inquiries += inquiries.length;
  for (const { responseMs, contactMs, responseFailed } of inquiries) {
    if (responseMs !== undefined) counts.responses += 1;
    else if (contactMs !== undefined) counts.personFirst += 1;
    else counts.unanswered += 1;
    if (responseFailed === true) counts.failedResponses += 1;
    if (contactMs !== undefined) counts.humanContacts += 1;
  }
  counts.firstResponseBreaches += breaches.firstResponse;
  counts.humanContactBreaches += breaches.humanContact;
}

function addWork(counts: Counts, { touches, callTasks, calls, missedCalls }: Fact): void {
  counts.missedCalls += missedCalls;
  counts.sms += touches.sms;
  counts.emails += touches.email;
  counts.calls += touches.call;
  counts.skipped += touches.skipped;
  counts.failed += touches.failed;
  counts.unclear += touches.unclear;
  counts.callTasksDue += callTasks.due;
  counts.callTasksDone += callTasks.done;
  counts.callsAttempted += calls.attempted;
  counts.callsConnected += calls.connected;
}

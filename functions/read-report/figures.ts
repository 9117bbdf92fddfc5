import { readTimes } from "../../shared/domain/reports/multiset.ts";
import type { CountName, Row } from "../../shared/domain/reports/rows.ts";
import type { MonthPart } from "./periods.ts";

/** What a practice aims at. */
export interface Targets {
  readonly firstResponseMs: number;
  readonly humanContactMs: number;
}

/** Leads that one row of a report is about. */
export interface Group {
  readonly row: Row;
  readonly targets: Targets;
  /** USD; undefined when it cannot be told for these leads. */
  readonly spend: number | undefined;
  /** What the leads that were lost were worth, USD. */
  readonly lostDollars: number;
  /** Of a row for a month. */
  readonly month?: MonthPart | undefined;
  readonly previous?: Group | undefined;
}

/** One column of a report. */
export interface Figure {
  readonly name: string;
  /** It counts people, so that a small one may say who they are. */
  readonly isCount: boolean;
  /** Names of the counts that could be told from it. */
  readonly from: readonly string[];
  /** And from those of the row before. */
  readonly alsoFromPrevious?: true;
  readonly value: (group: Group) => number | undefined;
}

/** The counts of the funnel, in order. */
export const FUNNEL_COUNTS = ["leads", "contacted", "qualified", "booked", "attended", "won"] as const;

/** Inquiries, and the parts that they consist of. */
export const INQUIRY_COUNTS = ["inquiries", "responses", "personFirst", "unanswered"] as const;

/** A column that counts. */
export function count(name: CountName): Figure {
  return counted(name, ({ row }) => row.counts[name]);
}

/** A column that counts what no row keeps as such. */
export function counted(name: string, value: (group: Group) => number): Figure {
  return { name, isCount: true, from: [name], value };
}

/** A column that follows from counts. */
export function derived(name: string, from: readonly string[], value: Figure["value"]): Figure {
  return { name, isCount: false, from, value };
}

/** One count as a part of another. */
export function rate(name: string, part: CountName, whole: CountName): Figure {
  return derived(name, [part, whole], ({ row: { counts } }) => ratio(counts[part], counts[whole]));
}

/** Money for each of something. */
export function costPer(name: string, each: CountName): Figure {
  return derived(name, [each], ({ row: { counts }, spend }) =>
    spend === undefined || counts[each] === 0 ? undefined : cents(spend / counts[each]),
  );
}

/** A part of a whole, to four decimals; undefined of nothing. */
export function ratio(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : Math.round((part / whole) * 10_000) / 10_000;
}

/** USD to the cent. */
export function cents(dollars: number): number {
  return Math.round(dollars * 100) / 100;
}

/** The times of a row, in lists that are each in order. */
export function timesOf(row: Row, which: "responseMs" | "staffedMs"): Float64Array[] {
  return readTimes(row[which]);
}

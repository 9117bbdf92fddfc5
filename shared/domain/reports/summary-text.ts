import type { ReportSummary } from "../entities/report.ts";
import type { PracticeId } from "../ids.ts";
import { decodeTimes, encodeTimes } from "./multiset.ts";
import {
  type CountName,
  compactRow,
  DIMENSIONS,
  type LossReason,
  type LostLeads,
  NO_COUNTS,
  type Row,
} from "./rows.ts";

/** Characters of rows in one part: an item may have 400 KB, and names of sources are the practice's own. */
const PART_CHARACTERS = 300_000;
/** What a row takes beside its texts, and each reason of a loss: numbers of up to seven digits. */
const ROW_CHARACTERS = 300;
const LOSS_CHARACTERS = 60;
/** Characters of times in one row at most; a busy day of one source would otherwise not fit. */
const TIMES_IN_ROW = 40_000;

/** Rows as they are stored: names once, and only counts that are not all zero. */
interface StoredRows {
  /** Every text that a key holds, and which counts the rows have, in order. */
  readonly texts: readonly string[];
  readonly counts: readonly CountName[];
  readonly rows: readonly StoredRow[];
}

/** Places of the key's texts; counts; losses by reason: leads, those with a value, their value; revenue; both kinds of times. */
type StoredRow = readonly [
  key: readonly number[],
  counts: readonly number[],
  lost: Readonly<Partial<Record<LossReason, readonly [number, number, number]>>> | 0,
  wonValue: number,
  responseMs: string,
  staffedMs: string,
];

/** The parts that a summary is stored in. The first holds no rows: it says whether others that were read before still hold. */
export function partsOf(
  practiceId: PracticeId,
  period: string,
  version: number,
  rows: readonly Row[],
): ReportSummary[] {
  const lots: Row[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const row of rows.map(compactRow).flatMap(splitRow)) {
    const length = sizeOf(row);
    if (size + length > PART_CHARACTERS) {
      lots.push([]);
      size = 0;
    }
    lots.at(-1)?.push(row);
    size += length;
  }
  const texts = ["", ...lots.map((lot) => JSON.stringify(storedRows(lot)))];
  return texts.map((text, part) => ({ practiceId, period, part, parts: texts.length, version, rows: text }));
}

/** Characters that a row takes at most. */
function sizeOf({ key, responseMs, staffedMs, lost }: Row): number {
  const texts = [...Object.values(key), ...responseMs, ...staffedMs];
  return texts.reduce((sum, text) => sum + text.length, ROW_CHARACTERS) + Object.keys(lost).length * LOSS_CHARACTERS;
}

/** The rows of a summary; undefined when its parts are not all there, or not of one version. */
export function rowsOfParts(parts: readonly ReportSummary[]): Row[] | undefined {
  const first = parts.find(({ part }) => part === 0);
  if (first === undefined) return undefined;
  const whole = parts.filter(({ part, version }) => part < first.parts && version === first.version);
  return whole.length === first.parts ? whole.flatMap(({ rows }) => rowsOfText(rows)) : undefined;
}

/** Two rows of one key are as good as one: rows add up. */
function splitRow(row: Row): Row[] {
  const most = Math.max(...[row.responseMs, row.staffedMs].flatMap((texts) => texts.map((text) => text.length)), 0);
  if (most <= TIMES_IN_ROW) return [row];
  const [response, staffed] = [decodeTimes(row.responseMs), decodeTimes(row.staffedMs)];
  const halves = (times: Float64Array): [string[], string[]] => {
    const middle = times.length >> 1;
    return [[encodeTimes(times.slice(0, middle))], [encodeTimes(times.slice(middle))]];
  };
  const [firstResponse, secondResponse] = halves(response);
  const [firstStaffed, secondStaffed] = halves(staffed);
  return [
    ...splitRow({ ...row, responseMs: firstResponse, staffedMs: firstStaffed }),
    ...splitRow({
      ...row,
      counts: NO_COUNTS,
      lost: {},
      wonValue: 0,
      responseMs: secondResponse,
      staffedMs: secondStaffed,
    }),
  ];
}

function storedRows(rows: readonly Row[]): StoredRows {
  const texts = [...new Set(rows.flatMap(({ key }) => DIMENSIONS.map((name) => key[name])))];
  const at = new Map(texts.map((text, place) => [text, place]));
  const counts = (Object.keys(NO_COUNTS) as CountName[]).filter((name) => rows.some((row) => row.counts[name] !== 0));
  return {
    texts,
    counts,
    rows: rows.map(({ key, counts: all, lost, wonValue, responseMs: [response = ""], staffedMs: [staffed = ""] }) => {
      const losses = Object.entries(lost).map(([reason, { leads, valued, value }]) => [reason, [leads, valued, value]]);
      return [
        DIMENSIONS.map((name) => at.get(key[name]) ?? 0),
        counts.map((name) => all[name]),
        losses.length === 0 ? 0 : (Object.fromEntries(losses) as Exclude<StoredRow[2], 0>),
        wonValue,
        response,
        staffed,
      ];
    }),
  };
}

function rowsOfText(text: string): Row[] {
  if (text === "") return [];
  // Nobody else writes it, and checking a year of rows would take longer than the whole report.
  const { texts, counts: names, rows } = JSON.parse(text) as StoredRows;
  return rows.map(([key, counts, lost, wonValue, response, staffed]) => ({
    key: Object.fromEntries(DIMENSIONS.map((name, place) => [name, texts[key[place] ?? 0] ?? ""])) as Row["key"],
    counts: { ...NO_COUNTS, ...Object.fromEntries(names.map((name, place) => [name, counts[place] ?? 0])) },
    lost: lostOf(lost),
    wonValue,
    responseMs: response === "" ? [] : [response],
    staffedMs: staffed === "" ? [] : [staffed],
  }));
}

function lostOf(stored: StoredRow[2]): Row["lost"] {
  if (stored === 0) return {};
  const losses = Object.entries(stored).map(([reason, [leads, valued, value]]): [string, LostLeads] => [
    reason,
    { leads, valued, value },
  ]);
  return Object.fromEntries(losses) as Row["lost"];
}

import type { FactMark, ReportSummary } from "../../shared/domain/entities/report.ts";
import type { Row } from "../../shared/domain/reports/rows.ts";
import { rowsOfParts } from "../../shared/domain/reports/summary-text.ts";

/** Two years of months, some of their days, and the shards of a few days under way; a function has memory for many times that. */
const MOST_REMEMBERED = 500;

/** Rows that were read before, by what names them for good. */
export interface RowMemory {
  /** Of a summary whose first part is this, when it was read before. */
  ofHead(head: ReportSummary): readonly Row[] | undefined;
  /** Of a summary: by practice, period and version. Undefined when its parts are not all there. */
  ofParts(parts: readonly ReportSummary[]): readonly Row[] | undefined;
  /** Of several summaries together: by all of their names. */
  ofHeads(heads: readonly ReportSummary[], read: () => readonly Row[]): readonly Row[];
  /** Of the facts that change a mark: by practice, day, shard and version of the mark. */
  ofMark(mark: FactMark): readonly Row[] | undefined;
  ofMark(mark: FactMark, read: readonly Row[]): readonly Row[];
}

const nameOf = ({ practiceId, period, version }: ReportSummary) => `${practiceId}#${period}#${version}`;

/** Makes a memory that forgets what it was told first. */
export function createRowMemory(): RowMemory {
  const remembered = new Map<string, readonly Row[]>();
  function remember(name: string, rows: readonly Row[]): readonly Row[] {
    const [oldest] = remembered.keys();
    if (oldest !== undefined && remembered.size >= MOST_REMEMBERED) remembered.delete(oldest);
    remembered.set(name, rows);
    return rows;
  }
  function ofMark(mark: FactMark): readonly Row[] | undefined;
  function ofMark(mark: FactMark, read: readonly Row[]): readonly Row[];
  function ofMark({ practiceId, date, shard, version }: FactMark, read?: readonly Row[]): readonly Row[] | undefined {
    const name = `${practiceId}#${date}#${shard}#${version}`;
    return read === undefined ? remembered.get(name) : remember(name, read);
  }
  return {
    ofHead: (head) => remembered.get(nameOf(head)),
    ofParts(parts) {
      const first = parts.find(({ part }) => part === 0);
      if (first === undefined) return undefined;
      const name = nameOf(first);
      const rows = remembered.get(name) ?? rowsOfParts(parts);
      return rows && remember(name, rows);
    },
    ofHeads(heads, read) {
      const name = heads.map(nameOf).join();
      return remembered.get(name) ?? remember(name, read());
    },
    ofMark,
  };
}

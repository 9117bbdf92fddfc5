import type { FactMark, ReportSummary } from "../../shared/domain/entities/report.ts";
import type { Row } from "../../shared/domain/reports/rows.ts";
import { rowsOfParts } from "../../shared/domain/reports/summary-text.ts";

/** Two years of months and some of their days; a function has memory for many times that. */
const MOST_REMEMBERED = 200;

/** Rows that were read before, by what names them for good. */
export interface RowMemory {
  /** Of a summary whose first part is this, when it was read before. */
  ofHead(head: ReportSummary): readonly Row[] | undefined;
  /** Of a summary: by practice, period and version. Undefined when its parts are not all there. */
  ofParts(parts: readonly ReportSummary[]): readonly Row[] | undefined;
  /** Of several summaries together: by all of their names. */
  ofHeads(heads: readonly ReportSummary[], read: () => readonly Row[]): readonly Row[];
  /** Of the facts of a day: by practice, day and the versions of its marks, which every change of a fact raises. */
  ofDay(marks: readonly (FactMark | undefined)[], read: () => Promise<readonly Row[]>): Promise<readonly Row[]>;
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
    async ofDay(marks, read) {
      const known = marks.filter((mark) => mark !== undefined);
      const versions = known.map(({ shard, version }) => `${shard}:${version}`).sort();
      const name = `${known[0]?.practiceId}#${known[0]?.date}#${versions.join()}`;
      return remembered.get(name) ?? remember(name, await read());
    },
  };
}

import type { Fact, FactMark } from "../../shared/domain/entities/report.ts";
import type { LeadId, PracticeId } from "../../shared/domain/ids.ts";

/** Leads that a function remembers, and marks: those of the last minutes, whose events come close together. */
const MOST_LEADS = 500;
const MOST_MARKS = 500;

type MarkKey = Pick<FactMark, "practiceId" | "date" | "shard">;

/**
 * What this process wrote last. It saves reading: most events of a lead come within seconds of one another. Somebody else may have written
 * since; then the commit conflicts, and everything is read again.
 */
export class FactMemory {
  readonly #facts = new Map<string, Fact>();
  readonly #marks = new Map<string, number>();
  readonly #turns = new Map<string, Promise<unknown>>();

  /** Runs what concerns one lead after another: the second would only conflict with the first. */
  async inTurn<T>(leadId: LeadId, run: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(leadId);
    const turn = (async () => {
      await before?.catch(() => {});
      return run();
    })();
    this.#turns.set(leadId, turn);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(leadId) === turn) this.#turns.delete(leadId);
    }
  }

  fact(practiceId: PracticeId, leadId: LeadId): Fact | undefined {
    return this.#facts.get(`${practiceId}#${leadId}`);
  }

  /** The version of a mark. */
  mark(key: MarkKey): number | undefined {
    return this.#marks.get(textOf(key));
  }

  note(fact: Fact, mark: FactMark): void {
    put(this.#facts, `${fact.practiceId}#${fact.leadId}`, fact, MOST_LEADS);
    put(this.#marks, textOf(mark), mark.version, MOST_MARKS);
  }

  forget({ practiceId, leadId }: Fact, mark: MarkKey): void {
    this.#facts.delete(`${practiceId}#${leadId}`);
    this.#marks.delete(textOf(mark));
  }
}

const textOf = ({ practiceId, date, shard }: MarkKey) => `${practiceId}#${date}#${shard}`;

function put<V>(map: Map<string, V>, key: string, value: V, most: number): void {
  const [oldest] = map.keys();
  if (oldest !== undefined && map.size >= most && !map.has(key)) map.delete(oldest);
  map.set(key, value);
}

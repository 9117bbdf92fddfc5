import type { Lead } from "../entities/lead.ts";
import type { Urgency } from "../vocabulary.ts";

/** How a practice scores its leads. */
export interface Scoring {
  readonly base: number;
  readonly rules: readonly {
    readonly points: number;
    /** All of it must hold; a rule that names nothing fits every lead. */
    readonly if: {
      readonly urgency?: readonly Urgency[] | undefined;
      readonly source?: readonly string[] | undefined;
      readonly serviceLine?: readonly string[] | undefined;
      readonly answers?: Readonly<Record<string, readonly string[]>> | undefined;
    };
  }[];
}

/** What a score is made of. */
export type Scored = Pick<Lead, "urgency" | "source" | "serviceLine" | "answers">;

/** The base and the points of every rule that fits, kept between 0 and 100. */
export function scoreLead({ base, rules }: Scoring, lead: Scored): number {
  const points = rules.filter((rule) => fits(rule.if, lead)).reduce((sum, rule) => sum + rule.points, base);
  return Math.min(100, Math.max(0, points));
}

function fits(rule: Scoring["rules"][number]["if"], { urgency, source, serviceLine, answers }: Scored): boolean {
  return (
    allows(rule.urgency, urgency) &&
    allows(rule.source, source.name) &&
    allows(rule.serviceLine, serviceLine) &&
    Object.entries(rule.answers ?? {}).every(([question, wanted]) => allows(wanted, answers?.[question]))
  );
}

function allows<T>(wanted: readonly T[] | undefined, value: T | undefined): boolean {
  return wanted === undefined || (value !== undefined && wanted.includes(value));
}

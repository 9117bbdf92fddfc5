import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import { PracticeConfigSchema } from "../../shared/contracts/practice-checks/index.ts";

/** What a simulation is asked to do. */
export interface Options {
  readonly leads: number;
  readonly days: number;
  readonly seeds: readonly number[];
  /** ISO 8601; by the seed unless given. */
  readonly start: string | undefined;
  readonly config: PracticeConfig;
  /** The name of a mutation, to see it caught. */
  readonly mutate: string | undefined;
  /** A campaign to bring old leads back instead of inquiries: people on the old list, and how many are enrolled a day. */
  readonly campaign: { readonly leads: number; readonly perDay: number } | undefined;
}

const EXAMPLE = fileURLToPath(new URL("../../examples/practices/bright-smile.json", import.meta.url));

/** Reads the command line; throws a RangeError that says what was expected. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      leads: { type: "string", default: "10000" },
      days: { type: "string", default: "14" },
      seed: { type: "string", default: "1" },
      seeds: { type: "string" },
      start: { type: "string" },
      practice: { type: "string", default: EXAMPLE },
      mutate: { type: "string" },
      campaign: { type: "string" },
      "per-day": { type: "string", default: "100" },
    },
  });
  if (values.start !== undefined && Number.isNaN(Date.parse(values.start)))
    throw new RangeError(`got --start ${values.start}; expected a moment like 2026-10-26T00:00:00Z`);
  return {
    leads: wholeNumber("--leads", values.leads),
    days: wholeNumber("--days", values.days),
    seeds: values.seeds === undefined ? [wholeNumber("--seed", values.seed)] : range(values.seeds),
    start: values.start,
    config: PracticeConfigSchema.parse(JSON.parse(readFileSync(values.practice, "utf8"))),
    mutate: values.mutate,
    campaign:
      values.campaign === undefined
        ? undefined
        : {
            leads: wholeNumber("--campaign", values.campaign),
            perDay: wholeNumber("--per-day", values["per-day"]),
          },
  };
}

/** The two weeks that odd and even seeds live in: one over the start of daylight saving time, the other over its end. */
export function startOf(seed: number): number {
  return Date.parse(seed % 2 === 0 ? "2026-10-26T00:00:00Z" : "2027-03-08T00:00:00Z");
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new RangeError(`got ${name} ${text}; expected a whole number from 1`);
  return value;
}

function range(text: string): number[] {
  const [first, last] = /^(\d+)\.\.(\d+)$/.exec(text)?.slice(1).map(Number) ?? [];
  if (first === undefined || last === undefined || last < first)
    throw new RangeError(`got --seeds ${text}; expected a range like 1..20`);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

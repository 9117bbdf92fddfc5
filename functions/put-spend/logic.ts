import * as z from "zod";
import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import {
  SpendEntriesSchema,
  type SpendEntry,
  SpendEntrySchema,
  type SpendView,
} from "../../shared/contracts/report-api.ts";
import type { Spend } from "../../shared/domain/entities/report.ts";
import type { PracticeId } from "../../shared/domain/ids.ts";
import { practiceDate } from "../../shared/domain/practice-hours/staffed-hours.ts";
import { present } from "../../shared/domain/present.ts";
import { choosePractice } from "../../shared/platform/choose-practice.ts";
import { readJson } from "../../shared/platform/json-body.ts";
import type { Access, Clock, PracticeConfigs } from "../../shared/ports/index.ts";
import type { Put, Store } from "../../shared/ports/store.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";
import { INVALID_SPEND, monthsOutOfRange, severalPractices, tooManyMonths, unknownSources } from "./problems.ts";

/** What keeping spend needs. */
export interface PutSpendDeps {
  readonly store: Pick<Store<"spend">, "readMany" | "commit">;
  readonly configs: PracticeConfigs;
  readonly clock: Clock;
  /** Waits between two tries of a commit that conflicted. @default real time */
  readonly pause?: (ms: number) => Promise<void>;
}

/** A known caller's post. */
export interface PutSpendInput {
  readonly access: Access;
  readonly body: string | undefined;
}

/** Months in one request; all of it is written, or nothing. */
const MOST_MONTHS = 60;
/** What is older, or farther ahead, is a slip of the pen. */
const FIRST_MONTH = "2000-01";
const YEARS_AHEAD = 2;

/**
 * Notes what was spent: each entry replaces what was said of its month, source and campaign before, so that the same request again
 * changes nothing. Throws an `HttpProblem` (4xx) for what cannot be.
 */
export async function putSpend(deps: PutSpendDeps, { access, body }: PutSpendInput): Promise<SpendView> {
  const { entries, pathOf } = readEntries(body);
  const [named, ...others] = [...new Set(entries.map(({ practiceId }) => practiceId))];
  if (others.length > 0) throw severalPractices();
  const { practiceId, config } = await choosePractice(deps.configs, access, named);
  const now = deps.clock.now();
  const lastMonth = laterYear(practiceDate(config.zone, now), YEARS_AHEAD);
  const outOfRange = entries.flatMap(({ month }, index) =>
    month < FIRST_MONTH || month > lastMonth ? [pathOf(index, "month")] : [],
  );
  if (outOfRange.length > 0) throw monthsOutOfRange(outOfRange, FIRST_MONTH, lastMonth);
  const unknown = entries.flatMap((entry, index) => unknownNames(entry, config).map((name) => pathOf(index, name)));
  if (unknown.length > 0) throw unknownSources(unknown);
  const months = [...Map.groupBy(entries, ({ month }) => month)].sort(([a], [b]) => (a < b ? -1 : 1));
  if (months.length > MOST_MONTHS) throw tooManyMonths(MOST_MONTHS);
  const stamp = { by: access.callerId, at: now };
  return untilCommitted({ pause: deps.pause, failures: 1 }, () => tryToPut(deps.store, practiceId, months, stamp));
}

interface Entries {
  readonly entries: readonly SpendEntry[];
  /** Where a field of an entry stands in the body. */
  readonly pathOf: (index: number, name: string) => string;
}

/** What it is meant to be is settled first: errors of a union would say nothing of the fields. */
function readEntries(body: string | undefined): Entries {
  if (Array.isArray(readJson(body, z.unknown(), INVALID_SPEND))) {
    const entries = readJson(body, SpendEntriesSchema, INVALID_SPEND);
    return { entries, pathOf: (index, name) => `${index}.${name}` };
  }
  return { entries: [readJson(body, SpendEntrySchema, INVALID_SPEND)], pathOf: (_, name) => name };
}

/** The month so many years after that of a day. */
function laterYear(date: string, years: number): string {
  return `${Number(date.slice(0, 4)) + years}${date.slice(4, "YYYY-MM".length)}`;
}

type Stamp = Pick<Spend["entries"][number], "by" | "at">;

async function tryToPut(
  store: PutSpendDeps["store"],
  practiceId: PracticeId,
  months: readonly [string, SpendEntry[]][],
  stamp: Stamp,
): Promise<SpendView | "conflict"> {
  const known = await store.readMany(
    months.map(([month]) => ({ entity: "spend", key: { practiceId, month } }) as const),
  );
  const after = months.map(([month, entries], index) => ({
    month,
    entries: merged(known[index]?.entries ?? [], entries, stamp),
  }));
  const puts = after.flatMap(({ month, entries }, index): Put<"spend">[] => {
    const stored = known[index];
    if (entries === stored?.entries) return [];
    const value = { practiceId, month, version: (stored?.version ?? 0) + 1, entries };
    return [{ entity: "spend", value, expected: stored?.version ?? "absent" }];
  });
  if (puts.length > 0 && (await store.commit({ puts, events: [] })) === "conflict") return "conflict";
  return { practiceId, months: after.map(viewOf) };
}

const placeOf = ({ source, campaign = "" }: { source: string; campaign?: string | undefined }) =>
  `${source}\n${campaign}`;

/** The same list when nothing is news. */
function merged(stored: Spend["entries"], entries: readonly SpendEntry[], stamp: Stamp): Spend["entries"] {
  const known = new Map(stored.map((entry) => [placeOf(entry), entry]));
  let isNews = false;
  for (const { source, campaign, amount } of entries) {
    if (known.get(placeOf({ source, campaign }))?.amount === amount) continue;
    isNews = true;
    known.set(placeOf({ source, campaign }), present<Spend["entries"][number]>({ source, campaign, amount, ...stamp }));
  }
  return isNews ? [...known.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry) : stored;
}

function viewOf({ month, entries }: Pick<Spend, "month" | "entries">): SpendView["months"][number] {
  const total = Math.round(entries.reduce((sum, { amount }) => sum + amount, 0) * 100) / 100;
  const told = entries.map(({ source, campaign = null, amount }) => ({ source, campaign, amount }));
  return { month, total, entries: told };
}

/** What an entry names that the practice has not configured: its leads would never be found. */
function unknownNames({ source, campaign }: SpendEntry, { sources }: PracticeConfig): ("source" | "campaign")[] {
  const known = sources.find(({ name }) => name === source);
  if (known === undefined && source !== "other") return ["source"];
  const isKnown = campaign === undefined || campaign === "other" || known?.campaigns.includes(campaign) === true;
  return isKnown ? [] : ["campaign"];
}

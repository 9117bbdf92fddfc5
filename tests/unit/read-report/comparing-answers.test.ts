import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Report } from "../../../shared/contracts/report-api.ts";
import type { Fact } from "../../../shared/domain/entities/report.ts";
import { determined, SMALL_COUNT, type Sum } from "../../../shared/domain/reports/hide-small.ts";
import { NOW } from "../../support/fakes/clock.ts";
import { reports, upTo } from "./asking.ts";

const GROUPINGS = ["source", "campaign", "serviceLine", "month", undefined] as const;
const FUNNEL = ["leads", "contacted", "qualified", "booked", "attended", "won"] as const;
const STAGES = ["contactedAt", "qualifiedAt", "bookedAt", "attendedAt", "wonAt"] as const;
const ANSWERS = ["responses", "personFirst", "unanswered"];
/** Reports that are refused for a grouping say nothing. */
const ASKED = ["funnel", "roi", "sources", "trends", "lost-reasons", "response-times"].flatMap((name) =>
  GROUPINGS.map((by) => ({ name, by })),
);

const lead = fc.record({
  source: fc.constantFrom("google-ads", "referral-desk", "other"),
  campaign: fc.constantFrom(undefined, "implants-spring", "other"),
  serviceLine: fc.constantFrom(undefined, "whitening"),
  date: fc.constantFrom("2026-11-05", "2026-12-05"),
  reached: fc.integer({ min: 0, max: STAGES.length }),
  isLost: fc.boolean(),
  inquiry: fc.constantFrom({ responseMs: 1_000 }, { responseMs: 99_000 }, { contactMs: 5_000, staffedMs: 5_000 }, {}),
  times: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 40 })),
});

/** What a reader knows of one period, from every answer together. */
class Reader {
  /** By what the count is of: a place, whether its value is known, and what it is. */
  readonly places = new Map<string, { place: number; isKnown: boolean; count: number }>();
  readonly sums: Sum[] = [];

  place(name: string, count: number, shown: boolean): number {
    const known = this.places.get(name) ?? { place: this.places.size, isKnown: false, count };
    if (known.count !== count) throw new Error(`got two counts of ${name}: ${known.count} and ${count}`);
    this.places.set(name, { ...known, isKnown: known.isKnown || shown });
    return known.place;
  }

  /** Takes in an answer; `whole` is the same with nothing hidden. */
  read(answer: Report, whole: Report): void {
    // Only what is counted of people is looked for; rates and money are hidden with it.
    const names = Object.keys(answer.total.figures).filter((name) => isCount(name));
    const kind = (key: Report["rows"][number]["key"]) => JSON.stringify(Object.entries(key).sort());
    const at = (line: { key: string; told: Report["total"]; is: Report["total"] }, name: string) =>
      this.place(`${name} of ${line.key}`, line.is.figures[name] ?? 0, line.told.figures[name] !== null);
    const empty = { figures: {}, hidden: [] };
    const lines = answer.rows.map(({ key, ...told }, row) => ({ key: kind(key), told, is: whole.rows[row] ?? empty }));
    const total = { key: "all", told: answer.total, is: whole.total };
    for (const name of names) {
      const parts = lines.map((line) => at(line, name));
      if (parts.length > 0) this.sums.push({ total: at(total, name), parts });
      else at(total, name);
      if (answer.by !== "campaign") continue;
      for (const [source, own] of Map.groupBy(answer.rows.keys(), (row) => answer.rows[row]?.key.source ?? "")) {
        const is = own.reduce((sum, row) => sum + (whole.rows[row]?.figures[name] ?? 0), 0);
        const of = this.place(`${name} of ${kind({ source })}`, is, false);
        this.sums.push({ total: of, parts: own.map((row) => parts[row] ?? 0) });
      }
    }
    if (!names.includes("inquiries")) return;
    for (const line of [...lines, total])
      this.sums.push({ total: at(line, "inquiries"), parts: ANSWERS.map((name) => at(line, name)) });
  }

  /** Small counts that follow from all sums together; those that are simply shown among them. */
  workedOut(): string[] {
    const whole = new Map([...this.places].map(([name, { count }]) => [name, count]));
    for (const [index, to] of FUNNEL.slice(1).entries()) {
      const from = FUNNEL[index] ?? to;
      const count = (whole.get(`${from} of all`) ?? 0) - (whole.get(`${to} of all`) ?? 0);
      const lost = this.place(`between ${from} and ${to}`, count, false);
      const [of, past] = [from, to].map((name) => this.places.get(`${name} of all`)?.place ?? 0);
      this.sums.push({ total: of ?? 0, parts: [past ?? 0, lost] });
    }
    const all = [...this.places];
    const hidden = new Set(all.flatMap(([, { isKnown, place }]) => (isKnown ? [] : [place])));
    const follows = determined(this.sums, hidden);
    return all.flatMap(([name, { place, isKnown, count }]) => {
      const isSmall = count > 0 && count < SMALL_COUNT;
      return isSmall && (isKnown || follows.has(place)) ? [`${name}: ${count}`] : [];
    });
  }
}

const isCount = (name: string) =>
  [...FUNNEL, ...ANSWERS, "inquiries", "withinTarget", "humanContacts", "lost", "sms", "touchesDue"].includes(name);

describe("all answers of one period that marketing may get", () => {
  it("tell no small count by elimination, however they are put side by side", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(lead, { minLength: 1, maxLength: 14 }), async (leads) => {
        const facts = leads.map(({ reached, isLost, inquiry, campaign, serviceLine, ...fact }) => ({
          ...fact,
          ...upTo(...STAGES.slice(0, reached)),
          ...(isLost ? { status: "lost" as const, lostReason: "price" as const } : {}),
          ...(campaign === undefined ? {} : { campaign }),
          ...(serviceLine === undefined ? {} : { serviceLine }),
          inquiries: [{ startedAt: NOW, ...inquiry }] as Fact["inquiries"],
        }));
        const ask = reports(facts);
        const reader = new Reader();
        for (const { name, by } of ASKED) {
          const query = { from: "2026-11-01", ...(by === undefined ? {} : { by }) };
          const answer = await ask(name, query, "marketing").catch(() => undefined);
          if (answer !== undefined) reader.read(answer, await ask(name, query));
        }
        expect(reader.workedOut()).toEqual([]);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

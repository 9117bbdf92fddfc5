import {
  FUNNEL_STEPS,
  type Funnel,
  type FunnelStep,
  type UnitEconomics,
  unitEconomics,
} from "../../../shared/domain/economics/funnel.ts";

/** A funnel with what it comes to. */
export interface Scenario {
  readonly funnel: Funnel;
  readonly result: UnitEconomics;
}

/** The same leads before and after. */
export interface Comparison {
  readonly before: Scenario;
  readonly after: Scenario;
}

/** One line of the table, as text. */
export interface Row {
  readonly label: string;
  /** The rate of its step, when it is one. */
  readonly rates: readonly [before: string, after: string];
  readonly values: readonly [before: string, after: string];
  /** From before to after. */
  readonly change: string;
}

/** What cannot be said: a cost per treatment without a treatment, a change from nothing. */
const NOTHING = "–";

/** What the people are who got past a step. */
export const STEP_LABELS: Readonly<Record<FunnelStep, string>> = {
  contact: "Contacted",
  qualify: "Qualified",
  book: "Booked",
  show: "Showed up",
  close: "Closed",
};

/** Works out both. */
export function compare({ before, after }: { before: Funnel; after: Funnel }): Comparison {
  const scenario = (funnel: Funnel) => ({ funnel, result: unitEconomics(funnel) });
  return { before: scenario(before), after: scenario(after) };
}

/** The lines of the table, from leads to money. */
export function rowsOf({ before, after }: Comparison): readonly Row[] {
  const row = (
    label: string,
    text: (value: number) => string,
    value: (scenario: Scenario) => number | undefined,
  ): Row => {
    const values = [value(before), value(after)] as const;
    const shown = (number: number | undefined) => (number === undefined ? NOTHING : text(number));
    return { label, rates: ["", ""], values: [shown(values[0]), shown(values[1])], change: changeOf(...values) };
  };
  const steps = FUNNEL_STEPS.map((step) => ({
    ...row(STEP_LABELS[step], people, ({ result }) => result.people[step]),
    rates: [percent(before.funnel.rates[step]), percent(after.funnel.rates[step])] as const,
  }));
  return [
    row("Leads", people, ({ funnel }) => funnel.leads),
    ...steps,
    row("Treatments", people, ({ result }) => result.treatments),
    row("Cost of leads", dollars, ({ result }) => result.cost),
    row("Revenue", dollars, ({ result }) => result.revenue),
    row("Cost per treatment", dollars, ({ result }) => result.costPerTreatment),
  ];
}

/** `3 treatments at $1,667 each, $150,000 revenue`: what a scenario comes to, in one line. */
export function summaryOf({ result: { treatments, revenue, costPerTreatment } }: Scenario): string {
  const each = costPerTreatment === undefined ? "" : ` at ${dollars(costPerTreatment)} each`;
  return `${people(treatments)} ${treatments === 1 ? "treatment" : "treatments"}${each}, ${dollars(revenue)} revenue`;
}

/** What both scenarios have in common, in one line. */
export function givenOf({ before: { funnel } }: Comparison): string {
  const { leads, costPerLead, value } = funnel;
  const count = `${people(leads)} ${leads === 1 ? "lead" : "leads"}`;
  return `${count} at ${dollars(costPerLead)} each, ${dollars(value)} per treatment`;
}

function changeOf(before: number | undefined, after: number | undefined): string {
  if (before === undefined || after === undefined) return NOTHING;
  if (before === after) return "same";
  return before === 0 ? NOTHING : change.format(after / before - 1);
}

const change = new Intl.NumberFormat("en-US", {
  style: "percent",
  maximumFractionDigits: 0,
  signDisplay: "exceptZero",
});
const count = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });
const usd = new Intl.NumberFormat("en-US", {
  style: "currency",
  currency: "USD",
  trailingZeroDisplay: "stripIfInteger",
});

/** A number of people, which may be an average: at most two decimals. */
export const people = (number: number) => count.format(number);
const percent = (points: number) => `${count.format(points / 100)}%`;
const dollars = (cents: number) => usd.format(cents / 100);

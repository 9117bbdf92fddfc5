import { ROUNDING_RULE } from "../../../shared/domain/economics/funnel.ts";
import type { Comparison, Scenario } from "./comparison.ts";

/** The comparison for programs: rates in percent, money in dollars; no cost per treatment is null. */
export function jsonOf({ before, after }: Comparison): string {
  return JSON.stringify({ before: figures(before), after: figures(after), rounding: ROUNDING_RULE }, null, 2);
}

function figures({ funnel, result }: Scenario) {
  return {
    leads: funnel.leads,
    costPerLead: funnel.costPerLead / 100,
    value: funnel.value / 100,
    rates: Object.fromEntries(Object.entries(funnel.rates).map(([step, points]) => [step, points / 100])),
    people: result.people,
    treatments: result.treatments,
    cost: result.cost / 100,
    revenue: result.revenue / 100,
    costPerTreatment: result.costPerTreatment === undefined ? null : result.costPerTreatment / 100,
  };
}

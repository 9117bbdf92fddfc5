import type { Funnel } from "../../../shared/domain/economics/funnel.ts";

/** The worked example: 50 leads at $100, a treatment at $50,000. */
export function funnel(rates: Partial<Funnel["rates"]> = {}, over: Partial<Omit<Funnel, "rates">> = {}): Funnel {
  const example = { contact: 4_000, qualify: 6_000, book: 8_000, show: 7_000, close: 5_000 };
  return { leads: 50, costPerLead: 10_000, value: 5_000_000, ...over, rates: { ...example, ...rates } };
}

/** What the worked example becomes. */
export const AFTER = funnel({ contact: 7_000, show: 8_500 });

/** A funnel that leads to no treatment. */
export const NOBODY = funnel({ close: 0 });

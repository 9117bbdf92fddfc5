/** The steps that turn a lead into a treatment, in order. */
export const FUNNEL_STEPS = ["contact", "qualify", "book", "show", "close"] as const;

/** One step of the funnel. */
export type FunnelStep = (typeof FUNNEL_STEPS)[number];

/** Hundredths of a percent, a whole number: 4,000 is 40 %. Whole numbers multiply exactly, fractions do not. */
export type BasisPoints = number;

/** All of them, in basis points. */
export const WHOLE: BasisPoints = 10_000;

/** What is known of a practice's funnel. */
export interface Funnel {
  /** Whole leads of a period. */
  readonly leads: number;
  /** What a lead costs, in cents. */
  readonly costPerLead: number;
  /** Of those who came as far as a step, the part that gets past it. */
  readonly rates: Readonly<Record<FunnelStep, BasisPoints>>;
  /** Revenue of one treatment, in cents. */
  readonly value: number;
}

/** What a funnel comes to. Money is in cents. */
export interface UnitEconomics {
  /** How many get past each step on average, told to the hundredth below: close to 4 is 3.99, of which 3 are treatments. */
  readonly people: Readonly<Record<FunnelStep, number>>;
  /** Whole treatments. */
  readonly treatments: number;
  readonly cost: number;
  readonly revenue: number;
  /** To the nearest dollar, below $10 to the cent; undefined when there is no treatment that could bear the cost. */
  readonly costPerTreatment: number | undefined;
}

/**
 * The one rounding rule. Of 50 leads, 40 % × 60 % × 80 % × 70 % × 50 % leave 3.36 and 70 % × 60 % × 80 % × 85 % × 50 % leave
 * 7.14, which must come to 3 and 7. Rounding at every step gives 3 and 6 (down), 4 and 7 (nearest) or 4 and 8 (up); rounding
 * only the end gives 3 and 7 (down or nearest) or 4 and 8 (up). Down it is: a part of a treatment earns nothing.
 */
export const ROUNDING_RULE =
  "People are averages, carried from step to step unrounded; only treatments are rounded, down to whole ones, and revenue and cost per treatment follow from those.";

/** Works out what a funnel comes to by `ROUNDING_RULE`. Pure; expects values within the limits that `npm run economics` checks. */
export function unitEconomics({ leads, costPerLead, rates, value }: Funnel): UnitEconomics {
  const cost = leads * costPerLead;
  const people = averages(leads, rates);
  const treatments = Math.floor(people.close);
  return {
    people,
    treatments,
    cost,
    revenue: treatments * value,
    costPerTreatment: treatments === 0 ? undefined : roundCost(cost / treatments),
  };
}

/** In big integers: with floats, 400 × 0.5 × 0.75 × 0.8 × 0.75 × 0.7 is 62.99999999999999, one treatment short of its 63. */
function averages(leads: number, rates: Funnel["rates"]): UnitEconomics["people"] {
  const until = (last: FunnelStep) => {
    const steps = FUNNEL_STEPS.slice(0, FUNNEL_STEPS.indexOf(last) + 1);
    const product = steps.reduce((left, step) => left * BigInt(rates[step]), BigInt(leads));
    return Number((product * 100n) / BigInt(WHOLE) ** BigInt(steps.length)) / 100;
  };
  return {
    contact: until("contact"),
    qualify: until("qualify"),
    book: until("book"),
    show: until("show"),
    close: until("close"),
  };
}

/** From here on, in cents, a cost per treatment is told in whole dollars. */
const WHOLE_DOLLARS_FROM = 1_000;

function roundCost(cents: number): number {
  return cents < WHOLE_DOLLARS_FROM ? Math.round(cents) : Math.round(cents / 100) * 100;
}

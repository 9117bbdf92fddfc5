import * as z from "zod";
import { type BasisPoints, type Funnel, type FunnelStep, WHOLE } from "../../../shared/domain/economics/funnel.ts";

/** Far beyond any practice, and their product in cents (10^15) is still exact in a number, which ends at 2^53. */
const MAX_LEADS = 1_000_000;
const MAX_DOLLARS = 10_000_000;

/** A number as people write it: grouped by commas or not, with decimals or not. */
const NUMBER = /^(0|[1-9]\d{0,2}(,\d{3})+|[1-9]\d*)(\.\d{1,2})?$/;

function hundredths(text: string): number | undefined {
  return NUMBER.test(text) ? Math.round(Number(text.replaceAll(",", "")) * 100) : undefined;
}

function wrong(context: z.RefinementCtx, got: string, expected: string): never {
  context.addIssue({ code: "custom", message: `got "${got}"; expected ${expected}` });
  return z.NEVER;
}

const leads = z.string().transform((text, context) => {
  const count = (hundredths(text) ?? 0) / 100;
  if (Number.isInteger(count) && count >= 1 && count <= MAX_LEADS) return count;
  return wrong(context, text, `a whole number from 1 to ${MAX_LEADS.toLocaleString("en-US")}`);
});

/** In cents. */
const dollars = (min: number) =>
  z.string().transform((text, context) => {
    const cents = hundredths(text.replace(/^\$/, ""));
    if (cents !== undefined && cents >= min * 100 && cents <= MAX_DOLLARS * 100) return cents;
    return wrong(context, text, `dollars from ${min} to ${MAX_DOLLARS.toLocaleString("en-US")}, like 100 or 99.50`);
  });

/** In basis points. Always percent: what could as well be meant as a fraction has to be written with its sign. */
const percent = z.string().transform((text, context): BasisPoints => {
  const points = hundredths(text.replace(/ ?%$/, ""));
  const expected = "a percentage from 0 to 100 with at most two decimals, like 40, 40% or 62.5";
  if (points === undefined || points > WHOLE) return wrong(context, text, expected);
  const isUnclear = points > 0 && points <= 100 && !text.endsWith("%");
  if (isUnclear) return wrong(context, text, `a percentage: ${points}% if that is the part meant, else ${text}%`);
  return points;
});

const file = (ending: string) =>
  z.string().refine((name) => name.endsWith(ending), {
    error: ({ input }) => `got "${String(input)}"; expected a file name that ends in ${ending}`,
  });

/** The options of `npm run economics`; without any it shows the worked example. */
export const EconomicsOptionsSchema = z.object({
  argument: z.undefined("expected none without a name; write --leads 50").optional(),
  leads: leads.prefault("50"),
  "cost-per-lead": dollars(0).prefault("100"),
  contact: percent.optional(),
  qualify: percent.optional(),
  book: percent.optional(),
  show: percent.optional(),
  close: percent.optional(),
  "contact-after": percent.optional(),
  "qualify-after": percent.optional(),
  "book-after": percent.optional(),
  "show-after": percent.optional(),
  "close-after": percent.optional(),
  value: dollars(1).prefault("50000"),
  html: file(".html").optional(),
  svg: file(".svg").optional(),
  json: z.boolean().default(false),
  help: z.boolean().default(false),
});

/** What the command was asked to do. */
export type EconomicsOptions = z.output<typeof EconomicsOptionsSchema>;

/** The rates of the worked example, before and after. */
const EXAMPLE: Readonly<Record<FunnelStep, readonly [BasisPoints, BasisPoints]>> = {
  contact: [4_000, 7_000],
  qualify: [6_000, 6_000],
  book: [8_000, 8_000],
  show: [7_000, 8_500],
  close: [5_000, 5_000],
};

/**
 * The funnel as it is and as it may become. The example's improvement counts only for a rate that was not given: of somebody's
 * own rate nothing better is claimed than what they state.
 */
export function funnelsOf(options: EconomicsOptions): { before: Funnel; after: Funnel } {
  const shared = { leads: options.leads, costPerLead: options["cost-per-lead"], value: options.value };
  const before = (step: FunnelStep) => options[step] ?? EXAMPLE[step][0];
  const after = (step: FunnelStep) => options[`${step}-after`] ?? options[step] ?? EXAMPLE[step][1];
  return { before: { ...shared, rates: ratesBy(before) }, after: { ...shared, rates: ratesBy(after) } };
}

function ratesBy(rate: (step: FunnelStep) => BasisPoints): Funnel["rates"] {
  return {
    contact: rate("contact"),
    qualify: rate("qualify"),
    book: rate("book"),
    show: rate("show"),
    close: rate("close"),
  };
}

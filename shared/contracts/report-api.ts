import * as z from "zod";

/** The reports that there are. */
export const ReportNameSchema = z.enum([
  "response-times",
  "funnel",
  "roi",
  "lost-reasons",
  "staff",
  "sources",
  "trends",
]);
export type ReportName = z.infer<typeof ReportNameSchema>;

/** What rows of a report may be told apart by. */
export const ReportGroupingSchema = z.enum(["source", "campaign", "channel", "serviceLine", "staff", "month"]);
export type ReportGrouping = z.infer<typeof ReportGroupingSchema>;

/** Figures by name; null for what there is none of, and for what must not be shown. */
const FiguresSchema = {
  figures: z.record(z.string(), z.number().nullable()),
  /** Names of figures that are not shown because they count few people, or would tell such a count. */
  hidden: z.array(z.string()),
};

const ForecastSchema = z.strictObject({
  /** YYYY-MM */
  month: z.string(),
  leads: z.number().nullable(),
  booked: z.number().nullable(),
  revenue: z.number().nullable(),
});

/** 200 of `GET /v1/reports/{name}`. */
export const ReportSchema = z.strictObject({
  report: ReportNameSchema,
  practiceId: z.string(),
  /** First and last day, both included, in the practice's zone. */
  period: z.strictObject({ from: z.iso.date(), to: z.iso.date(), zone: z.string() }),
  generatedAt: z.iso.datetime(),
  by: ReportGroupingSchema.nullable(),
  filters: z.record(z.string(), z.string()),
  /** What each figure counts, which clock it reads, and what is left out. */
  definition: z.record(z.string(), z.string()),
  rows: z.array(z.strictObject({ key: z.record(z.string(), z.string().nullable()), ...FiguresSchema })),
  total: z.strictObject(FiguresSchema),
  /** Of the funnel: the step that most leads do not get past. */
  leak: z
    .strictObject({ from: z.string(), to: z.string(), leads: z.number(), dollars: z.number().nullable() })
    .nullable()
    .optional(),
  /** Of the trends: the month under way when the newest whole month ended, and the one after it. */
  forecast: z
    .strictObject({
      method: z.enum(["least_squares", "mean"]),
      /** Whole months that it rests on. */
      months: z.number().int(),
      next: z.array(ForecastSchema),
    })
    .nullable()
    .optional(),
});
export type Report = z.infer<typeof ReportSchema>;

/** One entry of `PUT /v1/spend`. */
export const SpendEntrySchema = z.strictObject({
  practiceId: z.string().optional(),
  /** From 2000-01 to two years ahead. */
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "expected a month like 2026-11"),
  /** A configured source. */
  source: z.string().min(1).max(40),
  /** A configured campaign of it; left out for what was spent on the source as a whole. */
  campaign: z.string().min(1).max(40).optional(),
  /** USD, to the cent; replaces what was said of this month, source and campaign before. */
  amount: z.number().nonnegative().max(100_000_000).multipleOf(0.01),
});

/** Entries in one `PUT /v1/spend`. */
const MOST_ENTRIES = 500;

/** Several entries of `PUT /v1/spend`. */
export const SpendEntriesSchema = z.array(SpendEntrySchema).min(1).max(MOST_ENTRIES);
/** Body of `PUT /v1/spend`. */
export const PutSpendSchema = z.union([SpendEntrySchema, SpendEntriesSchema]);
export type SpendEntry = z.infer<typeof SpendEntrySchema>;

/** 200 of `PUT /v1/spend`: all that is known of the months that were named. */
export const SpendViewSchema = z.strictObject({
  practiceId: z.string(),
  months: z.array(
    z.strictObject({
      month: z.string(),
      total: z.number(),
      entries: z.array(z.strictObject({ source: z.string(), campaign: z.string().nullable(), amount: z.number() })),
    }),
  ),
});
export type SpendView = z.infer<typeof SpendViewSchema>;

import { countUpTo, percentile } from "../../../shared/domain/reports/multiset.ts";
import { count, counted, derived, type Figure, INQUIRY_COUNTS, ratio, timesOf } from "../figures.ts";
import type { ReportPlan } from "./plan.ts";

const PERCENTILES = [
  ["P50", 0.5],
  ["P90", 0.9],
  ["P99", 0.99],
] as const;

/** The percentiles of one of the two clocks. */
export function percentiles(name: string, which: "responseMs" | "staffedMs", from: string): Figure[] {
  return PERCENTILES.map(([suffix, share]) =>
    derived(`${name}${suffix}Ms`, [from], ({ row }) => percentile(timesOf(row, which), share)),
  );
}

/** How many were reached within the target in staffed time. */
export const contactsWithinTarget = counted("humanContactsWithinTarget", ({ row, targets }) =>
  countUpTo(timesOf(row, "staffedMs"), targets.humanContactMs),
);

/** Both clocks: how long inquiries waited for a first response, and for a person. */
export const responseTimes: ReportPlan = {
  groupings: ["source", "campaign", "channel", "serviceLine", "staff", "month"],
  figures: [
    ...INQUIRY_COUNTS.map(count),
    ...percentiles("firstResponse", "responseMs", "responses"),
    counted("withinTarget", ({ row, targets }) => countUpTo(timesOf(row, "responseMs"), targets.firstResponseMs)),
    derived("attainment", ["withinTarget", "inquiries", "personFirst"], ({ row, targets }) =>
      ratio(
        countUpTo(timesOf(row, "responseMs"), targets.firstResponseMs),
        row.counts.inquiries - row.counts.personFirst,
      ),
    ),
    count("failedResponses"),
    count("firstResponseBreaches"),
    count("humanContacts"),
    ...percentiles("humanContact", "staffedMs", "humanContacts"),
    contactsWithinTarget,
    derived("humanContactAttainment", ["humanContactsWithinTarget", "inquiries"], ({ row, targets }) =>
      ratio(countUpTo(timesOf(row, "staffedMs"), targets.humanContactMs), row.counts.inquiries),
    ),
    count("humanContactBreaches"),
  ],
};

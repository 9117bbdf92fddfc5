import type { ReportName } from "../../../shared/contracts/report-api.ts";
import {
  cents,
  costPer,
  count,
  counted,
  derived,
  type Figure,
  FUNNEL_COUNTS,
  type Group,
  rate,
  ratio,
} from "../figures.ts";
import type { ReportPlan } from "./plan.ts";
import { contactsWithinTarget, percentiles, responseTimes } from "./response-times.ts";

const spend = derived("spend", [], ({ spend: dollars }) => (dollars === undefined ? undefined : cents(dollars)));
const revenue = derived("revenue", ["won"], ({ row }) => cents(row.wonValue));
const lost = counted("lost", ({ row }) => lostLeads(row.lost));
const dollarsLost = derived("dollarsLost", ["lost"], ({ lostDollars }) => cents(lostDollars));
const lostLeads = (byReason: Group["row"]["lost"]) =>
  Object.values(byReason).reduce((sum, { leads }) => sum + leads, 0);

/** It counts like any other, and is near the number of leads where each had one step. */
const touchesDue: Figure = {
  ...counted(
    "touchesDue",
    ({ row: { counts } }) =>
      counts.sms + counts.emails + counts.calls + counts.skipped + counts.failed + counts.unclear,
  ),
  from: ["touchesDue", "sms", "emails", "calls", "leads"],
};

const COUNTS_OF_FUNNEL = FUNNEL_COUNTS.map(count);

const funnel: ReportPlan = {
  groupings: ["source", "campaign", "channel", "serviceLine", "staff", "month"],
  figures: [
    ...COUNTS_OF_FUNNEL,
    rate("contactRate", "contacted", "leads"),
    rate("qualificationRate", "qualified", "contacted"),
    rate("appointmentRate", "booked", "qualified"),
    rate("showRate", "attended", "booked"),
    rate("closeRate", "won", "attended"),
    rate("leadToTreatmentRate", "won", "leads"),
    count("noShows"),
    count("disqualified"),
    count("optedOut"),
    lost,
    count("existingPatients"),
  ],
};

const roi: ReportPlan = {
  groupings: ["source", "campaign", "month"],
  figures: [
    spend,
    count("leads"),
    costPer("costPerLead", "leads"),
    count("booked"),
    costPer("costPerBooking", "booked"),
    count("won"),
    costPer("costPerTreatment", "won"),
    revenue,
    derived("revenuePerLead", ["won", "leads"], ({ row }) =>
      row.counts.leads === 0 ? undefined : cents(row.wonValue / row.counts.leads),
    ),
    derived("returnOnSpend", ["won"], ({ row, spend: dollars }) =>
      dollars === undefined ? undefined : ratio(row.wonValue - dollars, dollars),
    ),
  ],
};

const lostReasons: ReportPlan = {
  groupings: ["source", "campaign", "channel", "serviceLine", "staff", "month"],
  isByReason: true,
  figures: [lost, dollarsLost],
};

const staff: ReportPlan = {
  groupings: ["staff"],
  isAlwaysGrouped: true,
  isAboutStaff: true,
  figures: [
    count("leads"),
    count("contacted"),
    rate("contactRate", "contacted", "leads"),
    count("humanContacts"),
    ...percentiles("humanContact", "staffedMs", "humanContacts"),
    contactsWithinTarget,
    count("humanContactBreaches"),
    count("callTasksDue"),
    count("callTasksDone"),
    rate("callTasksDoneRate", "callTasksDone", "callTasksDue"),
    count("callsAttempted"),
    count("callsConnected"),
    count("booked"),
    count("attended"),
    count("won"),
    revenue,
    lost,
    dollarsLost,
  ],
};

const sources: ReportPlan = {
  groupings: ["campaign", "source", "channel"],
  isAlwaysGrouped: true,
  figures: [
    ...COUNTS_OF_FUNNEL,
    spend,
    costPer("costPerLead", "leads"),
    costPer("costPerTreatment", "won"),
    rate("contactRate", "contacted", "leads"),
    rate("bookingRate", "booked", "leads"),
    rate("showRate", "attended", "booked"),
    rate("closeRate", "won", "attended"),
    revenue,
    count("missedCalls"),
    ...["sms", "emails", "calls"].map((name) => count(name as "sms")),
    touchesDue,
  ],
};

/** How much a figure changed since the month before, where both months are whole. */
function change(figure: Figure): Figure {
  const value: Figure["value"] = (group) => {
    const { month, previous } = group;
    if (month?.isWhole !== true || previous?.month?.isWhole !== true) return undefined;
    const [before, now] = [figure.value(previous), figure.value(group)];
    return before === undefined || now === undefined ? undefined : ratio(now - before, before);
  };
  return { ...derived(`${figure.name}Change`, figure.from, value), alsoFromPrevious: true };
}

const TRENDING: readonly Figure[] = [
  count("leads"),
  count("contacted"),
  rate("contactRate", "contacted", "leads"),
  count("booked"),
  count("won"),
  revenue,
  spend,
];

const trends: ReportPlan = {
  groupings: ["month"],
  isAlwaysGrouped: true,
  figures: [
    ...TRENDING.flatMap((figure) => [figure, change(figure)]),
    count("responses"),
    ...percentiles("firstResponse", "responseMs", "responses"),
  ],
};

/** Every report by its name. */
export const REPORTS: Readonly<Record<ReportName, ReportPlan>> = {
  "response-times": responseTimes,
  funnel,
  roi,
  "lost-reasons": lostReasons,
  staff,
  sources,
  trends,
};

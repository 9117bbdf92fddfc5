import type { ReportName } from "../../shared/contracts/report-api.ts";
import { SMALL_COUNT } from "../../shared/domain/reports/hide-small.ts";
import type { Targets } from "./figures.ts";
import { LOOKS_BACK } from "./forecast.ts";

/** What holds for every report. */
const GENERAL = {
  period:
    "Leads count for the day of their first inquiry in the practice's zone, whenever what came of them happened: a booking in May of a lead of April is one of April.",
  counted:
    "One lead is one inquiry that was followed up, however often the person asked. Leads from a file count only once they asked again by themselves; tests of our own never do. Existing patients are not new business: their answers and times count, they do not.",
} as const;

const CLOCKS = {
  inquiries:
    "Inquiries whose clocks ran: the first of each lead and every later one that was not the same post again within ten minutes.",
  responses:
    "Inquiries that a first response went out for: a provider accepted the first text, email or automated call.",
  personFirst: "Inquiries where a person was connected before any message went out; the first response was not needed.",
  unanswered: "Inquiries with neither a first response nor a person connected, those of a moment ago included.",
  percentiles:
    "Nearest-rank on the exact times, ms: the smallest time that at least that share of the times does not exceed.",
  failedResponses:
    "Inquiries with a first message that was reported as failed later; it was answered on another channel. Its time still counts as a response.",
} as const;

const FIGURES: Readonly<Record<string, string>> = {
  ...CLOCKS,
  withinTarget: "First responses within the practice's target as it is now.",
  attainment: "withinTarget as a part of all inquiries but personFirst: what is unanswered is a miss.",
  firstResponseBreaches: "Times that a first response ran past its target.",
  humanContacts: "Inquiries where a person of the practice was connected, by whatever way.",
  humanContactP50Ms: "Receipt to a person connected, ms of staffed time; percentiles as above.",
  humanContactsWithinTarget: "Of these, within the practice's target in staffed time as it is now.",
  humanContactAttainment: "humanContactsWithinTarget as a part of all inquiries.",
  humanContactBreaches: "Times that human contact ran past its target.",
  leads: "Leads but for existing patients.",
  contacted: "A person was connected with the lead, or it came further.",
  qualified: "People said that it qualifies, or it came further. Who was disqualified in the end never did.",
  booked: "An appointment was booked, kept or not.",
  attended: "An appointment was kept.",
  won: "A treatment was sold.",
  noShows: "Leads that missed an appointment at least once.",
  disqualified: "Leads that are no business of the practice's; they count as leads, and as lost before qualified.",
  optedOut: "Leads that opted out of messages, as they stand now.",
  existingPatients: "Leads that turned out to be existing patients; they are in no other figure of this report.",
  contactRate: "contacted / leads",
  qualificationRate: "qualified / contacted",
  appointmentRate: "booked / qualified",
  bookingRate: "booked / leads",
  showRate: "attended / booked; appointments that are still to come count as not kept yet.",
  closeRate: "won / attended",
  leadToTreatmentRate: "won / leads",
  leak: "The step that most leads do not, or not yet, get past; dollars: what they would bring if they went on from there as often as the others, at the average revenue of a treatment.",
  spend:
    "Marketing spend, USD, as PUT /v1/spend says; of a month that is partly in the period, the days count. Null where it cannot be told for these leads: by channel, service line or person, and for a campaign with no entries of its own in the period while money went to its source as a whole; that is in the row without a campaign.",
  costPerLead: "spend / leads",
  costPerBooking: "spend / booked",
  costPerTreatment: "spend / won",
  revenue: "What the treatments of these leads brought, USD, where somebody said so.",
  revenuePerLead: "revenue / leads",
  returnOnSpend: "(revenue - spend) / spend",
  lost: "Leads that are lost as they stand now; not_stated: nobody said why.",
  dollarsLost: "What they were expected to be worth, USD: as the lead says, else as its service line usually is.",
  staff: "Who the lead was given to or took it last; where nobody was, who last spoke to it. Null: nobody.",
  callTasksDue: "Calls that staff were asked to make.",
  callTasksDone: "Of these, followed by an attempt to call or a disposition before the next one was due.",
  callTasksDoneRate: "callTasksDone / callTasksDue",
  callsAttempted: "Calls that staff made.",
  callsConnected: "Of these, those that were connected.",
  missedCalls: "Calls of these leads that nobody took.",
  sms: "Texts that were handed over.",
  emails: "Emails that were handed over.",
  calls: "Automated calls that were placed.",
  touchesDue:
    "Texts, emails and automated calls that came due: handed over, held back, failed or unclear. Steps that a settled lead no longer needed never came due.",
  change: "…Change: against the month before, as a part of it; between whole months only.",
  forecast: `A straight line through up to ${LOOKS_BACK} newest whole months from the first one with a lead on (least squares), their mean below three; not below 0. The newest months still gain bookings and revenue, so that it is rather too low.`,
};

/** Figures whose definition is called otherwise. */
const ALIASES: readonly (readonly [RegExp, string])[] = [
  [/^firstResponseP/, "percentiles"],
  [/^humanContactP/, "humanContactP50Ms"],
  [/Change$/, "change"],
];
const MORE: Readonly<Partial<Record<ReportName, readonly string[]>>> = {
  funnel: ["leak"],
  trends: ["forecast"],
  staff: ["staff"],
};

/** What a report says about itself. */
export function definitionOf(
  report: ReportName,
  figures: readonly string[],
  targets: Targets,
  hides: boolean,
): Record<string, string> {
  const names = [
    ...figures.map((name) => ALIASES.find(([like]) => like.test(name))?.[1] ?? name),
    ...(MORE[report] ?? []),
  ];
  const texts = names.map((name) => [name, FIGURES[name] ?? ""]);
  const clocks = names.includes("attainment") || names.includes("humanContactsWithinTarget");
  const { firstResponseMs, humanContactMs } = targets;
  return {
    ...GENERAL,
    ...(clocks
      ? {
          targets: `First response within ${firstResponseMs / 1_000} s of receipt by the API; human contact within ${humanContactMs / 60_000} min of staffed time.`,
        }
      : {}),
    ...Object.fromEntries(texts),
    ...(hides
      ? {
          hidden: `Counts of 1 to ${SMALL_COUNT - 1} people are not shown, nor what they could be worked out from, in this report or another one of the same period: null, and named under hidden.`,
        }
      : {}),
  };
}

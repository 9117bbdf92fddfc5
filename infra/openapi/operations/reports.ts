import { ACCESS_PROBLEMS, BODY_PROBLEMS, NO_PRACTICE, type Operations, PRACTICE_QUERY } from "../operation.ts";

/** What leads came to, and what was spent on them. */
export const REPORT_OPERATIONS: Operations = {
  "GET /v1/reports/{name}": {
    summary: "Read a report",
    description:
      "`response-times`, `funnel`, `roi`, `lost-reasons`, `staff`, `sources` or `trends`, each with the definition of every figure. JSON, or CSV by `format=csv` or `accept: text/csv`. For the marketing role small counts are null and named under `hidden`, and there are no figures of single members of staff, no filters, no rows by channel, and lost reasons only as a whole (403 `role_not_allowed`).",
    query: {
      ...PRACTICE_QUERY,
      from: "First day, YYYY-MM-DD in the practice's zone. 29 days before `to` unless given; of trends the first of the month a year ago.",
      to: "Last day; today unless given. At most 1,100 days in all.",
      by: "What rows are told apart by: source, campaign, channel, serviceLine, staff or month, as far as the report has it.",
      source: "Only leads of this source.",
      campaign: "Only leads of this campaign.",
      channel: "Only leads that came in this way.",
      serviceLine: "Only leads that asked about this.",
      staff: "Only leads of this member of staff.",
      format: "json or csv, in any case.",
    },
    success: { status: "200", description: "The report.", schema: "Report", mayBeCsv: true },
    problems: {
      ...ACCESS_PROBLEMS,
      "404": "There is no report of this name (`unknown_report`).",
      "422": `A day, a period, a grouping, a filter or a format that cannot be, or a parameter or name that there is not (\`invalid_query\`); or ${NO_PRACTICE}`,
    },
  },
  "PUT /v1/spend": {
    summary: "Say what was spent on marketing",
    description:
      "One entry or several, each for a month, a source and maybe one of its campaigns; it replaces what was said of the same before. Amounts are to the cent, months from 2000-01 to two years ahead. All entries are written, or none.",
    request: "PutSpend",
    success: { status: "200", description: "All that is known of the months named.", schema: "SpendView" },
    problems: {
      ...BODY_PROBLEMS,
      ...ACCESS_PROBLEMS,
      "422": `JSON, but no spend, or of a month that is too far away (\`invalid_spend\`), a source or campaign that is not configured (\`unknown_source\`), or ${NO_PRACTICE}`,
    },
  },
};

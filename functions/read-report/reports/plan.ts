import type { ReportGrouping } from "../../../shared/contracts/report-api.ts";
import type { Figure } from "../figures.ts";

/** What one report consists of. */
export interface ReportPlan {
  /** What its rows may be told apart by; the first is what they are unless asked for otherwise, where `isAlways`. */
  readonly groupings: readonly ReportGrouping[];
  readonly isAlwaysGrouped?: true;
  readonly figures: readonly Figure[];
  /** It has a row for each reason of a loss. */
  readonly isByReason?: true;
  /** Marketing does not get it. */
  readonly isAboutStaff?: true;
}

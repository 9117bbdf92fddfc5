import type { ReportGrouping } from "../../../shared/contracts/report-api.ts";
import type { Figure } from "../figures.ts";

/** What one report consists of. */
export interface ReportPlan {
  /** What its rows may be told apart by; the first is what they are unless asked for otherwise, where `isAlways`. */
  readonly groupings: readonly ReportGrouping[];
  readonly isAlwaysGrouped?: true;
  readonly figures: readonly Figure[];
  /** Figures of a row that add up to another of it. */
  readonly sums?: readonly { readonly total: string; readonly parts: readonly string[] }[];
  /** Counts each of which is a part of the one before; how many are left behind is told of the total. */
  readonly chain?: readonly string[];
  /** It has a row for each reason of a loss. */
  readonly isByReason?: true;
  /** Marketing does not get it. */
  readonly isAboutStaff?: true;
}

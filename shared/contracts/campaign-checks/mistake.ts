import type { Problem } from "../lead-api.ts";

/** Something in the plan of a campaign that cannot be right for its practice. */
export interface PlanMistake {
  /** Where in the plan. */
  readonly path: readonly (string | number)[];
  /** A stable word. */
  readonly code: string;
  /** What the practice's own checks say. */
  readonly message?: string;
}

/** Mistakes as the errors of a problem, each place and word once. */
export function errorsOf(mistakes: readonly PlanMistake[]): NonNullable<Problem["errors"]> {
  const errors = mistakes.map(({ path, code }) => ({ path: path.join("."), code }));
  return [...new Map(errors.map((error) => [`${error.path} ${error.code}`, error])).values()];
}

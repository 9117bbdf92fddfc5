import { errorsOf, type PlanMistake } from "../../shared/contracts/campaign-checks/index.ts";
import { HttpProblem } from "../../shared/platform/http-problem.ts";

/** What a body is refused as that is no plan of a campaign. */
export const INVALID_CAMPAIGN = {
  code: "invalid_campaign",
  title: "The body is no campaign; see its errors.",
} as const;

/** 422: a plan that cannot be right for the practice as it is configured now. */
export function invalidPlan(mistakes: readonly PlanMistake[]): HttpProblem {
  const messages = mistakes.flatMap(({ path, message }) =>
    message === undefined ? [] : [`${path.join(".")}: ${message}`],
  );
  return new HttpProblem(422, INVALID_CAMPAIGN.code, "The campaign cannot work for this practice; see its errors.", {
    errors: errorsOf(mistakes),
    ...(messages.length === 0 ? {} : { detail: [...new Set(messages)].join("; ") }),
  });
}

/** 409: another campaign has the name. */
export function campaignExists(): HttpProblem {
  return new HttpProblem(409, "campaign_exists", "The practice has another campaign of this name; choose a new one.");
}

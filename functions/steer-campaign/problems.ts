import { errorsOf, type PlanMistake } from "../../shared/contracts/campaign-checks/index.ts";
import type { Campaign } from "../../shared/domain/entities/campaign.ts";
import { HttpProblem } from "../../shared/platform/http-problem.ts";
import { DONE, type Move } from "./moves.ts";

/** What a body is refused as that names no practice. */
export const INVALID_STEERING = {
  code: "invalid_body",
  title: "The body may name a practice and nothing else.",
} as const;

/** 409: from where it stands the campaign cannot be moved like this. */
export function campaignState(move: Move, status: Campaign["status"]): HttpProblem {
  return new HttpProblem(409, "campaign_state", `The campaign is ${status}; it cannot be ${DONE[move]}.`);
}

/** 409: nobody said yet who of the practice's people opted out. */
export function optOutsFirst(): HttpProblem {
  return new HttpProblem(409, "opt_outs_first", "The practice's opt-outs are not known yet.", {
    detail:
      'Import the practice\'s list of people who opted out (POST /v1/imports with "kind": "suppressions"), or let somebody answer by name for there being none (POST /v1/suppressions/attestations).',
  });
}

/** 409: the practice's configuration changed since the campaign was made, and its plan cannot work any more. */
export function planOutdated(mistakes: readonly PlanMistake[]): HttpProblem {
  return new HttpProblem(
    409,
    "plan_outdated",
    "The campaign's plan does not fit the practice any more; make another.",
    {
      errors: errorsOf(mistakes),
    },
  );
}

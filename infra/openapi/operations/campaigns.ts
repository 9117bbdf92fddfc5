import {
  ACCESS_PROBLEMS,
  BODY_PROBLEMS,
  NO_PRACTICE,
  type Operation,
  type Operations,
  PRACTICE_QUERY,
} from "../operation.ts";

const NOT_FOUND = { "404": "The practice has no such campaign." };
const READ_PROBLEMS = { ...ACCESS_PROBLEMS, "422": `Of which practice is not clear: ${NO_PRACTICE}` };

/** Launch, pause, resume and cancel differ in their words alone. */
function steering(operationId: string, words: Pick<Operation, "summary" | "description">, conflict: string): Operation {
  return {
    operationId,
    ...words,
    request: "PostSteering",
    requestMayBeLeftOut: true,
    success: { status: "202", description: "Done; the campaign as it stands now.", schema: "CampaignView" },
    unchanged: { status: "200", description: "It was so already, and nothing was changed." },
    problems: {
      ...BODY_PROBLEMS,
      ...ACCESS_PROBLEMS,
      ...NOT_FOUND,
      "409": conflict,
      "422": `JSON that says more than a practice (\`invalid_body\`), or ${NO_PRACTICE}`,
    },
  };
}

const STATE = "From where the campaign stands it cannot be done (`campaign_state`)";

/** Campaigns that bring stalled leads back. */
export const CAMPAIGN_OPERATIONS: Operations = {
  "POST /v1/campaigns": {
    summary: "Make a reactivation campaign",
    description:
      "A draft: whom to contact, with which cadence and templates, how many a day. It is checked against the practice's configuration; nobody is contacted before its launch.",
    request: "PostCampaign",
    success: { status: "201", description: "The draft.", schema: "CampaignView" },
    unchanged: { status: "200", description: "The same campaign was there already; as it stands now." },
    problems: {
      ...BODY_PROBLEMS,
      ...ACCESS_PROBLEMS,
      "409": "The practice has another campaign of this name (`campaign_exists`).",
      "422": `No campaign, or one that cannot work for this practice (\`invalid_campaign\`, with the paths of what is wrong), or ${NO_PRACTICE}`,
    },
  },
  "GET /v1/campaigns": {
    operationId: "list-campaigns",
    summary: "List a practice's campaigns",
    description: "By name.",
    query: PRACTICE_QUERY,
    success: { status: "200", description: "The campaigns.", schema: "CampaignList" },
    problems: READ_PROBLEMS,
  },
  "GET /v1/campaigns/{campaignId}": {
    operationId: "read-campaign",
    summary: "Read how a campaign stands",
    description: "Members, turns and exclusions so far, day by day, and who did what with it. Names no lead.",
    query: PRACTICE_QUERY,
    success: { status: "200", description: "The campaign.", schema: "CampaignView" },
    problems: { ...READ_PROBLEMS, ...NOT_FOUND },
  },
  "GET /v1/campaigns/{campaignId}/results": {
    operationId: "read-campaign-results",
    summary: "Read what came of a campaign",
    description:
      "Contacted, replied, booked, opted out and value, by variant and beside the control group. A difference is called only when Fisher's exact test, corrected for the number of comparisons, supports it.",
    query: PRACTICE_QUERY,
    success: { status: "200", description: "The results, with what each figure counts.", schema: "CampaignResults" },
    problems: { ...READ_PROBLEMS, ...NOT_FOUND },
  },
  "POST /v1/campaigns/{campaignId}/dry-run": {
    summary: "See what a launch would do",
    description:
      "Who would be contacted when, in which group and variant, and who is left out for which reason, as of now. Nothing is written.",
    request: "PostDryRun",
    requestMayBeLeftOut: true,
    success: { status: "200", description: "What a launch would do.", schema: "DryRun" },
    problems: {
      ...BODY_PROBLEMS,
      ...ACCESS_PROBLEMS,
      ...NOT_FOUND,
      "409": "The practice has no such cadence any more (`cadence_not_configured`).",
      "422": `JSON, but no dry run (\`invalid_dry_run\`), or ${NO_PRACTICE}`,
    },
  },
  "POST /v1/campaigns/{campaignId}/launch": steering(
    "launch-campaign",
    {
      summary: "Launch a campaign",
      description: "Lists its members and begins to contact them on its first day, at its pace, in staffed hours.",
    },
    `${STATE}, the practice's opt-outs were neither imported nor attested to be none (\`opt_outs_first\`), or its configuration changed and the plan does not fit any more (\`plan_outdated\`).`,
  ),
  "POST /v1/campaigns/{campaignId}/pause": steering(
    "pause-campaign",
    { summary: "Pause a campaign", description: "Nobody else is contacted, and messages of those who were wait." },
    `${STATE}.`,
  ),
  "POST /v1/campaigns/{campaignId}/resume": steering(
    "resume-campaign",
    { summary: "Resume a campaign", description: "Goes on where it was paused; what was missed is not made up for." },
    `${STATE}.`,
  ),
  "POST /v1/campaigns/{campaignId}/cancel": steering(
    "cancel-campaign",
    { summary: "Cancel a campaign", description: "For good: nobody hears from it any more." },
    `${STATE}.`,
  ),
};

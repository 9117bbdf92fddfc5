import { createCampaign } from "../../../functions/create-campaign/logic.ts";
import { createImport } from "../../../functions/create-import/logic.ts";
import { enrollMembers } from "../../../functions/enroll-members/logic.ts";
import { importChunk } from "../../../functions/import-chunk/logic.ts";
import { listMembers } from "../../../functions/list-members/logic.ts";
import { readCampaign } from "../../../functions/read-campaign/logic.ts";
import { recordInterest } from "../../../functions/record-interest/logic.ts";
import { startImport } from "../../../functions/start-import/logic.ts";
import { startJobs } from "../../../functions/start-jobs/logic.ts";
import { steerCampaign } from "../../../functions/steer-campaign/logic.ts";
import { unsubscribe } from "../../../functions/unsubscribe/logic.ts";
import { updateMembers } from "../../../functions/update-members/logic.ts";
import type { CampaignResults } from "../../../shared/contracts/campaign-api.ts";
import type { LeadEvent } from "../../../shared/contracts/events.ts";
import type {
  CampaignDayInput,
  EnrollmentProgress,
  ImportInput,
  ImportProgress,
  ListingProgress,
} from "../../../shared/contracts/workflow.ts";
import { HttpProblem } from "../../../shared/platform/http-problem.ts";
import type { Access } from "../../../shared/ports/index.ts";
import { type AllDeps, type Functions, realFunctions } from "../world/functions.ts";
import type { Invocation } from "../world/tasks.ts";

/** Everything that any function of the product needs, those of imports and campaigns as well. */
export type CampaignDeps = AllDeps &
  Parameters<typeof createImport>[0] &
  Parameters<typeof startImport>[0] &
  Parameters<typeof importChunk>[0] &
  Parameters<typeof createCampaign>[0] &
  Parameters<typeof steerCampaign>[0] &
  Parameters<typeof listMembers>[0] &
  Parameters<typeof enrollMembers>[0] &
  Parameters<typeof startJobs>[0] &
  Parameters<typeof recordInterest>[0] &
  Parameters<typeof updateMembers>[0] &
  Parameters<typeof readCampaign>[0];

/** What an admin may do with a campaign. */
export type Move = "launch" | "pause" | "resume" | "cancel";

/** What became of a link that was opened, or of its button. */
type Visit = { readonly is: string };

/** The functions of the product, each invocation with ports of its own. */
export interface CampaignFunctions extends Functions {
  createImport(invocation: Invocation, body: object): Promise<{ readonly importId: string }>;
  startImport(invocation: Invocation, key: string): Promise<unknown>;
  chunk(invocation: Invocation, input: ImportInput): Promise<ImportProgress>;
  createCampaign(invocation: Invocation, body: object): Promise<unknown>;
  /** Answers the code of the problem when it is refused. */
  steer(invocation: Invocation, campaignId: string, move: Move): Promise<string>;
  list(invocation: Invocation, input: CampaignDayInput): Promise<ListingProgress>;
  turns(invocation: Invocation, input: CampaignDayInput): Promise<EnrollmentProgress>;
  startJobs(invocation: Invocation): Promise<unknown>;
  visitInterest(invocation: Invocation, token: string, confirmed: boolean): Promise<Visit>;
  visitUnsubscribe(invocation: Invocation, token: string, confirmed: boolean): Promise<Visit>;
  update(invocation: Invocation, event: LeadEvent): Promise<unknown>;
  results(invocation: Invocation, campaignId: string): Promise<CampaignResults>;
}

/** The real ones, for the admin of one practice. */
export function realCampaignFunctions(
  practiceId: string,
  depsOf: (invocation: Invocation) => CampaignDeps,
): CampaignFunctions {
  const access: Access = { callerId: "admin", role: "admin", practiceIds: [practiceId as never] };
  return {
    ...realFunctions(depsOf),
    createImport: (invocation, body) => createImport(depsOf(invocation), { access, body: JSON.stringify(body) }),
    startImport: (invocation, key) => startImport(depsOf(invocation), key),
    chunk: (invocation, input) => importChunk(depsOf(invocation), input),
    createCampaign: (invocation, body) => createCampaign(depsOf(invocation), { access, body: JSON.stringify(body) }),
    steer: async (invocation, campaignId, move) => {
      const route = `POST /v1/campaigns/{campaignId}/${move}`;
      try {
        return (await steerCampaign(depsOf(invocation), { access, route, campaignId, body: undefined })).is;
      } catch (error) {
        if (error instanceof HttpProblem) return error.code;
        throw error;
      }
    },
    list: (invocation, input) => listMembers(depsOf(invocation), input),
    turns: (invocation, input) => enrollMembers(depsOf(invocation), input),
    startJobs: (invocation) => startJobs(depsOf(invocation)),
    visitInterest: (invocation, token, confirmed) => recordInterest(depsOf(invocation), { token, confirmed }),
    visitUnsubscribe: (invocation, token, confirmed) => unsubscribe(depsOf(invocation), { token, confirmed }),
    update: (invocation, event) => updateMembers(depsOf(invocation), event),
    results: async (invocation, campaignId) => {
      const route = "GET /v1/campaigns/{campaignId}/results";
      const asked = { access, route, practiceId: undefined, campaignId };
      return (await readCampaign(depsOf(invocation), asked)) as CampaignResults;
    },
  };
}

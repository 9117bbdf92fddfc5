export { buildLead, buildRun, MINUTE } from "../plan-facts.ts";
export { buildAccess } from "./access.ts";
export { buildCampaign, buildMember } from "./campaign.ts";
export { buildCampaignPractice } from "./campaign-practice.ts";
export { buildContact } from "./contact.ts";
export { buildContactPoint, buildPerson, pointKey } from "./identity.ts";
export { buildImportJob } from "./import.ts";
export { buildBarePost, buildPost, type PostChanges } from "./post.ts";
export { buildPractice, PRACTICE_ID } from "./practice.ts";

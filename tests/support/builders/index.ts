export { buildLead, buildRun, MINUTE } from "../plan-facts.ts";
export { buildAccess } from "./access.ts";
export { buildContact } from "./contact.ts";
export { buildContactPoint, buildPerson, pointKey } from "./identity.ts";
export { buildBarePost, buildPost, type PostChanges } from "./post.ts";
export { buildPractice, PRACTICE_ID } from "./practice.ts";

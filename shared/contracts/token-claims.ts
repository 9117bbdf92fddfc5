import type { TOKEN_ROLES } from "./routes.ts";

/** What the user pool calls this API: every scope of ours begins with it. */
export const RESOURCE_SERVER = "first-touch";
/** Every access token needs this scope: one that was made for something else opens nothing. */
export const API_SCOPE = `${RESOURCE_SERVER}/api`;

type TokenRole = (typeof TOKEN_ROLES)[number];

/** The group of those who work for a practice; those of a role are called like it. */
export const practiceGroup = (practiceId: string): string => `practice.${practiceId}`;
/** The scope by which a machine client has a role. */
export const roleScope = (role: TokenRole): string => `${RESOURCE_SERVER}/${role}`;
/** The scope by which a machine client works for a practice. */
export const practiceScope = (practiceId: string): string => `${RESOURCE_SERVER}/${practiceGroup(practiceId)}`;

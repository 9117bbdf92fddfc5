/** Longest a provider request may take, ms. Request < Lambda < lease < ASL timeout, so that a claim outlives its holder. */
export const PROVIDER_REQUEST_TIMEOUT_MS = 8_000;
/** Lambda timeout of the functions that send, seconds. */
export const SEND_FUNCTION_TIMEOUT_SECONDS = 20;
/** How long a claim of a touch holds, ms. */
export const CLAIM_LEASE_MS = 30_000;
/** `TimeoutSeconds` of every task in a state machine. */
export const TASK_TIMEOUT_SECONDS = 60;
/** Past its `wakeAt` by this much, a run counts as late, ms. */
export const REVIVE_GRACE_MS = 90_000;
/** Inquiries of one person this close together are one lead, ms (DESIGN §4). */
export const JOIN_WINDOW_MS = 10 * 60_000;

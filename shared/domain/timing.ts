/** Longest a provider request may take, ms. Request < Lambda < lease < ASL timeout, so that a claim outlives its holder. */
export const PROVIDER_REQUEST_TIMEOUT_MS = 8_000;
/** What a provider call may take at worst, ms: 2 s of retries for rate, one request, and the body of its answer. */
export const PROVIDER_CALL_MAX_MS = 2_000 + PROVIDER_REQUEST_TIMEOUT_MS + 1_000;
/** A provider call that has not started this long after its claim does not start any more, ms: it might outlast its function. */
export const HAND_OVER_WITHIN_MS = 4_000;
/** Lambda timeout of the functions that send, seconds. */
export const SEND_FUNCTION_TIMEOUT_SECONDS = 25;
/** How long a claim of a touch holds, ms. */
export const CLAIM_LEASE_MS = 30_000;
/** `TimeoutSeconds` of every task of the follow-up state machine. */
export const TASK_TIMEOUT_SECONDS = 60;
/** Lambda timeout of the functions that work imports and campaigns a page at a time, seconds: a page takes 20 s at most. */
export const JOB_FUNCTION_TIMEOUT_SECONDS = 60;
/** `TimeoutSeconds` of their tasks: a page ends, or its function was cut off, before it is worked again. */
export const JOB_TASK_TIMEOUT_SECONDS = 120;
/** Past its `wakeAt` by this much, a run counts as late, ms. */
export const REVIVE_GRACE_MS = 90_000;
/** Inquiries of one person this close together are one lead, ms (DESIGN §4). */
export const JOIN_WINDOW_MS = 10 * 60_000;
/** How long an import or a campaign that is being worked may show no life before it is started again, ms; longer than any of its tasks. */
export const JOB_LEASE_MS = 10 * 60_000;

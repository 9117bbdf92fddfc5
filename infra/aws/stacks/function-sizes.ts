import { JOB_FUNCTION_TIMEOUT_SECONDS, SEND_FUNCTION_TIMEOUT_SECONDS } from "../../../shared/domain/timing.ts";

/** Memory, MB (CPU grows with it), and timeout of one function. */
export interface FunctionSize {
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
}

/** On the path from a post to its first response, where cold starts count. */
const FAST_MB = 1024;
const STANDARD_MB = 512;
/** From here on a function has a whole CPU. */
const WHOLE_CPU_MB = 1769;
/** API Gateway waits no longer. */
const LONGEST_ANSWER_SECONDS = 29;

/** Amazon Connect waits no longer for a function in a flow. */
const FLOW_CALL_SECONDS = 8;

/** Every function of the pipeline, by its folder in `functions/`. */
export const FUNCTION_SIZES = {
  "receive-lead": { memoryMb: FAST_MB, timeoutSeconds: 20 },
  "enroll-lead": { memoryMb: STANDARD_MB, timeoutSeconds: 20 },
  unsubscribe: { memoryMb: STANDARD_MB, timeoutSeconds: 10 },
  "read-lead": { memoryMb: STANDARD_MB, timeoutSeconds: 10 },
  "list-intake-keys": { memoryMb: STANDARD_MB, timeoutSeconds: 10 },
  "read-contact": { memoryMb: STANDARD_MB, timeoutSeconds: 20 },
  "find-persons": { memoryMb: STANDARD_MB, timeoutSeconds: 20 },
  "hold-person": { memoryMb: STANDARD_MB, timeoutSeconds: 20 },
  // Everything that was ever written, either way.
  "export-person": { memoryMb: FAST_MB, timeoutSeconds: LONGEST_ANSWER_SECONDS },
  // Goes on for 15 s, and is done with the step that it is at.
  "erase-person": { memoryMb: STANDARD_MB, timeoutSeconds: LONGEST_ANSWER_SECONDS },
  "list-leads": { memoryMb: STANDARD_MB, timeoutSeconds: 20 },
  "record-call": { memoryMb: STANDARD_MB, timeoutSeconds: 20 },
  "claim-lead": { memoryMb: STANDARD_MB, timeoutSeconds: 20 },
  "record-disposition": { memoryMb: STANDARD_MB, timeoutSeconds: 20 },
  // Up to a thousand rows before it answers.
  "record-bookings": { memoryMb: FAST_MB, timeoutSeconds: LONGEST_ANSWER_SECONDS },
  "plan-next-action": { memoryMb: STANDARD_MB, timeoutSeconds: SEND_FUNCTION_TIMEOUT_SECONDS },
  "send-sms": { memoryMb: FAST_MB, timeoutSeconds: SEND_FUNCTION_TIMEOUT_SECONDS },
  "send-email": { memoryMb: FAST_MB, timeoutSeconds: SEND_FUNCTION_TIMEOUT_SECONDS },
  "place-call": { memoryMb: STANDARD_MB, timeoutSeconds: SEND_FUNCTION_TIMEOUT_SECONDS },
  "alert-staff": { memoryMb: STANDARD_MB, timeoutSeconds: SEND_FUNCTION_TIMEOUT_SECONDS },
  // One commit and one provider call; retried as a whole by Lambda.
  "receive-sms": { memoryMb: FAST_MB, timeoutSeconds: SEND_FUNCTION_TIMEOUT_SECONDS },
  "record-delivery": { memoryMb: STANDARD_MB, timeoutSeconds: SEND_FUNCTION_TIMEOUT_SECONDS },
  // A contact flow waits eight seconds for it, while somebody listens.
  "record-call-opt-out": { memoryMb: FAST_MB, timeoutSeconds: FLOW_CALL_SECONDS },
  "create-import": { memoryMb: STANDARD_MB, timeoutSeconds: 20 },
  "read-import": { memoryMb: STANDARD_MB, timeoutSeconds: 20 },
  // Retried as a whole by Lambda.
  "start-import": { memoryMb: STANDARD_MB, timeoutSeconds: 30 },
  // Many rows at a time, each with its keyed hashes.
  "import-chunk": { memoryMb: FAST_MB, timeoutSeconds: JOB_FUNCTION_TIMEOUT_SECONDS },
  "export-suppressions": { memoryMb: FAST_MB, timeoutSeconds: LONGEST_ANSWER_SECONDS },
  "attest-no-opt-outs": { memoryMb: STANDARD_MB, timeoutSeconds: 10 },
  "create-campaign": { memoryMb: STANDARD_MB, timeoutSeconds: 20 },
  "steer-campaign": { memoryMb: STANDARD_MB, timeoutSeconds: 20 },
  // Looks at as many leads as it has time for.
  "dry-run-campaign": { memoryMb: WHOLE_CPU_MB, timeoutSeconds: LONGEST_ANSWER_SECONDS },
  "read-campaign": { memoryMb: FAST_MB, timeoutSeconds: LONGEST_ANSWER_SECONDS },
  "list-members": { memoryMb: FAST_MB, timeoutSeconds: JOB_FUNCTION_TIMEOUT_SECONDS },
  "enroll-members": { memoryMb: FAST_MB, timeoutSeconds: JOB_FUNCTION_TIMEOUT_SECONDS },
  // Opened by somebody who waits; a PIN takes a fifth of a second of a whole CPU.
  "act-on-lead": { memoryMb: FAST_MB, timeoutSeconds: 20 },
  "record-interest": { memoryMb: STANDARD_MB, timeoutSeconds: 10 },
  "update-reports": { memoryMb: STANDARD_MB, timeoutSeconds: 10 },
  // A year of rows to read and add up.
  "read-report": { memoryMb: WHOLE_CPU_MB, timeoutSeconds: LONGEST_ANSWER_SECONDS },
  "put-spend": { memoryMb: STANDARD_MB, timeoutSeconds: 10 },
  "update-members": { memoryMb: STANDARD_MB, timeoutSeconds: 10 },
  // Leads of one practice wait for one another.
  "assign-leads": { memoryMb: STANDARD_MB, timeoutSeconds: 60 },
  // Waits for answers for a minute and a half.
  "shop-mystery": { memoryMb: STANDARD_MB, timeoutSeconds: 150 },
  // Run every minute; two at once would only conflict.
  "start-jobs": { memoryMb: STANDARD_MB, timeoutSeconds: 55 },
  "tend-desk": { memoryMb: STANDARD_MB, timeoutSeconds: 55 },
  "tend-persons": { memoryMb: STANDARD_MB, timeoutSeconds: 55 },
  "revive-runs": { memoryMb: STANDARD_MB, timeoutSeconds: 55 },
  "publish-events": { memoryMb: STANDARD_MB, timeoutSeconds: 30 },
  "record-metrics": { memoryMb: STANDARD_MB, timeoutSeconds: 10 },
} as const satisfies Record<string, FunctionSize>;

export type FunctionName = keyof typeof FUNCTION_SIZES;

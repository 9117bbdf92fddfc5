import { SEND_FUNCTION_TIMEOUT_SECONDS } from "../../../shared/domain/timing.ts";

/** Memory, MB (CPU grows with it), and timeout of one function. */
export interface FunctionSize {
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
}

/** On the path from a post to its first response, where cold starts count. */
const FAST_MB = 1024;
const STANDARD_MB = 512;

/** Every function of the pipeline, by its folder in `functions/`. */
export const FUNCTION_SIZES = {
  // API Gateway gives up after 29 s.
  "receive-lead": { memoryMb: FAST_MB, timeoutSeconds: 20 },
  "enroll-lead": { memoryMb: STANDARD_MB, timeoutSeconds: 20 },
  unsubscribe: { memoryMb: STANDARD_MB, timeoutSeconds: 10 },
  "read-lead": { memoryMb: STANDARD_MB, timeoutSeconds: 10 },
  "plan-next-action": { memoryMb: STANDARD_MB, timeoutSeconds: SEND_FUNCTION_TIMEOUT_SECONDS },
  "send-sms": { memoryMb: FAST_MB, timeoutSeconds: SEND_FUNCTION_TIMEOUT_SECONDS },
  "send-email": { memoryMb: FAST_MB, timeoutSeconds: SEND_FUNCTION_TIMEOUT_SECONDS },
  "place-call": { memoryMb: STANDARD_MB, timeoutSeconds: SEND_FUNCTION_TIMEOUT_SECONDS },
  "alert-staff": { memoryMb: STANDARD_MB, timeoutSeconds: SEND_FUNCTION_TIMEOUT_SECONDS },
  // One commit and one provider call; retried as a whole by Lambda.
  "receive-sms": { memoryMb: FAST_MB, timeoutSeconds: SEND_FUNCTION_TIMEOUT_SECONDS },
  "record-delivery": { memoryMb: STANDARD_MB, timeoutSeconds: SEND_FUNCTION_TIMEOUT_SECONDS },
  // Runs every minute; two at once would only conflict.
  "revive-runs": { memoryMb: STANDARD_MB, timeoutSeconds: 55 },
  "publish-events": { memoryMb: STANDARD_MB, timeoutSeconds: 30 },
  "record-metrics": { memoryMb: STANDARD_MB, timeoutSeconds: 10 },
} as const satisfies Record<string, FunctionSize>;

export type FunctionName = keyof typeof FUNCTION_SIZES;

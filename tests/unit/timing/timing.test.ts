import { describe, expect, it } from "@jest/globals";
import { CHAIN_BUDGET_MS } from "../../../functions/alert-staff/tell-staff.ts";
import {
  CLAIM_LEASE_MS,
  HAND_OVER_WITHIN_MS,
  PROVIDER_CALL_MAX_MS,
  PROVIDER_REQUEST_TIMEOUT_MS,
  SEND_FUNCTION_TIMEOUT_SECONDS,
  TASK_TIMEOUT_SECONDS,
} from "../../../shared/domain/timing.ts";

const FUNCTION_MS = SEND_FUNCTION_TIMEOUT_SECONDS * 1_000;

describe("timings of a touch", () => {
  it("end in order, so that a claim outlives its holder: request, function, lease, task", () => {
    const inOrder = [PROVIDER_REQUEST_TIMEOUT_MS, FUNCTION_MS, CLAIM_LEASE_MS, TASK_TIMEOUT_SECONDS * 1_000];
    expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
    expect(new Set(inOrder).size).toBe(inOrder.length);
  });

  it("leave a provider call that may start the time to end and to be recorded", () => {
    const recordMs = 3_000;
    expect(HAND_OVER_WITHIN_MS + PROVIDER_CALL_MAX_MS + recordMs).toBeLessThan(FUNCTION_MS);
    expect(HAND_OVER_WITHIN_MS + CHAIN_BUDGET_MS + PROVIDER_CALL_MAX_MS + recordMs).toBeLessThan(FUNCTION_MS);
  });
});

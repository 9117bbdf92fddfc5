import type { FlowCall } from "../../shared/contracts/flow-call.ts";
import type { ReceiveLeadDeps } from "./logic.ts";
import { receiveMissedCall } from "./missed-call.ts";

/** Takes a call that nobody took from a contact flow of ours: the same inquiry as one that a telephone system posts, once for each call. */
export async function receiveFlowCall(deps: ReceiveLeadDeps, call: FlowCall): Promise<{ taken: "true" }> {
  const { practiceId, contactId, number } = call;
  await receiveMissedCall(deps, {
    // Only the instance of this deployment may call, and each of its flows names its own practice.
    access: { callerId: "connect", role: "intake", practiceIds: [practiceId] },
    body: JSON.stringify({ practiceId, phone: number, externalId: contactId }),
    idempotencyKey: undefined,
    receivedAt: deps.clock.now(),
  });
  return { taken: "true" };
}

import type { InboundMessage } from "../../shared/domain/entities/inbound.ts";
import { CLAIM_LEASE_MS } from "../../shared/domain/timing.ts";
import { holdingOptOut } from "./point-after.ts";
import { readKnown } from "./read-known.ts";
import type { ReadMessage, ReceiveSmsDeps } from "./types.ts";

/**
 * Brings the provider's own opt-out list in line with what holds on the number. Not before our confirmation is through: the
 * provider would refuse it. A failure is logged and no more, since our own suppression comes first.
 */
export async function mirrorOptOut(deps: ReceiveSmsDeps, message: ReadMessage, inbound: InboundMessage): Promise<void> {
  const list = message.config?.sms.optOutList;
  if (list === undefined || (message.class !== "opt_out" && message.class !== "opt_in")) return;
  const { points } = await readKnown(deps.store, message);
  const holds = holdingOptOut(points) !== undefined;
  const isOurs = inbound.answer?.claimToken === message.token;
  const isConfirming = points.some(({ autoAnswers = [] }) =>
    autoAnswers.some(({ answer, at }) => answer === "opt_out_confirmed" && at > deps.clock.now() - CLAIM_LEASE_MS),
  );
  // Whoever is about to confirm does it.
  if (holds && isConfirming && !isOurs) return;
  const result = holds ? await deps.optOuts.put(list, message.from) : await deps.optOuts.remove(list, message.from);
  if (result === "failed")
    deps.logger.warn("an opt-out could not be mirrored", {
      practiceId: message.practiceId,
      code: "opt_out_not_mirrored",
    });
}

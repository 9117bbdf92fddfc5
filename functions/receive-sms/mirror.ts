import type { ContactPoint } from "../../shared/domain/entities/identity.ts";
import type { InboundMessage } from "../../shared/domain/entities/inbound.ts";
import { CLAIM_LEASE_MS } from "../../shared/domain/timing.ts";
import { holdingOptOut } from "./point-after.ts";
import { readKnown } from "./read-known.ts";
import type { ReadMessage, ReceiveSmsDeps } from "./types.ts";

/** STOP and START of one moment may be worked side by side; who writes last must have seen both. */
const MAX_LOOKS = 3;

/**
 * Brings the provider's own opt-out list in line with what holds on the number. Not before our confirmation is through: the
 * provider would refuse it. A failure is logged and no more, since our own suppression comes first.
 */
export async function mirrorOptOut(deps: ReceiveSmsDeps, message: ReadMessage, inbound: InboundMessage): Promise<void> {
  const list = message.config?.sms.optOutList;
  if (list === undefined) return;
  let mirrored: boolean | undefined;
  for (let look = 1; look <= MAX_LOOKS; look += 1) {
    const { points } = await readKnown(deps.store, message);
    const holds = holdingOptOut(points) !== undefined;
    if (holds === mirrored || (holds && isAboutToBeConfirmed(deps, message, inbound, points))) return;
    const result = holds ? await deps.optOuts.put(list, message.from) : await deps.optOuts.remove(list, message.from);
    if (result === "failed") {
      const { practiceId } = message;
      deps.logger.warn("an opt-out could not be mirrored", { practiceId, code: "opt_out_not_mirrored" });
    }
    mirrored = holds;
  }
}

/** Whoever is about to confirm an opt-out mirrors it, too. */
function isAboutToBeConfirmed(
  { clock }: ReceiveSmsDeps,
  { token }: ReadMessage,
  { answer: own }: InboundMessage,
  points: readonly ContactPoint[],
): boolean {
  if (own?.kind === "opt_out_confirmed" && own.claimToken === token) return false;
  const since = clock.now() - CLAIM_LEASE_MS;
  return points.some(({ autoAnswers = [] }) =>
    autoAnswers.some(({ answer, at }) => answer === "opt_out_confirmed" && at > since),
  );
}

import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import type { InboundMessage } from "../../shared/domain/entities/inbound.ts";
import { StoreUnavailable } from "../../shared/domain/errors.ts";
import { present } from "../../shared/domain/present.ts";
import type { ProviderResult } from "../../shared/ports/index.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";
import type { ReadMessage, ReceiveSmsDeps } from "./types.ts";

const MINUTE_MS = 60_000;
/** Whoever claims looks at the phone: later than this the answer would only puzzle. */
const TELL_WITHIN_MS = 15 * MINUTE_MS;
/** The shortest and the longest that the carrier may take, ms. */
const SHORTEST_TTL_MS = 5_000;
const LONGEST_TTL_MS = 5 * MINUTE_MS;
const OUTLASTED_FAILURES = 5;

type StaffClaim = NonNullable<InboundMessage["staffClaim"]>;
type Told = Pick<StaffClaim, "told" | "code">;

/**
 * Tells a member of staff what came of their claim: by the delivery that wrote it, and no other. Throws `StoreUnavailable` while another
 * delivery is at it, whose holder may still die.
 */
export async function tellClaimant(deps: ReceiveSmsDeps, message: ReadMessage, inbound: InboundMessage): Promise<void> {
  const claim = inbound.staffClaim;
  if (claim?.told !== "pending") return;
  if (claim.token === message.token) return record(deps, inbound, await tell(deps, message, claim));
  if (claim.leaseUntil > deps.clock.now()) throw new StoreUnavailable("answer_under_way");
  return record(deps, inbound, { told: "ambiguous", code: "claim_expired" });
}

async function tell(deps: ReceiveSmsDeps, message: ReadMessage, claim: StaffClaim): Promise<Told> {
  const { practiceId, config, from, to, sentAt } = message;
  if (config === undefined) return { told: "failed", code: "practice_not_published" };
  const { mode } = await deps.sending.read(practiceId);
  if (mode === "paused") return { told: "failed", code: "sending_paused" };
  if (mode === "shadow") return { told: "failed", code: "shadow_mode" };
  const left = Math.min(sentAt + TELL_WITHIN_MS - deps.clock.now(), LONGEST_TTL_MS);
  if (left < SHORTEST_TTL_MS) return { told: "failed", code: "too_late" };
  const { messageType, configurationSet } = config.sms;
  const body = claimWords(config, claim);
  const ttlSeconds = Math.floor(left / 1_000);
  const sms = { to: from, body, originationIdentity: to, messageType, configurationSet, ttlSeconds };
  return toldBy(await deps.sms.send(sms));
}

/** What came of a claim, without a word of the lead. */
function claimWords({ staff }: PracticeConfig, { staffId, came, holderId }: StaffClaim): string {
  switch (came) {
    case "claimed":
      return "Claimed.";
    case "taken":
      if (holderId === staffId) return "You have it already.";
      return `${staff.find(({ staffId }) => staffId === holderId)?.name ?? "Somebody"} has it already.`;
    case "nothing":
      return "Nothing to claim.";
  }
}

function toldBy(result: ProviderResult): Told {
  switch (result.outcome) {
    case "accepted":
      return { told: "sent" };
    case "throttled":
    case "rejected":
      return { told: "failed", code: result.code };
    case "ambiguous":
      return { told: "ambiguous", code: result.code };
  }
}

function record(deps: ReceiveSmsDeps, { practiceId, messageId }: InboundMessage, told: Told): Promise<void> {
  return untilCommitted({ pause: deps.pause, failures: OUTLASTED_FAILURES }, async () => {
    const inbound = await deps.store.read("inbound", { practiceId, messageId });
    if (inbound?.staffClaim?.told !== "pending") return;
    const staffClaim = present<StaffClaim>({ ...inbound.staffClaim, code: undefined, ...told });
    const value = { ...inbound, version: inbound.version + 1, staffClaim };
    const put = { entity: "inbound", value, expected: inbound.version } as const;
    return (await deps.store.commit({ puts: [put], events: [] })) === "conflict" ? "conflict" : undefined;
  });
}

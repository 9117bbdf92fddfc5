import { ACTION_LINK_LIFETIME_MS } from "../../shared/delivery/action-link.ts";
import type { InboundMessage } from "../../shared/domain/entities/inbound.ts";
import type { LeadId } from "../../shared/domain/ids.ts";
import { CLAIM_LEASE_MS } from "../../shared/domain/timing.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";
import { claimLead } from "../../shared/runs/claim-lead.ts";
import { tellClaimant } from "./tell-claimant.ts";
import type { ReadMessage, ReceiveSmsDeps } from "./types.ts";

/** How staff say that they take on what they were last alerted about. */
const CLAIM = /^(1|claim)\s*[.!]?$/i;
const OUTLASTED_FAILURES = 3;

type StaffClaim = NonNullable<InboundMessage["staffClaim"]>;

/** The staff whose number a claim came from; nobody for any other message. Anything else that staff text is read like any message. */
export function claimantsOf({ config, from, body }: ReadMessage): string[] {
  if (config === undefined || !CLAIM.test(body.trim())) return [];
  return config.staff.filter(({ alert }) => alert.sms === from).map(({ staffId }) => staffId);
}

/**
 * Claims the lead that a member of staff was last alerted about, and tells them what came of it, once, without a word of the lead. A
 * message that comes again finds both done. Throws `StoreUnavailable` when it must be delivered again.
 */
export async function claimByText(
  deps: ReceiveSmsDeps,
  message: ReadMessage,
  claimants: readonly string[],
): Promise<"worked" | "repeated"> {
  const { practiceId, messageId, token } = message;
  const inbound = await untilCommitted({ pause: deps.pause, failures: OUTLASTED_FAILURES }, async () => {
    const known = await deps.store.read("inbound", { practiceId, messageId });
    if (known !== undefined) return known;
    const claim = await claimFor(deps, message, claimants);
    const written = inboundOf(message, claim, deps.clock.now());
    const result = await deps.store.commit({
      puts: [
        { entity: "inbound", value: written, expected: "absent" },
        { entity: "inboundText", value: textOf(message), expected: "absent" },
      ],
      events: [],
    });
    return result === "conflict" ? result : written;
  });
  await tellClaimant(deps, message, inbound);
  return inbound.staffClaim?.token === token ? "worked" : "repeated";
}

type Claim = Pick<StaffClaim, "staffId" | "leadId" | "came" | "holderId">;

async function claimFor(deps: ReceiveSmsDeps, message: ReadMessage, claimants: readonly string[]): Promise<Claim> {
  const { practiceId } = message;
  const alerted = await lastAlerted(deps, message, claimants);
  if (alerted === undefined) return { staffId: claimants[0] as string, came: "nothing" };
  const { staffId, leadId } = alerted;
  const actor = { kind: "staff", id: staffId } as const;
  const result = await claimLead(deps, { practiceId, leadId }, { staffId, actor, via: "text_message" });
  switch (result.is) {
    case "claimed":
    case "yours_already":
      return { staffId, leadId, came: "claimed" };
    case "taken":
      return { staffId, leadId, came: "taken", holderId: result.staffId };
    case "settled":
    case "unknown_lead":
      return { staffId, leadId, came: "nothing" };
  }
}

/** The newest alert that went to this number before the message was written: a later one cannot be meant. */
async function lastAlerted(
  { store }: ReceiveSmsDeps,
  { practiceId, sentAt }: ReadMessage,
  claimants: readonly string[],
): Promise<{ staffId: string; leadId: LeadId } | undefined> {
  const members = await store.readMany(
    claimants.map((staffId) => ({ entity: "staffMember", key: { practiceId, staffId } }) as const),
  );
  const alerts = members.flatMap((member) =>
    member?.alerted === undefined ? [] : [{ staffId: member.staffId, ...member.alerted }],
  );
  return alerts
    .filter(({ at }) => at <= sentAt && sentAt - at <= ACTION_LINK_LIFETIME_MS)
    .sort((a, b) => b.at - a.at)
    .at(0);
}

function inboundOf(message: ReadMessage, claim: Claim, now: number): InboundMessage {
  const { practiceId, messageId, sentAt, class: asks, token } = message;
  const [pointKey] = message.pointKeys as [InboundMessage["pointKey"]];
  return {
    practiceId,
    messageId,
    version: 1,
    pointKey,
    sentAt,
    class: asks,
    staffClaim: { ...claim, told: "pending", token, leaseUntil: now + CLAIM_LEASE_MS },
  };
}

function textOf({ practiceId, messageId, sentAt, from, to, body }: ReadMessage) {
  return { practiceId, messageId, version: 1, at: sentAt, from, to, body };
}

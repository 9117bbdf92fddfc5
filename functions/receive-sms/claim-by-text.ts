import { ACTION_LINK_LIFETIME_MS } from "../../shared/delivery/action-link.ts";
import type { InboundMessage } from "../../shared/domain/entities/inbound.ts";
import type { LeadId } from "../../shared/domain/ids.ts";
import { CLAIM_LEASE_MS } from "../../shared/domain/timing.ts";
import type { Commit } from "../../shared/ports/store.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";
import { planClaim } from "../../shared/runs/claim-lead.ts";
import { tellClaimant } from "./tell-claimant.ts";
import type { ReadMessage, ReceiveSmsDeps } from "./types.ts";

/** How staff say that they take on what they were alerted about. */
const CLAIM = /^(1|claim)\s*[.!]?$/i;
const OUTLASTED_FAILURES = 3;

type StaffClaim = NonNullable<InboundMessage["staffClaim"]>;

/** The staff whose number a claim came from; nobody for any other message. Anything else that staff text is read like any message. */
export function claimantsOf({ config, from, body }: ReadMessage): string[] {
  if (config === undefined || !CLAIM.test(body.trim())) return [];
  return config.staff.filter(({ alert }) => alert.sms === from).map(({ staffId }) => staffId);
}

/**
 * Claims the newest lead that a member of staff was alerted about and that nobody has, and tells them what came of it, once, without a word
 * of the lead. A message that comes again finds both done. Throws `StoreUnavailable` when it must be delivered again.
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
    const { claim, commit } = await planClaimOf(deps, message, claimants);
    const written = inboundOf(message, claim, deps.clock.now());
    // One commit with the claim: the message, delivered again, must not go on to the next lead.
    const result = await deps.store.commit({
      puts: [
        ...commit.puts,
        { entity: "inbound", value: written, expected: "absent" },
        { entity: "inboundText", value: textOf(message), expected: "absent" },
      ],
      events: commit.events,
    });
    return result === "conflict" ? result : written;
  });
  await tellClaimant(deps, message, inbound);
  return inbound.staffClaim?.token === token ? "worked" : "repeated";
}

type Claim = Pick<StaffClaim, "staffId" | "leadId" | "came" | "holderId">;

interface PlannedClaim {
  readonly claim: Claim;
  readonly commit: Commit<"lead">;
}

const NOTHING: Commit<"lead"> = { puts: [], events: [] };

/** Goes back through the alerts to the first lead that can be claimed; without any, says who has the newest that is not settled. */
async function planClaimOf(
  deps: ReceiveSmsDeps,
  message: ReadMessage,
  claimants: readonly string[],
): Promise<PlannedClaim> {
  let held: Claim | undefined;
  for (const { staffId, leadId } of await alertedLeads(deps, message, claimants)) {
    const lead = await deps.store.read("lead", { practiceId: message.practiceId, leadId });
    const actor = { kind: "staff", id: staffId } as const;
    const { outcome: result, commit } = planClaim(lead, { staffId, actor, via: "text_message" }, deps.clock.now());
    if (commit !== undefined) return { claim: { staffId, leadId, came: "claimed" }, commit };
    const holderId = result.is === "taken" ? result.staffId : result.is === "yours_already" ? staffId : undefined;
    if (holderId !== undefined) held ??= { staffId, leadId, came: "taken", holderId };
  }
  return { claim: held ?? { staffId: claimants[0] as string, came: "nothing" }, commit: NOTHING };
}

/** Whom the alerts of this number were about, the newest first. One that went out after the message was written cannot be meant. */
async function alertedLeads(
  { store }: ReceiveSmsDeps,
  { practiceId, sentAt }: ReadMessage,
  claimants: readonly string[],
): Promise<{ staffId: string; leadId: LeadId }[]> {
  const members = await store.readMany(
    claimants.map((staffId) => ({ entity: "staffMember", key: { practiceId, staffId } }) as const),
  );
  const alerts = members
    .flatMap((member) => (member?.alerted ?? []).map((alert) => ({ ...alert, staffId: member?.staffId ?? "" })))
    .filter(({ at }) => at <= sentAt && sentAt - at <= ACTION_LINK_LIFETIME_MS)
    .sort((a, b) => b.at - a.at);
  return alerts.filter(({ leadId }, index) => alerts.findIndex((alert) => alert.leadId === leadId) === index);
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

import { appendEvents } from "../../shared/contracts/append-events.ts";
import type { Actor } from "../../shared/contracts/events.ts";
import { practiceWords } from "../../shared/delivery/practice-words.ts";
import type { InboundMessage } from "../../shared/domain/entities/inbound.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import { StoreUnavailable } from "../../shared/domain/errors.ts";
import { autoAnswerText } from "../../shared/domain/messages/auto-answers.ts";
import { CLAIM_LEASE_MS, HAND_OVER_WITHIN_MS } from "../../shared/domain/timing.ts";
import type { ProviderResult } from "../../shared/ports/index.ts";
import type { Put } from "../../shared/ports/store.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";
import { decideAnswer } from "./answer-rules.ts";
import { readKnown } from "./read-known.ts";
import type { ReadMessage, ReceiveSmsDeps } from "./types.ts";

const ACTOR: Actor = { kind: "system", id: "receive-sms" };
/** What became of an answer must not get lost while the store is away for a moment. */
const OUTLASTED_FAILURES = 5;
const OUTLASTED_READ_FAILURES = 2;

type Answer = NonNullable<InboundMessage["answer"]>;
type Outcome = Pick<Answer, "providerId" | "code"> & { readonly state: Exclude<Answer["state"], "claimed"> };

/**
 * Brings the answer of a message to its end. A claim of ours is handed over, once; one whose holder is gone may have been, and
 * stays unknown. Throws `StoreUnavailable` for one that is under way: its holder may still die, so the message must come again.
 */
export async function settleAnswer(deps: ReceiveSmsDeps, message: ReadMessage, inbound: InboundMessage): Promise<void> {
  const { answer } = inbound;
  if (answer?.state !== "claimed") return;
  if (answer.claimToken === message.token)
    return record(deps, message, inbound, await handOver(deps, message, inbound, answer));
  if (answer.leaseUntil > deps.clock.now()) throw new StoreUnavailable("answer_under_way");
  return record(deps, message, inbound, { state: "ambiguous", code: "claim_expired" });
}

/** Decides once more on what is stored now, and only then calls the provider. */
async function handOver(
  deps: ReceiveSmsDeps,
  message: ReadMessage,
  inbound: InboundMessage,
  { kind, leaseUntil }: Answer,
): Promise<Outcome> {
  const { practiceId, config, from, to } = message;
  if (config === undefined) return { state: "failed", code: "practice_not_published" };
  // A failure to read would cost the answer, which is claimed, so a few are outlasted.
  const patience = { pause: deps.pause, failures: OUTLASTED_READ_FAILURES };
  const [lead, { mode, testPoints }, { points }] = await untilCommitted(patience, async () => [
    await readLead(deps, inbound),
    await deps.sending.read(practiceId),
    // The last look before the call: nothing that opts out after this could have stopped it.
    await readKnown(deps.store, message),
  ]);
  const now = deps.clock.now();
  if (mode === "paused") return { state: "failed", code: "sending_paused" };
  if (mode === "shadow") return { state: "failed", code: "shadow_mode" };
  const onTestList = points.some(({ pointKey }) => testPoints.includes(pointKey));
  if (mode === "test-only" && !onTestList) return { state: "failed", code: "not_on_test_list" };
  const decision = decideAnswer(kind, message, points, now);
  if (!decision.may) return { state: "failed", code: decision.code };
  // Cut off in the middle of its call, it would be unknown for ever.
  if (now - (leaseUntil - CLAIM_LEASE_MS) > HAND_OVER_WITHIN_MS) return { state: "failed", code: "claim_too_old" };

  const body = autoAnswerText(kind, lead?.language ?? config.languages[0] ?? "en", practiceWords(config));
  const { messageType, configurationSet } = config.sms;
  const { ttlSeconds } = decision;
  // From the number that the person wrote to, so that it stands below their message. It is no touch, so it has no tag.
  return outcomeOf(
    await deps.sms.send({ to: from, body, originationIdentity: to, messageType, configurationSet, ttlSeconds }),
  );
}

function outcomeOf(result: ProviderResult): Outcome {
  switch (result.outcome) {
    case "accepted":
      return { state: "sent", providerId: result.providerId };
    case "throttled":
    case "rejected":
      return { state: "failed", code: result.code };
    case "ambiguous":
      return { state: "ambiguous", code: result.code };
  }
}

async function readLead({ store }: ReceiveSmsDeps, { practiceId, leadId }: InboundMessage): Promise<Lead | undefined> {
  return leadId && store.read("lead", { practiceId, leadId });
}

/** Records what became of the answer, on the message and on the timeline of its lead. */
function record(deps: ReceiveSmsDeps, message: ReadMessage, claimed: InboundMessage, outcome: Outcome): Promise<void> {
  const { messageId, practiceId } = claimed;
  return untilCommitted({ pause: deps.pause, failures: OUTLASTED_FAILURES }, async () => {
    const inbound = await deps.store.read("inbound", { practiceId, messageId });
    if (inbound?.answer === undefined || !isOpen(inbound.answer, message, outcome)) return;
    const answer: Answer = { ...withoutCode(inbound.answer), ...outcome };
    const value = { ...inbound, version: inbound.version + 1, answer };
    const puts: Put[] = [{ entity: "inbound", value, expected: inbound.version }];
    const lead = await readLead(deps, inbound);
    if (lead === undefined)
      return (await deps.store.commit({ puts, events: [] })) === "conflict" ? "conflict" : undefined;

    const data = { answer: answer.kind, messageId, ...outcome };
    const reason = outcome.code ?? "provider_accepted";
    const { version, events } = appendEvents(lead, deps.clock.now(), ACTOR, [
      { type: "reply.answered.v1", reason, data },
    ]);
    puts.push({ entity: "lead", value: { ...lead, version }, expected: lead.version });
    return (await deps.store.commit({ puts, events })) === "conflict" ? "conflict" : undefined;
  });
}

/** A claim of ours that was taken for dead is still open: we know better what became of it. */
function isOpen({ state, claimToken }: Answer, { token }: ReadMessage, outcome: Outcome): boolean {
  if (state === "claimed") return true;
  return state === "ambiguous" && claimToken === token && outcome.state !== "ambiguous";
}

function withoutCode({ code: _before, ...answer }: Answer): Answer {
  return answer;
}

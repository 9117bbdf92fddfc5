import type { EventDraft } from "../../shared/contracts/append-events.ts";
import type { Actor } from "../../shared/contracts/events.ts";
import type { FollowUpInput } from "../../shared/contracts/workflow.ts";
import type { ContactPoint } from "../../shared/domain/entities/identity.ts";
import type { InboundMessage, InboundText } from "../../shared/domain/entities/inbound.ts";
import { CLAIM_LEASE_MS } from "../../shared/domain/timing.ts";
import type { AutoAnswer } from "../../shared/domain/vocabulary.ts";
import type { Commit } from "../../shared/ports/store.ts";
import { changeRun } from "../../shared/runs/change-run.ts";
import { keptNumber, pointPut, unknownNumber } from "../../shared/runs/opt-out-number.ts";
import { personPuts } from "../../shared/runs/person-after.ts";
import { answerTo, decideAnswer, isAtLimit } from "./answer-rules.ts";
import { changeLead, type OptOutStanding } from "./lead-change.ts";
import { holdingOptOut, pointAfter, withAnswer, withStrayText } from "./point-after.ts";
import type { Known } from "./read-known.ts";
import type { Followed, ReadMessage } from "./types.ts";

/** The one transaction of a message, and what follows it. */
export interface PlannedMessage {
  readonly commit: Commit;
  readonly inbound: InboundMessage;
  readonly start: FollowUpInput | undefined;
}

/** Long enough for people to look into a wrong number or a complaint, as for quarantined posts, ms. */
const STRAY_TEXTS_KEPT_MS = 90 * 86_400_000;

/** Builds the transaction: message, its words, contact point, the number of an opt-out, lead, run, events and the claim of the answer, or nothing. Pure. */
export function planMessage(
  message: ReadMessage,
  { points: stored, suppressed }: Known,
  writer: Followed | undefined,
  now: number,
): PlannedMessage {
  const known = stored.length > 0 ? stored : [unknownNumber(message.practiceId, message.pointKeys)];
  const heard = known.map((point) => pointAfter(point, message));
  const standing: OptOutStanding = { before: holdingOptOut(known), after: holdingOptOut(heard) };
  const answer = claimOf(message, answerTo(message, standing), heard, now);
  const answered = answer?.state === "claimed" ? heard.map((point) => withAnswer(point, answer.kind, now)) : heard;
  const after = writer === undefined ? answered.map((point) => withStrayText(point, message.messageId)) : answered;
  const inbound = inboundOf(message, after, writer, answer);
  const lead = writer && leadCommit(message, writer, standing, answer, now);
  return {
    commit: {
      puts: [
        { entity: "inbound", value: inbound, expected: "absent" },
        { entity: "inboundText", value: textOf(message, writer), expected: "absent" },
        ...after.map(pointPut),
        ...(message.class === "opt_out" ? keptNumber(message.from, after, suppressed) : []),
        ...(lead?.puts ?? []),
      ],
      events: lead?.events ?? [],
    },
    inbound,
    start: lead?.start,
  };
}

type Answer = NonNullable<InboundMessage["answer"]>;

/** Nobody else will call the provider for what is claimed here; what may not be answered says why. */
function claimOf(
  message: ReadMessage,
  kind: AutoAnswer | undefined,
  points: readonly ContactPoint[],
  now: number,
): Answer | undefined {
  if (kind === undefined) return undefined;
  const decision = decideAnswer(kind, message, points, now);
  const claimed = { kind, claimToken: message.token };
  if (!decision.may) return { ...claimed, state: "failed", leaseUntil: now, code: decision.code };
  if (isAtLimit(kind, points, now)) return { ...claimed, state: "failed", leaseUntil: now, code: "answer_limit" };
  return { ...claimed, state: "claimed", leaseUntil: now + CLAIM_LEASE_MS };
}

function inboundOf(
  { practiceId, messageId, sentAt, class: asks }: ReadMessage,
  points: readonly ContactPoint[],
  writer: Followed | undefined,
  answer: Answer | undefined,
): InboundMessage {
  // The newest form of the number, which later messages find first.
  const [{ pointKey }] = points as [ContactPoint];
  return {
    practiceId,
    messageId,
    version: 1,
    pointKey,
    sentAt,
    class: asks,
    ...(writer === undefined ? {} : { leadId: writer.lead.leadId }),
    ...(answer === undefined ? {} : { answer }),
  };
}

function textOf({ practiceId, messageId, sentAt: at, from, to, body }: ReadMessage, writer?: Followed): InboundText {
  const text = { practiceId, messageId, version: 1, at, from, to, body };
  return writer === undefined ? { ...text, expiresAt: at + STRAY_TEXTS_KEPT_MS } : text;
}

function leadCommit(
  message: ReadMessage,
  writer: Followed,
  standing: OptOutStanding,
  answer: Answer | undefined,
  now: number,
) {
  const change = changeLead(message, writer, standing);
  const actor: Actor = { kind: "person", id: writer.person.personId };
  const drafts = [...change.drafts, ...refusalDrafts(message, answer)];
  const { commit, start } = changeRun(writer.lead, writer.run, { ...change, now, actor, drafts });
  return { ...commit, puts: [...commit.puts, ...personPuts(writer, change)], start };
}

/** What is not answered is told at once; what is claimed, once it is known what became of it. */
function refusalDrafts({ messageId }: ReadMessage, answer: Answer | undefined): EventDraft[] {
  if (answer?.state !== "failed" || answer.code === undefined) return [];
  const { kind, state, code } = answer;
  return [{ type: "reply.answered.v1", reason: code, data: { answer: kind, messageId, state, code } }];
}

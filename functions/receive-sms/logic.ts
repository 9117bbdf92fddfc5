import type { InboundSms } from "../../shared/contracts/inbound-sms.ts";
import { MetricName } from "../../shared/contracts/names.ts";
import type { FollowUpInput } from "../../shared/contracts/workflow.ts";
import type { InboundMessage } from "../../shared/domain/entities/inbound.ts";
import { FirstTouchError } from "../../shared/domain/errors.ts";
import { classifyReply } from "../../shared/domain/replies/classify-reply.ts";
import { soundsLikeEmergency } from "../../shared/domain/replies/emergency.ts";
import type { ReplyClass } from "../../shared/domain/vocabulary.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";
import { startFollowUp } from "../../shared/runs/start-follow-up.ts";
import { startLeftOver } from "../../shared/runs/start-left-over.ts";
import { claimantsOf, claimByText } from "./claim-by-text.ts";
import { coverOthers } from "./cover-others.ts";
import { settleAnswer } from "./give-answer.ts";
import { mirrorOptOut } from "./mirror.ts";
import { planMessage } from "./plan-message.ts";
import { readKnown, readWriter } from "./read-known.ts";
import type { ReadMessage, ReceiveSmsDeps } from "./types.ts";

export type { InboundSms } from "../../shared/contracts/inbound-sms.ts";
export type { ReceiveSmsDeps } from "./types.ts";

/** A text to a number that no practice has; it goes to the dead-letter queue, since an opt-out may be among them. */
export class UnknownNumber extends FirstTouchError {
  constructor() {
    super("UnknownNumber", "got a text to a number of no practice; publish the practice with its inbound numbers", {
      code: "unknown_number",
      retryable: false,
    });
  }
}

/** What became of a message; `repeated`: it had been worked before, and only what a crash may have left was finished. */
export interface ReceiveSmsOutcome {
  readonly outcome: "worked" | "repeated";
  readonly class: ReplyClass;
}

/** Failures of the store that one message outlasts; after that it is delivered again. */
const OUTLASTED_FAILURES = 3;

/**
 * Works a text message of a person: reads what it asks for, writes everything in one transaction, and then tells staff, answers
 * where an answer is due, and mirrors opt-outs. However often, late and in whatever order messages come, points and leads end up
 * the same. Throws `UnknownNumber`, and `StoreUnavailable` when it must be delivered again.
 */
export async function receiveSms(deps: ReceiveSmsDeps, sms: InboundSms): Promise<ReceiveSmsOutcome> {
  const read = await readMessage(deps, sms);
  const claimants = claimantsOf(read);
  if (claimants.length > 0) return { outcome: await claimByText(deps, read, claimants), class: read.class };
  const { inbound, start, outcome } = await untilCommitted({ pause: deps.pause, failures: OUTLASTED_FAILURES }, () =>
    tryToWork(deps, read),
  );
  // What it was taken for counts, also when a newer release would read it otherwise.
  const message = { ...read, class: inbound.class };
  if (outcome === "worked" && inbound.leadId === undefined) countUnknown(deps, message);
  if (start !== undefined) await startFollowUp(deps, start);
  // The answer is claimed and must be given now or never, whatever becomes of the others.
  const done = await Promise.allSettled([answer(deps, message, inbound), coverOthers(deps, message, inbound.leadId)]);
  for (const one of done) if (one.status === "rejected") throw one.reason;
  const { practiceId, leadId } = inbound;
  const fields = { practiceId, stage: outcome, code: inbound.class };
  deps.logger.info("text message worked", leadId === undefined ? fields : { ...fields, leadId });
  return { outcome, class: inbound.class };
}

async function readMessage(deps: ReceiveSmsDeps, sms: InboundSms): Promise<ReadMessage> {
  const practiceId = await deps.numbers.practiceOf(sms.to);
  if (practiceId === undefined) throw new UnknownNumber();
  const [ring, practice] = await Promise.all([deps.keyRings.load(), deps.configs.current(practiceId)]);
  return {
    ...sms,
    practiceId,
    config: practice?.config,
    pointKeys: ring.pointKeys(practiceId, "phone", sms.from),
    class: classifyReply(sms.body),
    isEmergency: soundsLikeEmergency(sms.body),
    token: deps.ids.token(),
  };
}

/** Answers and mirrors in the order in which the provider lets a confirmation through: it refuses whoever is on its list. */
async function answer(deps: ReceiveSmsDeps, message: ReadMessage, inbound: InboundMessage): Promise<void> {
  if (message.class === "opt_in") await mirrorOptOut(deps, message, inbound);
  await settleAnswer(deps, message, inbound);
  if (message.class === "opt_out") await mirrorOptOut(deps, message, inbound);
}

interface Worked {
  readonly outcome: ReceiveSmsOutcome["outcome"];
  readonly inbound: InboundMessage;
  readonly start: FollowUpInput | undefined;
}

async function tryToWork(deps: ReceiveSmsDeps, message: ReadMessage): Promise<Worked | "conflict"> {
  const known = await readKnown(deps.store, message);
  if (known.inbound !== undefined) {
    await startFollowUpOf(deps, known.inbound);
    return { outcome: "repeated", inbound: known.inbound, start: undefined };
  }
  const writer = await readWriter(deps.store, message, known);
  const { commit, inbound, start } = planMessage(message, known, writer, deps.clock.now());
  return (await deps.store.commit(commit)) === "conflict" ? "conflict" : { outcome: "worked", inbound, start };
}

/** A crash may have kept the follow-up of the message's lead from being started. */
async function startFollowUpOf(deps: ReceiveSmsDeps, { practiceId, leadId }: InboundMessage): Promise<void> {
  const lead = leadId && (await deps.store.read("lead", { practiceId, leadId }));
  const run = lead && (await deps.store.read("run", { practiceId, leadId: lead.leadId, runId: lead.runId }));
  if (run !== undefined) await startLeftOver(deps, run);
}

/** Staff are told by way of a lead; without one, ops see that somebody wrote, and the words are in the vault. */
function countUnknown({ metrics, logger }: ReceiveSmsDeps, { practiceId, class: asks }: ReadMessage): void {
  metrics.emit(MetricName.ReplyReceived, 1, { Practice: practiceId, Reason: asks });
  if (asks === "opt_out") metrics.emit(MetricName.OptedOut, 1, { Practice: practiceId });
  else logger.warn("a text came from a number of no lead", { practiceId, code: "reply_of_unknown_number" });
}

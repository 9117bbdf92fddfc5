import { randomUUID } from "node:crypto";
import * as z from "zod";
import { normalizePhone } from "../../../shared/domain/contact/phone.ts";
import { LineTypeSchema } from "../../../shared/domain/vocabulary.ts";
import { FLOW_CALLS, flowEvent } from "../aws/flow-calls.ts";
import { notification } from "../aws/notification.ts";
import type { NumberServices } from "../aws/number-services.ts";
import { reportEvent } from "../aws/reports.ts";
import type { VirtualClock } from "../clock/virtual-clock.ts";
import type { Outbox } from "../outbox.ts";
import { type Answer, json, problem } from "./answers.ts";
import { type Operations, withBody } from "./with-body.ts";

/** What plays the part of people and carriers needs. */
export interface LocalMessagesDeps {
  readonly clock: VirtualClock;
  readonly outbox: Outbox;
  readonly numbers: NumberServices;
  /** The number that people text unless a request names another: the first practice's. */
  readonly practiceNumber: string;
  readonly invoke: (functionName: string, event: unknown) => Promise<unknown>;
}

/** A phone number in any form that the intake takes. */
const NumberSchema = z.string().transform((text, context) => {
  const number = normalizePhone(text);
  if (number.ok) return number.e164;
  context.addIssue({ code: "custom", message: "expected a North American phone number" });
  return z.NEVER;
});
const MomentSchema = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

const InboundSmsSchema = z.strictObject({
  from: NumberSchema,
  to: NumberSchema.optional(),
  body: z.string(),
  /** When the network took it; now unless given. */
  at: MomentSchema.optional(),
  /** The same id again is the same message, delivered again. */
  messageId: z.string().min(1).max(200).optional(),
});

const ReportSchema = z
  .strictObject({
    touchId: z.string().optional(),
    providerId: z.string().optional(),
    /** In the provider's own word; text messages without their `TEXT_`. `PRESSED_9` and `NOBODY_TOOK_IT`: what a contact flow tells of a call. */
    event: z.string(),
    via: z.enum(["sns", "eventbridge"]).optional(),
    at: MomentSchema.optional(),
  })
  .refine(({ touchId, providerId }) => (touchId === undefined) !== (providerId === undefined), {
    path: ["touchId"],
    error: "expected either a touch id or a provider's id",
  });

const LineTypeRequestSchema = z.strictObject({ number: NumberSchema, type: LineTypeSchema });

/** The routes by which people text us and providers report to us. */
export function messageOperations(deps: LocalMessagesDeps): Operations {
  const { numbers } = deps;
  return {
    "/local/inbound-sms": { POST: (body) => withBody(InboundSmsSchema, body, (text) => takeText(deps, text)) },
    "/local/delivery-events": { POST: (body) => withBody(ReportSchema, body, (report) => takeReport(deps, report)) },
    "/local/line-types": {
      GET: () => json(200, Object.fromEntries(numbers.lineTypes)),
      POST: (body) =>
        withBody(LineTypeRequestSchema, body, ({ number, type }) => {
          numbers.lineTypes.set(number, type);
          return json(201, { number, type });
        }),
    },
    "/local/opt-out-list": {
      GET: () => json(200, Object.fromEntries([...numbers.optOutLists].map(([name, list]) => [name, [...list]]))),
    },
  };
}

async function takeText(
  { clock, practiceNumber, invoke }: LocalMessagesDeps,
  { from, to = practiceNumber, body, at = clock.now(), messageId = randomUUID() }: z.output<typeof InboundSmsSchema>,
): Promise<Answer> {
  const message = {
    originationNumber: from,
    destinationNumber: to,
    messageKeyword: "KEYWORD_000000000000",
    messageBody: body,
    inboundMessageId: messageId,
  };
  await invoke("receive-sms", notification("inbound-sms", message, at));
  return json(202, { messageId });
}

async function takeReport(
  { clock, outbox, invoke }: LocalMessagesDeps,
  { touchId, providerId, event: word, via, at = clock.now() }: z.output<typeof ReportSchema>,
): Promise<Answer> {
  const sent = outbox.find({ touchId, providerId });
  if (sent === undefined) return problem(404, "message_not_found", "No provider took such a message.");
  const flowFunction = FLOW_CALLS[word];
  const event = flowFunction === undefined ? reportEvent(sent, word, via, at) : flowEvent(sent);
  if (event === undefined) {
    return problem(400, "unfit_event", "That channel has no such event, or does not report it that way.");
  }
  await invoke(flowFunction ?? "record-delivery", event);
  return json(202, { providerId: sent.providerId });
}

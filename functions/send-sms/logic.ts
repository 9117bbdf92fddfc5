import type { SendTask } from "../../shared/contracts/workflow.ts";
import { deliverTouch } from "../../shared/delivery/deliver-touch.ts";
import type { DeliveryDeps, DeliveryOutcome } from "../../shared/delivery/types.ts";
import { renderSms } from "../../shared/domain/messages/render.ts";
import { smsParts } from "../../shared/domain/messages/sms-parts.ts";
import type { SmsSender } from "../../shared/ports/index.ts";
import { optOutDue } from "./opt-out-due.ts";

/** What sending text messages needs. */
export interface SendSmsDeps extends DeliveryDeps {
  readonly sms: SmsSender;
}

/** Sends one text message of a run, if it may go out now. */
export function sendSms(deps: SendSmsDeps, task: SendTask): Promise<DeliveryOutcome> {
  return deliverTouch(deps, task, {
    channel: "sms",
    addressOf: ({ phone }) => phone,
    render: (template, language, context, { run }) =>
      renderSms(template, language, context, { optOutDue: optOutDue(run, deps.clock.now()) }),
    parts: ({ body }) => smsParts(body).parts,
    handOver: ({ to, message, config, tag, ttlSeconds }) =>
      deps.sms.send({ to, body: message.body, ...config.sms, ttlSeconds, tag }),
  });
}

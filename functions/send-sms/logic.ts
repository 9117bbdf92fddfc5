import type { SendTask } from "../../shared/contracts/workflow.ts";
import { deliverTouch } from "../../shared/delivery/deliver-touch.ts";
import type { DeliveryDeps, DeliveryOutcome } from "../../shared/delivery/types.ts";
import { renderSms } from "../../shared/domain/messages/render.ts";
import type { SmsSender } from "../../shared/ports/index.ts";

/** What sending text messages needs. */
export interface SendSmsDeps extends DeliveryDeps {
  readonly sms: SmsSender;
}

/** Sends one text message of a run, if it may go out now. */
export function sendSms(deps: SendSmsDeps, task: SendTask): Promise<DeliveryOutcome> {
  return deliverTouch(deps, task, {
    channel: "sms",
    addressOf: ({ phone }) => phone,
    render: renderSms,
    handOver: ({ to, message, config, tag, ttlSeconds }) =>
      deps.sms.send({ to, body: message.body, ...config.sms, ttlSeconds, tag }),
  });
}

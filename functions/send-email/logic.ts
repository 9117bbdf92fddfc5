import type { SendTask } from "../../shared/contracts/workflow.ts";
import { deliverTouch } from "../../shared/delivery/deliver-touch.ts";
import type { DeliveryDeps, DeliveryOutcome } from "../../shared/delivery/types.ts";
import { renderEmail } from "../../shared/domain/messages/render.ts";
import type { EmailSender } from "../../shared/ports/index.ts";

/** What sending email needs. */
export interface SendEmailDeps extends DeliveryDeps {
  readonly email: EmailSender;
}

/** Sends one email of a run, if it may go out now. */
export function sendEmail(deps: SendEmailDeps, task: SendTask): Promise<DeliveryOutcome> {
  return deliverTouch(deps, task, {
    channel: "email",
    addressOf: ({ email }) => email,
    render: (template, language, context, { postalAddress, email }) =>
      renderEmail(template, language, context, { postalAddress, unsubscribe: email.unsubscribe }),
    handOver: ({ to, message, config, tag }) => {
      const { subject, body, html } = message;
      return deps.email.send({ to, subject, text: body, html, fromName: config.publicName, ...config.email, tag });
    },
  });
}

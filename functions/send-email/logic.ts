import type { SendTask } from "../../shared/contracts/workflow.ts";
import { deliverTouch } from "../../shared/delivery/deliver-touch.ts";
import type { DeliveryDeps, DeliveryOutcome, DeliveryState } from "../../shared/delivery/types.ts";
import { unsubscribeToken, unsubscribeUrl } from "../../shared/delivery/unsubscribe-link.ts";
import { renderEmail } from "../../shared/domain/messages/render.ts";
import type { EmailSender, KeyRings } from "../../shared/ports/index.ts";

/** What sending email needs. */
export interface SendEmailDeps extends DeliveryDeps {
  readonly email: EmailSender;
  /** Signs the links by which people unsubscribe. */
  readonly keyRings?: KeyRings;
  /** Where links lead unless the practice says otherwise; no slash at the end. Without either, emails name the mailbox only. */
  readonly publicUrl?: string | undefined;
}

interface Email {
  readonly subject: string;
  readonly body: string;
  readonly html: string;
  readonly unsubscribeUrl: string | undefined;
}

/** Sends one email of a run, if it may go out now. */
export function sendEmail(deps: SendEmailDeps, task: SendTask): Promise<DeliveryOutcome> {
  return deliverTouch<Email>(deps, task, {
    channel: "email",
    addressOf: ({ email }) => email,
    render: async (template, language, context, state) => {
      const { postalAddress, email } = state.config;
      const link = await linkFor(deps, state);
      const sender = { postalAddress, unsubscribe: email.unsubscribe, unsubscribeUrl: link };
      return { ...renderEmail(template, language, context, sender), unsubscribeUrl: link };
    },
    handOver: ({ to, message, config, tag }) => {
      const { subject, body, html, unsubscribeUrl: link } = message;
      const sender = { ...config.email, fromName: config.publicName, unsubscribeUrl: link };
      return deps.email.send({ to, subject, text: body, html, ...sender, tag });
    },
  });
}

/** The signed link that stops emails to this address, where there is somewhere for it to lead. */
async function linkFor(
  { keyRings, publicUrl }: SendEmailDeps,
  { lead, config }: DeliveryState,
): Promise<string | undefined> {
  const baseUrl = config.linkBaseUrl ?? publicUrl;
  const { practiceId, leadId, reach } = lead;
  if (keyRings === undefined || baseUrl === undefined || reach.email === undefined) return undefined;
  const token = unsubscribeToken(await keyRings.load(), { practiceId, leadId, pointKey: reach.email });
  return unsubscribeUrl(baseUrl, token);
}

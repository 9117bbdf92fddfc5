import type { SendTask } from "../../shared/contracts/workflow.ts";
import { deliverTouch } from "../../shared/delivery/deliver-touch.ts";
import { interestLink, unsubscribeLink } from "../../shared/delivery/signed-link.ts";
import type { DeliveryDeps, DeliveryOutcome, DeliveryState } from "../../shared/delivery/types.ts";
import { renderEmail } from "../../shared/domain/messages/render.ts";
import type { EmailSender, KeyRings } from "../../shared/ports/index.ts";

/** What sending email needs. */
export interface SendEmailDeps extends DeliveryDeps {
  readonly email: EmailSender;
  /** Signs the links by which people unsubscribe, and ask to be contacted. */
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
      const { unsubscribeUrl, interestUrl } = await linksOf(deps, state);
      const sender = { postalAddress, unsubscribe: email.unsubscribe, unsubscribeUrl };
      return { ...renderEmail(template, language, { ...context, interestUrl }, sender), unsubscribeUrl };
    },
    handOver: ({ to, message, config, tag }) => {
      const { subject, body, html, unsubscribeUrl: link } = message;
      const sender = { ...config.email, fromName: config.publicName, unsubscribeUrl: link };
      return deps.email.send({ to, subject, text: body, html, ...sender, tag });
    },
  });
}

/** The signed links of an email, where there is somewhere for them to lead. */
async function linksOf(
  { keyRings, publicUrl }: SendEmailDeps,
  { lead, run, config }: DeliveryState,
): Promise<{ unsubscribeUrl?: string; interestUrl?: string }> {
  const baseUrl = config.linkBaseUrl ?? publicUrl;
  const { practiceId, leadId, reach } = lead;
  if (keyRings === undefined || baseUrl === undefined || reach.email === undefined) return {};
  const ring = await keyRings.load();
  return {
    unsubscribeUrl: unsubscribeLink.url(ring, baseUrl, [practiceId, leadId, reach.email]),
    interestUrl: interestLink.url(ring, baseUrl, [practiceId, leadId, run.runId]),
  };
}

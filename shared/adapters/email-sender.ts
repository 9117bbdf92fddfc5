import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { touchEmailTags } from "../contracts/touch-tags.ts";
import type { EmailMessage, EmailSender } from "../ports/index.ts";
import { formatMailbox, isHeaderSafe, isLinkSafe, unsubscribeHeaders } from "./email-headers.ts";
import { callProvider, type ProviderClientOptions, providerClientConfig } from "./provider-client.ts";

/** Sends email through Amazon SES. A header value that could start another header is refused before anything is sent. */
export function createEmailSender(options: ProviderClientOptions = {}): EmailSender {
  const client = new SESv2Client(providerClientConfig(options));
  return {
    send: async (message) => {
      const { to, from, fromName, replyTo, subject, unsubscribe = "", unsubscribeUrl } = message;
      const isSafe = [to, from, fromName, replyTo, subject, unsubscribe].every(isHeaderSafe);
      if (!isSafe || (unsubscribeUrl !== undefined && !isLinkSafe(unsubscribeUrl)))
        return { outcome: "rejected", code: "UnsafeHeader" };
      const command = sendCommand(message);
      return callProvider({
        send: async (abortSignal) => (await client.send(command, { abortSignal })).MessageId,
        options,
      });
    },
  };
}

function sendCommand(message: EmailMessage): SendEmailCommand {
  const headers = unsubscribeHeaders({ mailbox: message.unsubscribe, url: message.unsubscribeUrl });
  return new SendEmailCommand({
    FromEmailAddress: formatMailbox(message.fromName, message.from),
    ReplyToAddresses: [message.replyTo],
    Destination: { ToAddresses: [message.to] },
    Content: {
      Simple: {
        Subject: { Data: message.subject, Charset: "UTF-8" },
        Body: {
          Text: { Data: message.text, Charset: "UTF-8" },
          Html: { Data: message.html, Charset: "UTF-8" },
        },
        // Alerts to staff have none.
        ...(headers.length === 0 ? {} : { Headers: headers }),
      },
    },
    ...(message.tag === undefined ? {} : { EmailTags: touchEmailTags(message.tag) }),
    ConfigurationSetName: message.configurationSet,
  });
}

/** A text message that a person sent to one of our numbers. */
export interface InboundSms {
  /** The provider's id: a repeated delivery has the same. */
  readonly messageId: string;
  /** E.164, or a short code. */
  readonly from: string;
  /** Our number, E.164. */
  readonly to: string;
  readonly body: string;
  /** When the topic took it, ms: the message itself carries no time, and deliveries come in any order. */
  readonly sentAt: number;
}

import type { ContactPoint } from "../domain/entities/identity.ts";
import type { DeliveryStatus } from "../domain/vocabulary.ts";
import type { TouchTag } from "./touch-tags.ts";

interface ReportOf<C extends "sms" | "email" | "call"> {
  /** The provider's id of the message or contact. */
  readonly providerId: string;
  /** What we sent along with it; without it the touch is found by `providerId`. */
  readonly tag?: TouchTag | undefined;
  readonly channel: C;
  /** When it happened, ms, by the provider's clock. */
  readonly at: number;
  /** The provider's own word for it. */
  readonly code: string;
}

/** Why a channel of a contact point must not be used any more. */
export type Unusable = NonNullable<NonNullable<ContactPoint["trouble"]>["sms"]>["code"];

/** How far a message or call has come; `unusable` when what it was sent to should not be used again. */
export type StatusReport = ReportOf<"sms" | "email" | "call"> & {
  readonly kind: "status";
  readonly status: DeliveryStatus;
  readonly unusable?: Unusable | undefined;
};

/** What a provider reports of something that was handed over to it. Holds no contact data. */
export type DeliveryReport =
  | StatusReport
  /** The person reported the email as unwanted; it had arrived. */
  | (ReportOf<"email"> & { readonly kind: "complaint" })
  /** The provider or the carrier has an opt-out of the number: nothing was delivered, and nothing will be. */
  | (ReportOf<"sms"> & { readonly kind: "opted_out" })
  /** A person of the practice was connected. */
  | (ReportOf<"call"> & { readonly kind: "connected_to_agent" });

/** A provider's event as it reached us: a notification of a topic, or an event of the account's default bus. */
export type ProviderEvent =
  | { readonly via: "sns"; readonly message: unknown }
  | { readonly via: "eventbridge"; readonly source: string; readonly time: string; readonly detail: unknown };

/** Why an event cannot be used; counted under this word. */
export type UnknownReason = "unknown_source" | "unknown_type" | "foreign_message";

/** What an event says. `no_news`: of a type that we know and that changes nothing for us (an email was opened, a call queued). */
export type ReadEvent =
  | { readonly is: "report"; readonly report: DeliveryReport }
  | { readonly is: "no_news" }
  | { readonly is: "unknown"; readonly reason: UnknownReason };

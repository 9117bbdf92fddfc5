import type { Lead } from "../entities/lead.ts";
import type {
  ConsentClass,
  DeferReason,
  LeadStatus,
  Relationship,
  SendingMode,
  SkipReason,
  StepChannel,
} from "../vocabulary.ts";

/** All that the send gate may know: facts derived from the lead, its contact points and the switches; no contact data. */
export interface SendFacts {
  readonly channel: StepChannel;
  /** The stricter of deployment and practice. */
  readonly mode: SendingMode;
  /** Whether test-only mode may send to the contact point. */
  readonly onTestList: boolean;
  /** What was opted out of on any contact point of the person, whichever channel this touch uses. */
  readonly suppressions: readonly ("all" | "email")[];
  /** Whether the lead has a contact point for the channel. */
  readonly hasContactPoint: boolean;
  readonly consents: readonly ConsentClass[];
  readonly relationship: Relationship;
  readonly status: LeadStatus;
  readonly flags: Lead["flags"];
  /** Not worth sending after this moment, ms. */
  readonly staleAt?: number | undefined;
  /** IANA zones implied by what is known of the person. */
  readonly zones: readonly string[];
}

/** What one rule says; undefined when it has nothing against the touch. */
export type Objection =
  | { readonly decision: "refuse"; readonly reason: SkipReason }
  | { readonly decision: "defer"; readonly reason: DeferReason; readonly notBefore: number };

/** Whether a touch may go out now. `ttlSeconds`: how long it may still be delivered; `shadow`: decide and record, but send nothing. */
export type SendDecision =
  | { readonly decision: "allow"; readonly ttlSeconds: number; readonly shadow: boolean }
  | Objection;

/** One question of the send gate. Unknown means no. */
export type Rule = (facts: SendFacts, now: number) => Objection | undefined;

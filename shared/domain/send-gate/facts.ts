import type { Lead } from "../entities/lead.ts";
import type { CampaignStanding } from "../reactivation/standing.ts";
import type {
  ConsentClass,
  DeferReason,
  LeadStatus,
  LineType,
  Relationship,
  SendingMode,
  SkipReason,
  StepChannel,
} from "../vocabulary.ts";

/** Touches allowed in any 24 hours and in any 7 days. */
export interface Cap {
  readonly day: number;
  readonly week: number;
}

/** All that the send gate may know: facts derived from the lead, its contact points and the switches; no contact data. */
export interface SendFacts {
  readonly channel: StepChannel;
  /** The stricter of deployment and practice. */
  readonly mode: SendingMode;
  /** Whether test-only mode may send to the contact point. */
  readonly onTestList: boolean;
  /** How the campaign stands that the touch belongs to; absent for touches of none. */
  readonly campaign?: CampaignStanding | undefined;
  /** What was opted out of on any contact point of the person, whichever channel this touch uses. */
  readonly suppressions: readonly ("all" | "email")[];
  /** Whether the lead has a contact point for the channel. */
  readonly hasContactPoint: boolean;
  /** Each class with the moment it was given, ms. */
  readonly consents: readonly { readonly class: ConsentClass; readonly at: number }[];
  /** When the number of this channel was last said not to be the person's, ms. */
  readonly wrongNumberAt?: number | undefined;
  /** When a text message last came from the number of this channel, ms. */
  readonly inboundAt?: number | undefined;
  readonly relationship: Relationship;
  readonly status: LeadStatus;
  readonly flags: Lead["flags"];
  /** The person replied: only people answer them. */
  readonly staffOnly: boolean;
  /** It acknowledges a newer inquiry. */
  readonly isAcknowledgement: boolean;
  /** When the clock of the inquiry started that is being answered, ms. */
  readonly startedAt: number;
  /** Not worth sending after this moment, ms. */
  readonly staleAt?: number | undefined;
  /** IANA zones implied by what is known of the person. */
  readonly zones: readonly string[];
  /** US states implied by the same. */
  readonly jurisdictions: readonly string[];
  /** Sending hours of the practice's own, narrower than the law's. */
  readonly ownHours?: { readonly opens: string; readonly closes: string } | undefined;
  /** How long after the opening this touch goes out when it waited for it, ms; see spread.ts. */
  readonly openingJitterMs: number;
  /** The practice answers a person's own form at any hour, and this run has not used this number yet. */
  readonly afterHoursAck: boolean;
  readonly caps: { readonly perContactPoint: Cap; readonly perPerson: Cap };
  /** When other touches were claimed for this contact point, ms, in any order; and for any contact point of the person. */
  readonly pointTouches: readonly number[];
  readonly personTouches: readonly number[];
  /** What kind of line the number is, as far as it was looked up. */
  readonly line?: LineType | undefined;
  /** What a provider reported that rules this channel out. */
  readonly trouble?: "number_invalid" | "carrier_blocked" | "bounced" | undefined;
  /** What the do-not-call registries say; absent when they were not asked. */
  readonly registry?: "clean" | "listed" | "unknown" | undefined;
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

/** A rule and the name that it is known by. */
export interface NamedRule {
  readonly name: string;
  readonly rule: Rule;
}

/** The objection that ends it: the touch does not go out. */
export const refuse = (reason: SkipReason): Objection => ({ decision: "refuse", reason });

/** The objection that a later moment, ms, may lift. */
export const defer = (reason: DeferReason, notBefore: number): Objection => ({ decision: "defer", reason, notBefore });

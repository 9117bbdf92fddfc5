import type { EventDraft } from "../contracts/append-events.ts";
import type { PracticeConfig } from "../contracts/practice.ts";
import type { TouchTag } from "../contracts/touch-tags.ts";
import type { ContactPoint } from "../domain/entities/identity.ts";
import type { Lead } from "../domain/entities/lead.ts";
import type { Run } from "../domain/entities/run.ts";
import type { Touch } from "../domain/entities/touch.ts";
import type { LeadId, PointKey, PracticeId, RunId, TouchId } from "../domain/ids.ts";
import type { CampaignStanding } from "../domain/reactivation/standing.ts";
import type { decideSend, SendDecision } from "../domain/send-gate/send-gate.ts";
import type { DeferReason, LineType, SendingMode, SkipReason, StepChannel } from "../domain/vocabulary.ts";
import type {
  CallRegistry,
  Clock,
  Ids,
  Logger,
  NumberLookup,
  Pacer,
  PracticeConfigs,
  ProviderResult,
  SendingSwitch,
} from "../ports/index.ts";
import type { Store } from "../ports/store.ts";

/** What every delivery needs. */
export interface DeliveryDeps {
  readonly store: Store;
  readonly configs: PracticeConfigs;
  readonly sending: SendingSwitch;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  /** Keeps SMS touches within the capacity of their number pool; without it they go out as they come. */
  readonly pacer?: Pacer;
  /** Without it no number is looked up. */
  readonly lookup?: NumberLookup;
  /** Without it no number is known to be clean. */
  readonly registry?: CallRegistry;
  /** The send gate, unless a test breaks one of its rules. */
  readonly decide?: typeof decideSend;
  /** Waits before a commit is tried again, ms; tests pass one that does not. */
  readonly pause?: (ms: number) => Promise<void>;
}

/** The one attempt that is to be delivered, as the state machine passed it. */
export interface DeliveryTask {
  readonly practiceId: PracticeId;
  readonly leadId: LeadId;
  readonly runId: RunId;
  readonly generation: number;
  readonly action: { readonly stepKey: string; readonly attempt: number };
}

/** One delivery's own view of its task. */
export interface Attempt {
  readonly practiceId: PracticeId;
  readonly leadId: LeadId;
  readonly runId: RunId;
  readonly generation: number;
  readonly stepKey: string;
  /** From 1. */
  readonly attempt: number;
  readonly touchId: TouchId;
  /** Random: tells this delivery's claim from any other. */
  readonly token: string;
  readonly kind: DeliveryKind;
}

/** What is stored about the attempt, read at one moment. */
export interface DeliveryState {
  readonly lead: Lead;
  readonly run: Run;
  readonly touch: Touch | undefined;
  /** Every contact point of the lead and of its person. */
  readonly points: readonly ContactPoint[];
  /** The person's erasure has begun, or the lead is erased. */
  readonly isErased: boolean;
  readonly mode: SendingMode;
  readonly testPoints: readonly PointKey[];
  /** How the campaign of the run stands; absent for runs of none. */
  readonly campaign?: CampaignStanding | undefined;
  /** The configuration version that the run started with. */
  readonly config: PracticeConfig;
  /** What the do-not-call registries say of the number; absent where they have no say or were not asked. */
  readonly registry?: "clean" | "listed" | "unknown";
}

/** What one delivery got from elsewhere. Kept over the tries of its claim: what was asked and paid for is not asked for again. */
export interface Obtained {
  /** When its place in the number pool is, ms. */
  slotAt?: number | undefined;
  line?: LineType | "not_known";
}

/** A message that is ready to go. */
export interface Prepared {
  /** What is kept in the vault as evidence of what was sent to whom. */
  readonly evidence?: { readonly to: string; readonly subject?: string; readonly body: string };
  /** Message parts that it takes of the number pool; absent for what is not paced. */
  readonly parts?: number;
  /** Calls the provider; exactly once for a touch. */
  readonly handOver: (tag: TouchTag, ttlSeconds: number) => Promise<ProviderResult>;
  /** What it changes that the touch is out since `at`; without a provider's id it went nowhere, in shadow mode. */
  readonly whenOut: (state: DeliveryState, at: number, providerId?: string) => Effect;
}

/** How the lead changes once a touch is out, and the events that say so: first of all that it is. */
export interface Effect {
  readonly lead: Lead;
  readonly drafts: readonly EventDraft[];
  /** Members of staff whom it was meant for, and whom it reached; of what goes to staff. */
  readonly told?: readonly string[];
}

/** One kind of delivery: a touch to a person, a call task or another alert to staff. The protocol is the same for all. */
export interface DeliveryKind {
  readonly channel: StepChannel;
  readonly template: string;
  readonly tag: TouchTag["kind"];
  /** Never given up: tried again, later and later, until it is out. For what would leave a lead to nobody. */
  readonly persistent?: boolean;
  /** Whether it may go out, decided before the claim and again before the provider call. */
  readonly decide: (state: DeliveryState, now: number) => SendDecision;
  /** The contact point that the claim counts against, if any. */
  readonly point: (state: DeliveryState) => ContactPoint | undefined;
  /** Renders; nothing has been claimed yet. A code means that it can never go out as it is. */
  readonly prepare: (state: DeliveryState) => Promise<Prepared | { readonly code: string }>;
}

/** What became of a delivery. Everything but `superseded`, `in_flight` and `settled` was recorded by this call. */
export type DeliveryOutcome =
  | { readonly outcome: "sent" | "shadowed" }
  | { readonly outcome: "skipped"; readonly reason: SkipReason }
  | { readonly outcome: "deferred"; readonly reason: DeferReason; readonly notBefore: number }
  /** Refused for its rate; the next attempt may be made from `notBefore`. */
  | { readonly outcome: "retry"; readonly code: string; readonly notBefore: number }
  | { readonly outcome: "failed" | "ambiguous"; readonly code: string }
  /** Another generation owns the run, or it has ended. */
  | { readonly outcome: "superseded" }
  /** Another holder's claim is still running. */
  | { readonly outcome: "in_flight" }
  /** This attempt was settled before. */
  | { readonly outcome: "settled" };

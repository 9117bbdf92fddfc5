import type { InboundSms } from "../../shared/contracts/inbound-sms.ts";
import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import type { Person } from "../../shared/domain/entities/identity.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { Run } from "../../shared/domain/entities/run.ts";
import type { PointKey, PracticeId } from "../../shared/domain/ids.ts";
import type { ReplyClass } from "../../shared/domain/vocabulary.ts";
import type {
  Clock,
  FollowUps,
  Ids,
  KeyRings,
  Logger,
  Metrics,
  OptOutMirror,
  PracticeConfigs,
  PracticeNumbers,
  SendingSwitch,
  SmsSender,
} from "../../shared/ports/index.ts";
import type { Store } from "../../shared/ports/store.ts";

/** What receiving text messages needs from outside. */
export interface ReceiveSmsDeps {
  readonly store: Store;
  readonly configs: PracticeConfigs;
  readonly keyRings: KeyRings;
  readonly numbers: PracticeNumbers;
  readonly followUps: FollowUps;
  readonly sending: SendingSwitch;
  readonly sms: SmsSender;
  readonly optOuts: OptOutMirror;
  readonly ids: Pick<Ids, "token">;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** Waits between two tries of a commit that conflicted. @default real time */
  readonly pause?: (ms: number) => Promise<void>;
}

/** A message that was read: whose number it came to, what it asks for. */
export interface ReadMessage extends InboundSms {
  readonly practiceId: PracticeId;
  /** Absent while the practice has nothing published; then nothing is answered. */
  readonly config: PracticeConfig | undefined;
  /** The keys that the sender's number may be stored under, newest first. */
  readonly pointKeys: readonly PointKey[];
  readonly class: ReplyClass;
  /** The person may be in danger, whatever else the message asks for. */
  readonly isEmergency: boolean;
  /** Tells this delivery's claim of the answer from any other's. */
  readonly token: string;
}

/** A person with their current lead and the run that it is in. */
export interface Followed {
  readonly person: Person;
  readonly lead: Lead;
  readonly run: Run;
}

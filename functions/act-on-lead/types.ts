import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import type { ActionLinkIds } from "../../shared/delivery/action-link.ts";
import type { StaffMember } from "../../shared/domain/entities/desk.ts";
import type {
  Clock,
  FollowUps,
  Ids,
  KeyRings,
  Logger,
  Metrics,
  Pins,
  PracticeConfigs,
} from "../../shared/ports/index.ts";
import type { LeadQueries, OperationalName, Store } from "../../shared/ports/store.ts";
import type { FieldProblem, Notice } from "./notices.ts";
import type { Story } from "./story.ts";

/** What the page behind an alert's link needs. It reads the vault to show a lead, and never writes to it. */
export interface ActOnLeadDeps {
  readonly store: Pick<Store, "read" | "readMany"> & Pick<Store<OperationalName>, "commit">;
  readonly queries: Pick<LeadQueries, "timeline">;
  readonly configs: PracticeConfigs;
  readonly keyRings: KeyRings;
  readonly followUps: FollowUps;
  readonly pins: Pins;
  readonly ids: Pick<Ids, "token">;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** Waits before a commit is tried again, ms; tests pass one that does not. */
  readonly pause?: (ms: number) => Promise<void>;
}

/** A visit of the page: looked at, or with a button pressed. */
export interface ActionVisit {
  /** As it stands in the path. */
  readonly token: string | undefined;
  readonly isPost: boolean;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: Readonly<Record<string, string>>;
  readonly form: Readonly<Record<string, string>>;
}

/** A link that is right, whoever holds it. */
export interface OpenLink {
  readonly ids: ActionLinkIds;
  readonly config: PracticeConfig;
  /** Whom it is for. */
  readonly staff: PracticeConfig["staff"][number];
  readonly member: StaffMember | undefined;
}

/** Why nothing is shown and nothing was done; also the reasons of the metric `ActionLinkRefused`. */
export type Refusal = "altered" | "expired" | "no_longer_staff" | "no_lead" | "no_pin" | "foreign_post";

/** Why a PIN is asked for once more. */
export type PinProblem =
  | { readonly is: "not_a_pin" | "signed_out" }
  | { readonly is: "wrong_pin"; readonly triesLeft: number }
  | { readonly is: "locked"; readonly minutes: number };

/** What became of a visit. */
export type ActionAnswer =
  | { readonly is: "refused"; readonly why: Refusal }
  /** The device is somebody else's. */
  | { readonly is: "other_person"; readonly publicName: string }
  | { readonly is: "pin_asked"; readonly publicName: string; readonly name: string; readonly problem?: PinProblem }
  /** The device is theirs from now on, or nobody's any more. */
  | { readonly is: "device_changed"; readonly setCookie: string }
  | { readonly is: "done"; readonly notice: Notice }
  | { readonly is: "to_correct"; readonly problem: FieldProblem }
  | {
      readonly is: "shown";
      readonly story: Story;
      /** Proves that a form was on this page, on this device. */
      readonly formToken: string;
      readonly notice?: Notice;
      readonly problem?: FieldProblem;
    };

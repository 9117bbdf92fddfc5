import type { DeskDeps } from "../../shared/desk/settle-owner.ts";
import type {
  Clock,
  EmailSender,
  Logger,
  Metrics,
  PracticeConfigs,
  SendingSwitch,
  SmsSender,
} from "../../shared/ports/index.ts";
import type { DeskQueries, OperationalName, ReportQueries, Store, WorkQueue } from "../../shared/ports/store.ts";

/** Where the figures of a digest come from. */
export interface DigestFigures extends Pick<WorkQueue, "leadsIn">, Pick<ReportQueries, "facts"> {}

/** What tending desks needs; the store is narrowed to the operational table, so a digest can name nobody. */
export interface TendDeskDeps extends DeskDeps {
  readonly store: Store<OperationalName>;
  readonly queries: Pick<DeskQueries, "dueDesks"> & DigestFigures;
  readonly configs: PracticeConfigs;
  readonly sending: SendingSwitch;
  readonly sms: SmsSender;
  readonly email: EmailSender;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

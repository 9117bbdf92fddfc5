import type { DeliveryReport, ReadEvent } from "../../shared/contracts/delivery-report.ts";
import { MetricName } from "../../shared/contracts/names.ts";
import type { TouchTag } from "../../shared/contracts/touch-tags.ts";
import type { FollowUpInput } from "../../shared/contracts/workflow.ts";
import type { ContactPoint } from "../../shared/domain/entities/identity.ts";
import type { Clock, FollowUps, Logger, Metrics, PracticeConfigs } from "../../shared/ports/index.ts";
import type { OperationalName, Store } from "../../shared/ports/store.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";
import { endPeople } from "../../shared/runs/end-people.ts";
import { startFollowUp } from "../../shared/runs/start-follow-up.ts";
import { findTag } from "./find-tag.ts";
import { planChange } from "./plan-change.ts";
import { changePoint } from "./point-change.ts";
import { readState } from "./read-state.ts";
import { reportCommit } from "./report-commit.ts";

/** What recording deliveries needs; the store is narrowed to the operational table. */
export interface RecordDeliveryDeps {
  readonly store: Store<OperationalName>;
  readonly configs: PracticeConfigs;
  readonly followUps: FollowUps;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Waits, ms; tests pass one that does not. */
  readonly pause?: (ms: number) => Promise<void>;
}

const ACTOR = { kind: "system", id: "record-delivery" } as const;

/** What became of a report. `alert`: it is of a message to staff. `foreign`: of no message of ours, and counted. */
export type RecordOutcome = { readonly outcome: "recorded" | "unchanged" | "alert" | "foreign" };

/** Records what an event reports; events of types that we do not know are counted and left alone. */
export async function recordEvent(deps: RecordDeliveryDeps, event: ReadEvent): Promise<void> {
  if (event.is === "report") await recordDelivery(deps, event.report);
  if (event.is === "unknown") deps.metrics.emit(MetricName.UnknownDeliveryEvent, 1, { Reason: event.reason });
}

/**
 * Records what a provider reports of one message or call: on its touch, on its run, on what it was sent to. Reports come at least
 * once and in any order, even before the touch itself is recorded as sent, and leave the same state.
 */
export async function recordDelivery(deps: RecordDeliveryDeps, report: DeliveryReport): Promise<RecordOutcome> {
  const tag = await findTag(deps, report);
  if (tag === undefined) return countForeign(deps);
  if (tag.kind === "alert") return countAlert(deps, tag, report);
  // A report whose answer was lost is recorded again, and finds nothing to change.
  const recorded = await untilCommitted({ pause: deps.pause, failures: 1 }, () => tryRecord(deps, tag, report));
  if (recorded === "foreign") return countForeign(deps);
  if (recorded.start !== undefined) await startFollowUp(deps, recorded.start);
  if (report.kind === "opted_out" && recorded.point !== undefined) await endPeople(deps, recorded.point, ACTOR);
  return { outcome: recorded.outcome };
}

interface Recorded {
  readonly outcome: "recorded" | "unchanged";
  readonly start?: FollowUpInput | undefined;
  /** What the touch went to, as it is now. */
  readonly point?: ContactPoint | undefined;
}

async function tryRecord(
  deps: RecordDeliveryDeps,
  tag: TouchTag,
  report: DeliveryReport,
): Promise<Recorded | "foreign" | "conflict"> {
  const { store, configs, clock } = deps;
  const state = await readState(store, tag, report);
  if (state === undefined) return "foreign";
  const config = await configs.version(tag.practiceId, state.run.configVersion);
  const told = planChange(state, report, config);
  const used = state.point && changePoint(state.point, report);
  if (told === undefined && used === undefined) return { outcome: "unchanged", point: state.point };
  const { commit, start } = reportCommit(state, { told, used }, clock.now());
  return (await store.commit(commit)) === "conflict"
    ? "conflict"
    : { outcome: "recorded", start, point: used?.point ?? state.point };
}

/** Another system of the account sends messages, too, or another deployment does. */
function countForeign({ metrics }: RecordDeliveryDeps): RecordOutcome {
  metrics.emit(MetricName.UnknownDeliveryEvent, 1, { Reason: "foreign_message" });
  return { outcome: "foreign" };
}

/** Staff who cannot be told are nobody's touch: it is logged and counted, for people to look into. */
function countAlert({ metrics, logger }: RecordDeliveryDeps, tag: TouchTag, report: DeliveryReport): RecordOutcome {
  const isLost = report.kind === "opted_out" || (report.kind === "status" && report.status === "failed");
  if (isLost) {
    const { practiceId, leadId, runId, touchId } = tag;
    logger.error("an alert to staff did not arrive", { practiceId, leadId, runId, touchId, code: report.code });
    metrics.emit(MetricName.TouchFailed, 1, { Practice: practiceId, Channel: "call_task" });
  }
  return { outcome: "alert" };
}

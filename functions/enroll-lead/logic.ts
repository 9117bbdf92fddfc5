import type { EnrollmentAccepted } from "../../shared/contracts/lead-api.ts";
import { LeadMissing } from "../../shared/domain/errors.ts";
import { leadNotFound } from "../../shared/platform/lead-problems.ts";
import type { Access, Clock, FollowUps, Logger, PracticeConfigs } from "../../shared/ports/index.ts";
import type { OperationalName, Store } from "../../shared/ports/store.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";
import { untoldAlerts } from "../../shared/runs/change-run.ts";
import { enterRun } from "../../shared/runs/enter-run.ts";
import { findLead } from "../../shared/runs/find-lead.ts";
import { followUpInput } from "../../shared/runs/follow-up-input.ts";
import { laterRunId, newRun } from "../../shared/runs/new-run.ts";
import { pointsOf } from "../../shared/runs/points-of.ts";
import { startFollowUp } from "../../shared/runs/start-follow-up.ts";
import { checkEnrollment } from "./check-enrollment.ts";
import { cadenceNotConfigured } from "./problems.ts";
import { readEnrollment, type Wanted } from "./read-enrollment.ts";

/** What enrolling needs; the store is narrowed to the operational table. */
export interface EnrollLeadDeps {
  readonly store: Store<OperationalName>;
  readonly configs: PracticeConfigs;
  readonly followUps: FollowUps;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Waits between two tries of a commit that conflicted. @default real time */
  readonly pause?: (ms: number) => Promise<void>;
}

/** A known caller's wish for one lead. */
export interface EnrollLeadInput {
  readonly access: Access;
  /** As it stands in the path. */
  readonly leadId: string | undefined;
  readonly body: string | undefined;
}

/**
 * Takes a lead through another cadence of its practice, as the configuration stands now. Asked again for the same cadence and
 * minute it answers `exists`. Throws an `HttpProblem` (4xx) for what may not be.
 */
export async function enrollLead(deps: EnrollLeadDeps, input: EnrollLeadInput): Promise<EnrollmentAccepted> {
  const wanted = readEnrollment(input.body);
  // The same in every try: it is part of the run's id.
  const now = deps.clock.now();
  return untilCommitted({ pause: deps.pause, failures: 1 }, () => tryToEnroll(deps, input, wanted, now));
}

async function tryToEnroll(
  deps: EnrollLeadDeps,
  { access, leadId: posted }: EnrollLeadInput,
  wanted: Wanted,
  now: number,
): Promise<EnrollmentAccepted | "conflict"> {
  const lead = await findLead(deps.store, access, posted);
  if (lead === undefined || lead.erasedAt !== undefined) throw leadNotFound();
  const { practiceId, leadId, personId } = lead;
  const { cadence: purpose, anchors } = wanted;
  const runId = laterRunId(leadId, purpose, anchors.appointmentAt ?? anchors.treatmentCompletedAt ?? now);
  const [published, [run, existing, person]] = await Promise.all([
    deps.configs.current(practiceId),
    deps.store.readMany([
      { entity: "run", key: { practiceId, leadId, runId: lead.runId } },
      { entity: "run", key: { practiceId, leadId, runId } },
      { entity: "person", key: { practiceId, personId } },
    ]),
  ]);
  if (person?.erasure !== undefined) throw leadNotFound();
  if (existing !== undefined) return { leadId, runId, status: "exists" };
  if (run === undefined) throw new LeadMissing();
  if (published === undefined) throw cadenceNotConfigured();

  const points = await pointsOf(deps.store, lead, person);
  checkEnrollment({ lead, run, points, cadence: published.config.cadences[purpose] }, wanted);
  const alerts = run.outcome === undefined ? untoldAlerts(run) : [];
  const next = newRun({ lead, purpose, runId, configVersion: published.version, now, anchors, alerts });
  const actor = { kind: "staff", id: access.callerId } as const;
  const status = purpose === "nurture" ? "nurturing" : "following_up";
  const commit = enterRun({ lead, run, next, person, status, actor, reason: "enrolled", now });
  if ((await deps.store.commit(commit)) === "conflict") return "conflict";
  await startFollowUp(deps, followUpInput(next, { type: "plan" }));
  return { leadId, runId, status: "enrolled" };
}

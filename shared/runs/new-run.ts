import type { EventDraft } from "../contracts/append-events.ts";
import type { Lead } from "../domain/entities/lead.ts";
import type { Run, RunAlert } from "../domain/entities/run.ts";
import { fnvHash } from "../domain/fnv-hash.ts";
import { type CampaignId, type RunId, runIdOf } from "../domain/ids.ts";
import type { RunPurpose } from "../domain/vocabulary.ts";

/** Longest subject of a run, characters; see `runIdOf`. */
const MAX_SUBJECT = 12;

/** A run that is about to begin. */
export interface Enrollment {
  readonly lead: Pick<Lead, "practiceId" | "leadId">;
  readonly purpose: RunPurpose;
  /** As `laterRunId` makes it; a lead has one new-lead run, whose id needs no subject. */
  readonly runId?: RunId;
  /** Of the configuration that the practice has now: the run keeps it. */
  readonly configVersion: number;
  readonly now: number;
  /** What its offsets count from, ms. @default now */
  readonly enrolledAt?: number;
  readonly anchors?: NonNullable<Run["anchors"]>;
  /** What an earlier run leaves to tell. */
  readonly alerts?: readonly RunAlert[];
  /** What a reactivation run follows: its campaign, a cadence of that, and the templates that take the place of the cadence's. */
  readonly campaign?: Required<Pick<Run, "campaignId" | "cadence" | "templates">>;
}

/** A run in its first generation. It must show life at once. */
export function newRun(enrollment: Enrollment): Run {
  const { lead, purpose, runId, configVersion, now, enrolledAt = now, anchors, alerts = [], campaign } = enrollment;
  return {
    practiceId: lead.practiceId,
    leadId: lead.leadId,
    runId: runId ?? runIdOf(lead.leadId, purpose),
    version: 1,
    purpose,
    generation: 1,
    generationStartedAt: now,
    loops: 0,
    configVersion,
    cadence: purpose,
    ...campaign,
    enrolledAt,
    ...(anchors === undefined || Object.keys(anchors).length === 0 ? {} : { anchors }),
    ...(alerts.length === 0 ? {} : { alerts: [...alerts] }),
    wakeAt: now,
    waitingFor: "start",
    revivals: 0,
    steps: {},
  };
}

/** The id of a run other than the first: one for each purpose and minute of what it counts from, however often it is asked for. */
export function laterRunId(leadId: Lead["leadId"], purpose: RunPurpose, anchorMs: number): RunId {
  return runIdOf(leadId, purpose, Math.floor(anchorMs / 60_000).toString(36));
}

/** The id of a lead's run in a campaign: the same however often its turn is worked. */
export function reactivationRunId(leadId: Lead["leadId"], campaignId: CampaignId): RunId {
  return runIdOf(leadId, "reactivation", subjectOf(campaignId));
}

/** A campaign's own name where that is short enough for the subject of a run, else its beginning and what tells it from others. */
function subjectOf(campaignId: CampaignId): string {
  if (campaignId.length <= MAX_SUBJECT) return campaignId;
  const hash = fnvHash(campaignId).toString(36);
  return campaignId.slice(0, MAX_SUBJECT - hash.length) + hash;
}

/** The event that says that a run began. */
export function runStartedDraft({ runId, purpose, cadence, configVersion }: Run, reason: string): EventDraft {
  return { type: "run.started.v1", reason, data: { runId, purpose, cadence, configVersion } };
}

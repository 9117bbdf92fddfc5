import { type RecordDeliveryDeps, recordDelivery } from "../../../functions/record-delivery/logic.ts";
import type { DeliveryReport, StatusReport } from "../../../shared/contracts/delivery-report.ts";
import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import type { TouchTag } from "../../../shared/contracts/touch-tags.ts";
import type { ContactPoint, Person } from "../../../shared/domain/entities/identity.ts";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import type { Run, StepProgress } from "../../../shared/domain/entities/run.ts";
import { type Touch, TouchSchema } from "../../../shared/domain/entities/touch.ts";
import { touchIdOf } from "../../../shared/domain/ids.ts";
import {
  buildContactPoint,
  buildLead,
  buildPerson,
  buildPractice,
  buildRun,
  MINUTE,
  pointKey,
} from "../../support/builders/index.ts";
import {
  fakeFollowUps,
  fakeLogger,
  fakeMetrics,
  fakePracticeConfigs,
  fixedClock,
  NOW,
} from "../../support/fakes/index.ts";
import { createMemoryStore } from "../../support/memory-store.ts";
import { buildProgress } from "../../support/plan-facts.ts";

export const PHONE_POINT = pointKey("p");
export const EMAIL_POINT = pointKey("e");
/** When the first text message went out, ms. */
export const SENT_AT = NOW + 800;
/** When its reports come, ms. */
export const REPORTED_AT = NOW + MINUTE;
export const PROVIDER_ID = "sms-1";

export interface WorldChanges {
  readonly lead?: Partial<Lead>;
  readonly run?: Partial<Run>;
  readonly touch?: Partial<Touch>;
  readonly progress?: Partial<StepProgress>;
  readonly person?: Partial<Person>;
  readonly phone?: Partial<ContactPoint>;
  readonly email?: Partial<ContactPoint>;
  readonly config?: PracticeConfig;
}

/** A lead whose first text message was accepted by the provider, the only thing that went out so far. */
export function createWorld(changes: WorldChanges = {}) {
  const lead = buildLead({
    status: "following_up",
    clocks: { startedAt: NOW, firstResponseAt: SENT_AT },
    ...changes.lead,
  });
  const { practiceId, leadId } = lead;
  const stepKey = "first-sms";
  const progress = buildProgress({ at: SENT_AT, ...changes.progress });
  const run = buildRun({ steps: { [stepKey]: progress }, ...changes.run });
  const runId = run.runId;
  const touchId = touchIdOf(runId, stepKey, 1);
  const touch = TouchSchema.parse({
    practiceId,
    leadId,
    runId,
    touchId,
    version: 2,
    stepKey,
    attempt: 1,
    channel: "sms",
    template: "first-sms",
    state: "sent",
    claimToken: "token-1",
    leaseUntil: NOW + MINUTE,
    claimedAt: NOW + 100,
    settledAt: SENT_AT,
    providerId: PROVIDER_ID,
    ...changes.touch,
  });
  const ledger = [{ at: touch.claimedAt, touchId }];
  const store = createMemoryStore();
  store.seed(
    { entity: "lead", value: lead },
    { entity: "run", value: run },
    { entity: "touch", value: touch },
    { entity: "person", value: buildPerson({ points: [PHONE_POINT, EMAIL_POINT], ...changes.person }) },
    { entity: "contactPoint", value: buildContactPoint({ pointKey: PHONE_POINT, ledger, ...changes.phone }) },
    { entity: "contactPoint", value: buildContactPoint({ pointKey: EMAIL_POINT, kind: "email", ...changes.email }) },
    {
      entity: "providerRef",
      value: {
        practiceId,
        providerId: PROVIDER_ID,
        version: 1,
        leadId,
        runId,
        touchId,
        expiresAt: NOW + 30 * 86_400_000,
      },
    },
  );
  const clock = fixedClock(REPORTED_AT + 1_000);
  const followUps = fakeFollowUps();
  const metrics = fakeMetrics();
  const logger = fakeLogger();
  const configs = fakePracticeConfigs(changes.config ?? buildPractice());
  const pause = async () => {};
  const deps: RecordDeliveryDeps = { store, configs, followUps, metrics, clock, logger, pause };
  const tag: TouchTag = { practiceId, leadId, runId, touchId, kind: "touch" };

  const runKey = { practiceId, leadId, runId };
  return {
    deps,
    store,
    clock,
    followUps,
    metrics,
    logger,
    tag,
    record: (report: DeliveryReport) => recordDelivery(deps, report),
    lead: async () => found(await store.read("lead", { practiceId, leadId })),
    run: async () => found(await store.read("run", runKey)),
    step: async (key = stepKey) => (await store.read("run", runKey))?.steps[key],
    touch: async () => found(await store.read("touch", { practiceId, leadId, touchId })),
    phone: async () => found(await store.read("contactPoint", { practiceId, pointKey: PHONE_POINT })),
    email: async () => found(await store.read("contactPoint", { practiceId, pointKey: EMAIL_POINT })),
    person: async () => found(await store.read("person", { practiceId, personId: lead.personId })),
    types: async () => (await store.timeline(practiceId, leadId)).map(({ type }) => type),
    timeline: () => store.timeline(practiceId, leadId),
  };
}
export type World = ReturnType<typeof createWorld>;

/** A status report of a text message, found by the provider's id. */
export function smsReport(
  status: StatusReport["status"],
  more: Partial<Pick<StatusReport, "code" | "at" | "unusable" | "tag" | "providerId">> = {},
): DeliveryReport {
  return {
    kind: "status",
    channel: "sms",
    providerId: PROVIDER_ID,
    status,
    code: `TEXT_${status.toUpperCase()}`,
    at: REPORTED_AT,
    ...more,
  };
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("expected it to be stored");
  return value;
}

import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import type { ContactPoint, Person } from "../../../shared/domain/entities/identity.ts";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import type { Run } from "../../../shared/domain/entities/run.ts";
import type { ToldCall, ToldDisposition } from "../../../shared/domain/lifecycle/told.ts";
import type { StaffChannel } from "../../../shared/domain/vocabulary.ts";
import { claimLead } from "../../../shared/runs/claim-lead.ts";
import { recordCall } from "../../../shared/runs/record-call.ts";
import { recordDisposition } from "../../../shared/runs/record-disposition.ts";
import type { LifecycleDeps } from "../../../shared/runs/told-by.ts";
import {
  buildAccess,
  buildContactPoint,
  buildLead,
  buildPerson,
  buildPractice,
  buildRun,
  pointKey,
} from "../../support/builders/index.ts";
import { fakeFollowUps, fakeLogger, fakePracticeConfigs, fixedClock, NOW } from "../../support/fakes/index.ts";
import { createMemoryStore } from "../../support/memory-store.ts";
import { buildStep, MINUTE } from "../../support/plan-facts.ts";

export { MINUTE, NOW };

const { cadences } = buildPractice();

/** A practice that nurtures, and writes to whoever missed an appointment. */
export const FULL_PRACTICE = buildPractice({
  cadences: {
    ...cadences,
    nurture: { steps: [buildStep({ key: "month-1", channel: "email", offset: "P30D" })], acknowledgement: {} },
    "no-show": {
      steps: [buildStep({ key: "missed-you", anchor: "appointmentAt", offset: "PT1H" })],
      acknowledgement: {},
    },
  },
});

export interface WorldChanges {
  readonly lead?: Partial<Lead>;
  readonly run?: Partial<Run>;
  readonly phone?: Partial<ContactPoint>;
  readonly person?: Partial<Person>;
  readonly config?: PracticeConfig;
}

export type World = ReturnType<typeof createWorld>;

/** A lead that is being followed up, ten minutes after it came in, as staff see it. */
export function createWorld({
  lead: leadChanges,
  run: runChanges,
  phone,
  person,
  config = FULL_PRACTICE,
}: WorldChanges = {}) {
  const store = createMemoryStore();
  const clock = fixedClock(NOW + 10 * MINUTE);
  const followUps = fakeFollowUps();
  const lead = buildLead({
    status: "following_up",
    clocks: { startedAt: NOW, firstResponseAt: NOW + 800 },
    ...leadChanges,
  });
  const run = buildRun({ runId: lead.runId, ...runChanges });
  store.seed(
    { entity: "lead", value: lead },
    { entity: "run", value: run },
    { entity: "person", value: buildPerson({ points: [pointKey("p"), pointKey("e")], ...person }) },
    { entity: "contactPoint", value: buildContactPoint({ pointKey: pointKey("p"), ...phone }) },
    { entity: "contactPoint", value: buildContactPoint({ pointKey: pointKey("e"), kind: "email" }) },
  );
  const deps: LifecycleDeps = {
    store,
    configs: fakePracticeConfigs(config),
    followUps,
    clock,
    logger: fakeLogger(),
    pause: async () => {},
  };
  const { practiceId, leadId, personId } = lead;
  const ref = { practiceId, leadId };
  const by = (via: StaffChannel = "api", staffId = "maria") => ({
    staffId,
    actor: { kind: "staff", id: staffId } as const,
    via,
  });
  const storedLead = async () => {
    const stored = await store.read("lead", ref);
    if (stored === undefined) throw new Error("expected the lead to be stored");
    return stored;
  };
  return {
    store,
    deps,
    clock,
    followUps,
    ref,
    access: buildAccess({ role: "coordinator", callerId: "desk-key" }),
    say: (told: ToldDisposition, via?: StaffChannel) => recordDisposition(deps, ref, told, by(via)),
    call: (told: ToldCall) => recordCall(deps, ref, told, by()),
    claim: (staffId = "maria") => claimLead(deps, ref, { ...by("api", staffId), staffId }),
    lead: storedLead,
    run: async (runId?: Run["runId"]) => store.read("run", { ...ref, runId: runId ?? (await storedLead()).runId }),
    firstRun: run,
    person: () => store.read("person", { practiceId, personId }),
    point: (letter = "p") => store.read("contactPoint", { practiceId, pointKey: pointKey(letter) }),
    timeline: () => store.timeline(practiceId, leadId),
    types: async () => (await store.timeline(practiceId, leadId)).map(({ type }) => type),
  };
}

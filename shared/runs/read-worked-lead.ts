import type { PracticeConfig, PublishedPractice } from "../contracts/practice.ts";
import type { ContactPoint, Person } from "../domain/entities/identity.ts";
import type { Lead } from "../domain/entities/lead.ts";
import type { Run } from "../domain/entities/run.ts";
import { ConfigVersionMissing, LeadMissing } from "../domain/errors.ts";
import { pointsOf } from "./points-of.ts";
import { noShowRunId } from "./run-to-enter.ts";
import type { LeadRef, LifecycleDeps } from "./told-by.ts";

/** A lead that people work, the run that it is in and whose it is. */
export interface WorkedLead {
  readonly lead: Lead;
  readonly run: Run;
  readonly person: Person | undefined;
  /** The configuration that the run follows. */
  readonly config: PracticeConfig;
}

/** A lead that somebody says something of, with what decides whether that starts a run. */
export interface DisposedLead extends WorkedLead {
  /** Every contact point of the person. */
  readonly points: readonly ContactPoint[];
  /** What the practice has published now: a run that begins keeps it. */
  readonly published: PublishedPractice | undefined;
  /** The run that was started before when the person did not come to this very appointment. */
  readonly noShowRun: Run | undefined;
}

/** Reads a lead that people work; undefined when there is none. A test of our own is nobody's to work, and nor is whoever was erased. */
export async function readWorkedLead(
  { store, configs }: Pick<LifecycleDeps, "store" | "configs">,
  ref: LeadRef,
): Promise<WorkedLead | undefined> {
  const lead = await store.read("lead", ref);
  if (lead === undefined || lead.mystery || lead.erasedAt !== undefined) return undefined;
  const { practiceId, leadId, personId, runId } = lead;
  const [run, person] = await store.readMany([
    { entity: "run", key: { practiceId, leadId, runId } },
    { entity: "person", key: { practiceId, personId } },
  ]);
  if (person?.erasure !== undefined) return undefined;
  if (run === undefined) throw new LeadMissing();
  return { lead, run, person, config: await configOf(configs, run) };
}

/** Reads what a disposition of this lead is decided on; undefined when there is no such lead. `now` names the run of a missed appointment. */
export async function readDisposedLead(
  deps: Pick<LifecycleDeps, "store" | "configs">,
  ref: LeadRef,
  now: number,
): Promise<DisposedLead | undefined> {
  const worked = await readWorkedLead(deps, ref);
  if (worked === undefined) return undefined;
  const { lead, person } = worked;
  const { practiceId, leadId } = lead;
  const [points, published, noShowRun] = await Promise.all([
    pointsOf(deps.store, lead, person),
    deps.configs.current(practiceId),
    deps.store.read("run", { practiceId, leadId, runId: noShowRunId(lead, now) }),
  ]);
  return { ...worked, points, published, noShowRun };
}

/** What was said must not get lost over a configuration that is gone: the current one has much the same hours. */
async function configOf(
  configs: LifecycleDeps["configs"],
  { practiceId, configVersion }: Run,
): Promise<PracticeConfig> {
  try {
    return await configs.version(practiceId, configVersion);
  } catch (error) {
    const current = error instanceof ConfigVersionMissing ? await configs.current(practiceId) : undefined;
    if (current === undefined) throw error;
    return current.config;
  }
}

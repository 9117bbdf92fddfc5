import type { LeadEvent } from "../../shared/contracts/events.ts";
import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import { checkPoints } from "./oracle/check-points.ts";
import { checkLeads, checkReadings, checkTable, storedLeads } from "./oracle/final-checks.ts";
import type { Violation } from "./oracle/oracle.ts";
import { checkPersistence } from "./oracle/persistence.ts";
import { type PopulationPlan, populate } from "./population/populate.ts";
import { Random } from "./random.ts";
import { type Funnel, funnelOf } from "./report/funnel.ts";
import { pauseCampaigns } from "./world/campaigns.ts";
import { type FaultShares, HARSH } from "./world/faults.ts";
import { pauseSending, restoreTables, withInsertedStep } from "./world/incidents.ts";
import { type Mutation, makeWorld } from "./world/world.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** About so many events from outside are delivered once more at the end. */
const REPEATED_AT_THE_END = 2_000;
/** Violations of each rule whose timelines are kept. */
const KEPT_TIMELINES = 2;

/** One simulation. */
export interface Scenario {
  readonly seed: number;
  readonly leads: number;
  /** How long every lead is followed, days. */
  readonly days: number;
  readonly startsAt: number;
  /** How long inquiries come in, ms. */
  readonly arrivalsMs: number;
  readonly configs: readonly PracticeConfig[];
  /** @default HARSH */
  readonly faults?: FaultShares;
  /** An hour of paused sending, an edited cadence and a restored table. @default true */
  readonly incidents?: boolean;
  /** Days after the start between which sending is paused. */
  readonly pausedFor?: readonly [from: number, to: number];
  /** Days after the start at which a campaign takes over whoever is being followed up, paused at first, and at which it goes on. */
  readonly campaignPausedFor?: readonly [from: number, to: number];
  readonly only?: PopulationPlan["only"];
  readonly mutate?: Mutation;
  readonly validate?: boolean;
  /** Hears of the share that is done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** A violation with what happened to its lead. */
export interface ExplainedViolation extends Violation {
  readonly timeline?: readonly LeadEvent[];
  readonly handed?: readonly object[];
}

export interface SimulationResult {
  readonly funnel: Funnel;
  readonly violations: readonly ExplainedViolation[];
}

/** Lets virtual days pass over a population and judges everything that happens. */
export async function simulate(scenario: Scenario): Promise<SimulationResult> {
  const { seed, leads, days, startsAt, arrivalsMs, configs, incidents = true, onProgress } = scenario;
  const humans = populate(
    { leads, configs, startsAt, arrivalsMs, ...(scenario.only && { only: scenario.only }) },
    new Random(seed),
  );
  const world = makeWorld({
    seed: seed + 1,
    startsAt,
    configs,
    humans,
    faults: scenario.faults ?? HARSH,
    ...(scenario.mutate && { mutate: scenario.mutate }),
    validate: scenario.validate ?? false,
  });
  const { time, oracle, memory, accepted, outside } = world;
  const end = startsAt + arrivalsMs + days * DAY;
  for (const human of humans) for (const post of human.posts) time.at(post.at, () => void world.post(post));
  if (incidents) arrangeIncidents(scenario, world);
  const [pausedFrom, pausedTo] = scenario.pausedFor ?? [0, 0];
  if (pausedTo > pausedFrom)
    pauseSending(time, startsAt + pausedFrom * DAY, (pausedTo - pausedFrom) * DAY, world.sending, oracle);
  if (scenario.campaignPausedFor !== undefined) {
    const [from, to] = scenario.campaignPausedFor;
    pauseCampaigns(world, configs, startsAt + from * DAY, startsAt + to * DAY);
  }
  const interruptedMs = (incidents ? INTERRUPTED_MS : 0) + (pausedTo - pausedFrom) * DAY;

  await time.runUntil(end, (now) => onProgress?.((now - startsAt) / (end - startsAt)));

  const stored = storedLeads(memory);
  checkLeads(oracle, stored, accepted, { end, interruptedMs });
  if (scenario.pausedFor === undefined) checkPersistence(oracle, stored, end);
  checkReadings(oracle, stored);
  await checkPoints(oracle, memory);
  checkTable(oracle, memory);
  await deliverAgain(world, end);
  const funnel = funnelOf({ humans, accepted, stored, book: oracle.book, outside });
  return { funnel, violations: await explain(world) };
}

/** How long the incidents keep the pipeline from sending, ms. */
const INTERRUPTED_MS = 3 * HOUR;

/** On the second day the cadence is edited and the newest hours are lost, on the third sending is paused. */
function arrangeIncidents({ startsAt, configs }: Scenario, world: ReturnType<typeof makeWorld>): void {
  const { time, random, oracle, sending, published, post } = world;
  time.at(startsAt + 1.6 * DAY, () => {
    for (const config of configs) published.publish(withInsertedStep(config));
  });
  pauseSending(time, startsAt + 2.7 * DAY, HOUR, sending, oracle);
  const lostMs = random.pick([5 * MINUTE, 40 * MINUTE, 2 * HOUR]);
  restoreTables({ ...world, postAgain: post }, startsAt + 1.83 * DAY, lostMs);
}

/** What came in from outside comes once more, in another order: it must leave everything as it is (DESIGN §7.8). */
async function deliverAgain({ time, memory, outside, oracle, random }: ReturnType<typeof makeWorld>, end: number) {
  const before = memory.snapshot();
  const share = REPEATED_AT_THE_END / Math.max(outside.worked.length, 1);
  const sample = outside.worked
    .filter(({ lost, about }) => lost !== true && about?.forgotten !== true && random.chance(share))
    .reverse();
  for (const one of sample) void one.again();
  // Time stands still, so that nothing else happens; what a fault would slow down waits for ever, and changes nothing either.
  await time.runUntil(end);
  const after = memory.snapshot();
  for (const [address, put] of after.entities)
    if (before.entities.get(address) !== put) oracle.report("the same again changes nothing", `${put.entity} changed`);
}

async function explain({ oracle, memory }: ReturnType<typeof makeWorld>): Promise<ExplainedViolation[]> {
  const kept = new Map<string, number>();
  return Promise.all(
    oracle.violations.map(async (violation): Promise<ExplainedViolation> => {
      const { practiceId, leadId, rule } = violation;
      const before = kept.get(rule) ?? 0;
      kept.set(rule, before + 1);
      if (before >= KEPT_TIMELINES || practiceId === undefined || leadId === undefined) return violation;
      const timeline = await memory.timeline(practiceId as never, leadId as never);
      const page = oracle.book.leads.get(leadId);
      const handed = page?.handed.map(({ text: _text, to: _to, by: _by, ...ids }) => ids) ?? [];
      return { ...violation, timeline, handed };
    }),
  );
}

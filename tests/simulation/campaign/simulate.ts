import type { LeadEvent } from "../../../shared/contracts/events.ts";
import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import { checkTable } from "../oracle/final-checks.ts";
import { Random } from "../random.ts";
import type { ExplainedViolation } from "../simulate.ts";
import { type FaultShares, HARSH, NONE } from "../world/faults.ts";
import { CAMPAIGN_ID, isWanted, runCourse } from "./course.ts";
import { checkAlerts, checkFollowUp, checkResults, checkRuns, checkTurns, type Reporting } from "./final-checks.ts";
import type { Person } from "./person.ts";
import { makeRoster, shuffled } from "./roster.ts";
import { isForMembers } from "./watch.ts";
import { type CampaignMutation, type CampaignWorld, makeCampaignWorld } from "./world.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** After the last turn: the last cadence, and its last wait for an answer. */
const AFTER_MS = 16 * DAY;
/** No campaign takes this long. */
const MAX_MS = 120 * DAY;
/** Violations of each rule whose timelines are kept. */
const KEPT_TIMELINES = 2;

/** One campaign of a practice with its old leads. */
export interface CampaignScenario {
  readonly seed: number;
  /** People on the old list. */
  readonly leads: number;
  readonly perDay: number;
  /** A Monday, 00:00 UTC. */
  readonly startsAt: number;
  readonly config: PracticeConfig;
  /** @default HARSH */
  readonly faults?: FaultShares;
  /** Files again, another list of opt-outs, a key rotation, a pause, two deaths of everything, two executions of a day. @default true */
  readonly incidents?: boolean;
  /** When it is cancelled, as a share of the time that it takes. */
  readonly cancelAt?: number;
  /** Checks every write against its schema. @default false */
  readonly validate?: boolean;
  readonly mutate?: CampaignMutation;
  /** Hears of the virtual days that have passed. */
  readonly onProgress?: (days: number) => void;
}

export interface CampaignOutcome {
  readonly counts: Readonly<Record<string, number>>;
  readonly violations: readonly ExplainedViolation[];
}

/** Lets a campaign run from the import to two weeks after its last turn, and judges everything that happens. */
export async function simulateCampaign(scenario: CampaignScenario): Promise<CampaignOutcome> {
  const { seed, leads, perDay, startsAt, config, faults = HARSH, onProgress } = scenario;
  const people = makeRoster(leads, new Random(seed));
  const world = makeCampaignWorld({
    seed: seed + 1,
    startsAt,
    config,
    people,
    perDay,
    faults,
    validate: scenario.validate ?? false,
    mutate: scenario.mutate ?? {},
  });
  const { time, oracle, memory } = world;
  let wanted: readonly Person[] = [];
  void runCourse(world, scenario).then(() => {
    wanted = people.filter((person) => isWanted(world, person));
  });

  for (let day = 1; time.now() < startsAt + MAX_MS && !(await isOver(world, config)); day += 1) {
    await time.runUntil(startsAt + day * DAY);
    onProgress?.(day);
  }
  const end = time.now() + AFTER_MS;
  await time.runUntil(end);

  const reporting: Reporting = { ledger: oracle.ledger, report: (...what) => oracle.report(...what) };
  if (scenario.cancelAt === undefined) {
    if (!(await isOver(world, config))) oracle.report("nobody is forgotten", "the campaign is never done");
    checkTurns(reporting, wanted);
    checkFollowUp(reporting, faults !== NONE, end);
  }
  checkAlerts(reporting, faults !== NONE, end);
  checkRuns(reporting, memory, end);
  checkTable(oracle, memory);
  await checkNumbers(world, reporting);
  return { counts: countsOf(world, (end - startsAt) / DAY), violations: await explain(world, config) };
}

async function isOver({ memory }: CampaignWorld, { practiceId }: PracticeConfig): Promise<boolean> {
  const campaign = await memory.read("campaign", { practiceId, campaignId: CAMPAIGN_ID as never });
  return campaign?.status === "done" || campaign?.status === "cancelled";
}

/** The results are right, and stay so when every event is delivered twice more, in another order. */
async function checkNumbers(world: CampaignWorld, reporting: Reporting): Promise<void> {
  const { time, tasks, functions, memory, random } = world;
  const read = async () => {
    const done = tasks.untilDone("read-campaign", (one) => functions.results(one, CAMPAIGN_ID));
    await time.runUntil(time.now() + HOUR);
    return done;
  };
  checkResults(reporting, await read());
  const events: LeadEvent[] = [...memory.snapshot().events.values()].flat().filter(isForMembers);
  for (const event of shuffled([...events, ...events], random))
    void tasks.untilDone("update-members", (one) => functions.update(one, event));
  await time.runUntil(time.now() + DAY);
  checkResults(reporting, await read());
}

function countsOf({ oracle, memory, tasks }: CampaignWorld, days: number): Record<string, number> {
  const { ledger, pace } = oracle;
  const counts: Record<string, number> = { "virtual days": Math.round(days), people: ledger.people.length };
  const count = (name: string, by = 1) => {
    counts[name] = (counts[name] ?? 0) + by;
  };
  for (const { state, reason } of [...ledger.turns.values()].flat()) count(`turn ${state} ${reason ?? ""}`.trim());
  for (const { channel, outcome } of [...ledger.handed.values()].flat()) count(`handed over ${channel} ${outcome}`);
  for (const { kind } of ledger.signs) count(`sign ${kind}`);
  for (const [of, deaths] of tasks.deaths) count(`died ${of}`, deaths);
  count("numbers and addresses that opted out", ledger.optedOutAt.size);
  count("addresses that unsubscribed", ledger.emailStoppedAt.size);
  count("enrolled on the busiest day", Math.max(0, ...pace.days.values()));
  count("days with enrollments", pace.days.size);
  for (const { entity, value } of memory.snapshot().entities.values())
    if (entity === "run") count(`run ${value.purpose} ${value.outcome ?? "under way"}`);
  return counts;
}

async function explain({ oracle, memory }: CampaignWorld, { practiceId }: PracticeConfig) {
  const kept = new Map<string, number>();
  return Promise.all(
    oracle.violations.map(async (violation): Promise<ExplainedViolation> => {
      const { leadId, rule } = violation;
      const before = kept.get(rule) ?? 0;
      kept.set(rule, before + 1);
      if (before >= KEPT_TIMELINES || leadId === undefined) return violation;
      const person = oracle.ledger.personOf(leadId);
      const handed = person === undefined ? [] : (oracle.ledger.handed.get(person) ?? []);
      return {
        ...violation,
        timeline: await memory.timeline(practiceId, leadId as never),
        handed: handed.map(({ text: _text, to: _to, by: _by, ...ids }) => ids),
      };
    }),
  );
}

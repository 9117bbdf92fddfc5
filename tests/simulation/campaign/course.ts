import type { CampaignDayInput } from "../../../shared/contracts/workflow.ts";
import type { ImportJob } from "../../../shared/domain/entities/import.ts";
import { localTime } from "../oracle/local-time.ts";
import type { Move } from "./functions.ts";
import { againOf, type ExpectedCounts, exportOf, type LeadFile, spreadsheetOf } from "./lead-files.ts";
import { firstList, listAgain, type OptOutList, secondList } from "./opt-out-lists.ts";
import { type Person, QUIET_DAYS, reasonAgainst } from "./person.ts";
import { type LeadRow, rowsOf } from "./rows.ts";
import type { CampaignScenario } from "./simulate.ts";
import type { CampaignWorld } from "./world.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** On the morning of the first day, a Monday. */
const BEGINS_MS = 15 * HOUR;
const PAUSED_MS = 2 * DAY;
/** Transactions of the import after which everything dies for the first time. */
const MIDDLE_OF_A_CHUNK = 20;
/** Held-out members take no slot, and of a family there is one. */
const SLOTS_PER_WANTED = 0.8;
/** Six of the seven days of a week are staffed. */
const DAYS_PER_STAFFED_DAY = 7 / 6;
export const CAMPAIGN_ID = "win-back";

/** Two variants to compare; those who found it too expensive get an offer in both. */
const VARIANTS = [
  { key: "plain", share: 2, byLostReason: { price: { "back-email": "back-price-email" } } },
  {
    key: "short",
    templates: { "back-email": "back-again-email" },
    byLostReason: { price: { "back-email": "back-price-email" } },
  },
];
/** When things happen, as shares of the time that the campaign takes. */
const WHEN = {
  sameFile: 0.1,
  sameList: 0.15,
  diesInTurn: 0.2,
  rotation: 0.3,
  secondList: 0.4,
  otherFile: 0.48,
  pause: 0.55,
  dies: 0.7,
  twoExecutions: 0.8,
} as const;

/** What an admin, the people and bad luck do from the first import to the end of the campaign. Resolves at the launch. */
export async function runCourse(world: CampaignWorld, scenario: CampaignScenario): Promise<void> {
  const { time, random, oracle, tasks, functions } = world;
  const { startsAt, perDay } = scenario;
  const { people } = oracle.ledger;
  const rows = rowsOf(people, random);
  const workable = rows.filter((row) => "person" in row);
  await time.sleep(BEGINS_MS);

  if (scenario.incidents !== false) world.dieAfter("row", MIDDLE_OF_A_CHUNK);
  const sheet = spreadsheetOf(rows, startsAt);
  checkCounts(world, "the old list", await world.importFile("leads", sheet.text, sheet.options), sheet.expected);
  for (const { says, names, person } of workable) {
    if (says === "all") oracle.ledger.optOut(names, time.now());
    if (says === "email" && person.email !== undefined) oracle.ledger.emailStoppedAt.set(person.email, time.now());
  }

  const plan = {
    campaignId: CAMPAIGN_ID,
    cadence: "win-back",
    segment: { quietDays: QUIET_DAYS },
    variants: VARIANTS,
    perDay,
    controlPercent: 10,
  };
  await tasks.untilDone("create-campaign", (one) => functions.createCampaign(one, plan));
  const early = await steer(world, "launch");
  if (early !== "opt_outs_first") oracle.report("opt-outs come first", `a launch without them was answered ${early}`);

  const list = firstList(people, workable, random);
  await importOptOuts(world, "the first list of opt-outs", list, checkCounts);
  const launched = await steer(world, "launch");
  // One whose answer was lost was launched by the try before.
  if (launched !== "moved" && launched !== "unchanged") oracle.report("opt-outs come first", `then ${launched}`);
  const launchedAt = time.now();
  const wanted = people.filter((person) => isWanted(world, person)).length;
  const spanMs = Math.ceil((wanted * SLOTS_PER_WANTED) / perDay) * DAYS_PER_STAFFED_DAY * DAY;
  const again = () => importOptOuts(world, "the first list again", listAgain(list), checkCounts);
  if (scenario.incidents !== false) time.at(launchedAt + WHEN.sameList * spanMs, () => void again());
  arrange(world, scenario, rows, (share) => launchedAt + share * spanMs);
}

/** Everything else that happens while the campaign runs. */
function arrange(
  world: CampaignWorld,
  { startsAt, config, cancelAt, incidents = true }: CampaignScenario,
  rows: readonly LeadRow[],
  at: (share: number) => number,
): void {
  const { time, random, oracle, jobs, crowd, keyRings } = world;
  const { ledger } = oracle;
  for (const person of ledger.people)
    if (person.inquiresAt !== undefined) time.at(at(person.inquiresAt), () => crowd.inquire(person));
  if (cancelAt !== undefined) time.at(at(cancelAt), () => void cancel(world));
  if (!incidents) return;

  const again = async (name: string, file: LeadFile, check: Check) =>
    check(world, name, await world.importFile("leads", file.text, file.options), file.expected);
  const same = againOf(spreadsheetOf(rows, startsAt));
  time.at(at(WHEN.sameFile), () => void again("the same file again", same, checkCounts));
  time.at(at(WHEN.otherFile), () => void again("another export", exportOf(rows, startsAt, random), checkExport));
  time.at(at(WHEN.diesInTurn), () => world.dieAfter("turn", 1));
  time.at(at(WHEN.dies), () => world.die());
  time.at(at(WHEN.rotation), () => keyRings.rotate());
  time.at(at(WHEN.secondList), () => {
    const list = secondList(ledger.people, random);
    for (const point of list.names) for (const person of ledger.usersOf(point)) oracle.importingOptOuts.add(person);
    void importOptOuts(world, "the second list of opt-outs", list, checkRows);
  });
  time.at(staffedFrom(world, at(WHEN.pause)), () => void pause(world));
  time.at(staffedFrom(world, at(WHEN.twoExecutions)), () => {
    const { date } = localTime(config.zone, time.now());
    const input = { version: 1, practiceId: config.practiceId, campaignId: CAMPAIGN_ID, date } as const;
    for (const day of [input, input]) void jobs.runDay(day as CampaignDayInput);
  });
}

async function pause(world: CampaignWorld): Promise<void> {
  const { time, oracle } = world;
  const is = await steer(world, "pause");
  if (is !== "moved" && is !== "unchanged") oracle.report("a campaign can be paused", `it was answered ${is}`);
  const paused = { from: time.now(), to: Number.POSITIVE_INFINITY };
  oracle.ledger.pauses.push(paused);
  await time.sleep(PAUSED_MS);
  paused.to = time.now();
  await steer(world, "resume");
}

async function cancel(world: CampaignWorld): Promise<void> {
  await steer(world, "cancel");
  world.oracle.ledger.cancelledAt = world.time.now();
}

function steer({ tasks, functions }: CampaignWorld, move: Move): Promise<string> {
  return tasks.untilDone("steer-campaign", (one) => functions.steer(one, CAMPAIGN_ID, move));
}

async function importOptOuts(world: CampaignWorld, name: string, list: OptOutList, check: Check): Promise<void> {
  const job = await world.importFile("suppressions", list.text);
  world.oracle.ledger.optOut(list.names, world.time.now());
  check(world, name, job, list.expected);
}

/** Says what an import counted wrongly. */
type Check = (world: CampaignWorld, name: string, job: ImportJob, expected: Partial<ExpectedCounts>) => void;

/** Every row is counted under what it is. */
const checkCounts: Check = ({ oracle }, name, { counts, status }, expected) => {
  for (const [what, wanted] of Object.entries(expected)) {
    const found = counts[what as keyof ExpectedCounts];
    if (found !== wanted) oracle.report("imports count exactly", `${name}: ${found} ${what}, expected ${wanted}`);
  }
  if (status !== "done") oracle.report("imports count exactly", `${name} ${status}`);
};

/** Every row is worked; which of them say something new depends on what people did meanwhile. */
const checkRows: Check = (world, name, job, { accepted = 0, merged = 0, unchanged = 0, rejected }) => {
  const { counts } = job;
  const worked = counts.accepted + counts.merged + counts.unchanged;
  const sum = { accepted: worked, merged: 0, unchanged: 0, rejected: counts.rejected, optOuts: counts.optOuts };
  const expected = { accepted: accepted + merged + unchanged, ...(rejected === undefined ? {} : { rejected }) };
  checkCounts(world, name, { ...job, counts: sum }, expected);
};

/** Nobody is new, and news is at most what an old row says of those who have a new lead by now. */
const checkExport: Check = (world, name, job, expected) => {
  checkRows(world, name, job, expected);
  const { accepted, merged } = job.counts;
  const returned = world.oracle.ledger.signs.filter(({ kind }) => kind === "inquiry").length;
  if (accepted > 0 || merged > 2 * returned)
    world.oracle.report(
      "imports count exactly",
      `${name}: ${accepted} accepted, ${merged} merged, ${returned} inquired`,
    );
};

/** The first full hour from then on at which the practice has staff. */
function staffedFrom({ oracle }: CampaignWorld, ms: number): number {
  let hour = Math.ceil(ms / HOUR) * HOUR;
  while (!oracle.pace.isStaffed(hour)) hour += HOUR;
  return hour;
}

/** Whether a person is one of those that the campaign is for, as it is launched. */
export function isWanted({ oracle: { ledger } }: Pick<CampaignWorld, "oracle">, person: Person): boolean {
  const now = Number.MAX_SAFE_INTEGER;
  return reasonAgainst(person) === undefined && !ledger.isStopped(person, now) && ledger.isReachable(person, now);
}

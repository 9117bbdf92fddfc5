import { enrollMembers } from "../../../functions/enroll-members/logic.ts";
import { listMembers } from "../../../functions/list-members/logic.ts";
import { startJobs } from "../../../functions/start-jobs/logic.ts";
import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import type { CampaignDayInput, ImportInput } from "../../../shared/contracts/workflow.ts";
import {
  type Campaign,
  type CampaignPlan,
  CampaignPlanSchema,
  type Member,
} from "../../../shared/domain/entities/campaign.ts";
import type { ContactPoint } from "../../../shared/domain/entities/identity.ts";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import type { Run } from "../../../shared/domain/entities/run.ts";
import { WorkflowUnavailable } from "../../../shared/domain/errors.ts";
import { type LeadId, type PersonId, type PointKey, runIdOf } from "../../../shared/domain/ids.ts";
import { practiceDate } from "../../../shared/domain/practice-hours/staffed-hours.ts";
import type { Workflows } from "../../../shared/ports/index.ts";
import type { CampaignQueries, LeadQueries, Store } from "../../../shared/ports/store.ts";
import {
  buildCampaign,
  buildContactPoint,
  buildLead,
  buildPerson,
  buildPractice,
  buildRun,
  PRACTICE_ID,
} from "../../support/builders/index.ts";
import { fakeFollowUps, fakeLogger, fakePracticeConfigs, fixedClock, NOW } from "../../support/fakes/index.ts";
import { createMemoryStore, type MemoryStoreOptions } from "../../support/memory-store.ts";
import { buildStep, DAY } from "../../support/plan-facts.ts";

/** When the leads of these tests inquired, ms: long enough ago for any campaign. */
export const INQUIRED_AT = NOW - 100 * DAY;

/** The id of the nth lead of a test. */
export const leadIdOf = (n: number): LeadId => `01KBDEXAMP1E${String(n).padStart(14, "0")}` as LeadId;

/** A practice with a cadence for campaigns: an SMS at once, an email the day after. */
export const campaignPractice = (changes: Partial<PracticeConfig> = {}): PracticeConfig => {
  const { serviceLines } = buildPractice();
  return buildPractice({
    serviceLines: serviceLines.map((line) => (line.key === "dental-implants" ? { ...line, value: 5_000 } : line)),
    campaignCadences: {
      "win-back": {
        steps: [
          buildStep({ key: "hello-again", template: "first-sms" }),
          buildStep({ key: "still-there", channel: "email", offset: "P1D", template: "first-email" }),
        ],
        acknowledgement: {},
      },
    },
    ...changes,
  });
};

/** Workflows that are started nowhere and remembered here. */
export interface FakeWorkflows extends Workflows {
  readonly days: { readonly name: string; readonly input: CampaignDayInput }[];
  readonly imports: { readonly name: string; readonly input: ImportInput }[];
  /** Makes every later start fail with this code; undefined repairs it. */
  failWith(code: string | undefined): void;
}

/** Stands in for Step Functions: one execution per name. */
export function fakeWorkflows(): FakeWorkflows {
  const days: FakeWorkflows["days"] = [];
  const imports: FakeWorkflows["imports"] = [];
  let failure: string | undefined;
  const start = <Input>(all: { name: string; input: Input }[], name: string, input: Input) => {
    if (failure !== undefined) throw new WorkflowUnavailable(failure);
    if (all.some((one) => one.name === name)) return "exists" as const;
    all.push({ name, input });
    return "started" as const;
  };
  return {
    days,
    imports,
    failWith: (code) => {
      failure = code;
    },
    startCampaignDay: async (name, input) => start(days, name, input),
    startImport: async (name, input) => start(imports, name, input),
  };
}

/** What makes a lead of a test different from the others. */
export interface LeadGiven {
  readonly lead?: Partial<Lead>;
  readonly run?: Partial<Run>;
  readonly phone?: Partial<ContactPoint>;
}

export interface WorldOptions {
  readonly plan?: Partial<CampaignPlan>;
  readonly campaign?: Partial<Campaign>;
  readonly config?: PracticeConfig;
  readonly start?: number | string;
  readonly store?: MemoryStoreOptions;
}

const [LEAD, RUN, PERSON] = [buildLead(), buildRun({ wakeAt: undefined, outcome: "exhausted" }), buildPerson()];
const POINTS = { phone: buildContactPoint(), email: buildContactPoint({ kind: "email" }) };

/** What is stored of one; made from one of each kind, since checking each of 100,000 leads takes its time. */
function leadOf(n: number, { lead: changes, run, phone }: LeadGiven) {
  const leadId = leadIdOf(n);
  const number = String(n).padStart(14, "0");
  const personId = `01KBDPERS0N0${number}` as PersonId;
  const keys = { phone: `v1:p${"0".repeat(28)}${number}`, email: `v1:e${"0".repeat(28)}${number}` } as Record<
    "phone" | "email",
    PointKey
  >;
  const runId = runIdOf(leadId, "new-lead");
  const { activeRunId: _none, ...atRest } = PERSON;
  const persons = [{ personId, name: {} }];
  const lead: Lead = {
    ...LEAD,
    leadId,
    personId,
    runId,
    status: "stalled",
    receivedAt: INQUIRED_AT,
    clocks: { startedAt: INQUIRED_AT },
    reach: { ...LEAD.reach, ...keys },
    ...changes,
  };
  const others = [
    { entity: "run", value: { ...RUN, leadId, runId, ...run } },
    { entity: "person", value: { ...atRest, personId, leadId, points: Object.values(keys) } },
    { entity: "contactPoint", value: { ...POINTS.phone, pointKey: keys.phone, persons, ...phone } },
    { entity: "contactPoint", value: { ...POINTS.email, pointKey: keys.email, persons } },
  ] as const;
  return { lead, others };
}

type WorldStore = Store & LeadQueries & CampaignQueries;

/** A campaign that was just launched, and everything that its days are made of. */
export function createWorld(options: WorldOptions = {}) {
  const clock = fixedClock(options.start ?? NOW);
  const store = createMemoryStore(options.store);
  const config = options.config ?? campaignPractice();
  const plan = CampaignPlanSchema.parse({ cadence: "win-back", perDay: 10, ...options.plan });
  const campaign = buildCampaign({
    status: "preparing",
    plan,
    launchedAt: clock.now(),
    wakeAt: clock.now(),
    ...options.campaign,
  });
  const { campaignId } = campaign;
  store.seed({ entity: "campaign", value: campaign });
  const followUps = fakeFollowUps();
  const workflows = fakeWorkflows();
  const logger = fakeLogger();
  const deps = {
    store: store as WorldStore,
    configs: fakePracticeConfigs(config),
    followUps,
    workflows,
    clock,
    logger,
    pause: async () => {},
  };
  type Deps = typeof deps;
  const campaignKey = { practiceId: PRACTICE_ID, campaignId } as const;
  const today = (): CampaignDayInput => ({ version: 1, ...campaignKey, date: practiceDate(config.zone, clock.now()) });

  /** A stalled lead of its own person, with a number and an address of its own. */
  function seedLead(n: number, given: LeadGiven = {}): Lead {
    const { lead, others } = leadOf(n, given);
    store.seed({ entity: "lead", value: lead }, ...others);
    return lead;
  }

  const list = (using: Deps = deps) => listMembers(using, today());
  const enroll = (using: Deps = deps, task = today()) => enrollMembers(using, task);

  /** Lists all members, as the state machine does. */
  async function listAll(using: Deps = deps): Promise<number> {
    for (let calls = 1; calls <= 10_000; calls += 1) if ((await list(using)).status !== "more") return calls;
    throw new Error("expected the listing to end");
  }

  /** One execution of the campaign's day, as the state machine goes through it; waits move the clock. */
  async function runDay(using: Deps = deps) {
    const counted = { listed: await listAll(using), enrolled: 0, waits: 0, ended: "" };
    const task = today();
    for (let calls = 0; calls < 100_000; calls += 1) {
      const progress = await enroll(using, task);
      counted.enrolled += 1;
      if (progress.status === "done" || progress.status === "stopped") return { ...counted, ended: progress.status };
      if (progress.status === "wait") {
        counted.waits += 1;
        clock.set(Math.max(clock.now(), Date.parse(progress.until)));
      }
    }
    throw new Error("expected the day to end");
  }

  /** Day after day until the campaign is done, each started by `start-jobs`. */
  async function runToTheEnd(maxDays = 60): Promise<void> {
    for (let days = 0; days < maxDays; days += 1) {
      await runDay();
      const { status, wakeAt } = await current();
      if (status !== "running" || wakeAt === undefined) return;
      clock.set(Math.max(clock.now(), wakeAt) + 1);
      await startJobs(deps);
    }
    throw new Error("expected the campaign to end");
  }

  async function current(): Promise<Campaign> {
    const found = await store.read("campaign", campaignKey);
    if (found === undefined) throw new Error("expected a campaign");
    return found;
  }
  async function change(changes: Partial<Campaign>): Promise<void> {
    const before = await current();
    store.seed({ entity: "campaign", value: { ...before, ...changes, version: before.version + 1 } });
  }
  const members = async (): Promise<readonly Member[]> =>
    (await store.members(PRACTICE_ID, campaignId, { limit: 1_000_000 })).items;
  const day = async (date = today().date) => store.read("campaignDay", { ...campaignKey, date });
  const lead = async (n: number) => store.read("lead", { practiceId: PRACTICE_ID, leadId: leadIdOf(n) });

  return {
    clock,
    store,
    deps,
    followUps,
    workflows,
    logger,
    campaignKey,
    config,
    plan,
    today,
    seedLead,
    list,
    enroll,
    listAll,
    runDay,
    runToTheEnd,
    current,
    change,
    members,
    day,
    lead,
  };
}

export type World = ReturnType<typeof createWorld>;

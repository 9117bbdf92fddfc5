import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import { decideSend, RULES } from "../../../shared/domain/send-gate/send-gate.ts";
import type { Entities, EntityName, Put } from "../../../shared/ports/store.ts";
import type { AnyStore } from "../world/chaotic-store.ts";
import { NONE } from "../world/faults.ts";
import { type CampaignScenario, simulateCampaign } from "./simulate.ts";
import type { CampaignMutation } from "./world.ts";

/** One way to break imports or campaigns, and the rule of the oracle that must speak up. */
export interface CampaignMutationCase {
  readonly name: string;
  readonly mutation: CampaignMutation;
  readonly caught: string;
  readonly scenario?: Partial<Pick<CampaignScenario, "leads" | "perDay" | "incidents" | "cancelAt" | "seed">>;
}

/** What a function takes entities for that it reads. */
type View = { readonly [K in EntityName]?: (value: Entities[K]) => Entities[K] };

/** Lets some functions see what they read through a view. */
function seeing(of: readonly string[], view: View): CampaignMutation {
  const seen = (entity: EntityName, value: unknown): unknown =>
    value === undefined ? value : ((view[entity] as ((value: unknown) => unknown) | undefined)?.(value) ?? value);
  return ofFunctions(of, (store) => ({
    ...store,
    read: (async (entity: EntityName, key: never) => seen(entity, await store.read(entity, key))) as AnyStore["read"],
    readMany: (async (refs: Parameters<AnyStore["readMany"]>[0]) =>
      (await store.readMany(refs)).map((value, index) =>
        seen(refs[index]?.entity as EntityName, value),
      )) as unknown as AnyStore["readMany"],
    members: async (...asked) => {
      const page = await store.members(...asked);
      return { ...page, items: page.items.map((member) => seen("member", member) as Entities["member"]) };
    },
  }));
}

/** Changes, or leaves out, what some functions write. */
function writing(of: readonly string[], change: (put: Put) => Put | undefined): CampaignMutation {
  return ofFunctions(of, (store) => ({
    ...store,
    commit: ({ puts, events }) => store.commit({ puts: puts.map(change).filter((put) => put !== undefined), events }),
  }));
}

function ofFunctions(of: readonly string[], change: (store: AnyStore) => AnyStore): CampaignMutation {
  return {
    deps: (deps, invocation) => {
      if (!of.includes(invocation.of)) return deps;
      const store = change(deps.store as AnyStore);
      return { ...deps, store, queries: store };
    },
  };
}

const CAMPAIGN_FUNCTIONS = ["list-members", "enroll-members"];
const COLUMN = "Do Not Contact";
const STRANGE_COLUMN = "Old Column One";

/** A planner that goes on although the person answered. */
const IGNORES_REPLIES = seeing(["plan-next-action"], {
  lead: (lead) => (lead.status === "replied" ? { ...lead, status: "reactivating" } : lead),
  run: ({ staffOnlySince: _since, ...run }) => run,
});

/** Every mutation that the oracle must catch. */
export const CAMPAIGN_MUTATIONS: readonly CampaignMutationCase[] = [
  {
    name: "turns that ask nobody for opt-outs",
    mutation: seeing(CAMPAIGN_FUNCTIONS, {
      contactPoint: ({ suppression: _said, ...point }) => point,
      lead: (lead) => (lead.status === "opted_out" ? { ...lead, status: "stalled" } : lead),
    }),
    caught: "only whom a campaign may bring back",
    scenario: { leads: 120, incidents: true },
  },
  {
    name: "turns that forget which number they reached",
    mutation: writing(["enroll-members"], (put) => (put.entity === "contactPoint" ? undefined : put)),
    caught: "nobody twice",
    scenario: { leads: 160 },
  },
  {
    name: "a day that forgets its slots",
    mutation: writing(["enroll-members"], (put) =>
      put.entity === "campaignDay" ? { ...put, value: { ...put.value, nextSlot: 0 } } : put,
    ),
    caught: "the pace is never exceeded",
  },
  {
    name: "a campaign that is ahead of its turns",
    mutation: writing(["enroll-members"], (put) =>
      put.entity === "campaign" ? { ...put, value: { ...put.value, cursor: "~" } } : put,
    ),
    caught: "nobody is forgotten",
  },
  {
    name: "turns around the clock",
    mutation: {
      deps: (deps, { of }) => {
        if (of !== "enroll-members") return deps;
        const version: typeof deps.configs.version = async (...asked) =>
          aroundTheClock(await deps.configs.version(...asked));
        return { ...deps, configs: { ...deps.configs, version } };
      },
    },
    caught: "the pace is never exceeded",
  },
  {
    name: "turns in spite of a pause",
    mutation: seeing(["enroll-members", "start-jobs"], {
      campaign: (campaign) => (campaign.status === "paused" ? { ...campaign, status: "running" } : campaign),
    }),
    caught: "no turns while the campaign rests",
    scenario: { leads: 100, perDay: 15, incidents: true },
  },
  {
    name: "the gate without its rule about campaigns",
    mutation: {
      deps: (deps) => {
        const rules = RULES.filter(({ name }) => name !== "campaign");
        return { ...deps, decide: (facts, now) => decideSend(facts, now, rules) };
      },
    },
    caught: "nothing while the campaign is paused",
    scenario: { incidents: true },
  },
  {
    name: "control members who have a turn like everybody",
    mutation: seeing(["enroll-members"], { member: (member) => ({ ...member, group: "treated" }) }),
    caught: "control members are left alone",
  },
  {
    name: "an import that does not know a column of opt-outs",
    mutation: {
      deps: (deps, { of }) => {
        if (of !== "import-chunk") return deps;
        const read: typeof deps.files.read = async (...asked) =>
          Buffer.from(
            Buffer.from(await deps.files.read(...asked))
              .toString("latin1")
              .replace(COLUMN, STRANGE_COLUMN),
            "latin1",
          );
        return { ...deps, files: { ...deps.files, read } };
      },
    },
    caught: "nobody who opted out",
    scenario: { leads: 160 },
  },
  {
    name: "an import that takes an old loss for news",
    mutation: seeing(["import-chunk"], {
      lead: (lead) => (lead.imported ? { ...lead, imported: { ...lead.imported, stage: "open" } } : lead),
    }),
    caught: "touches go on while nobody answers",
    scenario: { incidents: true },
  },
  {
    name: "a rotated key ring of which the newest key alone is looked up",
    mutation: {
      deps: (deps) => {
        const load: typeof deps.keyRings.load = async () => {
          const ring = await deps.keyRings.load();
          return { ...ring, pointKeys: (...asked) => ring.pointKeys(...asked).slice(0, 1) };
        };
        return { ...deps, keyRings: { load } };
      },
    },
    caught: "nobody who opted out",
    scenario: { incidents: true },
  },
  {
    name: "members who forget what came of them before",
    mutation: writing(["update-members"], (put) => {
      if (put.entity !== "member") return put;
      const newest = Object.entries(put.value.outcomes).slice(-1);
      return { ...put, value: { ...put.value, outcomes: Object.fromEntries(newest) } };
    }),
    caught: "results are what happened",
  },
  {
    name: "a link whose mere opening counts",
    mutation: {
      functions: (functions) => ({
        ...functions,
        visitInterest: async (invocation, token, confirmed) => {
          const { is } = await functions.visitInterest(invocation, token, true);
          return { is: confirmed ? is : "asked" };
        },
      }),
    },
    caught: "results are what happened",
  },
  {
    name: "answers that end nothing",
    mutation: {
      deps: (deps, invocation) => {
        const rules = RULES.filter(({ name }) => name !== "lead state");
        const decided = { ...deps, decide: (facts, now) => decideSend(facts, now, rules) } satisfies typeof deps;
        return IGNORES_REPLIES.deps?.(decided, invocation) ?? decided;
      },
    },
    caught: "no touches after an answer, a click or an inquiry",
  },
  {
    name: "nobody who starts what fell silent",
    mutation: { functions: (functions) => ({ ...functions, startJobs: async () => undefined }) },
    caught: "nobody is forgotten",
  },
];

/** The mutation of this name; throws a RangeError that lists them all. */
export function campaignMutationNamed(name: string): CampaignMutationCase {
  const found = CAMPAIGN_MUTATIONS.find((one) => one.name === name);
  const names = CAMPAIGN_MUTATIONS.map((one) => one.name).join("\n");
  if (found === undefined) throw new RangeError(`got --mutate "${name}"; expected one of:\n${names}`);
  return found;
}

/** A small campaign in which nothing goes wrong by itself. */
const SMALL = {
  seed: 7,
  leads: 70,
  perDay: 12,
  startsAt: Date.parse("2026-10-26T00:00:00Z"),
  faults: NONE,
  incidents: false,
};

/** The rules that speak up in the world of a case, with the mutation or without it. */
export async function campaignRulesBroken(
  { mutation, scenario = {} }: CampaignMutationCase,
  config: PracticeConfig,
  mutated: boolean,
): Promise<Set<string>> {
  const small = { ...SMALL, ...scenario, config: smallPractice(config), mutate: mutated ? mutation : {} };
  const { violations } = await simulateCampaign(small);
  return new Set(violations.map(({ rule }) => rule));
}

/** The practice with little besides its campaigns: checking all of it takes longer than these campaigns. */
function smallPractice(config: PracticeConfig): PracticeConfig {
  const { followedBy: _nurture, ...cadence } = config.cadences["new-lead"];
  const steps = cadence.steps.slice(0, 3);
  const { sms, email } = cadence.acknowledgement;
  const used = new Set([...steps.map(({ template }) => template), sms, email]);
  const templates = Object.entries(config.templates).filter(([name]) => used.has(name) || name.startsWith("back-"));
  return { ...config, cadences: { "new-lead": { ...cadence, steps } }, templates: Object.fromEntries(templates) };
}

function aroundTheClock(config: PracticeConfig): PracticeConfig {
  const hours = Object.fromEntries(
    Object.keys(config.hours).map((day) => [day, [{ opens: "00:00", closes: "23:59" }]]),
  );
  return { ...config, hours: hours as PracticeConfig["hours"] };
}

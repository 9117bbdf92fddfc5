import type { LeadEvent } from "../../../shared/contracts/events.ts";
import { fileKeys } from "../../../shared/contracts/file-keys.ts";
import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import type { ImportJob, ImportKind } from "../../../shared/domain/entities/import.ts";
import { REVIVE_GRACE_MS } from "../../../shared/domain/timing.ts";
import type { LogFields } from "../../../shared/ports/index.ts";
import { createConflictingStore } from "../../support/conflicting-store.ts";
import { countingIds, fakeImportFiles, fakePracticeConfigs } from "../../support/fakes/index.ts";
import { createMemoryPacer } from "../../support/memory-pacer.ts";
import { createMemoryStore } from "../../support/memory-store.ts";
import { VirtualTime } from "../clock/virtual-time.ts";
import { findContactData } from "../oracle/canaries.ts";
import { Random } from "../random.ts";
import { chaoticStore } from "../world/chaotic-store.ts";
import type { FaultShares } from "../world/faults.ts";
import { Practices } from "../world/practices.ts";
import { Providers } from "../world/providers.ts";
import { Reviver } from "../world/reviver.ts";
import { StateMachine } from "../world/state-machine.ts";
import { type Invocation, Tasks } from "../world/tasks.ts";
import { Crowd } from "./crowd.ts";
import { type CampaignDeps, type CampaignFunctions, realCampaignFunctions } from "./functions.ts";
import { JobMachines } from "./machines.ts";
import { CampaignOracle } from "./oracle.ts";
import type { Person } from "./person.ts";
import { chaoticFiles, RotatingKeyRings } from "./ports.ts";
import { type Written, watched } from "./watch.ts";

const SECOND = 1_000;
/** Most events are there within seconds, some much later. */
const EVENT_LATE_MS = 6 * 3_600 * SECOND;

/** A deployment over a store in memory, an old list of people, and the oracle that watches. */
export interface CampaignWorldPlan {
  readonly seed: number;
  readonly startsAt: number;
  readonly config: PracticeConfig;
  readonly people: readonly Person[];
  readonly perDay: number;
  readonly faults: FaultShares;
  readonly validate: boolean;
  readonly mutate: CampaignMutation;
}

/** What a mutation of the product may change. */
export interface CampaignMutation {
  readonly deps?: (deps: CampaignDeps, invocation: Invocation) => CampaignDeps;
  readonly functions?: (functions: CampaignFunctions) => CampaignFunctions;
}

/** Puts everything together. */
export function makeCampaignWorld(plan: CampaignWorldPlan) {
  const { seed, startsAt, config, people, perDay, faults, mutate } = plan;
  const random = new Random(seed);
  const time = new VirtualTime(startsAt);
  const oracle = new CampaignOracle(people, config, perDay, () => time.now());
  const memory = createMemoryStore({ share: true, validate: plan.validate });
  const files = fakeImportFiles();
  const keyRings = new RotatingKeyRings(time);
  const practices = new Practices([config]);
  const wakeOf = { run: new Map<string, number>(), job: new Map<string, number>() };
  const finished = new Map<string, (job: ImportJob) => void>();
  /** How many of something must still be written until everything dies, before the function is told. */
  const deaths = new Map<Written, number>();

  const store = createConflictingStore(
    watched(memory, {
      oracle,
      onRun: (id, wakeAt) => note(wakeOf.run, revivals, id, wakeAt),
      onJob: (id, wakeAt) => note(wakeOf.job, starter, id, wakeAt),
      onImport: (job) => {
        if (job.status === "done" || job.status === "failed") finished.get(job.importId)?.(job);
      },
      onWritten: (what) => {
        const left = (deaths.get(what) ?? Number.POSITIVE_INFINITY) - 1;
        deaths.set(what, left);
        if (left === 0) die();
      },
      onText: (messageId) => crowd.recorded(messageId),
      onEvent: publish,
    }),
    {
      commits: { conflict: faults.conflict, unavailable: faults.unavailable, answer_lost: faults.answerLost },
      reads: faults.readFails,
      seed: random.seed(),
    },
  );
  const tasks = new Tasks(time, random, faults, (of, error) => {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    oracle.report("functions fail only where they may", `${of} threw ${name}: ${message}`);
  });
  const providers = new Providers({ time, random, faults, oracle, practices, onTaken: (taken) => crowd.carry(taken) });
  const shared = {
    ...sharedPorts({ time, random, oracle, practices }),
    configs: fakePracticeConfigs(config),
    keyRings,
  };

  function depsOf(invocation: Invocation): CampaignDeps {
    const own = chaoticStore(store, { time, random, faults }, invocation);
    const deps: CampaignDeps = {
      ...shared,
      store: own,
      queries: own,
      files: chaoticFiles(files, { random, faults }, invocation),
      workflows: jobs.workflows(invocation),
      followUps: machine.followUps(invocation),
      ...providers.ports(invocation),
    };
    return mutate.deps?.(deps, invocation) ?? deps;
  }
  const real = realCampaignFunctions(config.practiceId, depsOf);
  const functions = mutate.functions?.(real) ?? real;
  const crowd: Crowd = new Crowd({ time, random, faults, tasks, functions, oracle, config });
  const onInput = (input: object) => leak(oracle, "an execution's input", input);
  const onCircle = (what: string) => oracle.report("runs get on", `${what} goes round in circles`);
  const jobs: JobMachines = new JobMachines({ time, random, faults, tasks, functions, onInput, onCircle });
  const machine = new StateMachine({
    time,
    random,
    faults,
    tasks,
    functions,
    onInput,
    onAction: () => {},
    onCircle: ({ runId }) => onCircle(runId),
  });
  const revivals: Reviver = new Reviver(time, wakeOf.run, REVIVE_GRACE_MS, () =>
    tasks.invoke("revive-runs", (one) => functions.revive(one)),
  );
  const starter: Reviver = new Reviver(time, wakeOf.job, 0, () =>
    tasks.invoke("start-jobs", (one) => functions.startJobs(one)),
  );

  /** The bus: at least once, in any order. */
  function publish(event: LeadEvent): void {
    const deliver = () => {
      const delay = random.chance(faults.lateEvent) ? random.between(0, EVENT_LATE_MS) : random.between(0, 5 * SECOND);
      time.at(time.now() + delay, () => void tasks.untilDone("update-members", (one) => functions.update(one, event)));
    };
    deliver();
    if (random.chance(faults.repeatedEvent)) deliver();
  }

  /** Everything that runs dies at once, functions and executions. */
  function die(): void {
    tasks.killAll();
    jobs.loseAll();
    machine.loseAll();
  }

  return {
    time,
    random,
    oracle,
    memory,
    tasks,
    functions,
    jobs,
    crowd,
    keyRings,

    /** Imports a file from the first request to its last row. */
    async importFile(kind: ImportKind, text: string, options: object = {}): Promise<ImportJob> {
      const { importId } = await tasks.untilDone("create-import", (one) =>
        functions.createImport(one, { kind, options }),
      );
      const done = new Promise<ImportJob>((resolve) => finished.set(importId, resolve));
      const key = fileKeys.upload(config.practiceId, importId as never);
      files.put(key, text);
      await tasks.untilDone("start-import", (one) => functions.startImport(one, key));
      return done;
    },

    die,

    /** The same, when so many more of something were just written. */
    dieAfter(what: Written, count: number): void {
      deaths.set(what, count);
    },
  };
}

/** The result of `makeCampaignWorld`. */
export type CampaignWorld = ReturnType<typeof makeCampaignWorld>;

function note(wakeOf: Map<string, number>, reviver: Reviver, id: string, wakeAt: number | undefined): void {
  if (wakeAt === undefined) wakeOf.delete(id);
  else {
    wakeOf.set(id, wakeAt);
    reviver.watch(id, wakeAt);
  }
}

function sharedPorts(parts: { time: VirtualTime; random: Random; oracle: CampaignOracle; practices: Practices }) {
  const { time, random, oracle, practices } = parts;
  const log = (message: string, fields: LogFields = {}) => leak(oracle, "a log line", { message, fields });
  return {
    publicUrl: "https://links.example.com",
    ids: countingIds(),
    clock: time,
    sending: { read: async () => ({ mode: "live" as const, testPoints: [] }) },
    pacer: createMemoryPacer(),
    lookup: { lineType: async () => "mobile" as const },
    optOuts: { put: async () => "done" as const, remove: async () => "done" as const },
    numbers: { practiceOf: async () => practices.configs[0]?.practiceId },
    metrics: { emit: () => {} },
    logger: { info: log, warn: log, error: log },
    // What an import may do in a second is another test's; here it only takes some time.
    rowsPerSecond: Number.MAX_SAFE_INTEGER,
    pause: () => time.sleep(random.between(1, 200)),
  };
}

/** Reports contact data where none may be. */
function leak(oracle: CampaignOracle, place: string, value: object): void {
  const found = findContactData(JSON.stringify(value));
  if (found !== undefined) oracle.report("no contact data outside the vault", `${place} holds ${found}`);
}

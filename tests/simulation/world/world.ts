import type { LeadAccepted } from "../../../shared/contracts/lead-api.ts";
import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import { REVIVE_GRACE_MS } from "../../../shared/domain/timing.ts";
import type { LogFields } from "../../../shared/ports/index.ts";
import { createConflictingStore } from "../../support/conflicting-store.ts";
import { countingIds, fakePracticeConfigs, testKeyRings } from "../../support/fakes/index.ts";
import { createMemoryPacer } from "../../support/memory-pacer.ts";
import { createMemoryStore } from "../../support/memory-store.ts";
import { VirtualTime } from "../clock/virtual-time.ts";
import { findContactData } from "../oracle/canaries.ts";
import { Oracle } from "../oracle/oracle.ts";
import type { Human, Post } from "../population/human.ts";
import { Random } from "../random.ts";
import { chaoticStore } from "./chaotic-store.ts";
import type { FaultShares } from "./faults.ts";
import { FromOutside } from "./from-outside.ts";
import { type AllDeps, type Functions, realFunctions } from "./functions.ts";
import type { Switch } from "./incidents.ts";
import { Observer } from "./observer.ts";
import { People } from "./people.ts";
import { Practices } from "./practices.ts";
import { Providers } from "./providers.ts";
import { Reviver } from "./reviver.ts";
import { staffTold } from "./staff.ts";
import { StateMachine } from "./state-machine.ts";
import { type Invocation, Tasks } from "./tasks.ts";

/** A deployment over a store in memory, the people that it serves, and the oracle that watches. */
export interface WorldPlan {
  readonly seed: number;
  readonly startsAt: number;
  readonly configs: readonly PracticeConfig[];
  readonly humans: readonly Human[];
  readonly faults: FaultShares;
  /** Checks every write against its schema; costs about half of the speed. */
  readonly validate?: boolean;
  /** Breaks something on purpose. */
  readonly mutate?: Mutation;
}

/** What a mutation of the product may change. */
export interface Mutation {
  readonly deps?: (deps: AllDeps, invocation: Invocation) => AllDeps;
  readonly functions?: (functions: Functions, depsOf: (invocation: Invocation) => AllDeps) => Functions;
}

/** Puts everything together. */
export function makeWorld(plan: WorldPlan) {
  const { seed, startsAt, configs, humans, faults, mutate = {} } = plan;
  const random = new Random(seed);
  const time = new VirtualTime(startsAt);
  const oracle = new Oracle(configs, humans, () => time.now());
  const practices = new Practices(configs);
  const memory = createMemoryStore({ share: true, validate: plan.validate ?? false });
  const sending: Switch = { mode: "live" };
  const published = fakePracticeConfigs(...configs);
  const accepted: { at: number; post: Post; leadId: string }[] = [];

  const observer: Observer = new Observer(oracle, ({ runId, wakeAt }) => reviver.watch(runId, wakeAt));
  const store = createConflictingStore(observer.watch(memory), {
    commits: { conflict: faults.conflict, unavailable: faults.unavailable, answer_lost: faults.answerLost },
    reads: faults.readFails,
    seed: random.seed(),
  });
  const onUnexpected = (of: string, error: unknown) => {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    // Runs of leads that a restore has lost end like this; their posts became leads anew.
    if (name === "LeadMissing" && oracle.tablesRestored) return;
    oracle.report("functions fail only where they may", `${of} threw ${name}: ${message}`);
  };
  const tasks = new Tasks(time, random, faults, onUnexpected);
  const providers = new Providers({
    time,
    random,
    faults,
    oracle,
    practices,
    onTaken: (taken) => people.carry(taken),
    onStaffTold: (tag, address) => staffTold({ time, tasks, functions, oracle, practices }, tag, address),
  });
  const shared = sharedPorts({ time, random, oracle, practices, published, sending });

  function depsOf(invocation: Invocation): AllDeps {
    const deps: AllDeps = {
      ...shared,
      store: chaoticStore(store, { time, random, faults }, invocation),
      followUps: machine.followUps(invocation),
      ...providers.ports(invocation),
    };
    return mutate.deps?.(deps, invocation) ?? deps;
  }
  const real = realFunctions(depsOf);
  const functions = mutate.functions?.(real, depsOf) ?? real;
  const outside = new FromOutside({ time, random, faults, tasks, functions, oracle, practices });
  const people: People = new People({ time, random, faults, book: oracle.book, outside });
  const machine = new StateMachine({
    time,
    random,
    faults,
    tasks,
    functions,
    onInput: (input) => leak(oracle, "an execution's input", input, input),
    onAction: (input, action) => {
      if (action.type !== "plan") leak(oracle, "an action", action, input);
    },
    onCircle: (input) => oracle.report("runs get on", "an execution goes round in circles", input),
  });
  const reviver = new Reviver(time, observer.wakeOf, REVIVE_GRACE_MS, () =>
    tasks.invoke("revive-runs", (one) => functions.revive(one)),
  );

  /** Posts until the API answers. */
  async function post(one: Post): Promise<LeadAccepted> {
    const answer = await tasks.untilDone("receive-lead", (invocation) => functions.post(invocation, one, time.now()));
    accepted.push({ at: time.now(), post: one, leadId: answer.leadId });
    return answer;
  }

  return { time, random, oracle, memory, observer, outside, sending, published, accepted, post, functions, tasks };
}

/** The result of `makeWorld`. */
export type World = ReturnType<typeof makeWorld>;

function sharedPorts(parts: {
  time: VirtualTime;
  random: Random;
  oracle: Oracle;
  practices: Practices;
  published: ReturnType<typeof fakePracticeConfigs>;
  sending: Switch;
}) {
  const { time, random, oracle, practices, published, sending } = parts;
  const log = (message: string, fields: LogFields = {}) => leak(oracle, "a log line", { message, fields }, fields);
  return {
    configs: published,
    keyRings: testKeyRings(),
    publicUrl: "https://links.example.com",
    ids: countingIds(),
    clock: time,
    sending: { read: async () => ({ mode: sending.mode, testPoints: [] }) },
    pacer: createMemoryPacer(),
    lookup: {
      lineType: async (e164: string) => {
        const users = practices.configs.flatMap(({ practiceId }) => [...oracle.book.usersOf(practiceId, e164)]);
        return users.some(({ situation }) => situation === "landline") ? ("landline" as const) : ("mobile" as const);
      },
    },
    optOuts: { put: async () => "done" as const, remove: async () => "done" as const },
    numbers: {
      practiceOf: async (e164: string) =>
        practices.configs.find(({ practiceId }) => practiceId === practices.ofNumber(e164))?.practiceId,
    },
    metrics: { emit: () => {} },
    logger: { info: log, warn: log, error: log },
    pause: () => time.sleep(random.between(1, 200)),
  };
}

/** Reports contact data where none may be. */
function leak(oracle: Oracle, place: string, value: object, where: { practiceId?: string; leadId?: string }): void {
  const found = findContactData(JSON.stringify(value));
  if (found !== undefined) oracle.report("no contact data outside the vault", `${place} holds ${found}`, where);
}

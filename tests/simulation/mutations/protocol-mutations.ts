import type { AllDeps } from "../world/functions.ts";
import type { Mutation } from "../world/world.ts";
import { without } from "./gate-mutations.ts";
import type { MutationCase } from "./table.ts";
import { seeing } from "./views.ts";

/** Hands every text message over twice. */
const SENDS_TWICE: Mutation = {
  deps: (deps) => ({
    ...deps,
    sms: {
      send: async (message) => {
        await deps.sms.send(message);
        return deps.sms.send(message);
      },
    },
  }),
};

/** A planner that has forgotten what was done. */
const FORGETFUL = seeing("plan-next-action", {
  run: (run) => ({
    ...run,
    steps: Object.fromEntries(Object.entries(run.steps).filter(([, { state }]) => state !== "sent")),
  }),
});

/** A planner that tries the other channel again and again. */
const RESTLESS: Mutation = {
  functions: (functions, depsOf) => ({
    ...functions,
    plan: async (invocation, task) => {
      const action = await functions.plan(invocation, task);
      const { practiceId, leadId, runId } = task;
      const run = await depsOf(invocation).store.read("run", { practiceId, leadId, runId });
      const fallen = Object.entries(run?.steps ?? {}).find(([, { state, attempt }]) => state === "sent" && attempt > 1);
      if (action.type !== "wait" || fallen === undefined) return action;
      const [stepKey, { attempt, channel }] = fallen;
      if (channel === "call_task") return action;
      const template = "hello-email";
      return { type: "send", channel, stepKey, attempt: attempt + 1, template, dueAt: 0 };
    },
  }),
};

/** Takes a planner that goes on although the person replied. */
const IGNORES_REPLIES = seeing("plan-next-action", {
  lead: (lead) => ({ ...lead, status: lead.status === "unanswered" ? "unanswered" : "following_up" }),
  run: ({ staffOnlySince: _since, alerts: _alerts, ...run }) => run,
});

/** Mixes the vault up: whoever is read is the one who was read before. */
function mixesPeopleUp(): Mutation {
  let before: Awaited<ReturnType<AllDeps["store"]["read"]>>;
  return {
    deps: (deps, { of }) => {
      if (of !== "send-email") return deps;
      const read = async (entity: "contact", key: never) => {
        const found = await deps.store.read(entity, key);
        const mistaken = before ?? found;
        before = found;
        return mistaken;
      };
      return { ...deps, store: { ...deps.store, read: read as AllDeps["store"]["read"] } };
    },
  };
}

/** Writes down whom a message went to, where everybody may read it. */
const NOTES_NUMBERS: Mutation = {
  deps: (deps) => ({
    ...deps,
    sms: {
      send: (message) => {
        deps.logger.info(`sent to ${message.to}`);
        return deps.sms.send(message);
      },
    },
  }),
};

/** Tells everybody of a missed target in the moment in which the first of them is due. */
const ALARMS_EVERYBODY: Mutation = {
  functions: (functions) => ({
    ...functions,
    alert: async (invocation, task) => {
      const { action } = task;
      const told = await functions.alert(invocation, task);
      if (action.type !== "alertStaff" || action.reason !== "sla_breached") return told;
      const other = { ...action, stepKey: action.stepKey.replace(/\d+$/, "9"), staffId: "luis" } as typeof action;
      await functions.alert(invocation, { ...task, action: other });
      return told;
    },
  }),
};

/** A planner that does not know whom it has told. */
const FORGETS_WHO = seeing("plan-next-action", {
  run: (run) => ({
    ...run,
    steps: Object.fromEntries(Object.entries(run.steps).map(([key, { told: _told, ...rest }]) => [key, rest])),
  }),
});

const PLAIN = { situation: "plain", state: "IL", patience: 1 } as const;

/** Planner, delivery and record done wrong. */
export const PROTOCOL: readonly MutationCase[] = [
  { name: "a sender that is called twice", mutation: SENDS_TWICE, caught: "a touch id once", scenario: {} },
  {
    name: "a planner that repeats a settled step",
    mutation: FORGETFUL,
    caught: "runs get on",
    scenario: { leads: 4, days: 1 },
  },
  {
    name: "a fallback that is repeated",
    mutation: RESTLESS,
    caught: "runs get on",
    scenario: { leads: 6, days: 6, only: { behaviour: "silent", situation: "no_consent", state: "IL" } },
  },
  {
    name: "a planner that goes on after a reply",
    mutation: IGNORES_REPLIES,
    given: without("lead state"),
    caught: "no touches after a reply",
    scenario: { only: { behaviour: "answers", ...PLAIN } },
  },
  {
    name: "a chain of alerts that a claim does not stop",
    mutation: seeing("plan-next-action", { lead: ({ claim: _claim, ...lead }) => lead }),
    caught: "a claim stops the chain",
    scenario: { days: 1, only: { behaviour: "silent", ...PLAIN } },
  },
  {
    name: "a missed target that everybody is told of at once",
    mutation: ALARMS_EVERYBODY,
    caught: "one person after the other",
    scenario: { days: 1, only: { behaviour: "silent", ...PLAIN } },
  },
  {
    name: "a chain of alerts that forgets who was told",
    mutation: FORGETS_WHO,
    caught: "each person is told once",
    scenario: { days: 1, only: { behaviour: "silent", ...PLAIN } },
  },
  {
    name: "text messages without pacing",
    mutation: { deps: ({ pacer: _pacer, ...deps }) => deps },
    caught: "no number pool beyond its capacity",
    scenario: { leads: 120, days: 1, arrivalsMs: 60_000, partsPerSecond: 1, only: { behaviour: "silent", ...PLAIN } },
  },
  {
    name: "one person's message to another",
    mutation: mixesPeopleUp(),
    caught: "only to the lead's own contact points",
    scenario: {},
  },
  {
    name: "a number in a log line",
    mutation: NOTES_NUMBERS,
    caught: "no contact data outside the vault",
    scenario: {},
  },
  {
    name: "nobody who revives runs",
    mutation: { functions: (functions) => ({ ...functions, revive: async () => undefined }) },
    caught: "every run ends or waits for a reason",
    scenario: { faults: { lostStart: 0.3 } },
  },
];

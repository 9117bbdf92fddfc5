import { WORDINGS } from "../population/wordings.ts";
import type { Functions } from "../world/functions.ts";
import type { Mutation } from "../world/world.ts";
import type { MutationCase } from "./table.ts";

type Message = Parameters<Functions["receive"]>[1];

/** Reads replies in another way; undefined: not at all. `now` is when they arrive. */
function reading(read: (message: Message, now: number) => Message | undefined): Mutation {
  return {
    functions: (functions, depsOf) => ({
      ...functions,
      receive: async (invocation, message) => {
        const understood = read(message, depsOf(invocation).clock.now());
        return understood && functions.receive(invocation, understood);
      },
    }),
  };
}

const KEYWORD = /^\s*(stop|end|quit|cancel|unsubscribe|revoke|start|help|unstop)\s*$/i;
const AMBIGUOUS: readonly string[] = WORDINGS.ambiguous;
const PLAIN = { situation: "plain", state: "IL", patience: 1 } as const;

/** Replies, reports and clicks worked wrongly. */
export const INBOUND: readonly MutationCase[] = [
  {
    name: "opt-outs in keywords only",
    mutation: reading((message) => (KEYWORD.test(message.body) ? message : undefined)),
    caught: "nothing after an opt-out",
    scenario: { only: { behaviour: "opts_out", ...PLAIN } },
  },
  {
    name: "ambiguous words read as an answer",
    mutation: reading((message) => (AMBIGUOUS.includes(message.body) ? { ...message, body: "ok" } : message)),
    caught: "messages are read rightly",
    scenario: { only: { behaviour: "ambiguous", ...PLAIN } },
  },
  {
    name: "messages in the order of their arrival",
    mutation: reading((message, now) => ({ ...message, sentAt: now })),
    caught: "an opt-out holds until it is taken back",
    scenario: { leads: 60, faults: { lateEvent: 0.6 }, only: { behaviour: "opts_out_and_back", ...PLAIN } },
  },
  {
    name: "a late report over a newer one",
    mutation: {
      functions: (functions, depsOf) => ({
        ...functions,
        record: (invocation, report) => functions.record(invocation, { ...report, at: depsOf(invocation).clock.now() }),
      }),
    },
    caught: "the same again changes nothing",
    scenario: {},
  },
  {
    name: "a conversation that nobody hears of",
    mutation: {
      functions: (functions) => ({
        ...functions,
        record: async (invocation, report) =>
          report.kind === "connected_to_agent" ? undefined : functions.record(invocation, report),
      }),
    },
    caught: "no touches after a conversation",
    scenario: { days: 8, only: { behaviour: "talks_to_agent", ...PLAIN } },
  },
  {
    name: "bounces that nobody hears of",
    mutation: {
      functions: (functions) => ({
        ...functions,
        record: async (invocation, report) =>
          report.kind === "status" && report.unusable !== undefined ? undefined : functions.record(invocation, report),
      }),
    },
    caught: "nothing to what is known not to work",
    scenario: { only: { behaviour: "silent", ...PLAIN, situation: "bouncing_email" } },
  },
  {
    name: "a click on unsubscribe that does nothing",
    mutation: { functions: (functions) => ({ ...functions, unsubscribe: async () => undefined }) },
    caught: "no email after an unsubscribe",
    scenario: { only: { behaviour: "unsubscribes", ...PLAIN } },
  },
];

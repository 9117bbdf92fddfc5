import { WORDINGS } from "../population/wordings.ts";
import type { Functions } from "../world/functions.ts";
import type { Mutation } from "../world/world.ts";
import type { MutationCase } from "./table.ts";

type Receive = Functions["receive"];

/** Reads replies in another way. */
function reading(read: (message: Parameters<Receive>[1]) => Parameters<Receive>[1] | undefined): Mutation {
  return {
    functions: (functions, depsOf) => ({
      ...functions,
      receive: async (invocation, message) => {
        const read_ = read({ ...message, sentAt: message.sentAt });
        return read_ === undefined ? undefined : functions.receive(invocation, clocked(read_, depsOf, invocation));
      },
    }),
  };
}

/** A message that says to have been sent when it arrives carries the time of its arrival. */
function clocked(
  message: Parameters<Receive>[1],
  depsOf: Parameters<NonNullable<Mutation["functions"]>>[1],
  invocation: Parameters<Receive>[0],
): Parameters<Receive>[1] {
  return Number.isFinite(message.sentAt) ? message : { ...message, sentAt: depsOf(invocation).clock.now() };
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
    mutation: reading((message) => ({ ...message, sentAt: Number.NaN })),
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

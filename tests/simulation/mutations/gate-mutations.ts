import { decideSend, RULES, type SendDecision, type SendFacts } from "../../../shared/domain/send-gate/send-gate.ts";
import type { Mutation } from "../world/world.ts";
import type { MutationCase } from "./table.ts";
import { seeing, together } from "./views.ts";

const DAY_MS = 86_400_000;

/** The gate with something else in its place. */
function gate(decide: (facts: SendFacts, now: number) => SendDecision): Mutation {
  return { deps: (deps) => ({ ...deps, decide }) };
}

/** The gate without some of its rules. */
export function without(...names: readonly string[]): Mutation {
  const rules = RULES.filter(({ name }) => !names.includes(name));
  if (rules.length + names.length !== RULES.length)
    throw new RangeError(`got "${names}"; expected rules of the send gate`);
  return gate((facts, now) => decideSend(facts, now, rules));
}

/** A planner that hands nobody over to people: what the gate must then stop. */
const TRUSTING_PLANNER = seeing("plan-next-action", {
  lead: (lead) => ({
    ...lead,
    relationship: "new",
    flags: [],
    status: lead.status === "unanswered" ? "unanswered" : "following_up",
  }),
  run: ({ staffOnlySince: _since, alerts: _alerts, ...run }) => run,
});

/** For each rule of the send gate a world in which it shows that it is missing; `given` breaks what else would stop it. */
const WORLDS: readonly (Omit<MutationCase, "name" | "mutation"> & {
  readonly rule: string;
  readonly also?: readonly string[];
})[] = [
  { rule: "sending switch", caught: "nothing while sending is paused", scenario: { pausedFor: [0.9, 1.4], days: 2 } },
  {
    rule: "campaign",
    caught: "nothing of a campaign while it is paused",
    scenario: { only: { behaviour: "silent", situation: "plain", state: "IL" }, campaignPausedFor: [0.2, 1.2] },
  },
  {
    rule: "suppression",
    caught: "no email after an unsubscribe",
    scenario: { only: { behaviour: "unsubscribes", situation: "plain", patience: 1 } },
  },
  {
    rule: "consent for the channel",
    caught: "consent for the channel",
    scenario: { only: { behaviour: "silent", situation: "no_consent", state: "IL" } },
  },
  {
    rule: "relationship",
    caught: "people only for patients, minors and sensitive lines",
    // A patient's lead is also settled, because it is with people.
    given: together(TRUSTING_PLANNER, without("lead state")),
    also: ["lead state"],
    scenario: { only: { behaviour: "silent", situation: "existing", state: "IL" } },
  },
  {
    rule: "lead state",
    caught: "no touches after a reply",
    given: TRUSTING_PLANNER,
    scenario: { only: { behaviour: "answers", situation: "plain", state: "IL", patience: 1 } },
  },
  {
    rule: "staleness",
    caught: "not long after it was due",
    scenario: {
      pausedFor: [0.05, 7.5],
      days: 8,
      leads: 1,
      only: { behaviour: "silent", situation: "plain", state: "IL" },
    },
  },
  {
    rule: "quiet hours",
    caught: "allowed hours",
    scenario: { only: { behaviour: "silent", situation: "plain", state: "HI" } },
  },
  {
    rule: "frequency caps",
    caught: "frequency caps",
    scenario: { only: { behaviour: "silent", situation: "household", state: "IL" }, days: 4 },
  },
  {
    rule: "usable channel",
    caught: "nothing to what is known not to work",
    scenario: { only: { behaviour: "silent", situation: "invalid_number", state: "IL" } },
  },
  {
    rule: "registry",
    caught: "no calls after three months",
    scenario: {
      only: { behaviour: "silent", situation: "no_consent", state: "IL" },
      days: 96,
      lateCall: true,
      leads: 6,
    },
  },
  {
    rule: "practice policy",
    caught: "people only for patients, minors and sensitive lines",
    scenario: { only: { behaviour: "silent", situation: "sensitive", state: "IL" } },
  },
];

/** Each rule of the send gate taken out, one by one. */
export const WITHOUT_RULE: readonly MutationCase[] = WORLDS.map(({ rule, also = [], ...world }) => ({
  ...world,
  name: `the gate without its rule "${rule}"`,
  mutation: without(rule, ...also),
}));

/** Decides once for each invocation and then says the same again, whatever has happened meanwhile. */
const DECIDES_ONCE: Mutation = {
  deps: (deps) => {
    let first: SendDecision | undefined;
    return {
      ...deps,
      decide: (facts, now) => {
        first ??= decideSend(facts, now);
        return first;
      },
    };
  },
};

/** Rules that are there and wrong. */
export const WRONG_RULES: readonly MutationCase[] = [
  {
    name: "a claim without the second decision",
    mutation: DECIDES_ONCE,
    caught: "nothing after an opt-out",
    scenario: {
      leads: 150,
      days: 1,
      faults: { slowStore: 0.9 },
      only: { behaviour: "opts_out", situation: "plain", state: "TN", patience: 1, reactsAfter: [580_000, 600_000] },
    },
  },
  {
    name: "quiet hours of the practice's own place",
    mutation: gate((facts, now) => decideSend({ ...facts, zones: ["America/Chicago"], jurisdictions: ["TN"] }, now)),
    caught: "allowed hours",
    scenario: { only: { behaviour: "silent", situation: "plain", state: "HI" } },
  },
  {
    name: "quiet hours of the first place only",
    mutation: gate((facts, now) =>
      decideSend({ ...facts, zones: facts.zones.slice(0, 1), jurisdictions: facts.jurisdictions.slice(0, 1) }, now),
    ),
    caught: "allowed hours",
    scenario: { leads: 60, only: { behaviour: "silent", situation: "two_states" } },
  },
  {
    name: "a cap off by one",
    mutation: gate((facts, now) => {
      const { perContactPoint, perPerson } = facts.caps;
      const caps = { perPerson, perContactPoint: { ...perContactPoint, day: perContactPoint.day + 1 } };
      return decideSend({ ...facts, caps }, now);
    }),
    caught: "frequency caps",
    scenario: { only: { behaviour: "silent", situation: "household", state: "IL" }, days: 4 },
  },
  {
    name: "text messages that may be on their way for three days",
    mutation: gate((facts, now) => {
      const decision = decideSend(facts, now);
      return decision.decision === "allow" ? { ...decision, ttlSeconds: (3 * DAY_MS) / 1_000 } : decision;
    }),
    caught: "allowed hours",
    scenario: {},
  },
  {
    name: "consent that a wrong number does not end",
    mutation: gate((facts, now) => decideSend({ ...facts, wrongNumberAt: undefined }, now)),
    given: TRUSTING_PLANNER,
    caught: "no phone contact after wrong number",
    scenario: { only: { behaviour: "wrong_number", situation: "plain", state: "IL", patience: 1 } },
  },
];

import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import { type Scenario, simulate } from "../simulate.ts";
import { type FaultShares, NONE } from "../world/faults.ts";
import { twoPractices } from "../world/practices.ts";
import type { Mutation } from "../world/world.ts";
import { WITHOUT_RULE, WRONG_RULES } from "./gate-mutations.ts";
import { INBOUND } from "./inbound-mutations.ts";
import { PROTOCOL } from "./protocol-mutations.ts";
import { SMALL } from "./scenarios.ts";
import { together } from "./views.ts";

/** One way to break the product, and the world in which that must show. */
export interface MutationCase {
  readonly name: string;
  readonly mutation: Mutation;
  /** What else is broken, with or without the mutation: another barrier that would hide it. */
  readonly given?: Mutation;
  /** The rule of the oracle that must speak up. */
  readonly caught: string;
  readonly scenario: Partial<Omit<Scenario, "configs" | "faults" | "mutate">> & {
    readonly faults?: Partial<FaultShares>;
    /** Capacity of the number pools, where it matters. */
    readonly partsPerSecond?: number;
    /** One more step: staff are asked to call after 95 days. */
    readonly lateCall?: boolean;
  };
}

/** Every mutation that the oracle must catch. */
export const MUTATIONS: readonly MutationCase[] = [...WITHOUT_RULE, ...WRONG_RULES, ...PROTOCOL, ...INBOUND];

/** The mutation of this name; throws a RangeError that lists them all. */
export function mutationNamed(name: string): MutationCase {
  const found = MUTATIONS.find((one) => one.name === name);
  if (found === undefined)
    throw new RangeError(`got --mutate "${name}"; expected one of:\n${MUTATIONS.map((one) => one.name).join("\n")}`);
  return found;
}

/** The rules that speak up in the world of a case, with the mutation or without it. */
export async function rulesBroken(
  { mutation, given, scenario }: MutationCase,
  config: PracticeConfig,
  mutated: boolean,
): Promise<Set<string>> {
  const { faults = {}, partsPerSecond, lateCall = false, ...changes } = scenario;
  const practice = lateCall ? withLateCall(config) : config;
  const configs = twoPractices(practice).map((one) =>
    partsPerSecond === undefined ? one : { ...one, sms: { ...one.sms, partsPerSecond } },
  );
  const mutations = [given, mutated ? mutation : undefined].filter((one) => one !== undefined);
  const result = await simulate({
    ...SMALL,
    ...changes,
    configs,
    faults: { ...NONE, ...faults },
    mutate: together(...mutations),
  });
  return new Set(result.violations.map(({ rule }) => rule));
}

/** The practice with a call by staff after the three months that an inquiry invites calls for. */
function withLateCall(config: PracticeConfig): PracticeConfig {
  const cadence = config.cadences["new-lead"];
  const call = cadence.steps.find(({ channel }) => channel === "call_task");
  if (call === undefined) throw new RangeError("expected a cadence with a call task");
  const { skipIfLaterThan: _worth, at: _at, when: _when, ...rest } = call;
  const steps = [...cadence.steps, { ...rest, key: "late-call", offset: "P95D" }];
  return { ...config, cadences: { ...config.cadences, "new-lead": { ...cadence, steps } } };
}

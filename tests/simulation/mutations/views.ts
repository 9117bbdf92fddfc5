import type { Lead } from "../../../shared/domain/entities/lead.ts";
import type { Run } from "../../../shared/domain/entities/run.ts";
import type { AllDeps } from "../world/functions.ts";
import type { Mutation } from "../world/world.ts";

/** How a part of the product sees a lead or a run that it reads, wrongly. */
export interface View {
  readonly lead?: (lead: Lead) => Lead;
  readonly run?: (run: Run) => Run;
}

/** Lets one function see its leads and runs through a view. */
export function seeing(of: string, { lead, run }: View): Mutation {
  const seen = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    if ("clocks" in value) return lead?.(value as Lead) ?? value;
    return "generation" in value ? (run?.(value as Run) ?? value) : value;
  };
  return {
    deps: (deps, invocation) => {
      if (invocation.of !== of) return deps;
      const { store } = deps;
      const readMany = async (refs: Parameters<typeof store.readMany>[0]) => (await store.readMany(refs)).map(seen);
      return { ...deps, store: { ...store, readMany: readMany as typeof store.readMany } };
    },
  };
}

/** Several mutations as one. */
export function together(...mutations: readonly Mutation[]): Mutation {
  return {
    deps: (deps, invocation) =>
      mutations.reduce((changed: AllDeps, one) => one.deps?.(changed, invocation) ?? changed, deps),
    functions: (functions, depsOf) =>
      mutations.reduce((changed, one) => one.functions?.(changed, depsOf) ?? changed, functions),
  };
}

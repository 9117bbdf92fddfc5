import type { Lead } from "../../../shared/domain/entities/lead.ts";
import type { Run } from "../../../shared/domain/entities/run.ts";
import type { Put } from "../../../shared/ports/store.ts";
import type { AllDeps } from "../world/functions.ts";
import type { Mutation } from "../world/world.ts";

/** How a part of the product sees a lead or a run that it reads, wrongly. */
export interface View {
  readonly lead?: (lead: Lead) => Lead;
  readonly run?: (run: Run) => Run;
}

/** Lets one function see its leads and runs through a view. What it writes of a lead is as it was where only the view was another. */
export function seeing(of: string, { lead, run }: View): Mutation {
  const sights = new Map<string, { readonly real: Lead; readonly shown: Lead }>();
  const seen = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    if ("clocks" in value && lead !== undefined) {
      const real = value as Lead;
      const shown = lead(real);
      sights.set(real.leadId, { real, shown });
      return shown;
    }
    return "generation" in value ? (run?.(value as Run) ?? value) : value;
  };
  const asReal = (put: Put): Put => {
    const sight = put.entity === "lead" ? sights.get(put.value.leadId) : undefined;
    return sight === undefined ? put : ({ ...put, value: unseen(put.value as Lead, sight) } as Put);
  };
  return {
    deps: (deps, invocation) => {
      if (invocation.of !== of) return deps;
      const { store } = deps;
      const readMany = async (refs: Parameters<typeof store.readMany>[0]) => (await store.readMany(refs)).map(seen);
      const commit: typeof store.commit = ({ puts, events }) => store.commit({ puts: puts.map(asReal), events });
      return { ...deps, store: { ...store, commit, readMany: readMany as typeof store.readMany } };
    },
  };
}

/** The lead that is written, without what only the view made of it. */
function unseen(written: Lead, { real, shown }: { readonly real: Lead; readonly shown: Lead }): Lead {
  const fields = new Map<string, unknown>(Object.entries(written));
  const [before, after] = [
    new Map<string, unknown>(Object.entries(real)),
    new Map<string, unknown>(Object.entries(shown)),
  ];
  for (const field of new Set([...before.keys(), ...after.keys()]))
    if (before.get(field) !== after.get(field) && fields.get(field) === after.get(field))
      fields.set(field, before.get(field));
  return Object.fromEntries([...fields].filter(([, value]) => value !== undefined)) as Lead;
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

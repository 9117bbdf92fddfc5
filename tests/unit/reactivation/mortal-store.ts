import type { CampaignQueries, Store } from "../../../shared/ports/store.ts";
import { stepping } from "../../support/stepping.ts";

/** The process dies: nothing it would still have done happens. */
export class Crash extends Error {}

type CrashingStore = Store & Pick<CampaignQueries, "quietLeads" | "members">;

/** A store whose process dies just before, or just after, the nth of its calls; and how many steps there were so far. */
export function mortalStore<S extends CrashingStore>(store: S, crashAt: number): { store: S; steps: () => number } {
  let steps = 0;
  const burn = () => {
    steps += 1;
    if (steps === crashAt) throw new Crash();
  };
  const around = stepping(burn);
  const { read, readMany, commit, quietLeads, members } = store;
  return {
    store: {
      ...store,
      read: around(read) as typeof read,
      readMany: around(readMany) as typeof readMany,
      commit: around(commit),
      quietLeads: around(quietLeads),
      members: around(members),
    },
    steps: () => steps,
  };
}

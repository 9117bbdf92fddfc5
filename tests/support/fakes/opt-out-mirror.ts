import type { OptOutMirror } from "../../../shared/ports/index.ts";

/** An opt-out list that is kept here. */
export interface FakeOptOutMirror extends OptOutMirror {
  /** What was asked, in order. */
  readonly calls: { readonly did: "put" | "remove"; readonly list: string; readonly e164: string }[];
  /** Makes every later call fail, or work again. */
  failing(fails: boolean): void;
}

/** Stands in for the opt-out list of End User Messaging. */
export function fakeOptOutMirror(): FakeOptOutMirror {
  const calls: FakeOptOutMirror["calls"] = [];
  let fails = false;
  const note =
    (did: "put" | "remove") =>
    async (list: string, e164: string): Promise<"done" | "failed"> => {
      calls.push({ did, list, e164 });
      return fails ? "failed" : "done";
    };
  return {
    calls,
    failing: (now) => {
      fails = now;
    },
    put: note("put"),
    remove: note("remove"),
  };
}

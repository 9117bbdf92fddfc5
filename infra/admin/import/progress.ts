import { setTimeout as sleep } from "node:timers/promises";
import { Presets, SingleBar } from "cli-progress";
import type { ImportView } from "../../../shared/contracts/import-api.ts";

/** How often the import is asked how it stands, ms. */
const POLL_MS = 500;

/** Follows an import to its end, with a bar on a terminal. */
export async function follow(view: () => Promise<ImportView>): Promise<ImportView> {
  const bar = new SingleBar(
    { format: "{phase} {bar} {percentage}% | {value} of {total} rows", noTTYOutput: false, hideCursor: true },
    Presets.shades_classic,
  );
  let shown = false;
  try {
    for (;;) {
      const now = await view();
      if (now.rows !== null && !shown) {
        bar.start(now.rows, now.rowsDone, { phase: "importing" });
        shown = true;
      }
      if (shown) bar.update(now.rowsDone);
      if (now.status === "done" || now.status === "failed") return now;
      await sleep(POLL_MS);
    }
  } finally {
    if (shown) bar.stop();
  }
}

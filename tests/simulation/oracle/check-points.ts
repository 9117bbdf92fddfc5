import { suppressionOf } from "../../../shared/domain/suppression/suppression.ts";
import { testKeyRing } from "../../support/fakes/key-ring.ts";
import type { MemoryStore } from "../../support/memory-store.ts";
import { isStopped } from "./book.ts";
import type { Oracle } from "./oracle.ts";

/** What people said at last is what is stored of their numbers and addresses, in whatever order it arrived (DESIGN §7.8). */
export async function checkPoints(oracle: Oracle, memory: MemoryStore): Promise<void> {
  const ring = testKeyRing();
  for (const [key, page] of oracle.book.points) {
    const [practiceId = "", address = ""] = key.split(" ");
    const kind = address.includes("@") ? "email" : "phone";
    const [pointKey] = ring.pointKeys(practiceId as never, kind, address);
    if (pointKey === undefined) continue;
    const point = await memory.read("contactPoint", { practiceId: practiceId as never, pointKey });
    const stored = point && suppressionOf(point);
    const rule = "an opt-out holds until it is taken back";
    if (page.said.every(({ recordedAt }) => recordedAt !== undefined)) {
      const stopped = isStopped(page, Number.MAX_SAFE_INTEGER);
      if (stopped && stored !== "all") oracle.report(rule, "an opt-out is not stored", { practiceId });
      const lifted = page.said.some(({ meaning }) => meaning === "opt_in");
      if (lifted && !stopped && stored === "all") oracle.report(rule, "it was taken back", { practiceId });
    }
    if ((page.unsubscribedAt ?? page.complainedAt) !== undefined && stored === undefined)
      oracle.report(rule, "an unsubscribed address is not stored as one", { practiceId });
    const spoke = page.said.some(({ meaning }) => meaning !== "answer" && meaning !== "help");
    if (stored === "all" && page.said.length > 0 && !spoke)
      oracle.report("only an opt-out is an opt-out", "an answer was taken for one", { practiceId });
  }
}

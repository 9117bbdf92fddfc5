import type { LeadId, PracticeId } from "../../shared/domain/ids.ts";
import type { Clock, Logger, Metrics, PublicApi } from "../../shared/ports/index.ts";
import { mysteryPost } from "./mystery-post.ts";

/** What shopping needs from outside. */
export interface ShopMysteryDeps {
  readonly api: PublicApi;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly pause: (ms: number) => Promise<unknown>;
}

/** Where to shop, and with what. */
export interface Errand {
  readonly practiceIds: readonly PracticeId[];
  /** Phone numbers that take turns; nobody may be behind them. */
  readonly numbers: readonly string[];
  /** How long an answer is waited for, ms. @default 90 s, half again the target */
  readonly waitMs?: number;
}

/** How long after the post an answer is still waited for, ms. */
const WAIT_MS = 90_000;
/** How often the lead is looked at, ms. What is measured is on the lead, so looking seldom makes nothing slower. */
const LOOK_EVERY_MS = 1_000;

type Result =
  | { readonly is: "answered"; readonly firstResponseMs: number }
  | { readonly is: "refused" | "unreachable" | "not_answered"; readonly code: string };

/**
 * Posts a test to each practice through the public API and measures how long its answer takes, from receipt to the provider's
 * acceptance. Throws nothing: what goes wrong is the finding.
 */
export async function shopMystery(
  deps: ShopMysteryDeps,
  errand: Errand,
): Promise<{ answered: number; failed: number }> {
  const results = await Promise.all(errand.practiceIds.map((practiceId) => shopAt(deps, errand, practiceId)));
  const answered = results.filter(({ is }) => is === "answered").length;
  return { answered, failed: results.length - answered };
}

async function shopAt(deps: ShopMysteryDeps, errand: Errand, practiceId: PracticeId): Promise<Result> {
  const result = await shop(deps, errand, practiceId);
  const Practice = practiceId;
  if (result.is === "answered") {
    deps.metrics.emit("MysteryFirstResponseMs", result.firstResponseMs, { Practice });
  } else {
    deps.metrics.emit("MysteryFailed", 1, { Practice, Reason: result.is });
    deps.logger.warn("a mystery post failed", { practiceId, stage: result.is, code: result.code });
  }
  return result;
}

async function shop({ api, ...deps }: ShopMysteryDeps, errand: Errand, practiceId: PracticeId): Promise<Result> {
  const postedAt = deps.clock.now();
  const posted = await api.post(mysteryPost(practiceId, errand.numbers, postedAt));
  if (posted.is !== "accepted") return posted;
  return waitForAnswer({ api, ...deps }, posted.leadId, postedAt + (errand.waitMs ?? WAIT_MS));
}

async function waitForAnswer({ api, clock, pause }: ShopMysteryDeps, leadId: LeadId, until: number): Promise<Result> {
  let seen = false;
  for (;;) {
    const lead = await api.read(leadId);
    if (lead?.firstResponseMs !== undefined) return { is: "answered", firstResponseMs: lead.firstResponseMs };
    if (lead?.hasEnded) return { is: "not_answered", code: "gave_up" };
    seen ||= lead !== undefined;
    // Taken in and never shown again is as bad as not being there.
    if (clock.now() >= until)
      return seen ? { is: "not_answered", code: "too_late" } : { is: "unreachable", code: "not_shown" };
    await pause(LOOK_EVERY_MS);
  }
}

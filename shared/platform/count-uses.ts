import type { Clock, KeyUses, Logger, PostOutcome } from "../ports/index.ts";
import { problemOf } from "./http-problem.ts";
import { codeOf } from "./redact.ts";

/** What counting needs. */
export interface CountDeps {
  /** @default nothing is counted */
  readonly uses?: KeyUses;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Answers a post, and counts for the key that it came by what became of it, so that whoever gave the key out sees whether its holder
 * posts, and what. Nothing is counted of what may be posted again because of us. A count that fails is logged and costs nobody a post.
 */
export async function counted<Response extends { readonly body: object | string }>(
  deps: CountDeps,
  apiKeyId: string | undefined,
  answer: () => Promise<Response>,
): Promise<Response> {
  try {
    const response = await answer();
    await count(deps, apiKeyId, outcomeOf(response.body));
    return response;
  } catch (error) {
    if (problemOf(error).problem.status < 500) await count(deps, apiKeyId, "rejected");
    throw error;
  }
}

function outcomeOf(body: object | string): PostOutcome {
  return typeof body === "object" && "status" in body && body.status === "duplicate" ? "duplicate" : "accepted";
}

async function count({ uses, clock, logger }: CountDeps, apiKeyId: string | undefined, outcome: PostOutcome) {
  if (uses === undefined || apiKeyId === undefined) return;
  try {
    await uses.count(apiKeyId, outcome, clock.now());
  } catch (error) {
    logger.warn("use of a key not counted", { stage: "http", code: codeOf(error) });
  }
}

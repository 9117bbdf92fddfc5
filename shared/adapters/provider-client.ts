import { setTimeout as sleep } from "node:timers/promises";
import { PROVIDER_REQUEST_TIMEOUT_MS } from "../domain/timing.ts";
import { NO_PROVIDER_ID, type ProviderResult } from "../ports/index.ts";
import { classifyProviderError } from "./provider-errors.ts";

/** How the clients of all providers are set up; tests shorten the timeouts. */
export interface ProviderClientOptions {
  readonly requestTimeoutMs?: number;
  readonly connectionTimeoutMs?: number;
}

/** Refusals for rate are tried this often in all, when they come quickly. */
const MAX_TRIES = 3;
/** No further try starts after this, ms: with one more request it still ends well inside the claim's lease. */
const RETRY_BUDGET_MS = 2_000;
/** The first pause is up to this, the second up to twice as much, ms. */
const BASE_PAUSE_MS = 400;
const CONNECTION_TIMEOUT_MS = 2_000;
/** How much longer the body of an answer may take than its headers, ms. */
const BODY_TIMEOUT_MS = 1_000;

/**
 * Client settings under which one call is one request. The SDK's own retries hand a message over up to three times on a
 * reset, a 500 or a timeout. `throwOnRequestTimeout`: without it a timeout is only a warning. No keep-alive: Lambda
 * freezes between invocations, and a pooled connection that died meanwhile resets the next send, which would make it
 * ambiguous for nothing; one handshake per message is the cheaper price.
 */
export function providerClientConfig(options: ProviderClientOptions = {}) {
  return {
    maxAttempts: 1,
    requestHandler: {
      requestTimeout: options.requestTimeoutMs ?? PROVIDER_REQUEST_TIMEOUT_MS,
      connectionTimeout: options.connectionTimeoutMs ?? CONNECTION_TIMEOUT_MS,
      throwOnRequestTimeout: true,
      httpAgent: { keepAlive: false },
      httpsAgent: { keepAlive: false },
    },
  };
}

/** One message or call to hand over. */
export interface ProviderCall {
  /** Makes the request and answers the provider's id of what it accepted. */
  readonly send: (abortSignal: AbortSignal) => Promise<string | undefined>;
  /** Error names by which this provider refuses for its rate, beside the common ones. */
  readonly throttles?: readonly string[];
  readonly options?: ProviderClientOptions | undefined;
}

/** Makes the call, once; a refusal for rate, which certainly sent nothing, at most twice more. Never throws for an answer. */
export async function callProvider({ send, throttles = [], options = {} }: ProviderCall): Promise<ProviderResult> {
  const startedAt = performance.now();
  // The client's own timeout ends with the headers; this one also ends an answer whose body never does.
  const deadlineMs = (options.requestTimeoutMs ?? PROVIDER_REQUEST_TIMEOUT_MS) + BODY_TIMEOUT_MS;
  for (let attempt = 1; ; attempt += 1) {
    const result = await tryOnce(send, throttles, AbortSignal.timeout(deadlineMs));
    if (result.outcome !== "throttled" || attempt === MAX_TRIES) return result;
    const pauseMs = Math.random() * BASE_PAUSE_MS * attempt;
    if (performance.now() - startedAt + pauseMs > RETRY_BUDGET_MS) return result;
    await sleep(pauseMs);
  }
}

async function tryOnce(
  send: ProviderCall["send"],
  throttles: readonly string[],
  abortSignal: AbortSignal,
): Promise<ProviderResult> {
  try {
    return { outcome: "accepted", providerId: (await send(abortSignal)) ?? NO_PROVIDER_ID };
  } catch (error) {
    return classifyProviderError(error, throttles);
  }
}

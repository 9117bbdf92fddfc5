import { randomUUID } from "node:crypto";
import type { VirtualClock } from "./clock/virtual-clock.ts";
import type { Faults } from "./faults.ts";

/** A function's entry point. */
export type Handler = (event: unknown, context: object) => Promise<unknown>;
/** Loads the handler of the function in `functions/<name>/`. */
export type LoadHandler = (name: string) => Promise<Handler>;

/** Runs functions in this process the way Lambda would: one JSON value in, one out, errors by name. */
export class Functions {
  readonly #handlers = new Map<string, Promise<Handler>>();
  readonly #clock: VirtualClock;
  readonly #faults: Faults;
  readonly #load: LoadHandler;

  constructor(options: { clock: VirtualClock; faults: Faults; load: LoadHandler }) {
    this.#clock = options.clock;
    this.#faults = options.faults;
    this.#load = options.load;
  }

  /** Loads functions ahead of their first call, as a warm Lambda would have. */
  async warmUp(names: readonly string[]): Promise<void> {
    await Promise.all(names.map((name) => this.#handler(name)));
  }

  /** Calls a function; its errors keep their name and message and nothing else. */
  async invoke(name: string, event: unknown): Promise<unknown> {
    const release = this.#clock.hold();
    try {
      await this.#strike(name);
      const handler = await this.#handler(name);
      return throughJson(await handler(throughJson(event), contextOf(name)));
    } catch (error) {
      throw lambdaError(error);
    } finally {
      release();
    }
  }

  #handler(name: string): Promise<Handler> {
    const known = this.#handlers.get(name);
    if (known) return known;
    const loading = this.#load(name);
    this.#handlers.set(name, loading);
    // A failed cold start is tried again at the next call.
    loading.catch(() => this.#handlers.delete(name));
    return loading;
  }

  async #strike(name: string): Promise<void> {
    const fault = this.#faults.strike(name);
    if (fault?.kind === "throw") throw Object.assign(new Error("injected fault"), { name: "InjectedFault" });
    if (fault?.kind === "delay") await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
  }
}

/** Loads the real handlers; each reads its environment once, when it is loaded. */
export const loadRealHandler: LoadHandler = async (name) => {
  const url = new URL(`../../functions/${name}/handler.ts`, import.meta.url);
  return ((await import(url.href)) as { handler: Handler }).handler;
};

function contextOf(functionName: string): object {
  return {
    functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${functionName}`,
    memoryLimitInMB: "512",
    awsRequestId: randomUUID(),
    getRemainingTimeInMillis: () => 20_000,
  };
}

function throughJson(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}

function lambdaError(thrown: unknown): Error {
  const { name, message } = thrown instanceof Error ? thrown : { name: "Error", message: String(thrown) };
  return Object.assign(new Error(message), { name });
}

import { readFileSync } from "node:fs";
import type { RunOptions, StateMachine } from "aws-local-stepfunctions";
import type { VirtualClock } from "../clock/virtual-clock.ts";
import type { StateMachineName } from "../environment.ts";
import { type LocalTask, localDefinition } from "./definition.ts";
import { RetryPolicy } from "./retry.ts";

/** Calls a function the way Lambda does; rejects with an error whose `name` is the error's type. */
export type Invoke = (functionName: string, payload: unknown) => Promise<unknown>;

/** One execution of a state machine. */
export interface Execution {
  readonly stateMachine: StateMachineName;
  readonly name: string;
  readonly input: unknown;
  status: "RUNNING" | "SUCCEEDED" | "FAILED" | "ABORTED";
  /** Each state that was entered, in order, with what it was given. */
  readonly states: { name: string; input: unknown }[];
  /** Each call of a function, with what went in and what came back. */
  readonly calls: { functionName: string; payload: unknown; result?: unknown; error?: string }[];
  /** Error name of a failed one. */
  error?: string;
}

/** An execution with what is needed to end it. */
interface Running {
  readonly execution: Execution;
  abort: () => void;
  ended: Promise<void>;
}

type Json = Parameters<StateMachine["run"]>[0];
type Handlers = NonNullable<NonNullable<RunOptions["overrides"]>["taskResourceLocalHandlers"]>;

/** Runs executions of one definition on the engine's clock; names are unique for as long as the engine runs. */
export class Executions {
  readonly #stateMachine: StateMachineName;
  readonly #byName = new Map<string, Running>();
  readonly #clock: VirtualClock;
  readonly #invoke: Invoke;
  readonly #onEnded: (execution: Execution) => void;
  readonly #load: () => Promise<StateMachine>;
  readonly #local: ReturnType<typeof localDefinition>;
  #machine: Promise<StateMachine> | undefined;

  constructor(options: {
    stateMachine: StateMachineName;
    clock: VirtualClock;
    invoke: Invoke;
    /** Hears of each that ended, while the clock is still held. */
    onEnded?: (execution: Execution) => void;
    /** Where its definition is, with a slash at the end. @default `statemachines/` */
    folder?: URL | undefined;
  }) {
    this.#stateMachine = options.stateMachine;
    this.#clock = options.clock;
    this.#invoke = options.invoke;
    this.#onEnded = options.onEnded ?? (() => {});
    this.#local = localDefinition(
      JSON.parse(readFileSync(new URL(`${options.stateMachine}.asl.json`, options.folder ?? DEFINITIONS), "utf8")),
    );
    // The library brings the Lambda client along, which is slow to load and not needed before the first execution.
    this.#load = async () => {
      const { StateMachine } = await import("aws-local-stepfunctions");
      // The files are validated by their tests; doing it at each start would take longer than the rest of it.
      return new StateMachine(this.#local.definition, { validationOptions: { noValidate: true } });
    };
  }

  /** Loads the library ahead of the first execution. */
  warmUp(): Promise<StateMachine> {
    this.#machine ??= this.#load();
    return this.#machine;
  }

  /** Starts an execution; `exists` when the name was used before. */
  start(name: string, input: unknown): "started" | "exists" {
    if (this.#byName.has(name)) return "exists";
    const stateMachine = this.#stateMachine;
    const execution: Execution = { stateMachine, name, input, status: "RUNNING", states: [], calls: [] };
    const running: Running = { execution, abort: () => {}, ended: Promise.resolve() };
    this.#byName.set(name, running);
    running.ended = this.#run(running);
    return "started";
  }

  find(name: string): Execution | undefined {
    return this.#byName.get(name)?.execution;
  }

  list(): Execution[] {
    return [...this.#byName.values()].map(({ execution }) => execution);
  }

  /** Ends all that run; stop the clock afterwards, so that what sleeps does not wake up failed. */
  async stop(): Promise<void> {
    for (const { abort } of this.#byName.values()) abort();
    await Promise.all([...this.#byName.values()].map(({ ended }) => ended));
  }

  async #run(running: Running): Promise<void> {
    const { execution } = running;
    const release = this.#clock.hold();
    try {
      const machine = await this.warmUp();
      const overrides = { taskResourceLocalHandlers: this.#handlers(execution) };
      const run = machine.run(execution.input as Json, { overrides });
      running.abort = run.abort;
      const recorded = record(run.eventLogs, execution);
      const ended = await run.result.then(
        () => ({ status: "SUCCEEDED" as const }),
        (error: Error) => endedBy(error),
      );
      await recorded;
      Object.assign(execution, ended);
      this.#onEnded(execution);
    } finally {
      release();
    }
  }

  #handlers(execution: Execution): Handlers {
    const handlers: Handlers = {};
    for (const name of this.#local.waits) handlers[name] = (input) => this.#wait(input as WaitInput);
    for (const [name, task] of this.#local.tasks) {
      handlers[name] = async (input) => ({
        Payload: (await this.#call(task, (input as { Payload: unknown }).Payload, execution, name)) as Json,
      });
    }
    return handlers;
  }

  async #wait(input: WaitInput): Promise<null> {
    await this.#clock.sleepUntil(
      input.until === undefined ? this.#clock.now() + (input.seconds ?? 0) * 1000 : Date.parse(input.until),
    );
    return null;
  }

  async #call(task: LocalTask, payload: unknown, execution: Execution, state: string): Promise<unknown> {
    const policy = new RetryPolicy(task.retriers, `${execution.name}:${state}`);
    for (;;) {
      const call: Execution["calls"][number] = { functionName: task.functionName, payload };
      execution.calls.push(call);
      try {
        call.result = await withTimeout(this.#invoke(task.functionName, payload), task.timeoutSeconds);
        return call.result;
      } catch (error) {
        call.error = String(error);
        const pause = policy.nextPause((error as Error).name);
        if (pause === undefined) throw error;
        await this.#clock.sleepUntil(this.#clock.now() + pause);
      }
    }
  }
}

const DEFINITIONS = new URL("../../../statemachines/", import.meta.url);

interface WaitInput {
  until?: string;
  seconds?: number;
}

/** Work in flight goes at real speed, so a task's timeout is measured in real time. */
async function withTimeout<T>(work: Promise<T>, seconds: number): Promise<T> {
  const timeout = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => timeout.reject(Object.assign(new Error("the task timed out"), { name: "States.Timeout" })),
    seconds * 1000,
  );
  try {
    return await Promise.race([work, timeout.promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function record(events: ReturnType<StateMachine["run"]>["eventLogs"], execution: Execution): Promise<void> {
  for await (const event of events) {
    if (event.type === "StateEntered") execution.states.push({ name: event.state.name, input: event.state.input });
  }
}

function endedBy(error: Error): Pick<Execution, "status" | "error"> {
  if (error.name === "ExecutionAbortedError") return { status: "ABORTED" };
  return { status: "FAILED", error: (error.cause as Error | undefined)?.name ?? error.name };
}

import type { VirtualClock } from "../clock/virtual-clock.ts";
import { STATE_MACHINES, type StateMachineName } from "../environment.ts";
import { type Execution, Executions, type Invoke } from "./executions.ts";

/** Runs executions of every state machine. */
export class Machines {
  readonly #byName: ReadonlyMap<StateMachineName, Executions>;

  constructor(options: {
    clock: VirtualClock;
    invoke: Invoke;
    onEnded: (execution: Execution) => void;
    /** Where their definitions are. @default `statemachines/` */
    folder?: URL | undefined;
  }) {
    this.#byName = new Map(
      STATE_MACHINES.map((stateMachine) => [stateMachine, new Executions({ ...options, stateMachine })]),
    );
  }

  /** Starts an execution; `exists` when the name was used before. */
  start(stateMachine: StateMachineName, name: string, input: unknown): "started" | "exists" {
    return (this.#byName.get(stateMachine) as Executions).start(name, input);
  }

  list(): Execution[] {
    return [...this.#byName.values()].flatMap((executions) => executions.list());
  }

  /** Loads the library ahead of the first execution. */
  async warmUp(): Promise<void> {
    for (const executions of this.#byName.values()) await executions.warmUp();
  }

  /** Ends all that run; stop the clock afterwards, so that what sleeps does not wake up failed. */
  async stop(): Promise<void> {
    await Promise.all([...this.#byName.values()].map((executions) => executions.stop()));
  }
}

import { VirtualClock } from "../../infra/local/clock/virtual-clock.ts";
import type { StateMachineName } from "../../infra/local/environment.ts";
import { type Execution, Executions } from "../../infra/local/state-machine/executions.ts";

/** What each function answers or throws, call by call; after the last it is called in vain. */
export type Answers = Readonly<Record<string, readonly (object | Error)[]>>;

/** A call of a function, and when it came. */
export interface Call {
  readonly functionName: string;
  readonly payload: unknown;
  /** Virtual time, ms. */
  readonly at: number;
}

/** An execution that ended, and what it did on its way. */
export interface Ended {
  readonly execution: Execution;
  readonly states: readonly string[];
  readonly calls: readonly Call[];
}

/** An error as a function ends with it. */
export const failure = (name: string): Error => Object.assign(new Error("failed"), { name });

/** Runs one execution of a file in `statemachines/` from `startsAt` to its end; a wait may last a day. */
export async function runMachine(
  stateMachine: StateMachineName,
  startsAt: number,
  input: object,
  answers: Answers,
  folder?: URL,
): Promise<Ended> {
  const clock = new VirtualClock({ startsAt, speed: 1 });
  const calls: Call[] = [];
  const left = new Map(Object.entries(answers).map(([name, list]) => [name, [...list]]));
  const executions = new Executions({
    stateMachine,
    clock,
    folder,
    invoke: async (functionName, payload) => {
      calls.push({ functionName, payload, at: clock.now() });
      const answer = left.get(functionName)?.shift() ?? failure("CalledInVain");
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  executions.start("one", input);
  await clock.advance(86_400);
  clock.stop();
  const execution = executions.find("one") as Execution;
  return { execution, states: execution.states.map((state) => state.name), calls };
}

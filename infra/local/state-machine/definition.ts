import type { StateMachineDefinition } from "aws-local-stepfunctions";
import type { Retrier } from "./retry.ts";

/** A Lambda task that the engine runs itself. */
export interface LocalTask {
  readonly functionName: string;
  readonly retriers: readonly Retrier[];
  readonly timeoutSeconds: number;
}

/** A state machine whose waits, retry pauses and timeouts the engine takes over. */
export interface LocalDefinition {
  readonly definition: StateMachineDefinition;
  readonly tasks: ReadonlyMap<string, LocalTask>;
  /** Names of the Wait states, now tasks whose input is `{ until }` or `{ seconds }`. */
  readonly waits: ReadonlySet<string>;
}

type State = Record<string, unknown> & { Type: string };
type Machine = { States: Record<string, State> };

/** The library's timers take at most 2^31-1 ms; a wait that outlasts that is entered again. */
const LONGEST_TIMEOUT_SECONDS = 2_147_483;
const LAMBDA_INVOKE = "arn:aws:states:::lambda:invoke";

/**
 * Prepares an ASL file for the library: Wait states become tasks on the engine's clock, and Retry and TimeoutSeconds of
 * Lambda tasks are taken out, because the library would measure them in real time. All else stays as it is.
 */
export function localDefinition(asl: object): LocalDefinition {
  const tasks = new Map<string, LocalTask>();
  const waits = new Set<string>();
  const definition = JSON.parse(JSON.stringify(asl)) as Machine;
  rewriteStates(definition, tasks, waits);
  return { definition: definition as unknown as StateMachineDefinition, tasks, waits };
}

/** The folder of the function behind a placeholder: `${SendSmsFunctionArn}` is `send-sms`. */
export function functionNameOf(placeholder: unknown): string {
  const name = typeof placeholder === "string" ? /^\$\{([A-Za-z]+)FunctionArn\}$/.exec(placeholder)?.[1] : undefined;
  if (!name)
    throw new Error(`got FunctionName ${JSON.stringify(placeholder)}; expected one like \${SendSmsFunctionArn}`);
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
}

function rewriteStates(machine: Machine, tasks: Map<string, LocalTask>, waits: Set<string>): void {
  for (const [name, state] of Object.entries(machine.States)) {
    if (state.Type === "Wait") {
      machine.States[name] = waitTask(name, state);
      waits.add(name);
    } else if (state.Type === "Task") {
      tasks.set(name, takeOver(name, state));
    }
    const nested = [...((state.Branches as Machine[]) ?? []), state.Iterator, state.ItemProcessor].filter(Boolean);
    for (const inner of nested) rewriteStates(inner as Machine, tasks, waits);
  }
}

function takeOver(name: string, state: State): LocalTask {
  if (state.Resource !== LAMBDA_INVOKE)
    throw new Error(`task ${name} has resource ${String(state.Resource)}; the local engine runs ${LAMBDA_INVOKE} only`);
  const task = {
    functionName: functionNameOf((state.Parameters as Record<string, unknown>).FunctionName),
    retriers: (state.Retry as Retrier[]) ?? [],
    timeoutSeconds: (state.TimeoutSeconds as number) ?? 60,
  };
  delete state.Retry;
  state.TimeoutSeconds = LONGEST_TIMEOUT_SECONDS;
  return task;
}

function waitTask(name: string, state: State): State {
  const { Seconds, SecondsPath, Timestamp, TimestampPath, ...rest } = state;
  const parameters = {
    ...(Seconds === undefined ? {} : { seconds: Seconds }),
    ...(Timestamp === undefined ? {} : { until: Timestamp }),
    ...(SecondsPath === undefined ? {} : { "seconds.$": SecondsPath }),
    ...(TimestampPath === undefined ? {} : { "until.$": TimestampPath }),
  };
  return {
    ...rest,
    Type: "Task",
    Resource: LAMBDA_INVOKE,
    Parameters: parameters,
    ResultPath: null,
    TimeoutSeconds: LONGEST_TIMEOUT_SECONDS,
    Catch: [{ ErrorEquals: ["States.Timeout"], ResultPath: null, Next: name }],
  };
}

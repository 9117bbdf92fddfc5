import { readdirSync, readFileSync } from "node:fs";

/** A rule of a Choice state, as far as our definitions use them. */
interface ChoiceRule {
  readonly And?: readonly ChoiceRule[];
  readonly Variable?: string;
  readonly StringEquals?: string;
  readonly Next?: string;
}

/** A retrier of a Task state. */
interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: string;
}

/** A state, as far as our definitions use the language. */
export interface State {
  readonly Type: string;
  readonly Comment?: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly Choices?: readonly ChoiceRule[];
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly ResultSelector?: Readonly<Record<string, unknown>>;
  readonly ResultPath?: string | null;
  readonly TimeoutSeconds?: number;
  readonly TimestampPath?: string;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
}

/** A state machine. */
export interface Definition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

/** Where the definitions are: those of this release, and in a folder of its own each release before it. */
const FOLDER = new URL("../../statemachines/", import.meta.url);
export const RELEASED = new URL("released/", FOLDER);

/** The text of a definition in `statemachines/`, or in another folder. */
export function readDefinitionText(name: string, folder = FOLDER): string {
  return readFileSync(new URL(`${name}.asl.json`, folder), "utf8");
}

/** A definition in `statemachines/`. */
export function readDefinition(name: string, folder = FOLDER): Definition {
  return JSON.parse(readDefinitionText(name, folder));
}

/** The names of all of them. */
export function definitionNames(folder = FOLDER): string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".asl.json"));
  return files.map((file) => file.replace(".asl.json", "")).sort();
}

/** A state by its name. */
export function stateNamed(definition: Definition, name: string): State {
  const state = definition.States[name];
  if (!state) throw new Error(`the state machine has no state ${name}`);
  return state;
}

/** The tasks of a definition, by name. */
export function tasksOf(definition: Definition): [string, State][] {
  return Object.entries(definition.States).filter(([, state]) => state.Type === "Task");
}

/** The value at a reference path like `$.action.type`. */
export function valueAt(path: string, input: unknown): unknown {
  const keys = path.split(".").slice(1);
  return keys.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], input);
}

/** The state that a Choice state goes on to. */
export function choose(state: State, input: unknown): string | undefined {
  const holds = (rule: ChoiceRule): boolean =>
    rule.And ? rule.And.every(holds) : valueAt(rule.Variable ?? "", input) === rule.StringEquals;
  return state.Choices?.find(holds)?.Next ?? state.Default;
}

/** What a payload template makes of a state's input. */
export function fillTemplate(template: unknown, input: unknown): unknown {
  if (typeof template !== "object" || template === null) return template;
  return Object.fromEntries(
    Object.entries(template).map(([key, value]) =>
      key.endsWith(".$") ? [key.slice(0, -2), valueAt(String(value), input)] : [key, fillTemplate(value, input)],
    ),
  );
}

import type { Execution } from "../../infra/local/state-machine/executions.ts";
import { type Definition, stateNamed } from "./asl.ts";

/** The most events that Step Functions keeps of one execution; with the next it fails. */
export const HISTORY_LIMIT = 25_000;

/** Entered and exited; a task is also scheduled, started and ended. */
const EVENTS_OF_STATE = 2;
const EVENTS_OF_CALL = 3;
/** Its start and its end. */
const EVENTS_OF_EXECUTION = 2;

/** How many events Step Functions would have written of an execution, as its documentation counts them. */
export function historyEvents(definition: Definition, { states, calls }: Execution): number {
  const entered = states.filter(({ name }) => stateNamed(definition, name).Type !== "Fail").length;
  return EVENTS_OF_EXECUTION + entered * EVENTS_OF_STATE + calls.length * EVENTS_OF_CALL;
}

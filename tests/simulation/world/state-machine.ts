import type { Action, AlertTask, FollowUpInput, SendTask } from "../../../shared/contracts/workflow.ts";
import { WorkflowUnavailable } from "../../../shared/domain/errors.ts";
import { executionNameOf } from "../../../shared/domain/ids.ts";
import type { FollowUps } from "../../../shared/ports/index.ts";
import type { VirtualTime } from "../clock/virtual-time.ts";
import type { Random } from "../random.ts";
import type { FaultShares } from "./faults.ts";
import type { Functions } from "./functions.ts";
import type { Invocation, Tasks } from "./tasks.ts";

const HOUR = 3_600_000;
/** No run has this much to do at once; one that does not wait sooner goes round in circles. */
const MAX_ACTIONS_AT_ONCE = 100;

/** What the interpreter needs and whom it tells. */
export interface MachineParts {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly faults: FaultShares;
  readonly tasks: Tasks;
  readonly functions: Pick<Functions, "plan" | "send" | "alert">;
  readonly onInput: (input: FollowUpInput) => void;
  readonly onAction: (input: FollowUpInput, action: Action) => void;
  readonly onCircle: (input: FollowUpInput) => void;
}

/** Interprets `statemachines/follow-up.asl.json`: action → task → plan → wait, until the run ends or the execution fails. */
export class StateMachine {
  readonly #parts: MachineParts;
  readonly #names = new Set<string>();
  /** Runs that went round in circles, and are left alone from then on. */
  readonly #circling = new Set<string>();
  /** Rises when every execution of the moment is lost. */
  #era = 0;

  constructor(parts: MachineParts) {
    this.#parts = parts;
  }

  /** The port, as one invocation of a function sees it. */
  followUps(invocation: Invocation): FollowUps {
    const { random, faults } = this.#parts;
    return {
      start: async (input) => {
        await invocation.checkpoint();
        if (random.chance(faults.startFails)) throw new WorkflowUnavailable("ThrottlingException");
        const answer = this.#start(input);
        await invocation.checkpoint();
        return answer;
      },
    };
  }

  /** Every execution that is under way is lost, as when the process dies that they are kept in. */
  loseAll(): void {
    this.#era += 1;
  }

  #start(input: FollowUpInput): "started" | "exists" {
    const { time, random, faults, onInput } = this.#parts;
    const name = executionNameOf(input.runId, input.generation);
    if (this.#names.has(name)) return "exists";
    this.#names.add(name);
    onInput(input);
    if (!random.chance(faults.lostStart)) time.at(time.now(), () => void this.#execute(input));
    if (random.chance(faults.repeatedExecution))
      time.at(time.now() + random.between(1, 72) * HOUR, () => void this.#execute(input));
    return "started";
  }

  async #execute(input: FollowUpInput): Promise<void> {
    const { time, onAction, onCircle } = this.#parts;
    const era = this.#era;
    let action: Action | undefined = input.action;
    let atOnce = 0;
    while (action !== undefined && action.type !== "finish" && era === this.#era && !this.#circling.has(input.runId)) {
      onAction(input, action);
      atOnce += 1;
      if (atOnce > MAX_ACTIONS_AT_ONCE) {
        this.#circling.add(input.runId);
        onCircle(input);
      } else if (action.type === "wait") {
        atOnce = 0;
        await time.sleep(Date.parse(action.until) - time.now());
        action = { type: "plan" };
      } else {
        action = await this.#do(input, action);
      }
    }
  }

  /** The action that follows; undefined when the execution fails, which the next revival finds. */
  async #do(input: FollowUpInput, action: Exclude<Action, { type: "wait" | "finish" }>): Promise<Action | undefined> {
    const { tasks, functions } = this.#parts;
    const { version, practiceId, leadId, runId, generation } = input;
    const run = { version, practiceId, leadId, runId, generation };
    switch (action.type) {
      case "plan":
        return tasks.task("plan-next-action", (invocation) => functions.plan(invocation, run));
      case "send": {
        const task: SendTask = { ...run, action };
        const sent = await tasks.task(`send-${action.channel}`, (invocation) => functions.send(invocation, task));
        return sent && { type: "plan" };
      }
      default: {
        const task: AlertTask = { ...run, action };
        const told = await tasks.task("alert-staff", (invocation) => functions.alert(invocation, task));
        return told && { type: "plan" };
      }
    }
  }
}
